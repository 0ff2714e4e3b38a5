"""Figures as rows for a spreadsheet, hidden ones as they are printed."""

from dataset import words
from dataset.queries import judging
from dataset.queries.series import Point, Series, own_figures, period_words
from sscb.charts import numbers

VALUE_HEADINGS = ("indicator", "title", "area", "period", "first day", "last day", "value", "out of", "unit", "state",
                  "later than board's date", "invented", "file", "row")  # fmt: skip


def value_rows(series: Series, audience: str) -> list[tuple]:
    """The figures of one series as rows for a spreadsheet; hidden ones as they are printed."""
    indicator, found = series.indicator, []
    for point in series.points:
        shown = judging.shown(indicator, point, audience)
        plain = point.value is not None and not judging.hidden(indicator, point, audience)
        found.append(
            (indicator.code, indicator.title, series.area, period_words(series.frequency, point),
             point.start.isoformat(), point.end.isoformat(),
             _typed(point) if plain else shown,
             judging.out_of(indicator, point, audience), words.unit(indicator.unit), point.state,
             "yes" if point.later else "", "yes" if series.invented else "", point.file_name, point.row)
        )  # fmt: skip
    return found


def _typed(point: Point) -> int | float:
    """The figure as a number, rounded as it is printed."""
    rounded = numbers.rounded(point.value, point.shown_decimals)
    return float(rounded) if point.shown_decimals else int(rounded)


def every_row(indicators, audience: str, as_at) -> list[tuple]:
    """The figures of these indicators, months or quarters before years, in the order given."""
    return [
        row
        for own in own_figures(indicators, as_at=as_at).values()
        for series in (own.process, own.published) if series
        for row in value_rows(series, audience)
    ]  # fmt: skip
