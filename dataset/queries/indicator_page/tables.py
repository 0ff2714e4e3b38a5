"""The tables of the indicator page: the figures behind the chart, and years beside those of others."""

from itertools import pairwise

from django.utils.safestring import SafeString

from dataset import words
from dataset.queries import judging
from dataset.queries.comparing import ORDER, Comparators, models_words, neighbour_models
from dataset.queries.figures import comparison_shown
from dataset.queries.indicator_page.shapes import Cell, Column, Table, TableRow, drawn, together, unit_words
from dataset.queries.judging import Judged
from dataset.queries.series import Point, period_words, year_of
from dataset.readings.reading import answer_for
from dataset.spc.rules import COMMON
from sscb.charts import icons, numbers
from sscb.charts.comparators import Compared, comparator_strip

MOST_ROWS = {"month": 12, "quarter": 8}


def figures_table(found: Judged, here: str, every: bool) -> Table:
    series, indicator = found.series or found.own.published, found.indicator
    if series is None:
        return Table("Figures", f"None. {words.provider(indicator.provider)} sends them.", [Column("Period")], [])
    empty = [point for point in found.points if not point.file_name]
    points = sorted({*series.points, *empty}, key=lambda point: point.start)
    most = len(points) if every else MOST_ROWS.get(series.frequency, len(points))
    shown = points[-most:]
    places = {point.start: place for place, point in enumerate(found.points)}
    parts = [point for point in shown if point.denominator is not None]
    columns = [Column({"month": "Month", "quarter": "Quarter"}.get(series.frequency, "Year"))]
    if parts:
        columns.append(Column("Out of", number=True))
    columns.append(Column(numbers.capital(unit_words(indicator)), number=True))
    signals = found.reading is not None and found.reading.charted
    if signals:
        columns.append(Column("Change", number=True))
    columns.append(Column("State"))
    if signals:
        columns.append(Column("Signal"))
    before = {after.start: one for one, after in pairwise(points)}
    rows = [_table_row(found, series, point, places.get(point.start), before.get(point.start), bool(parts), signals)
            for point in reversed(shown)]  # fmt: skip
    left = len(points) - len(shown)
    newest = "Newest first." if left <= 0 else f"Newest first: the last {len(shown)} of {len(points)}."
    return Table("Figures behind the chart" if signals else "Figures", newest, columns, rows,
                 f"{here}?all=1#figures" if left > 0 else "")  # fmt: skip


def _table_row(found, series, point: Point, place, before: Point | None, parts: bool, signals: bool) -> TableRow:
    indicator, audience = found.indicator, found.audience
    cells = []
    if parts:
        cells.append(Cell(together(judging.parts(indicator, point, audience)), "Out of", number=True))
    cells.append(Cell(judging.shown(indicator, point, audience), unit_words(indicator), number=True, strong=True))
    signal, svg = "", ""
    if signals:
        cells.append(Cell(_change(found, point, before), "Change", number=True))
        signal, svg = _signal(found, place, point)
    state = point.state if point.file_name else ""
    if point.later:
        state = f"{state}, {words.LATER}"
    cells.append(Cell(state, "State"))
    return TableRow(period_words(series.frequency, point), cells, signal, svg, signal.startswith("Concern"))


def _change(found: Judged, point: Point, before: Point | None) -> str:
    hidden = [judging.hidden(found.indicator, one, found.audience) for one in (point, before) if one]
    if before is None or point.value is None or before.value is None or any(hidden):
        return numbers.NOT_COUNTED
    return numbers.plain(abs(point.value - before.value), max(1, found.indicator.decimals)
                         if found.indicator.unit != numbers.COUNT else 0)  # fmt: skip


def _signal(found: Judged, place: int | None, point: Point) -> tuple[str, SafeString | str]:
    if point.later:
        return "Not read", ""
    if place is None or point.value is None:
        return "", ""
    label = found.analysis.points.special_cause_type[place]
    segment = found.analysis.points.segment[place]
    trial = segment == len(found.analysis.segments) and found.reading.depth in ("trial", "fresh")
    if trial or found.reading.limits is None:
        return "No reading", ""
    if label == COMMON:
        return "Usual variation", ""
    answer = answer_for(found.analysis.points.point_type[place], label)
    agreed = found.own.agreed
    rule = _RULES[label].format(run=numbers.in_words(agreed.run), trend=numbers.in_words(agreed.trend))
    return f"{answer.label}: {rule}", drawn(icons.variation_icon(answer.icon, answer.side, size=18))


_RULES = {
    "Above UCL": "above the upper limit", "Below LCL": "below the lower limit",
    "7 Point Trend (Increasing)": "{trend} rising", "7 Point Trend (Decreasing)": "{trend} falling",
    "2 in 3 Above CL": "two of three near the upper limit", "2 in 3 Below CL": "two of three near the lower limit",
    "7 Points Above CL": "{run} above the mean", "7 Points Below CL": "{run} below the mean",
}  # fmt: skip


def years_table(found: Judged, beside: Comparators) -> Table | None:
    series = found.own.published
    if series is None:
        return None
    indicator = found.indicator
    bodies = [body for body in ORDER if body in beside.bodies]
    columns = [Column("Year"), Column("Out of", True), Column(series.area, True),
               *(Column(beside.bodies[body], True) for body in bodies), Column("State")]  # fmt: skip
    rows = []
    for point in reversed(series.points):
        others = beside.by_year.get(year_of(point), {})
        cells = [
            Cell(together(judging.parts(indicator, point, found.audience)), "Out of", True),
            Cell(judging.shown(indicator, point, found.audience), series.area, True, True),
        ]
        cells += [Cell(comparison_shown(indicator, others.get(body)), beside.bodies[body], True) for body in bodies]
        cells.append(Cell(f"{point.state}, {words.LATER}" if point.later else point.state, "State"))
        rows.append(TableRow(point.label, cells))
    note = f"{unit_words(indicator)}; newest first."
    if any(one.computed for bodies in beside.by_year.values() for one in bodies.values()):
        note += " c: worked out from the published count and population."
    pooled = [year for year, bodies in beside.by_year.items() if "SN" in bodies and bodies["SN"].over]
    if not pooled and "SN" in beside.bodies:
        note += " Statistical neighbours: their mean as published."
    if pooled:
        model = models_words(pooled, neighbour_models())
        note += f" Statistical neighbours: plain mean of those with a figure, {model}."
    return Table("Published figures by year, beside those of others", note, columns, rows)


def years_strip(found: Judged, beside: Comparators) -> tuple[str, SafeString | str]:
    series = found.own.published
    at, others = beside.common(series)
    if at is None or not others:
        return "", ""
    indicator = found.indicator
    own = judging.hidden(indicator, at, found.audience) or at.value
    rows = [Compared(series.area, own, own=True)]
    rows += [Compared(beside.bodies[body], others[body].value, text=comparison_shown(indicator, others[body]))
             for body in ORDER if body in others and others[body].value is not None]  # fmt: skip
    title = f"{indicator.title}, {unit_words(indicator)}, {at.label}"
    picture = comparator_strip(
        uid="beside", title=title, rows=rows, unit=indicator.unit, decimals=at.shown_decimals, wide=440,
        target=indicator.target if indicator.polarity != "N" else None,
    )  # fmt: skip
    return title, drawn(picture)
