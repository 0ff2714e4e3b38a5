"""The register: every case that its reader may see, what waits longest first."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import F, QuerySet

from reviews.ages import Age
from reviews.lifecycle import STAGES, UNDECIDED, Stage
from reviews.models import CaseReview
from reviews.queries.ages import ages_of
from reviews.queries.shown import State, many, nearest_duties, state_of
from sscb.timetable.days import in_words
from sscb.timetable.models import Deadline

SHOWS: dict[str, tuple[str, tuple[str, ...]]] = {
    "to-decide": ("Not decided", UNDECIDED),
    "review": ("Under review", (
        Stage.DECIDED_SCR, Stage.DECIDED_MLR, Stage.COMMISSIONED, Stage.UNDER_REVIEW, Stage.ON_HOLD, Stage.DRAFT,
        Stage.FACTUAL_CHECK, Stage.SIGN_OFF)),
    "publication": ("Publication", (Stage.AWAITING, Stage.DEFERRED, Stage.NOT_PUBLISHING, Stage.PUBLISHED)),
    "actions": ("Actions", (Stage.ACTIONS,)),
    "ended": ("Ended", (Stage.DECIDED_NO, Stage.CLOSED, Stage.WITHDRAWN, Stage.TRANSFERRED)),
}  # fmt: skip
ENDED = SHOWS["ended"][1]


@dataclass(frozen=True)
class Row:
    uuid: UUID
    reference: str
    kind: str
    pseudonym: str
    stage: str
    received_on: date
    next_words: str
    state: State
    age: str


@dataclass(frozen=True)
class Filter:
    text: str
    url: str
    current: bool


def cases_of(person: Any, *, show: str = "") -> QuerySet:
    found = CaseReview.objects.visible_to(person)
    if show in SHOWS:
        found = found.filter(stage__in=SHOWS[show][1])
    return found.order_by(F("closed_on").asc(nulls_first=True), "notified_on", "reference")


def kind_words(case: CaseReview) -> str:
    return case.get_kind_display() if case.kind else "Case for consideration"


def rows_of(cases: Iterable[CaseReview], as_at: date) -> list[Row]:
    """With the nearest open duty of each case, and both ages of each review. Three queries for all."""
    found = list(cases)
    nearest, ages = nearest_duties(found), ages_of(found, as_at)
    return [_row(case, nearest.get(case.pk), ages.get(case.pk), as_at) for case in found]


def _row(case: CaseReview, duty: Deadline | None, age: Age | None, as_at: date) -> Row:
    if duty is None or (case.stage in ENDED and case.stage != Stage.DECIDED_NO):
        words, state = "", State("done" if case.stage in ENDED else "waiting", str(STAGES[case.stage]))
    else:
        words, state = f"{duty.title}, by {in_words(duty.due_on)}", state_of(duty, as_at)
    pseudonym = "" if case.sealed_on else case.pseudonym
    return Row(
        case.uuid, case.reference, kind_words(case), pseudonym, str(STAGES[case.stage]), case.received_on, words,
        state, age.words if age and not case.sealed_on else "",
    )  # fmt: skip


def filters(person: Any, url: str, show: str) -> tuple[list[Filter], Counter]:
    """The filters that lead to something; and how many cases stand at each stage. One query."""
    stages = Counter(CaseReview.objects.visible_to(person).values_list("stage", flat=True))
    found = [Filter(f"All ({sum(stages.values())})", url, show not in SHOWS)]
    for code, (words, some) in SHOWS.items():
        if number := sum(stages[str(stage)] for stage in some):
            found.append(Filter(f"{words} ({number})", f"{url}?show={code}", show == code))
    return found, stages


def heading(stages: Counter) -> str:
    """3 cases are open; 1 waits for the chair's decision."""
    if not sum(stages.values()):
        return "No case is yours to see"
    count = sum(stages.values()) - sum(stages[str(one)] for one in ENDED)
    waits = stages[str(Stage.CONSIDERED)]
    first = f"{many(count, 'case')} {'is' if count == 1 else 'are'} open" if count else "No case is open"
    return f"{first}; {waits} wait{'s' if waits == 1 else ''} for the chair’s decision" if waits else first
