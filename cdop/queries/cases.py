"""What a reader of child death reviews sees: worked out from the dates, whether or not the sweep has run."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F

from cdop.ages import BANDS
from cdop.lifecycle import STAGES
from cdop.models import AgencyForm, ChildDeathReview
from cdop.queries.lists import capital, state_of_case
from cdop.queries.shown import State
from cdop.queries.standing import days_in_words
from cdop.transition import (
    GRACE_END,
    Act,
    Ruling,
    decide,
    responsible,
    start_or_latest,
)
from sscb.timetable.days import in_words
from sscb.timetable.models import Deadline
from sscb.timetable.queries.calendar import start_dates
from sscb.timetable.queries.late import reckoning_of
from sscb.timetable.starts import CDR_START

SHOWN_ACTS = (Act.OPEN, Act.CHASE, Act.PANEL, Act.CLASSIFY, Act.CORRECT, Act.HAND_OVER)


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
    age: str
    body: str
    stage: str
    state: State
    sentence: str
    expected: str
    regime: str
    forms_used: str
    completed_on: date | None
    locked_on: date | None
    may_do: list[MayDo]
    deadlines: list[DeadlineShown]
    forms: list[FormShown]


def review_page(review: ChildDeathReview, person: Any, as_at: date) -> ReviewPage:
    """Everything of the case page; nothing that identifies the child. Four queries."""
    start, _ = start_or_latest(start_dates().get(CDR_START.code))
    shown = [act for act in SHOWN_ACTS if act is not Act.CORRECT or review.case.complete_on(as_at)]
    rulings = [decide(act, review.case, as_at, start) for act in shown]
    return ReviewPage(
        age=BANDS[review.age_band],
        body=capital(responsible(review.case, as_at, start).words),
        stage=str(STAGES[review.stage]),
        state=state_of_case(review, as_at, start),
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
    state = State("done", capital(ruling.answer.value)) if ruling else State("stop", capital(ruling.answer.value))
    return MayDo(capital(ruling.act.value), state, ruling.sentence.removesuffix(" Nothing was changed."))


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
        found.append(DeadlineShown(row.title, row.due_on, row.reason, reckoning_of(row), row.rule, state))
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
