"""The chart of one reading: the figures, limits and marks handed to `sscb.charts`, with their description."""

import datetime
from collections.abc import Sequence

from dataset.readings import sentences
from dataset.readings.reading import READING_FROM, TABLE_BELOW, Facts, Reading, shown_limits
from dataset.spc import Analysis
from dataset.spc.rules import COMMON, HIGH, SCREEN
from sscb.charts import numbers
from sscb.charts.forms import MOST_POINTS, Annotation, Stretch
from sscb.charts.palette import CONCERN, IMPROVEMENT, MARK_NAMES, UNUSUAL
from sscb.charts.ranges import moving_range_strip
from sscb.charts.sparkline import sparkline
from sscb.charts.xmr import xmr_chart

_MARKS = {
    "special_cause_improvement": IMPROVEMENT, "special_cause_concern": CONCERN,
    "special_cause_neutral_high": UNUSUAL, "special_cause_neutral_low": UNUSUAL,
}  # fmt: skip
_MOST_LISTED = 8


def chart(
    analysis: Analysis,
    reading: Reading,
    *,
    uid: str,
    size: str = "page",
    annotations: Sequence[Annotation] = (),
    rebase_note: str = "rebased",
    where: str = "The values are in the table beside the chart.",
    for_pdf: bool = False,
) -> str:
    """The XmR chart as SVG, or "" where the reading says that no chart may be drawn."""
    if not reading.charted:
        return ""
    facts, points = reading.facts, analysis.points
    unit = {"%": "%", "n": "number"}.get(facts.unit, facts.unit)
    by = f", by {facts.frequency}" if facts.frequency else ""
    return xmr_chart(
        uid=uid,
        title=f"{facts.title}, {unit}{by}. {reading.variation.words}",
        description=describe(analysis, reading, where),
        dates=_dates(points),
        values=points.value,
        stretches=_stretches(analysis, reading, "" if annotations else rebase_note),
        marks=_marks(analysis),
        target=facts.aim,
        unit=facts.unit,
        decimals=facts.decimals,
        limit_decimals=facts.limit_decimals,
        frequency=facts.frequency or None,
        annotations=annotations,
        size=size,
        for_pdf=for_pdf,
    )


def spark(analysis: Analysis, reading: Reading, *, uid: str, for_pdf: bool = False) -> str:
    """The sparkline for a table row, or "" where no chart may be drawn."""
    if not reading.charted:
        return ""
    facts, points = reading.facts, analysis.points
    span = f"{facts.period(points.date[0])} to {facts.period(points.date[-1])}"
    return sparkline(
        uid=uid, title=f"{facts.title}, {span}: {reading.variation.words}", values=points.value,
        dates=_dates(points), stretches=_stretches(analysis, reading, ""), marks=_marks(analysis),
        target=facts.aim, frequency=facts.frequency or None, for_pdf=for_pdf,
    )  # fmt: skip


def moving_range(analysis: Analysis, reading: Reading, *, uid: str, for_pdf: bool = False) -> str:
    """The moving range for below the chart, or "" where no chart may be drawn."""
    if not reading.charted:
        return ""
    facts, points = reading.facts, analysis.points
    limits, place = [], 0
    for segment, count in zip(analysis.segments, _counts(analysis), strict=True):
        average = segment.average_moving_range if count >= TABLE_BELOW else None
        limits.append((place, place + segment.n, SCREEN * average if average else None))
        place += segment.n
    out = [
        place for place, (size, used) in enumerate(zip(points.moving_range, points.moving_range_used, strict=True))
        if size is not None and used is None and size > 0
    ]  # fmt: skip
    known = [size for size in points.moving_range if size is not None]
    words = f"Largest {numbers.limit(max(known), facts.limit_decimals)}" if known else "None"
    if limits[-1][2] is not None:
        words += f"; limit {numbers.limit(limits[-1][2], facts.limit_decimals)}"
    return moving_range_strip(
        uid=uid, title=f"{facts.title}: change from one {facts.frequency or 'figure'} to the next",
        description=f"{words}. {numbers.capital(numbers.counted(len(out), 'change'))} left out of the limits.",
        dates=_dates(points), ranges=points.moving_range, limits=limits, left_out=out,
        unit_words="points" if facts.unit == numbers.PER_CENT else "", limit_decimals=facts.limit_decimals,
        frequency=facts.frequency or None, for_pdf=for_pdf,
    )  # fmt: skip


def describe(analysis: Analysis, reading: Reading, where: str = "") -> str:
    """The chart in words: points and span, newest, mean, limits, target, marked points, where the values are."""
    facts, points, segment = reading.facts, analysis.points, analysis.segments[-1]
    real = sum(value is not None for value in points.value)
    drawn = f", the last {MOST_POINTS} drawn" if len(points.value) > MOST_POINTS else ""
    told = [
        f"{numbers.capital(numbers.counted(real, 'point'))}, {facts.period(points.date[0])} to "
        f"{facts.period(points.date[-1])}{drawn}",
        f"Newest {reading.latest} {facts.when(reading.latest_on)}",
    ]
    if reading.mean is not None:
        since = f" since {facts.period(segment.first_date)}" if segment.segment > 1 else ""
        kind = "trial limits" if reading.depth == "trial" else "limits"
        told.append(f"Mean{since} {facts.limit(segment.mean)}" + (
            f", {kind} {facts.limit(reading.limits[0])} to {facts.limit(reading.limits[1])}" if reading.limits
            else ", no limits"))
    for old in analysis.segments[:-1]:
        if old.lpl is not None:
            low, high = shown_limits(old, points.value, facts)
            told.append(f"Before {facts.period(analysis.segments[old.segment].first_date)} the mean was "
                        f"{facts.limit(old.mean)}, limits {facts.limit(low)} to {facts.limit(high)}")
    if facts.aim is not None:
        told.append(f"Target {sentences.target_words(facts)}")
    told.append(_marked(analysis, reading))
    if where:
        told.append(where.rstrip("."))
    return ". ".join(told) + "."


def _marked(analysis, reading) -> str:
    facts, points = reading.facts, analysis.points
    marks = _marks(analysis)
    named = [
        f"{facts.period(date)} {facts.figure(date, value)} ({MARK_NAMES[mark]}, {mark}, "
        f"{'high' if label in HIGH else 'low'})"
        for date, value, mark, label in zip(points.date, points.value, marks, points.special_cause_type, strict=True)
        if mark and label != COMMON
    ]  # fmt: skip
    if not named:
        return "No point is marked"
    if len(named) > _MOST_LISTED:
        return f"{len(named)} points are marked, the last of them {numbers.listed(named[-_MOST_LISTED:])}"
    return f"Marked: {numbers.listed(named)}"


def _dates(points) -> list[datetime.date]:
    return [datetime.date.fromisoformat(date) for date in points.date]


def _counts(analysis: Analysis) -> list[int]:
    """Figures, gaps left out, in each segment."""
    found, place = [], 0
    for segment in analysis.segments:
        found.append(sum(value is not None for value in analysis.points.value[place:place + segment.n]))
        place += segment.n
    return found


def _marks(analysis: Analysis) -> list[str]:
    """A mark for each special point; none where limits are on trial or have no width, since they would mislead."""
    silent = {
        segment.segment for segment, count in zip(analysis.segments, _counts(analysis), strict=True)
        if count < READING_FROM or segment.lpl is None or segment.upl <= segment.lpl
    }  # fmt: skip
    return [
        "" if segment in silent else _MARKS.get(kind, "")
        for kind, segment in zip(analysis.points.point_type, analysis.points.segment, strict=True)
    ]


def _stretches(analysis: Analysis, reading: Reading, note: str) -> list[Stretch]:
    """Limits as drawn: dotted from 8 to 11 figures; below 8 a stretch of line without any."""
    facts: Facts = reading.facts
    found, place = [], 0
    for segment, count in zip(analysis.segments, _counts(analysis), strict=True):
        limits = shown_limits(segment, analysis.points.value, facts) if count >= TABLE_BELOW else None
        lower, upper = limits if limits else (None, None)
        found.append(Stretch(
            place, place + segment.n, segment.mean if count >= TABLE_BELOW else None, lower, upper,
            trial=count < READING_FROM, note=note if place else "",
        ))  # fmt: skip
        place += segment.n
    return found
