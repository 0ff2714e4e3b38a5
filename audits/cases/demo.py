"""The demonstration's case audits: one of 2017 that is finished, and its re-audit at the meeting. All invented.

The story is the one of return interviews: found late in 2017, promised, lost again, audited again in November 2019.
"""

from datetime import date, timedelta
from typing import Any

from django.db import transaction

from audits.cases import services
from audits.cases.models import AgencyAudit, AuditCase, AuditIssue, CaseTheme
from audits.cases.queries.tools import questions_of
from audits.cases.services.destroying import destroy_keys
from audits.cases.tool import OVERALL, UNSAFE
from sscb import clock
from sscb.board.models import Meeting
from sscb.learning.models import Action
from sscb.learning.services import close_action, say_done
from sscb.timetable.models import Deadline

AUDITORS = {
    "council-csc": "dcs", "police": "police-agc", "community-trust": "community-lead", "school-valley": "school-lead",
    "voluntary": "voluntary-lead",
}  # fmt: skip
QUESTIONS = [
    ("Was the interview after each episode offered within 72 hours?", "yes_partly_no"),
    ("Did what the child said reach whoever plans for them?", "yes_partly_no"),
    ("Was somebody outside the placement there to talk to?", "yes_partly_no"),
]
ASKED_AGAIN = [*QUESTIONS[:2], ("Were weekend episodes known to the interview team by Monday?", "yes_partly_no")]
WORDS = {
    "role-in-case": "Own part in the child’s plan, all through the window.",
    "account": "Met the child and the carers, shared what was known, went to reviews.",
    "child-said": "The child wants to be asked by the same person each time.",
    "strengths": "Known workers; a clear risk plan; quick replies on the day.",
    "to-improve": "Episodes at weekends; the chronology; who tells whom.",
    "difference-made": "The child has an adult to ring, and does.",
    "multi-agency-issue": "Nobody joins up the episodes of one month.",
}  # fmt: skip
# what each agency gave each case (in the order of AUDITORS), what the meeting agreed, and why
FIRST = (
    ("RI G RI", "RI", "Interviews came after the next episode."),
    ("G G G", "G", "The child was asked each time, and plans changed."),
    ("RI RI RI", "RI", "Seven episodes and no strategy meeting."),
    ("I RI RI", "I", "Nobody saw who the child was with."),
    ("RI RI G", "RI", "Each agency held a part of it."),
    ("RI RI G", "RI", "What the child said was written down and not used."),
)
SECOND = (
    ("G G RI G G", "G", "Asked in time, and the plan changed because of it."),
    ("RI G RI RI G", "RI", "In time in the week, late after each weekend."),
    ("RI RI RI G I", "", ""),
    ("G RI RI G RI", "", ""),
    ("RI RI - G RI", "", ""),
    ("RI G G G RI", "", ""),
)  # fmt: skip
VOICE = "They ring at nine on Monday. I was back on Saturday."


def build(world: Any) -> None:
    """Everything that had happened by the world's date."""
    teller = _Teller(world)
    first = teller.first()
    if first is not None:
        teller.second(first)


class _Teller:
    def __init__(self, world: Any):
        self.world, self.people = world, world.people
        self.chair, self.office = self.people["audit-west-chair"], self.people["office"]

    def fresh(self, one: Any) -> Any:
        return type(one)._base_manager.select_related().get(pk=one.pk)

    def audited(self, theme: CaseTheme, told: tuple, *, drawn_on: date, asked_on: date, due_on: date, ages) -> list:
        """From the list to what each agency handed in, in its own time."""
        rows = [
            f"M{number:03},{ages[number % len(ages)]},{('CLA', 'CLA', 'CPP')[number % 3]},{3 + number % 4}"
            for number in range(1, 42)
        ]
        with clock.at(drawn_on):
            services.enter_list(
                theme=theme, population="\n".join(rows), source="Missing from care three times or more, council",
                extracted_on=drawn_on - timedelta(days=3), by=self.chair, on=drawn_on,
            )  # fmt: skip
            services.draw_sample(
                theme=theme, method="simple", seed=f"{drawn_on:%-d %B %Y}, committee room", size=len(told), spare=3,
                by=self.chair, on=drawn_on,
            )  # fmt: skip
        cases = list(AuditCase.objects.all_for_job("the demonstration").filter(theme=theme).select_related("theme"))
        many = len(told[0][0].split())
        auditors = {self.world.organisations[code]: self.people[key] for code, key in list(AUDITORS.items())[:many]}
        with clock.at(asked_on):
            for case in cases:
                services.ask_agencies(case=case, auditors=auditors, due_on=due_on, by=self.office, on=asked_on)
            services.move_theme(theme=self.fresh(theme), to="auditing", by=self.office, on=asked_on)
        questions = questions_of(theme)
        tools = AgencyAudit.objects.all_for_job("the demonstration").filter(case__theme=theme)
        by_place = {
            (tool.case_id, tool.owner.code): tool for tool in tools.select_related("owner", "auditor", "case__theme")
        }
        for number, (case, (grades, _, _)) in enumerate(zip(cases, told, strict=True)):
            for place, (code, grade) in enumerate(zip(AUDITORS, grades.split(), strict=False)):
                on = min(due_on, asked_on + timedelta(days=7 + 3 * place + number))
                if grade != "-" and on <= self.world.on:
                    self._fill(by_place[case.pk, code], questions, grade, seed=number * 7 + place * 3, on=on)
        return cases

    def _fill(self, tool: AgencyAudit, questions: list, grade: str, *, seed: int, on: date) -> None:
        good = grade in ("G", "O")
        answers = {}
        for place, one in enumerate(questions):
            choice, words = "", WORDS.get(one.key, "")
            if one.answer == "yes_partly_no":
                choice = ("yes", "yes", "partly" if good else "no", "yes" if good else "partly")[(seed + place * 5) % 4]
            elif one.answer == "grade":
                choice = grade if one.key == OVERALL or (seed + place) % 3 else "RI"
            elif one.answer == "choice":
                choice = "No" if one.key == UNSAFE else "Looked after"
            elif one.answer == "number":
                words = str(2 + seed % 5)
            answers[one.key] = (choice, words, "")
        with clock.at(on):
            services.fill_tool(tool=tool, answers=answers, by=tool.auditor, on=on)
            services.hand_in_tool(tool=tool, by=tool.auditor, on=on)

    def agree(self, case: AuditCase, told: tuple, on: date, *, apart: str = "") -> None:
        grades, grade, why = told
        services.open_case(case=case, by=self.chair, on=on)
        if "I" in grades.split():
            services.say_safe(
                case=case, because="The child was seen this week by a known worker.", by=self.chair, on=on
            )
        services.agree_grade(case=case, grade=grade, grade_why=why, apart_why=apart, by=self.chair, on=on)

    def first(self) -> CaseTheme | None:
        day = date(2017, 10, 17)
        with clock.at(day):
            theme = services.plan_theme(
                title="Children missing from care", theme="exploitation", area="W", board_on=date(2018, 1, 16),
                scope="Episodes rose for a year, and forums asked what comes of return interviews.",
                lines="Is the child asked in time, and by somebody they know?\nDoes what they say change the plan?",
                by=self.chair, on=day,
            )  # fmt: skip
            services.write_questions(theme=theme, questions=QUESTIONS, by=self.chair, on=day)
        cases = self.audited(
            theme, FIRST, drawn_on=date(2017, 11, 6), asked_on=date(2017, 11, 8), due_on=date(2017, 12, 4),
            ages=("10-15", "10-15", "16-17"),
        )  # fmt: skip
        day = date(2017, 12, 12)
        with clock.at(day):
            services.move_theme(theme=self.fresh(theme), to="meeting", by=self.chair, on=day)
            present = [(None, role, False) for role in ("Chair of Audit West", "Three auditors", "Two social workers")]
            services.note_attendance(theme=self.fresh(theme), present=present, by=self.chair, on=day)
            for case, told in zip(cases, FIRST, strict=True):
                self.agree(self.fresh(case), told, day)
            self._found(cases[0], day)
            issue = services.raise_issue(
                theme=self.fresh(theme), title="Interviews come after the next episode", tag="planning", by=self.chair,
                text="Notices of missing children reach the interview team late, most of all at weekends.", on=day,
            )  # fmt: skip
            services.move_theme(theme=self.fresh(theme), to="reporting", by=self.chair, on=day)
            services.write_report(
                theme=self.fresh(theme), by=self.chair, on=day, asks="Agree that notices are passed on the same day.\n"
                "Note that the theme is audited again within a year.",
                report_words="Agencies knew these children well and acted on the day. They did not join up: "
                "most interviews took place after the child had gone missing again, so what the child said came "
                "too late to change the plan. Where one known person asked each time, plans changed.",
            )  # fmt: skip
        self._after_the_first(theme, issue)
        return self.fresh(theme)

    def _found(self, case: AuditCase, on: date) -> None:
        case = self.fresh(case)
        services.add_voice(case=case, whose="child", words=VOICE, by=self.chair, on=on,
                           gathered="By the advocate; the child agreed to its use here.")  # fmt: skip
        services.add_voice(case=case, whose="practitioner", words="I hear of it from the school, days later.",
                           gathered="Social worker, by telephone.", by=self.chair, on=on)  # fmt: skip
        for kind, text, tag in (
            ("strength", "The home rang the child’s own worker at every return.", "voice"),
            ("improve", "Weekend episodes were not known to the interview team until Monday.", "information-sharing"),
            ("improve", "No strategy meeting after the third episode.", "planning"),
        ):
            services.add_finding(case=case, kind=kind, text=text, theme=tag, by=self.chair, on=on)

    def _after_the_first(self, theme: CaseTheme, issue: AuditIssue) -> None:
        chief, bm = self.people["qp-chair"], self.people["bm"]
        day = date(2018, 1, 2)
        with clock.at(day):
            services.accept_report(theme=self.fresh(theme), by=chief, on=day)
            services.move_issue(issue=self.fresh(issue), to="accepted", by=chief, on=day)
            action = services.task_agency(
                issue=self.fresh(issue), agency=self.world.organisations["police"], due_on=date(2018, 4, 30), by=chief,
                text="Pass notices of missing children to the interview team the same day.", on=day,
            )  # fmt: skip
        day = date(2018, 1, 30)
        with clock.at(day):
            services.send_learning(
                theme=self.fresh(theme), by=self.chair, on=day, told_how="Bulletin of January; four forums.",
                points=[("One known person asks the child after each episode. Whoever plans is told.", "voice")],
            )  # fmt: skip
            services.set_reaudit(theme=self.fresh(theme), reaudit_on=date(2018, 12, 3), by=self.chair, on=day)
        day = date(2018, 4, 23)
        with clock.at(day):
            say_done(action=self.fresh(action), by=self.people["police-acc"], on=day,
                     evidence="Notices are passed by noon on working days since April.")  # fmt: skip
            close_action(action=Action._base_manager.get(pk=action.pk), by=bm, on=day)
            services.move_issue(issue=self.fresh(issue), to="responded", by=chief, on=day)
            services.move_issue(issue=self.fresh(issue), to="verified", by=chief, on=day,
                                why="Of ten episodes in March nine had their interview in time.")  # fmt: skip
            services.move_issue(issue=self.fresh(issue), to="reported", by=chief, on=day)
            services.move_issue(
                issue=self.fresh(issue), to="closed", by=chief, on=day, why="Weekends are still to come."
            )
            services.move_theme(theme=self.fresh(theme), to="closed", by=self.chair, on=day)
        day = date(2019, 1, 2)
        with clock.at(day), transaction.atomic():
            destroy_keys(Deadline.objects.open().get(record_id=theme.pk, rule="case-audit-keys-destroyed"), day)

    def second(self, first: CaseTheme) -> None:
        day = date(2019, 9, 10)
        if self.world.on < day:
            return
        meeting = Meeting._base_manager.filter(group__code="board", meets_on=date(2019, 12, 12)).first()
        with clock.at(day):
            theme = services.plan_theme(
                title="Children missing from care, again", theme="exploitation", area="W", for_meeting=meeting,
                board_on=date(2019, 12, 12), follows=first, by=self.chair, on=day,
                scope="Interviews in 72 hours rose to 81% and have fallen since spring.",
                lines="Is the child asked in time, and by somebody they know?\nDoes what they say change the plan?\n"
                "What happens at weekends?",
            )  # fmt: skip
            services.write_questions(theme=theme, questions=ASKED_AGAIN, by=self.chair, on=day)
        if self.world.on < date(2019, 11, 5):
            return
        cases = self.audited(
            theme, SECOND, drawn_on=date(2019, 9, 26), asked_on=date(2019, 10, 3), due_on=date(2019, 10, 31),
            ages=("10-15", "10-15", "16-17"),
        )  # fmt: skip
        day = date(2019, 11, 12)
        if self.world.on < day:
            return
        with clock.at(day):
            services.move_theme(theme=self.fresh(theme), to="meeting", by=self.chair, on=day)
            present = [
                *((None, role, False) for role in ("Chair of Audit West", "Five auditors", "Home manager")),
                (None, "Health visitor", True),
            ]  # fmt: skip
            services.note_attendance(theme=self.fresh(theme), present=present, by=self.chair, on=day)
            for case, told in list(zip(cases, SECOND, strict=True))[:2]:
                self.agree(self.fresh(case), told, day)
            services.open_case(case=self.fresh(cases[2]), by=self.chair, on=day)
            self._found(cases[2], day)
