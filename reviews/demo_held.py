"""The demonstration's reviews that are held, invented from the first word: a serious case review decided in March 2019,
past its six months with the clock stopped for a trial; and the learning review decided in September 2019."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError

from reviews import services
from reviews.law import Answers
from reviews.models import AgencyReport, Notice
from reviews.services import Happened

RIVER, SCHOOL = "river", "school"
INDEPENDENT = {"works_for_board": False, "works_for_agency": False, "knew_the_case": False}
CHECKED = (
    "Asked in writing about the Board, every agency named in the terms and the family; two referees; a declaration is "
    "on file. Nothing was found."
)
TERMS = {
    "method": "silp", "method_why": "One young person and five agencies: enough to hear those who worked with him, and "
    "to ask why what they did made sense to them at the time.", "from_on": date(2017, 9, 1),
    "to_on": date(2019, 2, 10), "questions": "What did each agency know when he went missing, and whom did it tell?\n"
    "When did anybody speak with him, and not about him?\nWhat made it hard to see the cash and the second "
    "telephone as signs of exploitation?", "family_plan": "His mother first, by a letter that "
    "her support worker brings; his father once the police agree. The young person himself, when he is well enough, "
    "with somebody he chooses.",
    "media_plan": "The council’s press office answers for the Board; nothing is said before the trial.",
    "agreed_on": date(2019, 4, 16), "agreed_words": "the Independent Chair, on the advice of Learning and Improvement",
}  # fmt: skip
POLICE_ROWS = (
    Happened(date(2017, 11, 14), "child", "Missing for two nights; found at a bus station in another county.",
             "Missing-person record", "Returned home. No interview on return is recorded.", "exploitation"),
    Happened(date(2018, 3, 2), "child", "Stopped with a man of twenty-six in a hired car. £340 in cash.",
             "Stop record", "Intelligence submitted. No agency told.", "information sharing"),
    Happened(date(2018, 9, 21), "mother", "She rang to say that he has a second telephone and is frightened.",
             "Control room log", "Advised to ring in the morning.", "voice"),
    Happened(date(2019, 2, 10), "child", "Found injured near the river.", "Crime record",
             "Taken to hospital. Strategy meeting the same night.", "exploitation"),
)  # fmt: skip
SCHOOL_ROWS = (
    Happened(date(2017, 12, 5), "child", "Attendance fell from 94 to 61 in a term.", "Attendance register",
             "Letter to his mother. Fixed-term exclusion in January.", "early help"),
    Happened(date(2018, 3, 5), "child", "New trainers, two telephones; he would not say from whom.",
             "Safeguarding record", "Form tutor spoke with him. Not passed on.", "exploitation"),
    Happened(date(2018, 10, 1), "professional", "Permanent exclusion. No meeting with other agencies beforehand.",
             "Governors’ minutes", "Alternative provision from November.", "transitions"),
)  # fmt: skip


def _one_page(words: str) -> bytes:
    """A page as an agency's own program would save it: its title, and that it is invented."""
    told = f"BT /F1 16 Tf 60 760 Td ({words}) Tj 0 -30 Td /F1 11 Tf (Invented for the demonstration.) Tj ET".encode()
    parts = (
        b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >> stream\n%s\nendstream" % (len(told), told),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    )  # fmt: skip
    body, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return body + b"xref\n0 6\n0000000000 65535 f \n" + table + (
        b"trailer << /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % len(body)
    )


def events(told: Any) -> Iterator[tuple[date, Any]]:
    """`told`: the teller of the cases (`reviews.demo`), with its people and the cases by their words."""
    held = Held(told)
    yield date(2019, 2, 11), lambda on: told.refer(RIVER, "td-chair", on, harmed=True, born_on=date(2003, 5, 9))
    yield date(2019, 2, 12), lambda on: told.ask(RIVER, ("police-agc", "td-chair"), on)
    yield date(2019, 2, 19), lambda on: told.answer(RIVER, "police-agc", on)
    yield date(2019, 2, 20), lambda on: told.answer(RIVER, "td-chair", on)
    yield date(2019, 2, 27), lambda on: told.consider(RIVER, on, Answers("suspected", False, True, True), "scr")
    yield date(2019, 3, 8), lambda on: told.decide(RIVER, "scr", on)
    yield date(2019, 3, 12), lambda on: told.tell(RIVER, on)
    yield date(2019, 4, 16), held.commission
    yield date(2019, 5, 2), held.begin
    yield date(2019, 5, 7), held.ask_for_reports
    yield date(2019, 5, 13), held.beside
    yield date(2019, 6, 13), held.reports_come
    yield date(2019, 6, 25), held.hear
    yield date(2019, 7, 2), held.put_together
    yield date(2019, 7, 29), held.ask_one_more
    yield date(2019, 9, 5), held.one_more_comes
    yield date(2019, 9, 12), held.stop_for_the_trial
    yield date(2019, 9, 20), held.renew
    yield date(2019, 10, 2), held.commission_learning_review
    yield date(2019, 10, 9), held.begin_learning_review
    yield date(2019, 10, 14), held.ask_about_the_school


class Held:
    def __init__(self, told: Any):
        self.told, self.people = told, told.people

    def case(self, key: str = RIVER):
        return self.told.fresh(key)

    def by(self, on: date, who: str = "bm") -> dict:
        return {"by": self.people[who], "on": on}

    def commission(self, on: date) -> None:
        told = self.by(on)
        services.appoint_reviewer(
            case=self.case(), person=self.people["lead-reviewer"], part="lead", independence_words=CHECKED,
            agreement_on=on, contract_on=on, fee="As agreed for 20 days", **INDEPENDENT, **told,
        )  # fmt: skip
        for line in Notice.objects.filter(record_id=self.case().pk, told_on=None):
            services.record_told(notice=line, record=self.case(), told_on=on, how="mail", **told)
        services.agree_terms(case=self.case(), **TERMS, **told)
        for who in ("ccg-lead", "police-acc", "probation-lead", "dcs"):
            services.add_member(
                case=self.case(), person=self.people[who], no_conflict=True, agreement_on=on, chairs=who == "ccg-lead",
                **told,
            )  # fmt: skip
        services.commission(case=self.case(), **told)
        services.plan_panel(case=self.case(), planned_on=date(2019, 5, 2), about="First meeting: the terms", **told)

    def begin(self, on: date) -> None:
        told = self.by(on)
        services.declare_conflict(
            case=self.case(), person=self.people["probation-lead"], why="Line manager of a worker in the case", **told
        )
        self._panel(on, "The terms stand. Nights and weekends are looked at closely.", RIVER)
        services.begin_review(case=self.case(), **told)

    def _panel(self, on: date, decided: str, key: str) -> None:
        case = self.case(key)
        services.hold_panel(
            meeting=case.panel_meetings.get(held_on=None), case=case, held_on=on, decided=decided, conflicts="None",
            present=list(case.panel.filter(left_on=None)), **self.by(on),
        )  # fmt: skip

    def ask_for_reports(self, on: date) -> None:
        for who, asks in (
            ("police-agc", "Every stop, missing episode and call of the family; and who was told of each."),
            ("td-chair", "Attendance, exclusions, and what was passed on of what staff saw."),
        ):
            self._ask(RIVER, who, asks, on)

    def _ask(self, key: str, who: str, asks: str, on: date) -> None:
        author = self.people[who]
        services.ask_report(
            case=self.case(key), agency=author.organisation, author=author, asks=asks, **self.by(on)
        )

    def beside(self, on: date) -> None:
        told = self.by(on)
        trial = services.record_process(
            case=self.case(), kind="criminal", body="Police, senior investigating officer", began_on=date(2019, 2, 11),
            next_on=date(2019, 11, 25), agreed="Disclosure agreed with the Crown Prosecution Service on 10 May 2019: "
            "practitioners who are witnesses are heard after their statements.", **told,
        )  # fmt: skip
        services.stop_clock(
            case=self.case(), process=trial, ground="witnesses", words="Conversations with practitioners wait "
            "for their statements to the police.", authority="Letter of the Crown Prosecution Service, 10 May 2019",
            from_on=on, **told,
        )  # fmt: skip
        services.invite_family(
            case=self.case(), who="mother", invited_on=on, invited_how="A letter brought by her support worker",
            **self.by(on, "lead-reviewer"),
        )  # fmt: skip

    def reports_come(self, on: date) -> None:
        self._send("police-agc", "Each contact was dealt with by itself. Nobody looked at them together.",
                   on, POLICE_ROWS)  # fmt: skip
        self._send("td-chair", "Staff saw much, and wrote it down in three places. Exclusion ended the rest.",
                   on, SCHOOL_ROWS)  # fmt: skip
        services.run_clock(stop=self.case().stops.get(), case=self.case(), to_on=on, **self.by(on))

    def _report(self, who: str, key: str = RIVER) -> AgencyReport:
        return AgencyReport.objects.of(self.case(key)).get(author=self.people[who])

    def _send(self, who: str, findings: str, on: date, rows: tuple[Happened, ...]) -> None:
        report = self._report(who)
        services.take_rows(report=report, rows=rows, sha256="", **self.by(on, who))
        try:
            services.send_report(
                report=self._report(who), findings=findings, content=_one_page(f"Report of {report.agency.name}"),
                name="report.pdf", **self.by(on, who),
            )  # fmt: skip
        except ValidationError:  # no PDF can be taken on this machine: the report is still owed, and its page says so
            return
        services.check_report(
            report=self._report(who), case=self.case(), accept=True, answers_terms=True, analyses=True, no_names=True,
            **self.by(on, "lead-reviewer"),
        )  # fmt: skip

    def hear(self, on: date) -> None:
        lead = self.by(on, "lead-reviewer")
        event = services.plan_event(
            case=self.case(), kind="event", planned_on=on, invited="Officers, teachers, youth workers and a nurse who "
            "worked with him or the family", **lead,
        )  # fmt: skip
        services.hold_event(
            event=event, case=self.case(), held_on=on, came=14, notes="Several had worried alone. Those on nights knew "
            "of no one to ring. The school had not been told that he had been found with a man twice his age.", **lead,
        )  # fmt: skip
        services.hear_family(
            voice=self.case().family.get(), case=self.case(), answer="yes", answered_on=on, heard_on=on,
            said="She told three agencies about the second telephone. Each said that another would ring her.", **lead,
        )  # fmt: skip
        services.invite_family(
            case=self.case(), who="father", invited_on=on, invited_how="A letter, with the police’s agreement", **lead
        )
        early = services.note_early(
            case=self.case(), text="Nobody on nights knows whom to tell of a child found with an unknown adult.",
            done="The control room has had a list of numbers since 24 June.", **lead,
        )  # fmt: skip
        services.make_point(
            early=early, case=self.case(), title="At night, know whom to tell of a child found with an unknown adult",
            text="Keep the number where staff on nights can see it, and write down that you rang.",
            theme="exploitation", **self.by(on),
        )  # fmt: skip
        services.renew_access(case=self.case(), **self.by(on))

    def put_together(self, on: date) -> None:
        if AgencyReport.objects.of(self.case()).filter(stage="accepted").exists():
            services.integrate(case=self.case(), **self.by(on, "lead-reviewer"))
        services.agree_terms(
            case=self.case(), **{**TERMS, "agreed_on": on, "questions": f"{TERMS['questions']}\nWhat did the hospital "
            "know of the two injuries in 2018?", "agreed_words": "the Independent Chair, at the request of the panel"},
            changed="A question on the two hospital visits of 2018.",
            why="The police’s chronology named two injuries that no other agency had told of.", **self.by(on),
        )  # fmt: skip

    def ask_one_more(self, on: date) -> None:
        self._ask(RIVER, "trust-east-lead", "Two visits in 2018 with injuries: what was asked, and who was told.", on)

    def one_more_comes(self, on: date) -> None:
        row = Happened(
            date(2018, 6, 17), "child", "Cut hand. Came with a man who said that he was an uncle.",
            "Emergency department record", "Treated. No safeguarding form.", "voice",
        )  # fmt: skip
        findings = "Both injuries were treated well and asked about once. Nobody asked who had brought him."
        self._send("trust-east-lead", findings, on, (row,))

    def stop_for_the_trial(self, on: date) -> None:
        services.stop_clock(
            case=self.case(), process=self.case().processes.get(), ground="prejudice", words="His father, and findings "
            "on one adult, wait for the trial.", authority="Letter of the Crown Prosecution Service, 10 September 2019",
            from_on=on, **self.by(on),
        )  # fmt: skip

    def renew(self, on: date) -> None:
        services.renew_access(case=self.case(), **self.by(on))
        services.plan_panel(
            case=self.case(), planned_on=date(2019, 11, 21), about="The draft findings", **self.by(on)
        )

    def commission_learning_review(self, on: date) -> None:
        told = self.by(on)
        services.appoint_reviewer(
            case=self.case(SCHOOL), person=self.people["lead-reviewer"], part="lead", independence_words=CHECKED,
            agreement_on=on, **INDEPENDENT, **told,
        )  # fmt: skip
        services.agree_terms(
            case=self.case(SCHOOL), method="audit-event", method_why="A short review: the papers of four agencies, and "
            "one day with those who worked with the child.", from_on=date(2018, 9, 1), to_on=date(2019, 8, 26),
            questions="What did each agency know, and when was it put together?\nWhat helped, where it went well?",
            family_plan="The parents are asked by the school; the child through an advocate.", agreed_on=on,
            agreed_words="Learning and Improvement, at its meeting", **told,
        )  # fmt: skip
        for who in ("trust-west-lead", "police-acc"):
            services.add_member(
                case=self.case(SCHOOL), person=self.people[who], no_conflict=True, agreement_on=on,
                chairs=who == "trust-west-lead", **told,
            )  # fmt: skip
        services.commission(case=self.case(SCHOOL), **told)
        services.plan_panel(
            case=self.case(SCHOOL), planned_on=date(2019, 10, 9), about="First meeting: terms and whom to ask", **told
        )

    def begin_learning_review(self, on: date) -> None:
        self._panel(on, "Two agencies are asked for a report; the rest is heard on the day.", SCHOOL)
        services.begin_review(case=self.case(SCHOOL), **self.by(on))

    def ask_about_the_school(self, on: date) -> None:
        for who, asks in (
            ("trust-east-lead", "Appointments offered and missed, and what was told to the school."),
            ("gp-lead", "Consultations of the child and parents that bear on the terms."),
        ):
            self._ask(SCHOOL, who, asks, on)
        services.plan_event(
            case=self.case(SCHOOL), kind="event", planned_on=date(2019, 11, 20), invited="Everybody who worked with "
            "the child in the year before: teachers, a nurse, a family worker", **self.by(on, "lead-reviewer"),
        )  # fmt: skip
        services.invite_family(
            case=self.case(SCHOOL), who="mother", invited_on=on, invited_how="In person, by the head of year",
            **self.by(on, "lead-reviewer"),
        )  # fmt: skip
