"""One case as its reader sees it: its stage and clocks, who was told, what agencies answered, what was decided."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from reviews.law import REGIMES, Limb
from reviews.lifecycle import STAGES, UNDECIDED, Stage
from reviews.models import AgencySummary, CaseReview, Consideration, Decision, Notice, Opening
from reviews.queries.register import kind_words
from reviews.queries.shown import ClockShown, State, clocks_of, many
from sscb.access.policy import can
from sscb.board.queries.shown import by_date
from sscb.timetable.days import in_words

LINE: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Referred", (Stage.REFERRED,)),
    ("Agencies asked", (Stage.GATHERING,)),
    ("Considered", (Stage.CONSIDERED,)),
    ("Decided", (Stage.DECIDED_SCR, Stage.DECIDED_MLR, Stage.DECIDED_NO)),
    ("Commissioned", (Stage.COMMISSIONED,)),
    ("Under review", (Stage.UNDER_REVIEW, Stage.ON_HOLD)),
    ("Drafted and checked", (Stage.DRAFT, Stage.FACTUAL_CHECK)),
    ("Board", (Stage.SIGN_OFF,)),
    ("Published", (Stage.AWAITING, Stage.DEFERRED, Stage.NOT_PUBLISHING, Stage.PUBLISHED)),
    ("Actions", (Stage.ACTIONS,)),
    ("Closed", (Stage.CLOSED,)),
)
OFF_THE_LINE = (Stage.WITHDRAWN, Stage.TRANSFERRED)


@dataclass(frozen=True)
class StageShown:
    code: str
    title: str
    when: str = ""
    late: bool = False


@dataclass(frozen=True)
class NoticeShown:
    uuid: UUID
    body: str
    about: str
    rule: str
    state: State
    how: str
    reply: str
    told: bool
    replied: bool


@dataclass(frozen=True)
class SummaryShown:
    uuid: UUID
    agency: str
    named: str
    state: State
    known: str
    text: str
    together: str
    files: str
    waits: bool


@dataclass(frozen=True)
class LimbShown:
    words: str
    state: State
    evidence: str


@dataclass(frozen=True)
class ConsiderationShown:
    number: int
    met_on: date
    present: str
    test: str
    met: bool
    limbs: list[LimbShown]
    recommends: str
    reasons: str
    dissent: str


@dataclass(frozen=True)
class CasePage:
    kind: str
    stage: str
    heading: str
    line: list[StageShown]
    clocks: list[ClockShown]
    notices: list[NoticeShown]
    summaries: list[SummaryShown]
    considerations: list[ConsiderationShown]
    decisions: list[Decision]
    openings: list[Opening]
    regime: str
    referral: Any


def case_page(case: CaseReview, person: Any, as_at: date) -> CasePage:
    """Everything of the case page; nothing that says who the child is."""
    clocks = clocks_of(case, person, as_at)
    return CasePage(
        kind=kind_words(case),
        stage=str(STAGES[case.stage]),
        heading=_heading(case, clocks),
        line=line_of(case, late=any(one.state.code == "late" for one in clocks)),
        clocks=clocks,
        notices=notices_of(case),
        summaries=summaries_of(case, as_at),
        considerations=[_considered(one) for one in case.considerations.prefetch_related("present")],
        decisions=list(case.decisions.select_related("decided_by")),
        openings=list(case.openings.filter(opened_on=None).select_related("asked_by"))
        if can(person, "reviews.open_identity") else [],
        regime=REGIMES[case.regime],
        referral=case.referral,
    )  # fmt: skip


def _heading(case: CaseReview, clocks: list[ClockShown]) -> str:
    kind = kind_words(case)
    late = [one for one in clocks if one.state.code == "late"]
    decision = next((one for one in clocks if one.rule == "scr-decision" and one.due_on), None)
    if case.stage in UNDECIDED and decision and decision.state.code != "done":
        who = "waits for the chair’s decision" if case.stage == Stage.CONSIDERED else "is not decided"
        by = "was due by" if decision.state.code == "late" else "is due by"
        return f"{case.pseudonym} {who}: it {by} {in_words(decision.due_on)}"
    if late:
        return f"{kind}, {case.pseudonym}: {many(len(late), 'duty', 'duties')} {'is' if len(late) == 1 else 'are'} late"
    return f"{kind}, {case.pseudonym}: {str(STAGES[case.stage]).lower()}"


def line_of(case: CaseReview, *, late: bool) -> list[StageShown]:
    """The usual course, the present stage marked; nothing for what ended off it."""
    if case.stage in OFF_THE_LINE:
        return []
    place = next(number for number, (_, stages) in enumerate(LINE) if case.stage in stages)
    course = LINE[:4] if case.stage == Stage.DECIDED_NO else LINE
    return [
        StageShown(
            "now" if number == place else "done" if number < place else "ahead",
            str(STAGES[case.stage]) if number == place else title, late=late and number == place,
        )
        for number, (title, _) in enumerate(course)
    ]  # fmt: skip


def notices_of(record: Any) -> list[NoticeShown]:
    """The ledger, who is still to be told first. One query."""
    rows = Notice.objects.filter(record_id=record.pk)
    return [_notice(row) for row in sorted(rows, key=lambda one: (one.told_on is not None, one.noted_on, one.pk))]


def _notice(row: Notice) -> NoticeShown:
    state = State("done", f"Told {in_words(row.told_on)}") if row.told_on else State("soon", "To be told")
    reply = f"Replied {in_words(row.replied_on)}: {row.reply}" if row.replied_on else ""
    return NoticeShown(
        row.uuid, row.get_body_display(), row.about, row.rule, state, row.get_how_display() if row.how else "", reply,
        row.told_on is not None, row.replied_on is not None,
    )  # fmt: skip


def summaries_of(case: CaseReview, as_at: date) -> list[SummaryShown]:
    """What each agency answered, for the readers of the case. One query."""
    rows = AgencySummary.objects.of(case)
    return [_summary(row, as_at) for row in rows.select_related("agency", "named")]


def _summary(row: AgencySummary, as_at: date) -> SummaryShown:
    if row.answered_on:
        state = State("done", f"Answered {in_words(row.answered_on)}")
    elif row.stage == "withdrawn":
        state = State("stop", "No longer asked")
    else:
        state = by_date(row.due_on, as_at, soon=3)
    return SummaryShown(
        row.uuid, row.agency.name, row.named.name, state, row.get_known_display() if row.known else "", row.text,
        row.together_words, "Its records are locked." if row.files_secured else "", row.stage == "asked",
    )  # fmt: skip


def _considered(one: Consideration) -> ConsiderationShown:
    evidence = {
        "abuse": one.abuse_evidence, "died": one.died_evidence, "seriously_harmed": one.seriously_harmed_evidence,
        "joint_working": one.joint_working_evidence, "automatic": one.get_automatic_display() if one.automatic else "",
    }  # fmt: skip
    return ConsiderationShown(
        one.number, one.met_on, ", ".join(sorted(person.name for person in one.present.all())), one.test.sentence,
        one.test.met, [_limb(limb, evidence[limb.code]) for limb in one.test.limbs], one.get_recommends_display(),
        one.reasons, one.dissent,
    )  # fmt: skip


def _limb(limb: Limb, evidence: str) -> LimbShown:
    return LimbShown(limb.words, State("done", "Yes") if limb.met else State("stop", "No"), evidence)
