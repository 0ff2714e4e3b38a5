"""The dataset appendix of a pack: charts six to a page, the values behind them, yearly figures beside those of others.

Facts as plain JSON, pictures among them: what is frozen is what is printed. Small numbers are hidden throughout.
"""


from itertools import groupby

from dataset import readings, words
from dataset.exports import as_csv
from dataset.models import Reading
from dataset.queries import judging
from dataset.queries.comparing import ORDER, Comparators, Model, neighbour_model
from dataset.queries.figures import comparison_of, comparison_shown, figure_of
from dataset.queries.judging import Judged
from dataset.queries.overview import ICON_CLASS, split
from dataset.queries.room import lines
from dataset.queries.rows import in_print, sentence
from dataset.queries.series import MONTH, Point, Series, period_words, year_of
from dataset.queries.standing import Standing, judged
from dataset.spc.rules import COMMON
from sscb import clock
from sscb.charts import numbers
from sscb.charts.comparators import Compared, comparator_strip
from sscb.charts.forms import MOST_POINTS

WIDER = Reading.Audience.WIDER.value
CHARTS_A_PAGE = 6
CSV_NAME = "dataset-values.csv"
MARKS = {
    "special_cause_improvement": "■", "special_cause_concern": "◆", "special_cause_neutral_high": "▲",
    "special_cause_neutral_low": "▲",
}  # fmt: skip
MOST_LINES = 3
NAMES = {"SN": "Neighbours"}


def gather_appendix(meeting, as_at) -> dict:
    """Facts of the section `dataset.appendix`."""
    day = clock.day_of(as_at)
    every = judged(audience=WIDER, as_at=day)
    model = neighbour_model(day)
    charted = [one.judged for one in every if one.judged.reading and one.judged.reading.charted]
    listed = [one.judged for one in every if one.judged.series is not None and one.judged.own.process is not None
              and one.judged.own.process.known and one.judged not in charted]  # fmt: skip
    yearly = [one for one in every if one.judged.own.published is not None]
    silent = [one.judged for one in every if one.judged.own.empty]
    figures: list[dict] = []
    pages = _chart_pages(charted, figures)
    tables = [_list_table(one, figures) for one in listed]
    blocks = [_block(one, model, figures) for one in yearly]
    return {
        "as_at": day.isoformat(),
        "lead": _lead(len(charted), len(blocks), len(listed), len(silent)),
        "rule_set": judging.RULE_SET,
        "rules": judging.RULES,
        "options": judging.OPTIONS,
        "pages": pages,
        "tables": tables,
        "blocks": [blocks[place : place + 2] for place in range(0, len(blocks), 2)],
        "later": any(block["later"] for block in blocks),
        "model": _model_words(model, blocks),
        "silent": _silent(silent),
        "files": _files(every),
        "invented": any(series.invented for series in _series_of(every)),
        "csv": CSV_NAME,
        "figures": figures,
        "attachments": [
            {"name": CSV_NAME, "csv": _values_csv(every),
             "description": "Every figure of the dataset appendix, small numbers hidden as on the page"}
        ],
    }  # fmt: skip


def _lead(charts: int, blocks: int, lists: int, silent: int) -> str:
    told = []
    if charts:
        told.append(f"{numbers.counted(charts, 'chart')} with the values behind them")
    if lists:
        told.append(f"{numbers.counted(lists, 'list')} of figures too small or too few to chart")
    if blocks:
        told.append(f"{numbers.counted(blocks, 'indicator')} by year beside those of others")
    if silent:
        have = "has" if silent == 1 else "have"
        told.append(f"{numbers.counted(silent, 'indicator')} that {have} no figures yet")
    return numbers.capital(numbers.listed(told) if told else "no figures have been sent yet") + "."


def _silent(silent: list[Judged]) -> list[dict]:
    """Who has sent nothing yet of which indicators."""
    by_provider: dict[str, list[str]] = {}
    for one in silent:
        name = words.provider(one.indicator.provider)
        by_provider.setdefault(name, []).append(f"{one.indicator.code} {one.indicator.title}")
    return [{"provider": name, "indicators": "; ".join(titles)} for name, titles in by_provider.items()]


# --- charts and the values behind them ---


def _chart_pages(charted: list[Judged], figures: list[dict]) -> list[dict]:
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
                    "cells": [_cell(one) for one in six],
                    "values": _values(six, figures),
                }
            )
    return pages


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


# --- lists: figures that are not charted ---


def _list_table(one: Judged, figures: list[dict]) -> dict:
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
    }


# --- years beside others ---


def _block(one: Standing, model: Model | None, figures: list[dict]) -> dict:
    """One indicator by year: a strip for the newest common year, and the years as a table."""
    series, indicator, beside = one.judged.own.published, one.judged.indicator, one.comparators
    at, others = beside.common(series)
    if at is None:  # every year is later than the board's date, and is shown so
        at = next((point for point in reversed(series.points) if point.value is not None), series.points[-1])
        others = beside.by_year.get(year_of(at), {})
    bodies = [body for body in ORDER if body in beside.bodies]
    rows = []
    for point in series.points:
        figure = figure_of(series, point, WIDER)
        figures.append(figure)
        cells = [_beside_cell(series, point, beside, body, model, figures) for body in bodies]
        rows.append({"short": short_year(point.label), "own": figure["shown"], "anchor": figure["anchor"],
                     "cells": cells, "later": point.later, "p": point.provisional})  # fmt: skip
    return {
        "code": indicator.code,
        "title": f"{indicator.title} ({words.in_heading(indicator.unit)})",
        "own": series.area,
        "bodies": [NAMES.get(body, beside.bodies[body]) for body in bodies],
        "rows": rows,
        "later": any(point.later for point in series.points),
        "svg": _strip(series, at, others, beside),
        "year": at.label,
    }


def short_year(label: str) -> str:
    """The year as a narrow column holds it: "Sep 2019" for the year that ends then."""
    return label.replace("September", "Sep").removesuffix(" school year").removeprefix("to ")


def _beside_cell(series: Series, point: Point, beside: Comparators, body: str, model, figures: list[dict]) -> dict:
    one = beside.by_year.get(year_of(point), {}).get(body)
    if one is None or (one.value is None and not one.marker):
        return {"text": numbers.NOT_COUNTED, "anchor": ""}
    figure = comparison_of(series, point.label, year_of(point), one, _named(model))
    figures.append(figure)
    return {"text": figure["shown"], "anchor": figure["anchor"]}


def _named(model: Model | None) -> str:
    return f"mean of the neighbours, {model.words}" if model else "mean of the neighbours"


def _strip(series: Series, at: Point, others, beside: Comparators) -> str:
    """Our place among the others for one year; its title holds every figure of ours, for those who cannot see it."""
    indicator = series.indicator

    def value(point: Point):
        return judging.hidden(indicator, point, WIDER) or point.value

    rows = [Compared(series.area if len(series.area) < 20 else "This area", value(at), own=True)]
    rows += [
        Compared(NAMES.get(body, beside.bodies[body]), others[body].value,
                 text=comparison_shown(indicator, others[body]))
        for body in ORDER if body in others and others[body].value is not None
    ]  # fmt: skip
    target = indicator.target if indicator.polarity != "N" else None
    years = "; ".join(f"{point.label} {judging.shown(indicator, point, WIDER)}" for point in series.points)
    compared = ", ".join(
        f"{beside.bodies[body]} {comparison_shown(indicator, others[body])}"
        for body in ORDER if body in others and others[body].value is not None
    )  # fmt: skip
    aim = f" Target {judging.words_of_target(indicator)}." if target is not None else ""
    return comparator_strip(
        uid=f"strip-{indicator.code}", title=f"{indicator.title}, {words.in_heading(indicator.unit)}, {at.label}",
        description=(
            f"{series.area} {judging.shown(indicator, at, WIDER)}" + (f", {compared}" if compared else "")
            + f".{aim} {series.area} by year: {years}. The values are in the table below."
        ),
        rows=rows, target=target, unit=indicator.unit, decimals=at.shown_decimals, wide=360, for_pdf=True,
    )  # fmt: skip


def _model_words(model: Model | None, blocks: list[dict]) -> str:
    if model is None or not any("Neighbours" in block["bodies"] for block in blocks):
        return ""
    later = f", which is {words.LATER}: no earlier one is known here" if model.later else ""
    return (
        f"Neighbours: the plain mean of the {len(model.areas)} statistical neighbours, {model.words}"
        f"{later}; those whose figure is withheld are left out of it."
    )


# --- files and values ---


def _series_of(every: list[Standing]) -> list[Series]:
    found = []
    for one in every:
        found += [series for series in (one.judged.own.process, one.judged.own.published) if series]
    return found


def _files(every: list[Standing]) -> list[dict]:
    """The files that the figures of this appendix came from, by name, with the hash of their bytes."""
    known: dict[str, dict] = {}
    for series in _series_of(every):
        for point in series.points:
            if not point.sha256:
                continue
            one = known.setdefault(
                point.sha256,
                {"name": point.file_name, "sha256": point.sha256, "figures": 0,
                 "halves": [point.sha256[:32], point.sha256[32:]],
                 "received": numbers.day(clock.day_of(point.received_at)) if point.received_at else ""},
            )  # fmt: skip
            one["figures"] += 1
    return sorted(known.values(), key=lambda one: (one["name"], one["sha256"]))


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
             float(numbers.rounded(point.value, point.shown_decimals)) if plain else shown,
             judging.parts(indicator, point, audience), words.unit(indicator.unit), point.state,
             "yes" if point.later else "", "yes" if series.invented else "", point.file_name, point.row)
        )  # fmt: skip
    return found


def _values_csv(every: list[Standing]) -> str:
    return as_csv(VALUE_HEADINGS, (row for series in _series_of(every) for row in value_rows(series, WIDER)))


__all__ = ["VALUE_HEADINGS", "gather_appendix", "value_rows"]
