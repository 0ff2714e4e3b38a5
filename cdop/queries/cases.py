"""What a reader of child death reviews sees: worked out from the dates, whether or not the sweep has run."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import F, QuerySet

from cdop.ages import BANDS
from cdop.lifecycle import STAGES
from cdop.models import AgencyForm, ChildDeathReview
from cdop.queries.shown import State
from cdop.queries.standing import days_in_words
from cdop.transition import (
    GRACE_END,
    Act,
    Body,
    Ruling,
    days_left,
    decide,
    needs_handover,
    responsible,
    start_or_latest,
)
from sscb.timetable.days import in_words
from sscb.timetable.models import Deadline
from sscb.timetable.queries.calendar import start_dates
from sscb.timetable.starts import CDR_START

SOON = 30
SHOWN_ACTS = (Act.OPEN, Act.CHASE, Act.PANEL, Act.CLASSIFY, Act.CORRECT, Act.HAND_OVER)


@dataclass(frozen=True)
class Row:
    uuid: UUID
    reference: str
    stage: str
    notified_on: date
    age: str
    body: str
    state: State


@dataclass(frozen=True)
class MayDo:
    words: str
    state: State
    sentence: str


@dataclass(frozen=True)
class DeadlineShown:
    title: str
    due_on: date | None
    reason: str
    sum: str
    rule: str
    state: State


@dataclass(frozen=True)
class FormShown:
    agency: str
    form: str
    state: State


@dataclass(frozen=True)
class ReviewPage:
    row: Row
    sentence: str
    expected: str
    regime: str
    forms_used: str
    completed_on: date | None
    locked_on: date | None
    may_do: list[MayDo]
    deadlines: list[DeadlineShown]
    forms: list[FormShown]


def reviews_of(person: Any) -> QuerySet:
    """Every case this person may read, what is unfinished and oldest first."""
    found = ChildDeathReview.objects.visible_to(person).select_related("handed_to")
    return found.order_by(F("completed_on").asc(nulls_first=True), "notified_on", "reference")


def row_of(review: ChildDeathReview, as_at: date, start: date) -> Row:
    return Row(
        review.uuid, review.reference, str(STAGES[review.stage]), review.notified_on, BANDS[review.age_band],
        _capital(responsible(review.case, as_at, start).words), _state(review, as_at, start),
    )  # fmt: skip


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _state(review: ChildDeathReview, as_at: date, start: date) -> State:
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


def review_page(review: ChildDeathReview, person: Any, as_at: date) -> ReviewPage:
    """Everything of the case page; nothing that identifies the child. Four queries."""
    start, _ = start_or_latest(start_dates().get(CDR_START.code))
    shown = [act for act in SHOWN_ACTS if act is not Act.CORRECT or review.case.complete_on(as_at)]
    rulings = [decide(act, review.case, as_at, start) for act in shown]
    return ReviewPage(
        row=row_of(review, as_at, start),
        sentence=_first_sentence(review, rulings),
        expected=review.get_expected_display(),
        regime=review.get_regime_display(),
        forms_used=review.get_forms_display(),
        completed_on=review.completed_on,
        locked_on=review.locked_on,
        may_do=[_may_do(ruling) for ruling in rulings],
        deadlines=_deadlines(review, person, as_at),
        forms=_forms(review),
    )


def _first_sentence(review: ChildDeathReview, rulings: list[Ruling]) -> str:
    """Why no work is done on it any more, or nothing."""
    if review.closed_on:
        return ""
    chase = next(ruling for ruling in rulings if ruling.act is Act.CHASE)
    return "" if chase else chase.sentence.removesuffix(" Nothing was changed.")


def _may_do(ruling: Ruling) -> MayDo:
    state = State("done", _capital(ruling.answer.value)) if ruling else State("stop", _capital(ruling.answer.value))
    return MayDo(_capital(ruling.act.value), state, ruling.sentence.removesuffix(" Nothing was changed."))


def _deadlines(review: ChildDeathReview, person: Any, as_at: date) -> list[DeadlineShown]:
    rows = Deadline.objects.filter(record_id=review.pk).exclude(state="cancelled").visible_to(person)
    found = []
    for row in rows.order_by(F("due_on").asc(nulls_last=True), "id"):
        if row.state == Deadline.State.MET:
            state = State("done", f"Done {in_words(row.met_on)}")
        elif row.is_late(as_at) and row.rule == GRACE_END:
            state = State("stop", "Ended")
        elif row.is_late(as_at):
            state = State("late", f"Late {days_in_words((as_at - row.due_on).days)}")
        else:
            state = State("waiting", "Open")
        found.append(DeadlineShown(row.title, row.due_on, row.reason, row.sum, row.rule, state))
    return found


def _forms(review: ChildDeathReview) -> list[FormShown]:
    rows = AgencyForm.objects.all_for_job("the case in hand").filter(review=review).select_related("agency")
    return [
        FormShown(
            row.agency.name, f"{row.kind}, {row.get_kind_display().lower()}",
            State("done", f"Answered {in_words(row.answered_on)}") if row.answered_on
            else State("waiting", f"Asked {in_words(row.asked_on)}"),
        )
        for row in rows
    ]  # fmt: skip
