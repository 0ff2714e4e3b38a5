"""From a series to what may be said of it for one audience. Looks at no database.

The arithmetic is `dataset.spc`'s and the words are `dataset.readings`'; here is only decided what is handed to them:
which figures were known, which were owed and have not come, and which this audience may not see.
"""

import hashlib
from dataclasses import dataclass
from datetime import date

from dataset import readings, words
from dataset.queries.agreed import Agreed, Break
from dataset.queries.audience import protected
from dataset.queries.release import is_count, left_over
from dataset.queries.series import Own, Point, Series, period_words
from dataset.queries.suiting import POOL_BELOW, TINY_COUNTS, suited
from dataset.readings import Answer
from dataset.spc import Analysis, Options, analyse
from sscb.charts import icons, numbers
from sscb.charts.numbers import Hidden

RULE_SET = "SSCB-SPC-1"
"""Which rules and options a chart was made with; printed with every chart."""
NOT_PUBLISHED = "not published"
FEW = 10

CONCERN, IMPROVEMENT, SHIFT, USUAL = "concern", "improvement", "shift", "usual"
TRIAL, TABLE, NO_DATA, NEVER = "trial", "table", "no-data", "never"
GROUPS = (CONCERN, IMPROVEMENT, SHIFT, USUAL, TRIAL, TABLE, NO_DATA, NEVER)
_GROUP_OF_ICON = {
    icons.CONCERN: CONCERN, icons.IMPROVEMENT: IMPROVEMENT, icons.UNUSUAL: SHIFT, icons.USUAL: USUAL,
    icons.TRIAL: TRIAL, icons.NO_DATA: NO_DATA,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Judged:
    """One indicator as one audience may see it, as at one day.

    `series`: what the scorecard shows first. `points`: its figures known by the day, with an empty one for each
    period that is owed. `analysis` and `reading`: None where there is no process to read. `group`: in which of the
    eight counts it stands; `fails`: it will fail its target as it runs now.
    """

    own: Own
    audience: str
    as_at: date
    series: Series | None
    points: tuple[Point, ...]
    missing: tuple[date, ...]
    analysis: Analysis | None
    reading: readings.Reading | None
    variation: Answer
    assurance: Answer
    group: str
    fails: bool
    notes: tuple[str, ...]

    @property
    def indicator(self):
        return self.own.indicator

    @property
    def newest(self) -> Point | None:
        """The newest figure that was sent."""
        return next((point for point in reversed(self.points) if point.value is not None), None)

    @property
    def weight(self) -> int:
        """How much the Board needs to look at it: a concern before a sure failure before late figures."""
        return (self.group == CONCERN) * 8 + self.fails * 4 + bool(self.missing) * 2 + (self.group == SHIFT)

    @property
    def later(self) -> int:
        """Figures whose period ends after the day: shown on its own page, marked, and read by nothing."""
        both = (self.own.process, self.own.published)
        return sum(point.later for series in both if series for point in series.points)

    def shown(self, point: Point | None) -> str:
        """The figure as it is printed everywhere for this audience."""
        return shown(self.indicator, point, self.audience)


def hidden(indicator, point: Point, audience: str) -> Hidden | None:
    """Whether this audience may not see the figure: as decided for the whole release, or too small by itself."""
    if not protected(audience) or point.value is None:
        return None
    if is_count(indicator, point):
        small = numbers.small(point.value)
        return Hidden(small=small) if small or point.mask else None
    few = point.denominator is not None and point.denominator < FEW
    told = numbers.small(counted(indicator, point)) or numbers.small(left_over(indicator, point))
    return Hidden(small=False) if point.mask or few or told else None


def counted(indicator, point: Point) -> float | None:
    """How many a share counts: as sent, or as anybody can work out from the share and what it is out of."""
    if point.numerator is not None or point.denominator is None or indicator.multiplier == 1:
        return point.numerator
    return round(point.value * point.denominator / indicator.multiplier)


def shown(indicator, point: Point | None, audience: str) -> str:
    """The figure as page, pack and file print it: "58.7%", "2,142", "<5", "[c]", its marker, or "not sent"."""
    if point is None:
        return numbers.NOT_SENT
    if point.value is None:
        return point.text or (marker_words(point.marker) if point.marker else numbers.NOT_SENT)
    return numbers.shown(hidden(indicator, point, audience) or point.value, indicator.unit, point.shown_decimals)


def parts(indicator, point: Point | None, audience: str) -> str:
    """ "54 of 92", or nothing where there are no parts or they would tell a hidden figure."""
    if point is None or point.value is None:
        return ""
    return words.parts(point.numerator, point.denominator, hidden=hidden(indicator, point, audience) is not None)


def out_of(indicator, point: Point | None, audience: str) -> str:
    """ "54 of 92", "count", "hidden", or "not published" for a share that came without its parts."""
    if point is not None and hidden(indicator, point, audience):
        return "hidden"
    told = parts(indicator, point, audience)
    if told or point is None or point.value is None:
        return told
    return "count" if indicator.unit == numbers.COUNT else NOT_PUBLISHED


def marker_words(marker: str) -> str:
    """What a publisher prints instead of a figure: "c" is hidden by the publisher, others are not available."""
    known = {"c": numbers.GUARDED, "z": numbers.NOT_COUNTED, "-": numbers.NOT_COUNTED, "low": "low"}
    return known.get(marker, f"[{marker[:12]}]")


def judge(own: Own, *, audience: str, as_at: date) -> Judged:
    """What may be said of one indicator."""
    if own.process is None or not own.process.known:
        return _by_year(own, audience, as_at)
    suits = suited(own.process)
    series = suits.series
    known = series.known
    missing = tuple(words.owed(known[-1].start, series.frequency, as_at))
    points = (*known, *(_empty(series, start) for start in missing))
    if suits.why and not (suits.note == TINY_COUNTS and any(hidden(own.indicator, one, audience) for one in points)):
        return _table(own, audience, as_at, series, points, missing, suits.why, suits.note)
    facts = facts_of(series, points, audience)
    options = options_of(series, points, own.agreed)
    analysis = analyse([point.iso for point in points], [point.value for point in points], options)
    reading = readings.read(analysis, facts)
    group = _GROUP_OF_ICON.get(reading.variation.icon, TABLE)
    fails = reading.assurance.icon == icons.FAIL
    return Judged(
        own, audience, as_at, series, points, missing, analysis, reading, reading.variation, reading.assurance,
        group, fails, (*reading.notes, *(suits.said if reading.charted else ()), *_more_notes(series, points, reading)),
    )  # fmt: skip


def facts_of(series: Series, points, audience: str) -> readings.Facts:
    """What the words need to know of the indicator, with the figures this audience may not see."""
    indicator = series.indicator
    return readings.Facts(
        title=indicator.title, unit=words.unit(indicator.unit), polarity=indicator.polarity, target=indicator.target,
        decimals=indicator.decimals, frequency=series.frequency, protect=protected(audience),
        hidden_on=frozenset(point.iso for point in points if hidden(indicator, point, audience)),
    )  # fmt: skip


def options_of(series: Series, points, told: Agreed) -> Options:
    """How the series is read; at a break the limits are drawn afresh from its first figure."""
    starts = []
    for one in series.breaks:
        first = next((point.iso for point in points if point.start >= one.from_on), None)
        if first:
            starts.append(first)
    return Options(
        improvement_direction={"H": "increase", "L": "decrease"}.get(series.indicator.polarity, "neutral"),
        target=series.indicator.target, rebase_dates=tuple(starts), screen_outliers=told.screening,
        run_length=told.run, trend_length=told.trend,
    )  # fmt: skip


def fingerprint(judged: Judged, row: dict) -> str:
    """A hash of what a stored reading was made of, and of what it says: another figure or word, another hash."""
    told = [RULE_SET, row, [
        (p.iso, p.value, p.numerator, p.denominator, p.state, p.sha256, p.row)
        for series in (judged.own.process, judged.own.published) if series for p in series.points
    ]]  # fmt: skip
    return hashlib.sha256(repr(told).encode()).hexdigest()


def _empty(series: Series, start: date) -> Point:
    end = words.last_day(start, series.frequency)
    return Point(start, end, numbers.period(start, series.frequency), None)


def _by_year(own: Own, audience: str, as_at: date) -> Judged:
    series = own.published
    if series is None or not series.known:
        why = "no figures yet" if own.empty else f"only figures {words.LATER}"
        variation = Answer(None, icons.NONE, "Not charted", reason=why)
        return Judged(own, audience, as_at, series, (), (), None, None, variation, _no_reading(own.indicator), NEVER,
                      False, ())  # fmt: skip
    return _table(own, audience, as_at, series, series.known, ())


_YEARLY = "One figure a year is read beside those of others, never as a run."


def _table(own, audience, as_at, series, points, missing, why="annual: see the table", note=_YEARLY) -> Judged:
    if missing:
        period = numbers.period(missing[-1], series.frequency)
        variation, group = Answer(None, icons.NO_DATA, "Not charted", reason=f"no data for {period}"), NO_DATA
    else:
        variation, group = Answer(None, icons.TABLE, "Not charted", reason=why), TABLE
    return Judged(own, audience, as_at, series, tuple(points), tuple(missing), None, None, variation,
                  _no_reading(own.indicator), group, False, (note,))  # fmt: skip


def _no_reading(indicator) -> Answer:
    if indicator.target is None:
        return Answer(None, icons.NONE, "No target", reason=indicator.target_words)
    if indicator.polarity == "N":
        return Answer(None, icons.NONE, "No target", reason="neither way is good by itself")
    target = words_of_target(indicator)
    return Answer(None, icons.NONE, "No reading", reason=f"target {target}")


def words_of_target(indicator) -> str:
    """ "85%", "20 per 10,000"; "" where there is none."""
    if indicator.target is None:
        return indicator.target_words
    text = numbers.trimmed(indicator.target)
    if indicator.unit == numbers.PER_CENT:
        return text + numbers.PER_CENT
    return text if indicator.unit == numbers.COUNT else f"{text} {words.unit(indicator.unit)}"


def _more_notes(series: Series, points, reading) -> list[str]:
    found = []
    if not reading.charted:
        return found
    if series.indicator.measure_kind == "snapshot":
        found.append("This is a count on one day: each figure holds most of the one before, so runs come easily.")
    few = [p for p in points if p.value is not None and p.denominator is not None and p.denominator < POOL_BELOW]
    if few:
        many = numbers.counted(len(few), "figure")
        found.append(f"{numbers.capital(many)} {'rests' if len(few) == 1 else 'rest'} on fewer than {POOL_BELOW}: "
                     "a single child moves the percentage a good deal.")  # fmt: skip
    for one in series.breaks:
        if any(point.start >= one.from_on for point in points):
            found.append(break_words(one))
    return found


def break_words(one: Break) -> str:
    """Where limits begin afresh, why, and who agreed it."""
    because = f": {one.why[:1].lower()}{one.why[1:].rstrip('.')}" if one.why else ""
    agreed = f" ({one.agreed})" if one.agreed else ""
    when = "by the chair’s approval" if one.redrawn else "when the definition changed"
    return f"Limits are drawn afresh from {numbers.month(one.from_on)}, {when}{because}{agreed}."


def later_words(series: Series | None) -> str:
    """The sentence on figures that the Board could not have known on its date, or ""."""
    later = [point for point in series.points if point.later] if series else []
    if not later:
        return ""
    first, last = (period_words(series.frequency, point) for point in (later[0], later[-1]))
    span = first if first == last else f"{first} to {last}"
    have = "figure is" if len(later) == 1 else "figures are"
    return (
        f"{numbers.capital(numbers.in_words(len(later)))} {have} {words.LATER} ({span}): shown in the tables, "
        "marked, and left out of every reading."
    )
