"""Cases on either side of the partners' start, taken through the portal's own services."""

from datetime import date
from functools import cache
from io import BytesIO
from types import SimpleNamespace

import pikepdf
import pytest
from django.urls import reverse

from reviews import services
from reviews.law import Answers
from reviews.lifecycle import Stage
from reviews.models import CaseReview, DraftCopy, Notice, PublicReport
from reviews.services import reporting
from sscb import clock
from sscb.pdf.uploads import rewrite_upload
from sscb.timetable.services import record_local_date

START = date(2019, 9, 29)
REFERRED, MET, DECIDED = date(2019, 9, 2), date(2019, 9, 12), date(2019, 9, 16)
HARMED = Answers("suspected", died=False, seriously_harmed=True, joint_working=True)
EVIDENCE = {"abuse": "Medical view.", "seriously_harmed": "Fractures.", "joint_working": "Two missed strategy talks."}


rewritten_once = cache(rewrite_upload)


def _blank_pdf() -> bytes:
    writer, out = pikepdf.new(), BytesIO()
    writer.add_blank_page()
    writer.save(out)
    return out.getvalue()


PDF = _blank_pdf()


@pytest.fixture(autouse=True)
def _reports_are_rewritten_once(monkeypatch):
    """The same report is made harmless once a run, not once a test."""
    monkeypatch.setattr(reporting, "rewrite_upload", rewritten_once)


@pytest.fixture
def house(db, person, group, agency, other_agency, business_manager, chair):
    """The people of a review; the partners begin on 29 September 2019, as the demonstration has it."""
    group("li")
    with clock.at(date(2019, 8, 1)):
        record_local_date(
            code="safeguarding_partner_start", day=START, source="This test", by=business_manager, on=date(2019, 8, 1)
        )
    return SimpleNamespace(
        agency=agency, other_agency=other_agency, manager=business_manager, chair=chair,
        li_chair=person("Lucy Chair", sits={"li": "chair"}, organisation=other_agency),
        member=person("Len Member", sits={"li": "member"}, organisation=agency),
        lead=person("Leah Reviewer"),
        board_member=person("Bo Ardmember", sits={"board": "member"}, organisation=agency),
        referrer=person("Rhea Ferrer", role="AGL", organisation=agency),
        author=person("Ada Thor", role="AGC", organisation=agency),
        other_author=person("Otto Thor", role="AGC", organisation=other_agency),
        reviewer=person("Rev Iewer"),
        panellist=person("Pam Anel", role="AGC", organisation=other_agency),
    )  # fmt: skip


@pytest.fixture
def case_at(house):
    """`case_at("considered")`: a case brought to that stage through the services; fresh each time."""

    def make(stage: str = "referred", *, on: date = REFERRED, answers: Answers = HARMED, outcome: str = "", **more):
        with clock.at(on):
            told = {
                "child": services.ChildTold("Ottoline Marchbanks", date(2015, 3, 4), "1 Quince Row", "Aunt Quill"),
                "what_happened": "Injuries were found.", "learning": "How agencies talked.", "abuse": "suspected",
                "seriously_harmed": True, **more,
            }  # fmt: skip
            case = services.refer_case(by=house.referrer, on=on, **told)
            if stage == Stage.REFERRED:
                return case
            services.check_duplicates(case=case, by=house.manager, on=on)
            services.start_gathering(case=case, by=house.manager, on=on)
            summary = services.ask_agency(
                case=case, agency=house.agency, named=house.author, by=house.manager, on=on
            )
            if stage == Stage.GATHERING:
                return case
            services.answer_summary(
                summary=summary, known="yes", text="We saw the child twice.", files_secured=True, by=house.author, on=on
            )
            services.consider_case(
                case=case, met_on=on, answers=answers, evidence=EVIDENCE, recommends="scr", reasons="The test.",
                by=house.li_chair, on=on,
            )  # fmt: skip
            if stage != Stage.CONSIDERED:
                outcome = {"decided-scr": "scr", "decided-mlr": "mlr", "decided-no-review": "none"}[stage]
                services.decide(
                    case=case, outcome=outcome, rationale="Because.", version=case.version, by=house.chair, on=on
                )
        return CaseReview.objects.get(pk=case.pk)

    return make


TERMS = {
    "method": "silp", "method_why": "Proportionate to one child.", "from_on": date(2018, 1, 1),
    "to_on": date(2019, 8, 31), "questions": "What did each agency know?", "family_plan": "A letter, then a visit.",
    "agreed_on": REFERRED, "agreed_words": "the Independent Chair",
}  # fmt: skip
INDEPENDENT = {"works_for_board": False, "works_for_agency": False, "knew_the_case": False}


@pytest.fixture
def review_at(house, case_at):
    """`review_at("under-review")`: a review brought to that stage through the services, of either kind."""

    def make(stage: str, *, kind: str = "scr", on: date = REFERRED, accepted: bool = False) -> CaseReview:
        mlr = Answers("suspected", died=False, seriously_harmed=False, joint_working=True)
        case = case_at(f"decided-{kind}", answers=HARMED if kind == "scr" else mlr)
        if stage == case.stage:
            return case
        told = {"by": house.manager, "on": on}
        with clock.at(on):
            services.appoint_reviewer(
                case=case, person=house.reviewer, part="lead", independence_words="Asked, and nothing was found.",
                agreement_on=on, **INDEPENDENT, **told,
            )  # fmt: skip
            services.agree_terms(case=case, **TERMS, **told)
            member = services.add_member(
                case=case, person=house.panellist, no_conflict=True, agreement_on=on, **told
            )
            if stage == "ready":
                return fresh(case)
            services.commission(case=case, **told)
            meeting = services.plan_panel(case=case, planned_on=on, about="First meeting", **told)
            if stage == Stage.COMMISSIONED:
                return fresh(case)
            services.hold_panel(
                meeting=meeting, case=case, held_on=on, present=[member], conflicts="None", **told
            )
            report = services.ask_report(
                case=case, agency=house.agency, author=house.author, asks="What was known at night?", **told
            )
            services.begin_review(case=case, **told)
            if accepted:
                services.send_report(
                    report=report, findings="We did not ask.", content=PDF, name="report.pdf", by=house.author, on=on
                )
                services.check_report(
                    report=report, case=case, accept=True, answers_terms=True, analyses=True, no_names=True,
                    by=house.reviewer, on=on,
                )  # fmt: skip
            if stage == Stage.ON_HOLD:
                process = services.record_process(
                    case=case, kind="criminal", body="Senior investigating officer", **told
                )
                services.put_on_hold(
                    case=case, process=process, ground="witnesses", words="Staff are witnesses.",
                    authority="Letter of the Crown Prosecution Service", by=house.chair, on=on,
                )  # fmt: skip
            if stage == Stage.DRAFT:
                services.write_draft(case=case, text="The first draft.", version=0, by=house.reviewer, on=on)
        return fresh(case)

    return make


def fresh(case: CaseReview) -> CaseReview:
    return CaseReview.objects.get(pk=case.pk)


def url(name: str, *args) -> str:
    return reverse(f"reviews:{name}", args=args)


REPORT = "# What was found\n\nWhat each agency knew was not put together in time.\n\n- Meetings were held without one."
WRITTEN = {
    "heading": "Serious case review: Child A", "summary": "What was learned, in one sentence.", "words": REPORT,
    "response": "The agencies meet weekly now. What came of it is checked in a year.",
}  # fmt: skip
CHECKED, BOARD, PLANNED = date(2019, 9, 5), date(2019, 9, 6), date(2019, 9, 20)


@pytest.fixture
def report_at(house, review_at):
    """`report_at("draft")`: a review brought from its reviewer's work to that stage of its report."""

    def steer(service, case, *, by=None, **told):
        service(case=(one := fresh(case)), version=one.version, by=by or house.chair, on=clock.today(), **told)

    def make(stage: str, *, kind: str = "scr", ready: bool = False):
        case = review_at("under-review", kind=kind, on=clock.today(), accepted=True)
        if stage == "under-review":
            return fresh(case)
        services.write_draft(case=fresh(case), text=REPORT, version=0, by=house.reviewer, on=clock.today())
        if stage == "draft" and not ready:
            return fresh(case)
        services.send_copies(
            case=fresh(case), purpose="facts", due_on=CHECKED, people=[house.author], without_account="The mother",
            extract="Your part: two visits.", by=house.manager, on=clock.today(),
        )  # fmt: skip
        if stage == "draft":
            return fresh(case)
        steer(services.send_to_check, case)
        if stage == "factual-check" and not ready:
            return fresh(case)
        for copy in DraftCopy.objects.of(case):
            who = copy.to or house.manager
            services.answer_copy(copy=copy, answer="words", said="Two, not three.", by=who, on=clock.today())
            services.settle_answer(copy=DraftCopy.objects.get(pk=copy.pk), outcome="yes", why="", by=house.reviewer,
                                   on=clock.today())  # fmt: skip
        if stage == "factual-check":
            return fresh(case)
        steer(services.put_before_board, case)
        if stage == "board-sign-off":
            return fresh(case)
        if stage == "deferred-publication":
            steer(services.defer_publication, case, process="The trial", look_again_on=date(2019, 12, 2))
            return fresh(case)
        minuted = {"outcome": "publish", "board_on": clock.today(), "minute": "Agreed."}
        steer(services.minute_board, case, by=house.manager, **minuted)
        if stage == "awaiting-publication" and not ready:
            return fresh(case)
        told = {"case": fresh(case), "by": house.manager, "on": clock.today()}
        services.write_publication(version=0, **WRITTEN, **told)
        services.plan_publication(planned_on=PLANNED, **told)
        made = PublicReport.objects.get(case=case)
        services.record_check(version=made.version, legal=True, **told)
        services.tell_of_publication(family_told_on=clock.today(), family_how="Visited by the reviewer.", **told)
        for line in Notice.objects.filter(record_id=case.pk, told_on=None):
            services.record_told(notice=line, record=fresh(case), told_on=clock.today(), how="mail", by=house.manager,
                                 on=clock.today())  # fmt: skip
        if stage == "awaiting-publication":
            return fresh(case)
        with clock.at(PLANNED):
            steer(services.publish, case)
        return fresh(case)

    return make
