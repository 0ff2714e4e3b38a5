"""What those who attended and their managers say of one event or course: totals of five and more, nothing of fewer."""

from collections.abc import Iterable
from dataclasses import dataclass

from training.evaluating.items import read_items
from training.evaluating.models import Answered, Asking
from training.evaluating.points import LEVELS, WORDS, Point
from training.evaluating.scoring import (
    FEWEST,
    NO_GAIN,
    NOT_SHOWN,
    STRENGTHS,
    Gain,
    Rate,
    chose,
    gain,
    kept,
    mean,
    together,
)

WELL = frozenset({"clearly", "somewhat"})


@dataclass(frozen=True)
class Said:
    """One line: at which of Kirkpatrick's levels, what was asked, and what may be shown of the answers."""

    level: int
    what: str
    words: str

    @property
    def level_words(self) -> str:
        return f"{self.level} {LEVELS[self.level]}"


@dataclass(frozen=True)
class Results:
    """`responses`: (point, rate). `gains`: end and three months on, against before, on matched people.

    `quotes`: with consent alone. `stories`: what was different for a child, with what Training and Development found.
    """

    responses: tuple[tuple[str, str], ...]
    at_end: Gain
    later: Gain
    lines: tuple[Said, ...]
    manager: Rate
    quotes: tuple[str, ...]
    stories: tuple[tuple[str, int], ...]
    kept_words: str = NOT_SHOWN

    @property
    def manager_words(self) -> str:
        return self.manager.words if self.manager.of >= FEWEST else NOT_SHOWN


@dataclass(frozen=True)
class _Given:
    event: int
    booking: int
    point: str
    said: dict
    quote: str
    consent: bool
    strength: str


def results_of(event_ids: Iterable[int]) -> dict[int, Results]:
    """By event. Two queries, however many events."""
    given, asked = _gather(event_ids)
    return {event: _results(rows, asked.get(event, {})) for event, rows in given.items()}


def _gather(event_ids) -> tuple[dict[int, list[_Given]], dict[int, dict[str, list[int]]]]:
    ids = list(event_ids)
    given: dict[int, list[_Given]] = {one: [] for one in ids}
    asked: dict[int, dict[str, list[int]]] = {}
    for event, point, answered in Asking.objects.filter(booking__event__in=ids).values_list(
        "booking__event_id", "point", "answered_on"
    ):
        counts = asked.setdefault(event, {}).setdefault(point, [0, 0])
        counts[0] += answered is not None
        counts[1] += 1
    rows = Answered.objects.filter(to__booking__event__in=ids).values_list(
        "to__booking__event_id", "to__booking_id", "to__point", "said", "quote", "quote_consent", "strength"
    )
    for row in rows:
        given[row[0]].append(_Given(*row))
    return given, asked


def _at(rows: list[_Given], point: Point) -> dict[int, dict]:
    return {one.booking: one.said for one in rows if one.point == point}


def _results(rows: list[_Given], asked: dict[str, list[int]]) -> Results:
    before, end, later = (_at(rows, point) for point in (Point.BEFORE, Point.END, Point.LATER))
    managers = list(_at(rows, Point.MANAGER).values())
    quotes = sorted({one.quote for one in rows if one.quote and one.consent})
    judged = [one.strength for one in rows if one.strength]
    return Results(
        responses=tuple((WORDS[point], Rate(*asked.get(point, [0, 0])).words) for point in Point),
        at_end=gain(before, end), later=gain(before, later), lines=_lines(end, later, managers),
        manager=chose(managers, "applied", WELL), quotes=tuple(quotes) if len(end) + len(later) >= FEWEST else (),
        stories=tuple((words, judged.count(key)) for key, words in STRENGTHS.items() if judged.count(key)),
        kept_words=_kept_words(later),
    )  # fmt: skip


def _lines(end: dict[int, dict], later: dict[int, dict], managers: list[dict]) -> tuple[Said, ...]:
    found = []
    for item in read_items()[1]:
        if item.kind == "five":
            score, of = mean(end.values(), item.key)
            found.append(Said(item.level, item.text, f"{score:.1f} of 5 ({of} people)" if of >= FEWEST else NOT_SHOWN))
    found.append(Said(3, "Did what they said they would do", _kept_words(later)))
    for what, key, answers, wanted in (
        ("Learning discussed in supervision, say those who attended", "supervision", later.values(), {"yes"}),
        ("Work differently, say their managers", "applied", managers, WELL),
        ("Talked about and written down, say their managers", "manager-supervision", managers, {"recorded"}),
    ):
        rate = chose(answers, key, frozenset(wanted))
        found.append(Said(3, what, rate.words if rate.of >= FEWEST else NOT_SHOWN))
    told = sum(bool(one.get("example")) for one in later.values()) + sum(
        bool(one.get("manager-example")) for one in managers
    )
    answered = len(later) + len(managers)
    found.append(Said(4, "Tell of something that was different for a child",
                      Rate(told, answered).words if answered >= FEWEST else NOT_SHOWN))  # fmt: skip
    return tuple(found)


def _kept_words(later: dict[int, dict]) -> str:
    counts = kept(later.values())
    if sum(any(key.startswith("kept-") for key in one) for one in later.values()) < FEWEST:
        return NOT_SHOWN
    total = sum(counts.values())
    return f"{Rate(counts['done'], total).words} done, {counts['part']} in part, {counts['no']} not"


def results_together(many: Iterable[Results]) -> Results:
    """Of a course: gains and managers' views only of events that may be shown alone."""
    rows = list(many)
    if len(rows) == 1:
        return rows[0]
    shown = [one.manager for one in rows if one.manager.of >= FEWEST]
    return Results(
        responses=(), at_end=together(one.at_end for one in rows), later=together(one.later for one in rows), lines=(),
        manager=sum(shown, Rate(0, 0)), quotes=tuple(quote for one in rows for quote in one.quotes),
        stories=_summed(rows),
    ) if rows else Results((), NO_GAIN, NO_GAIN, (), Rate(0, 0), (), ())  # fmt: skip


def _summed(rows: list[Results]) -> tuple[tuple[str, int], ...]:
    totals: dict[str, int] = {}
    for one in rows:
        for words, count in one.stories:
            totals[words] = totals.get(words, 0) + count
    return tuple((words, totals[words]) for words in STRENGTHS.values() if words in totals)
