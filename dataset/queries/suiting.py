"""Which picture suits a series, before any limit is worked out: the cases in which the chart would mislead.

Rolling figures and strong seasons are tables; running totals of a year are read by the months under them; shares of
very few are pooled into quarters; tiny counts are a list. Each comes with the sentence that says so.
"""

from dataclasses import dataclass, replace
from datetime import date

from dataset.models import Indicator
from dataset.queries.series import MONTH, QUARTER, Point, Series, year_before
from sscb.charts import numbers

POOL_BELOW = 20
TINY = 5
"""Counts whose mean is below this are read as a list: limits worked out from them would mean nothing."""

ROLLING = (
    "Each figure covers twelve months and overlaps with the one before, which breaks the rules of the chart: "
    "read the table."
)
TINY_COUNTS = "The counts are too small for limits to mean anything: read the list, one by one."
TO_DATE = "Each figure is the year so far; running totals break the rules of the chart, so read the table."
UNDERLYING = "Sent as the year so far: each period here is the running total less the one before it."
POOLED = (
    f"Pooled into quarters, since most months rest on fewer than {POOL_BELOW}, where a single child moves the share."
)
STILL_FEW = f"Most figures rest on fewer than {POOL_BELOW}, by the quarter too: limits would only show chance."
SEASON = "This figure follows a season, so like periods are compared and not each with the one before."
BY_AGREEMENT = "Quality and Performance has agreed to read this indicator as a table."


@dataclass(frozen=True, slots=True)
class Suited:
    """The series to read. `why`: the reason in a few words where there is no chart; `note`: the sentence for it.

    `said`: what was done to the series, where it is charted.
    """

    series: Series
    why: str = ""
    note: str = ""
    said: tuple[str, ...] = ()


def suited(series: Series) -> Suited:
    """How this series is to be looked at."""
    indicator, said = series.indicator, []
    kind = Indicator.MeasureKind
    if indicator.measure_kind == kind.YEAR_TO_DATE:
        under = underlying(series)
        if under is None:
            return Suited(series, "running totals: see the table", TO_DATE)
        series = under
        said.append(UNDERLYING)
    elif indicator.measure_kind == kind.ROLLING:
        return Suited(series, "rolling figures overlap: see the table", ROLLING)
    if not indicator.use_spc:
        return Suited(series, "read as a table, as agreed", BY_AGREEMENT)
    if indicator.seasonal:
        return Suited(series, "follows a season: compare like periods", like_periods_words(series))
    if tiny(series):
        return Suited(series, "counts too small to chart: see the table", TINY_COUNTS)
    if few(series):
        pooled = by_quarter(series)
        if pooled is None or few(pooled):
            return Suited(pooled or series, "too few cases to chart: see the table", STILL_FEW)
        series = pooled
        said.append(POOLED)
    return Suited(series, said=tuple(said))


def tiny(series: Series) -> bool:
    """Whether the figures are counts so small that a chart of them would only show chance."""
    figures = [point.value for point in series.known if point.value is not None]
    return series.indicator.unit == numbers.COUNT and bool(figures) and sum(figures) / len(figures) < TINY


def few(series: Series) -> bool:
    """Whether most shares rest on so few that one case moves them a good deal."""
    if series.indicator.unit != numbers.PER_CENT:
        return False
    wholes = [point.denominator for point in series.known if point.value is not None and point.denominator is not None]
    return bool(wholes) and 2 * sum(whole < POOL_BELOW for whole in wholes) > len(wholes)


def by_quarter(series: Series) -> Series | None:
    """Months pooled into quarters of the financial year; None unless every figure has its two parts.

    A quarter with a month missing is left out, unless it is still to come: then it is not there either.
    """
    if series.frequency != MONTH:
        return None
    quarters: dict[date, list[Point]] = {}
    for point in series.points:
        if point.value is None:
            continue
        if point.numerator is None or not point.denominator:
            return None
        first = date(point.start.year, (point.start.month - 1) // 3 * 3 + 1, 1)
        quarters.setdefault(first, []).append(point)
    found = []
    for first, months in quarters.items():
        if len(months) == 3:
            over, under = sum(one.numerator for one in months), sum(one.denominator for one in months)
            last = months[-1]
            found.append(
                replace(last, start=first, label=numbers.quarter(first), numerator=over, denominator=under, text="",
                        value=series.indicator.multiplier * over / under, computed=True,
                        shown_decimals=series.indicator.decimals, later=any(one.later for one in months),
                        mask="protect" if any(one.mask for one in months) else "")
            )  # fmt: skip
    return replace(series, frequency=QUARTER, points=tuple(found)) if found else None


def underlying(series: Series) -> Series | None:
    """The periods under a running total that begins anew each April; None where a share has no parts to take apart."""
    found: list[Point] = []
    before: Point | None = None
    for point in series.points:
        begins = point.start.month == 4
        follows = before is not None and not begins and before.end.toordinal() + 1 == point.start.toordinal()
        if point.value is None or begins:
            found.append(point)
        elif not follows or before.value is None:
            found.append(replace(point, value=None, numerator=None, denominator=None, text="", marker=""))
        else:
            step = _step(series.indicator, before, point)
            if step is None:
                return None
            found.append(step)
        before = point
    return replace(series, points=tuple(found)) if found else None


def _step(indicator, before: Point, point: Point) -> Point | None:
    mask = "protect" if point.mask or before.mask else ""
    parts = [point.numerator, point.denominator, before.numerator, before.denominator]
    if indicator.unit == numbers.COUNT and point.denominator is None:
        return replace(point, value=point.value - before.value, numerator=None, text="", computed=True, mask=mask)
    if any(part is None for part in parts):
        return None
    over, under = point.numerator - before.numerator, point.denominator - before.denominator
    value = indicator.multiplier * over / under if under > 0 else None
    return replace(point, value=value, numerator=over, denominator=under, text="", computed=True, mask=mask)


def like_periods(series: Series, most: int = 4) -> list[Point]:
    """The newest figure and the same month or quarter of the years before, newest first."""
    newest = next((point for point in reversed(series.known) if point.value is not None), None)
    found = []
    while newest is not None and len(found) < most:
        found.append(newest)
        newest = year_before(series, newest)
    return [point for point in found if point.value is not None]


def like_periods_words(series: Series) -> str:
    """The sentence for a figure that follows a season; without figures, since some may be hidden from the reader."""
    alike = len(like_periods(series))
    if alike < 2:
        return f"{SEASON} There is no year before to compare with yet."
    return f"{SEASON} {numbers.capital(numbers.counted(alike, 'year'))} of it stand side by side below."
