"""Everything the dataset prints of the Board's area as one release: the counts, and every sum that joins them.

A year is its quarters and months; a year to date is the one before and what came since; a percentage is its parts;
and what one indicator counts may be what another is out of. Looks at no database.
"""

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from dataset.queries.series import MONTH, QUARTER, Own, Point, Series, frequency_of
from sscb.charts import numbers
from sscb.disclosure import Disclosed, Equation, Key, Release, Share, Shown

COUNT, SHARE, NUMERATOR, DENOMINATOR = "count", "share", "numerator", "denominator"
LINKS = Path(__file__).resolve().parent.parent / "links.toml"
_ONE_DAY = timedelta(days=1)
_LENGTHS = {MONTH: 0, QUARTER: 1}


@dataclass(frozen=True, slots=True)
class Links:
    """Which figures of indicators are one, and which are sums of others, by code ("FD01", or "FD02 of")."""

    same: Mapping[str, str] = field(default_factory=dict)
    """A figure, and the first of those it is the same as."""
    sums: tuple[tuple[str, tuple[str, ...]], ...] = ()
    names_nobody: frozenset[str] = frozenset()
    """Percentages of which what is left over may be told."""
    by_year_alone: frozenset[str] = frozenset()
    """Counts of which nothing shorter than a year is shown outside Quality and Performance."""
    known_as: Mapping[str, str] = field(default_factory=dict)
    """The names by which other rooms of the portal know the same figures."""


@dataclass(frozen=True, slots=True)
class Place:
    """One figure that is printed, or one part of it."""

    indicator: int
    invented: bool
    start: date
    end: date
    part: str


@dataclass
class Gathered:
    """The release, and the key under which each printed figure stands in it."""

    release: Release = field(default_factory=Release)
    keys: dict[Place, Key] = field(default_factory=dict)
    numbers: dict[Key, int] = field(default_factory=dict)
    closed: set[Key] = field(default_factory=set)
    known_as: dict[Key, Key] = field(default_factory=dict)

    def earlier(self, masks: Iterable[tuple[Place, str]]) -> Disclosed:
        """What was decided before, under the keys of this release, and what is never shown."""
        known = {self.keys[place]: Shown(None, how) for place, how in masks if place in self.keys}
        return Disclosed("board", dict.fromkeys(self.closed, Shown(None, "protect")) | known)

    def hidden(self, disclosed: Disclosed) -> Iterator[tuple[Place, str]]:
        """The places that are hidden, and how."""
        for place, key in self.keys.items():
            if disclosed[key].hidden:
                yield place, disclosed[key].hidden


@cache
def links(path: Path = LINKS) -> Links:
    """The links that come with the portal."""
    told = tomllib.loads(path.read_text("utf-8"))
    same = {one: group["figures"][0] for group in told.get("same", []) for one in group["figures"]}
    sums = tuple((one["total"], tuple(one["parts"])) for one in told.get("sum", []))
    return Links(
        same, sums, frozenset(told["left_over_names_nobody"]), frozenset(told["by_year_alone"]), told["known_as"]
    )


def is_count(indicator, point: Point) -> bool:
    """Whether the figure itself is a count of people, and not a share or mean."""
    return indicator.unit == numbers.COUNT and (point.denominator is None or point.numerator == point.value)


def left_over(indicator, point: Point) -> float | None:
    """Of whom it was not so, where they could be known: "48 of 50" tells of two. None: not told, or not people."""
    if indicator.unit != numbers.PER_CENT or point.denominator is None or indicator.code in links().names_nobody:
        return None
    over = point.numerator
    if over is None and point.value is not None:
        over = round(point.value * point.denominator / indicator.multiplier)
    return None if over is None or over > point.denominator else point.denominator - over


def whole(number: float | None) -> bool:
    return number is not None and number >= 0 and float(number).is_integer()


def gather(figures: Mapping[int, Own], linked: Links | None = None) -> Gathered:
    """All figures of these indicators. What is not a whole count takes no part in sums: `judging.hidden` judges it."""
    linked = links() if linked is None else linked
    found = Gathered()
    by_code: dict[tuple, dict[str, Key]] = defaultdict(dict)
    for own in figures.values():
        for invented in (False, True):
            all_series = [one for one in (own.process, own.published) if one and one.invented == invented]
            if all_series:
                _series(found, all_series, linked, by_code)
    for total, parts in linked.sums:
        for known in by_code.values():
            if total in known and all(part in known for part in parts):
                found.release.add({}, [Equation(known[total], tuple(known[part] for part in parts))])
    return found


def _series(found: Gathered, all_series: list[Series], linked: Links, by_code) -> None:
    indicator, invented = all_series[0].indicator, all_series[0].invented
    runs: dict[str, dict[tuple[date, date], tuple[Key, int]]] = defaultdict(dict)
    for series in all_series:
        for point in series.points:
            if point.value is None:
                continue
            span = (point.start, point.end)
            def take(part, number, name, thing, span=span):
                """`name`: what links call it. `thing`: figures of one thing that agree are one figure."""
                days = (invented, *(day.isoformat() for day in span))
                key = (linked.same.get(name, thing), *days)
                if found.numbers.setdefault(key, int(number)) != number:
                    key = (name, "alone", *days)
                found.release.add({key: int(number)})
                found.numbers[key] = int(number)
                found.keys[Place(indicator.pk, invented, *span, part)] = key
                runs[part][span] = (key, int(number))
                by_code[invented, span][name] = key
                return key

            if is_count(indicator, point):
                if whole(point.value):
                    key = take(COUNT, point.value, indicator.code, indicator.code)
                    if indicator.code in linked.by_year_alone and frequency_of(*span) in _LENGTHS:
                        found.closed.add(key)
                    if indicator.code in linked.known_as and not invented:
                        name = linked.known_as[indicator.code]
                        found.known_as[key] = (name, *(day.isoformat() for day in span))
                continue
            if not (whole(point.numerator) and whole(point.denominator)):
                continue
            over = take(NUMERATOR, point.numerator, indicator.code, indicator.code)
            under = take(DENOMINATOR, point.denominator, f"{indicator.code} of", _among(indicator))
            if numbers.small(rest := left_over(indicator, point)):
                others = ("left over", over, under)
                found.release.add({others: int(rest)}, [Equation(under, (over, others))])
                found.numbers[others] = int(rest)
            key = found.keys[Place(indicator.pk, invented, *span, SHARE)] = (SHARE, indicator.code, over, under)
            found.release.add({}, shares=[Share(
                key, over, under, indicator.multiplier, point.shown_decimals, indicator.unit,
                of_people=left_over(indicator, point) is not None,
            )])  # fmt: skip
    for run in runs.values():
        _sums(found.release, indicator, run)


def _among(indicator) -> str:
    """What the indicator is a share of: the same words by the same provider are the same thing."""
    label = indicator.denominator_label.strip().lower()
    return f"{indicator.provider}: {label}" if label else f"{indicator.code} of"


def _sums(release: Release, indicator, run: Mapping[tuple[date, date], tuple[Key, int]]) -> None:
    if indicator.measure_kind == "ytd":
        _since_april(release, run)
    elif indicator.measure_kind == "flow":
        for total, parts in tilings(run):
            release.add({}, [Equation(run[total][0], tuple(run[part][0] for part in parts))])


def tilings(spans: Iterable[tuple[date, date]]) -> Iterator[tuple[tuple[date, date], list[tuple[date, date]]]]:
    """Each period, with the shorter ones of one kind that fill it exactly: a year of quarters, three of years."""
    spans = list(spans)
    kinds: dict[object, dict[date, date]] = defaultdict(dict)
    for start, end in spans:
        frequency = frequency_of(start, end)
        kinds[frequency if frequency in _LENGTHS else round((end - start).days / 365.25)][start] = end
    for start, end in spans:
        for ends in kinds.values():
            parts, at = [], start
            while at in ends and ends[at] <= end and (at, ends[at]) != (start, end):
                parts.append((at, ends[at]))
                at = ends[at] + _ONE_DAY
            if len(parts) > 1 and at == end + _ONE_DAY:
                yield (start, end), parts


def _since_april(release: Release, run) -> None:
    """Year to date: each figure less the one before is a count too, though nobody prints it."""
    before: tuple[str, Key, int] | None = None
    for (_, end), (key, number) in sorted(run.items(), key=lambda one: one[0][1]):
        year = numbers.financial_year(end)
        if before and before[0] == year and number >= before[2]:
            step = ("since", before[1], key)
            release.add({step: number - before[2]}, [Equation(key, (before[1], step))])
        before = (year, key, number)
