"""Did a course change practice? What people say, what their managers see, what audits and figures show."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sscb.board.figures import figure_sources, figures_said
from sscb.learning.models import LearningPoint
from training.evaluating.models import CourseReading
from training.evaluating.observing import prompts
from training.evaluating.queries.results import Results, results_of, results_together
from training.evaluating.scoring import FEWEST, SENTENCES, Evidence, strength_of
from training.models import Course, Event

CASE_AUDITS = "audits.case_questions"


@dataclass(frozen=True)
class ReadingShown:
    """A linked figure as its reader may see it. `speaks`: it is of after the course was first run."""

    kind: str
    title: str
    words: str
    url: str
    why: str
    linked_on: date
    speaks: bool = False


@dataclass(frozen=True)
class Impact:
    strength: str
    sentence: str
    results: Results
    events: tuple[tuple[Event, Results], ...]
    readings: tuple[ReadingShown, ...]
    prompts: tuple[tuple[str, str], ...]


def impact_of(course: Course, person: Any, as_at: date) -> Impact:
    events = list(
        Event.objects.all_for_job("totals over the events of the course in hand").filter(
            course=course, register__closed_on__lte=as_at
        )
    )  # fmt: skip
    results = results_of([event.pk for event in events])
    whole = results_together(results.values())
    since = min((event.last_day for event in events), default=None)
    readings = readings_of(course, person, as_at, since)
    strength = strength_of(evidence(whole, readings, bool(events)))
    return Impact(
        strength, SENTENCES[strength], whole, tuple((event, results[event.pk]) for event in events), readings,
        prompts([one.text for one in points_of(course)]),
    )  # fmt: skip


def evidence(whole: Results, readings: tuple[ReadingShown, ...], attended: bool) -> Evidence:
    speaks = [one for one in readings if one.speaks]
    return Evidence(
        attended=attended, rated=whole.later.shown or whole.at_end.shown, manager=whole.manager.of >= FEWEST,
        practice=any(one.kind == CASE_AUDITS for one in speaks),
        measured=any(one.kind != CASE_AUDITS for one in speaks),
    )  # fmt: skip


def readings_of(course: Course, person: Any, as_at: date, since: date | None) -> tuple[ReadingShown, ...]:
    rows = list(CourseReading.objects.filter(course=course))
    said = figures_said(person, [one.code for one in rows], as_at)
    titles = {
        code: title for source in figure_sources if any(one.source == source.code for one in rows)
        for code, title in source.offers()
    }  # fmt: skip
    return tuple(_shown(one, said.get(one.code), titles.get(one.code, one.code), since) for one in rows)


def _shown(one: CourseReading, said, title: str, since: date | None) -> ReadingShown:
    """A figure of before the course says nothing of it."""
    if said is None:
        return ReadingShown(one.source, title, "Not shown to you, or not kept any more", "", one.why, one.linked_on)
    speaks = bool(since and said.newest_on and said.newest_on > since)
    words = f"{said.words[:1].upper()}{said.words[1:]}"
    if not speaks:
        words += ". It is of before the course was run, or too small, so it says nothing of the course yet"
    return ReadingShown(one.source, said.title, words, said.url, one.why, one.linked_on, speaks)


def points_of(course: Course) -> list[LearningPoint]:
    """The learning points of the whole partnership that asked for this course."""
    uuids = course.prompts.values_list("record_uuid", flat=True)
    rows = LearningPoint.objects.all_for_job("the course says what everybody who sees it may see")
    return list(rows.filter(uuid__in=[one for one in uuids if one], level__in=("P0", "P1")))
