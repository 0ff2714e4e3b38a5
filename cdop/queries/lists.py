"""The list of cases: what needs the co-ordinator first."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Case, Count, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from cdop.ages import BANDS
from cdop.lifecycle import STAGES, UNFINISHED, Stage
from cdop.models import AgencyForm, ChildDeathReview, PanelItem
from cdop.queries.shown import State
from cdop.queries.standing import days_in_words
from cdop.queries.work import Count as Forms
from cdop.queries.work import heading_of_case
from cdop.transition import Body, days_left, last_day, needs_handover, responsible
from sscb.timetable.days import in_words
from sscb.timetable.models import Deadline

SOON = 30
PASS_ON, LATE, NEW, READY, UNDER_WAY, DONE = range(6)
TO_DO = (PASS_ON, LATE, NEW, READY)
SHOWS: dict[str, tuple[str, tuple[str, ...]]] = {
    "to-do": ("For you to do", ()),
    "forms": ("Forms out", (Stage.NOTIFIED, Stage.GATHERING, Stage.REOPENED)),
    "meeting": ("Local meeting or waiting", (Stage.LOCAL_MEETING, Stage.WAITING)),
    "panel": ("For the panel", (Stage.READY, Stage.PANEL, Stage.DEFERRED)),
    "done": ("Finished", (Stage.REVIEWED, Stage.ACTIONS, Stage.CLOSED, Stage.OUT_OF_SCOPE)),
    "passed": ("Passed on", (Stage.OTHER_AREA, Stage.TRANSFERRED)),
}
"""Filters of the list: code -> its words and stages; the first is by rank."""


@dataclass(frozen=True)
class Row:
    uuid: UUID
    reference: str
    stage: str
    notified_on: date
    age: str
    body: str
    state: State
    need: str


@dataclass(frozen=True)
class Filter:
    text: str
    url: str
    current: bool


def _count(rows: QuerySet) -> Coalesce:
    counted = rows.order_by().values("review").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def reviews_of(person: Any, as_at: date, start: date, *, show: str = "") -> QuerySet:
    """Every case this person may read: what must be passed on, then late forms, new ones, those ready, the rest."""
    forms = AgencyForm._base_manager.filter(review=OuterRef("pk")).exclude(stage="withdrawn")
    late = Deadline.objects.late(as_at).filter(rule="cd-form-answer").values("record_id")
    panel = PanelItem.objects.filter(review=OuterRef("pk"), outcome="open").order_by("-meeting__planned_on")
    owed = Q(notified_on__gte=start) | Q(lives_here=False) if as_at <= last_day(start) else Q()
    found = ChildDeathReview.objects.visible_to(person).select_related("handed_to").annotate(
        asked=_count(forms), answered=_count(forms.filter(answered_on__isnull=False)),
        late=_count(forms.filter(answered_on=None, pk__in=late)),
        panel_on=Subquery(panel.values("meeting__planned_on")[:1]),
    )  # fmt: skip
    found = found.annotate(
        rank=Case(
            When(Q(handed_on__isnull=False) | Q(completed_on__isnull=False), then=Value(DONE)),
            When(owed & Q(stage__in=[*UNFINISHED, Stage.OTHER_AREA]), then=Value(PASS_ON)),
            When(closed_on__isnull=False, then=Value(DONE)),
            When(late__gt=0, then=Value(LATE)),
            When(stage__in=(Stage.NOTIFIED, Stage.REOPENED), then=Value(NEW)),
            When(stage__in=(Stage.READY, Stage.DEFERRED), then=Value(READY)),
            When(stage=Stage.GATHERING, asked=0, then=Value(NEW)),
            When(stage=Stage.GATHERING, answered=F("asked"), then=Value(READY)),
            default=Value(UNDER_WAY),
            output_field=IntegerField(),
        )
    )
    if show == "to-do":
        found = found.filter(rank__in=TO_DO)
    elif show in SHOWS:
        found = found.filter(stage__in=SHOWS[show][1])
    return found.order_by("rank", "notified_on", "reference")


def row_of(review: ChildDeathReview, as_at: date, start: date) -> Row:
    body, owed = responsible(review.case, as_at, start), needs_handover(review.case, as_at, start)
    ended = review.closed_on is not None and review.lives_here
    need = heading_of_case(
        review.stage, Forms(review.asked, review.answered, review.late), body=body, owed=owed and not ended,
        passed_on=review.handed_on, panel_on=review.panel_on, completed_on=review.completed_on,
    )  # fmt: skip
    return Row(
        review.uuid, review.reference, str(STAGES[review.stage]), review.notified_on, BANDS[review.age_band],
        capital(body.words), state_of_case(review, as_at, start), need,
    )  # fmt: skip


def filters(person: Any, url: str, show: str) -> list[Filter]:
    """The filters that lead to something, with how many cases each shows. One query."""
    stages = Counter(ChildDeathReview.objects.visible_to(person).values_list("stage", flat=True))
    found = [Filter(f"All ({sum(stages.values())})", url, show not in SHOWS),
             Filter(SHOWS["to-do"][0], f"{url}?show=to-do", show == "to-do")]  # fmt: skip
    for code, (words, some) in SHOWS.items():
        number = sum(stages[str(stage)] for stage in some)
        if number:
            found.append(Filter(f"{words} ({number})", f"{url}?show={code}", show == code))
    return found


def capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def state_of_case(review: ChildDeathReview, as_at: date, start: date) -> State:
    if review.handed_on:
        return State("done", f"Handed over {in_words(review.handed_on)}")
    if review.case.complete_on(as_at):
        return State("done", f"Completed {in_words(review.completed_on)}")
    if review.closed_on and review.lives_here:
        return State("done", str(STAGES[review.stage]))
    if responsible(review.case, as_at, start) is Body.OTHER_AREA:
        return State("stop", f"Pass on to {review.home_area}")
    if needs_handover(review.case, as_at, start):
        return State("stop", "Pass on to the partners" if review.notified_on >= start else "Hand over to the partners")
    left = days_left(as_at, start)
    words = f"{days_in_words(left)} to its last day" if left else "Last day is today"
    return State("soon" if left <= SOON else "waiting", words)
