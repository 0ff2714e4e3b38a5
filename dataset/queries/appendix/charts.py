"""Charts six to a page, the values behind them, and lists of what is not charted."""

from itertools import groupby

from dataset import readings, words
from dataset.models import Reading
from dataset.queries import judging
from dataset.queries.figures import figure_of
from dataset.queries.judging import Judged
from dataset.queries.overview import ICON_CLASS, split
from dataset.queries.room import lines
from dataset.queries.rows import in_print, sentence
from dataset.queries.series import MONTH, Point, period_words
from dataset.spc.rules import COMMON
from sscb.charts import numbers
from sscb.charts.forms import MOST_POINTS

WIDER = Reading.Audience.WIDER.value
CHARTS_A_PAGE = 6
MARKS = {
    "special_cause_improvement": "■", "special_cause_concern": "◆", "special_cause_neutral_high": "▲",
    "special_cause_neutral_low": "▲",
}  # fmt: skip
MOST_LINES = 3
MOST_KEPT = 20
"""Rows of a list that is kept on one page; a longer one begins where it stands and goes on."""
NAME = 13.0
"""Size of a chart's name, a little more than printed, since bold letters are wider."""


def chart_pages(charted: list[Judged], figures: list[dict]) -> list[dict]:
    """Six charts and their values, months before quarters, and in each those first that need an eye."""
    ordered = sorted(charted, key=lambda one: (one.series.frequency != MONTH, -one.weight, one.indicator.order))
    pages = []
    for frequency, same in groupby(ordered, key=lambda one: one.series.frequency):
        same = list(same)
        for place in range(0, len(same), CHARTS_A_PAGE):
            six = same[place : place + CHARTS_A_PAGE]
            last = place + len(six)
            which = f"{place + 1} to {last} of {len(same)}" if len(six) > 1 else f"{last} of {len(same)}"
            pages.append(
                {
                    "by": "Monthly" if frequency == MONTH else "Quarterly",
                    "span": _span(six),
                    "which": which,
                    "names": "; ".join(f"{one.indicator.code} {one.indicator.title}" for one in six),
                    "cells": (cells := [_cell(one) for one in six]),
                    "close": _two_line_rows(cells) > 1,
                    "values": _values(six, figures),
                }
            )
    return pages


def _two_line_rows(cells: list[dict]) -> int:
    """In how many rows of two a name takes a second line: the page holds one such row, and lower charts for more."""
    tall = [lines(f"{cell['code']} {cell['title']}", size=NAME) > 1 for cell in cells]
    return sum(any(tall[place : place + 2]) for place in range(0, len(tall), 2))


def _cell(one: Judged) -> dict:
    indicator = one.indicator
    title = f"{indicator.title} ({words.in_heading(indicator.unit)})"
    return {
        "code": indicator.code,
        "title": title,
        "icon": ICON_CLASS[one.variation.icon],
        "reading": split(in_print(one)),
        "svg": readings.chart(
            one.analysis, one.reading, uid=f"chart-{indicator.code}", size="pack", for_pdf=True,
            rebase_note="defined anew", where="The values are in the table behind the charts.",
        ),
        "text": _text(one),
    }  # fmt: skip


def _text(one: Judged) -> str:
    """What the newest figure says, and of the notes as many whole sentences as three lines hold."""
    told = sentence(one)
    if one.newest and one.newest.provisional:
        told += " Provisional."
    for note in one.notes:
        if lines(f"{told} {note}") > MOST_LINES:
            break
        told = f"{told} {note}"
    return told


def _span(six: list[Judged]) -> str:
    starts = [point.start for one in six for point in one.points[-MOST_POINTS:]]
    frequency = six[0].series.frequency
    first, last = (numbers.period(day, frequency) for day in (min(starts), max(starts)))
    return first if first == last else f"{first} to {last}"


def _values(six: list[Judged], figures: list[dict]) -> dict:
    """One row a period, one column a chart: each plotted figure with its mark, then mean and limits."""
    columns = [
        {"code": one.indicator.code, "title": one.indicator.title, "unit": words.in_heading(one.indicator.unit)}
        for one in six
    ]
    by_start = [
        {point.start: (place, point) for place, point in enumerate(one.points)
         if place >= len(one.points) - MOST_POINTS}
        for one in six
    ]  # fmt: skip
    frequency = six[0].series.frequency
    rows = []
    for start in sorted({start for column in by_start for start in column}):
        cells = []
        for one, column in zip(six, by_start, strict=True):
            place, point = column.get(start, (0, None))
            cells.append(_value_cell(one, place, point, figures))
        rows.append({"period": numbers.period(start, frequency, short=frequency == MONTH), "cells": cells})
    ends = []
    for name, which in (("Mean", None), ("Lower limit", 0), ("Upper limit", 1)):
        cells = []
        for one in six:
            reading = one.reading
            if which is None:
                cells.append(reading.facts.limit(reading.mean) if reading.mean is not None else "–")
            else:
                cells.append(reading.facts.limit(reading.limits[which]) if reading.limits else "–")
        ends.append({"name": name, "cells": cells})
    return {"columns": columns, "rows": rows, "ends": ends, "notes": _value_notes(six)}


def _value_cell(one: Judged, place: int, point: Point | None, figures: list[dict]) -> dict:
    if point is None:
        return {"text": numbers.NOT_COUNTED, "mark": "", "p": False, "anchor": ""}
    if point.value is None and not point.file_name:
        return {"text": numbers.NOT_SENT, "mark": "", "p": False, "anchor": ""}
    figure = figure_of(one.series, point, WIDER)
    figures.append(figure)
    points = one.analysis.points
    label, kind = points.special_cause_type[place], points.point_type[place]
    quiet = label == COMMON or one.group == judging.TRIAL or one.reading.limits is None
    return {
        "text": figure["shown"], "mark": "" if quiet else MARKS.get(kind, ""), "p": point.provisional,
        "anchor": figure["anchor"],
    }  # fmt: skip


def _value_notes(six: list[Judged]) -> list[str]:
    found = []
    for one in six:
        for note in one.notes:
            if note.startswith(("Limits are drawn afresh", "Trial limits")):
                found.append(f"{one.indicator.code}: {note}")
    return found




def list_table(one: Judged, figures: list[dict]) -> dict:
    rows = []
    for point in one.points[-MOST_POINTS:]:
        if point.value is None and not point.file_name:
            rows.append({"period": point.label, "text": numbers.NOT_SENT, "of": "–", "anchor": ""})
            continue
        figure = figure_of(one.series, point, WIDER)
        figures.append(figure)
        rows.append({"period": period_words(one.series.frequency, point), "text": figure["shown"],
                     "of": figure["out_of"], "anchor": figure["anchor"]})  # fmt: skip
    return {
        "code": one.indicator.code,
        "title": f"{one.indicator.title} ({words.in_heading(one.indicator.unit)})",
        "why": one.variation.words.removeprefix("Not charted: "),
        "note": sentence(one),
        "rows": rows,
        "short": len(rows) <= MOST_KEPT,
    }
