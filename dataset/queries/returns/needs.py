"""When words are asked beside a figure: it is red, it is a signal, or Quality and Performance asks (handbook 5.2)."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from dataset.models import Indicator, Reading, ReturnRow
from dataset.queries.judging import judge
from dataset.queries.series import Own, Point, own_figures
from dataset.returns.cells import Asked, Read
from dataset.returns.spans import YEAR, Span
from sscb.charts import icons, numbers

SIGNALS = {icons.CONCERN: "a signal of concern", icons.IMPROVEMENT: "a real improvement",
           icons.UNUSUAL: "a real change"}  # fmt: skip


def red(indicator: Indicator, value: float) -> bool:
    """Beyond the edge of amber, on the wrong side; an indicator without a good direction is never red."""
    if indicator.tolerance is None or indicator.polarity == "N":
        return False
    return value < indicator.tolerance if indicator.polarity == "H" else value > indicator.tolerance


def reasons(
    rows: list[ReturnRow], said: Mapping[str, tuple[Asked, Read]], span: Span, as_at: date
) -> dict[str, list[str]]:
    """Why words are needed, by indicator code; figures that say nothing yet need none. One query for all."""
    with_value = [row for row in rows if said[row.indicator.code][1].value is not None]
    figures = own_figures([row.indicator for row in with_value], as_at=as_at) if with_value else {}
    found: dict[str, list[str]] = {}
    for row in rows:
        code = row.indicator.code
        told = []
        if row.asked_why:
            told.append(f"Quality and Performance asks: {row.asked_why}")
        value = said[code][1].value
        if value is not None:
            if red(row.indicator, value):
                edge = numbers.trimmed(row.indicator.tolerance)
                told.append(f"It is {'below' if row.indicator.polarity == 'H' else 'above'} the edge of amber, {edge}")
            if signal := _signal(figures[row.indicator_id], said[code][1], span):
                told.append(signal)
        if told:
            found[code] = told
    return found


def _signal(own: Own, read: Read, span: Span) -> str:
    """What the chart would say with this figure as its newest, or ""."""
    series = own.process
    if series is None or span.frequency == YEAR or series.frequency != span.frequency:
        return ""
    earlier = tuple(point for point in series.points if point.start < span.start)
    new = Point(span.start, span.end, span.words, read.value, read.numerator, read.denominator)
    with_new = replace(own, process=replace(series, points=(*earlier, new)))
    # As on the day after the period: nothing that is owed since stands behind the new figure.
    judged = judge(with_new, audience=Reading.Audience.QP.value, as_at=span.end + timedelta(days=1))
    words = SIGNALS.get(judged.variation.icon)
    return f"On its chart this figure is {words}" if words else ""
