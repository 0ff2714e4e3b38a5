"""Each figure a paper prints, with where it came from: for the annex, and for finding what changed since a version."""

from dataclasses import asdict
from datetime import date

from dataset import words
from dataset.queries import judging
from dataset.queries.comparing import Comparison
from dataset.queries.rows import exactness
from dataset.queries.series import Point, Series, period_words
from sscb import clock
from sscb.board.packs.freezing import Figure, check_mark
from sscb.charts import numbers


def figure_of(series: Series, point: Point, audience: str) -> dict:
    """One figure of the Board's own area, as plain JSON. Its key is the same in every version of every pack."""
    indicator = series.indicator
    shown = judging.shown(indicator, point, audience)
    state = [point.state] + ([words.LATER] if point.later else [])
    return asdict(
        Figure(
            key=f"dataset:{indicator.code}:{'invented' if series.invented else 'own'}:{point.start}:{point.end}",
            what=f"{indicator.code} {indicator.title}" + (" (invented)" if series.invented else ""),
            shown=shown, out_of=judging.out_of(indicator, point, audience),
            period=period_words(series.frequency, point), source=source_words(indicator.provider, point),
            received=_received(point.received_at),
            state=", ".join(state), check=check_mark(shown, point.sha256, point.row, point.column),
            series=f"dataset:{indicator.code}:{'invented' if series.invented else 'own'}:{series.frequency}",
            **_share(series),
        )
    )  # fmt: skip


def comparison_of(series: Series, point_label: str, year: str, one: Comparison) -> dict:
    """One comparator's figure for one year."""
    indicator = series.indicator
    return asdict(
        Figure(
            key=f"dataset:{indicator.code}:{one.body}:{year}", what=f"{indicator.code} {indicator.title}, {one.name}",
            shown=comparison_shown(indicator, one),
            out_of=f"mean of {one.over} of {one.among} areas" if one.over else "as published", period=point_label,
            source=f"{one.file_name}, " + (f"mean of the neighbours, {one.model}" if one.over else f"row {one.row}"),
            received=_received(one.received_at), state="", check=check_mark(one.value, one.sha256, one.row),
            series=f"dataset:{indicator.code}:{one.body}",
        )
    )  # fmt: skip


def comparison_shown(indicator, one: Comparison | None) -> str:
    """A comparator's figure as printed everywhere."""
    if one is None:
        return numbers.NOT_COUNTED
    if one.value is None:
        return judging.marker_words(one.marker) if one.marker else numbers.NOT_COUNTED
    text = numbers.shown(one.value, indicator.unit, exactness(indicator, one.decimals))
    return f"{text} c" if one.computed else text


def count_figure(code: str, what: str, count: int, among: int, day: date) -> dict:
    """A count that the portal made itself, from the readings of all indicators."""
    return asdict(
        Figure(
            key=f"dataset:count:{code}", what=f"Indicators: {what}", shown=numbers.plain(count),
            out_of=f"{numbers.plain(count)} of {numbers.plain(among)}", period=f"as at {numbers.day(day)}",
            source=f"Portal, rule set {judging.RULE_SET}", received=numbers.day(day), state="",
            check=check_mark(code, count, day),
        )
    )  # fmt: skip


def source_words(provider: str, point: Point) -> str:
    """ "police-2019-09.csv, row 14": the file and the line in it, which say more than a name."""
    sheet = f", sheet {point.sheet}" if point.sheet else ""
    parts = f"; its parts: {point.parts_source}" if point.parts_source else ""
    return f"{point.file_name}{sheet}, row {point.row}{parts}"


def _received(moment) -> str:
    return numbers.day(clock.day_of(moment)) if moment else ""


def _share(series: Series) -> dict[str, str]:
    """What a percentage is a share of, in the words other papers would use. Invented figures are of another place."""
    indicator = series.indicator
    if indicator.unit != numbers.PER_CENT:
        return {}
    place = " (invented)" if series.invented else ""
    return {"share_of": f"{indicator.title}{place}", "among": indicator.denominator_label}
