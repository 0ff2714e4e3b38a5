"""The evaluation of one event as its page shows it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sscb.timetable.days import in_words
from sscb.timetable.models import Deadline
from training.evaluating.models import Answered, Asking, Observation
from training.evaluating.observing import STANDARDS
from training.evaluating.points import WORDS, Point, window_of
from training.evaluating.queries.results import Results, results_of
from training.evaluating.scoring import NOT_SHOWN
from training.evaluating.timetable import LATER
from training.models import Event
from training.registering.models import Certificate
from training.registering.queries import turnout_of


@dataclass(frozen=True)
class PointRow:
    point: str
    title: str
    response: str
    days: str
    open: bool


@dataclass(frozen=True)
class Awaited:
    uuid: Any
    name: str
    point: str
    may_link: bool


@dataclass(frozen=True)
class Story:
    uuid: Any
    text: str
    by_manager: bool
    strength: str


@dataclass(frozen=True)
class ObservationShown:
    one: Observation
    standards: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class EvaluationPage:
    heading: str
    lead: str
    results: Results
    points: tuple[PointRow, ...]
    turnout: Any
    awaited: tuple[Awaited, ...]
    stories: tuple[Story, ...]
    certificates: tuple[Certificate, ...]
    observations: tuple[ObservationShown, ...]
    may_close: bool


def evaluation_page(event: Event, as_at: date, *, whole: bool, own: bool) -> EvaluationPage:
    """`whole`: names and single stories too, for whoever runs training. `own`: for a trainer of the event."""
    results = results_of([event.pk])[event.pk]
    rates = dict(results.responses)
    points = []
    for point in Point:
        window = window_of(point, asked_from=event.first_day, first_day=event.first_day, last_day=event.last_day)
        until = in_words(window.closes_on)
        days = f"until {until}" if point == Point.BEFORE else f"{in_words(window.opens_on)} to {until}"
        is_open = as_at <= window.closes_on if point == Point.BEFORE else window.holds(as_at)
        points.append(PointRow(point, WORDS[point], rates[WORDS[point]], days, is_open))
    seen = Observation.objects.filter(event=event).select_related("observed_by")
    if own:
        seen = seen.exclude(fed_back_on=None)
    may_close = Deadline.objects.open().filter(record_id=event.pk, rule=LATER).exists() and as_at > event.last_day
    return EvaluationPage(
        heading=_heading(event, results), lead=_lead(results), results=results, points=tuple(points),
        turnout=turnout_of([event.pk], as_at).get(event.pk), awaited=_awaited(event, as_at) if whole else (),
        stories=_stories(event) if whole else (),
        certificates=tuple(
            Certificate.objects.filter(booking__event=event).select_related("booking__person")
            .order_by("booking__person__name")
        ) if whole else (),
        observations=tuple(
            ObservationShown(one, tuple((words, one.standards[key]) for key, words in STANDARDS.items()
                                        if key in one.standards))
            for one in seen
        ) if whole or own else (),
        may_close=whole and may_close,
    )  # fmt: skip


def _heading(event: Event, results: Results) -> str:
    if results.later.shown:
        return f"{event.title}: confidence {results.later.words}, three months on"
    if results.at_end.shown:
        return f"{event.title}: confidence {results.at_end.words}, at the end"
    return f"{event.title}: too few answers yet to show what it was worth"


def _lead(results: Results) -> str:
    if results.manager_words == NOT_SHOWN:
        return "Of the same people, before and after. What managers see is not known yet: it takes five of them."
    return f"Of the same people, before and after. Managers see a difference in {results.manager_words} of them."


def _awaited(event: Event, as_at: date) -> tuple[Awaited, ...]:
    rows = Asking.objects.filter(booking__event=event, answered_on=None, closes_on__gte=as_at)
    return tuple(
        Awaited(one.uuid, one.booking.person.name, WORDS[Point(one.point)], one.opens_on <= as_at)
        for one in rows.select_related("booking__person").order_by("point", "booking__person__name")
    )


def _stories(event: Event) -> tuple[Story, ...]:
    found = []
    rows = Answered.objects.filter(to__booking__event=event, to__point__in=(Point.LATER, Point.MANAGER))
    for one in rows.select_related("to"):
        text = one.said.get("example") or one.said.get("manager-example")
        if text:
            found.append(Story(one.uuid, text, one.to.point == Point.MANAGER, one.get_strength_display()))
    return tuple(found)
