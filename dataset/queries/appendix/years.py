"""Yearly figures beside those of others: a small picture for the newest common year, and the years as a table."""

from dataset import words
from dataset.models import Reading
from dataset.queries import judging
from dataset.queries.comparing import ORDER, Comparators, Model, models_words
from dataset.queries.figures import comparison_of, comparison_shown, figure_of
from dataset.queries.series import Point, Series, short_year, year_of
from dataset.queries.standing import Standing
from sscb.charts import numbers
from sscb.charts.comparators import Compared, comparator_strip

WIDER = Reading.Audience.WIDER.value
NAMES = {"SN": "Neighbours"}


def block(one: Standing, figures: list[dict]) -> dict:
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
        cells = [_beside_cell(series, point, beside, body, figures) for body in bodies]
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


def _beside_cell(series: Series, point: Point, beside: Comparators, body: str, figures: list[dict]) -> dict:
    one = beside.by_year.get(year_of(point), {}).get(body)
    if one is None or (one.value is None and not one.marker):
        return {"text": numbers.NOT_COUNTED, "anchor": ""}
    figure = comparison_of(series, point.label, year_of(point), one)
    figures.append(figure)
    return {"text": figure["shown"], "anchor": figure["anchor"]}


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


def model_words(models: list[Model], yearly: list[Standing], blocks: list[dict]) -> str:
    if not models or not any("Neighbours" in block["bodies"] for block in blocks):
        return ""
    years = {
        year for one in yearly for year, bodies in one.comparators.by_year.items()
        if "SN" in bodies and bodies["SN"].over
    }  # fmt: skip
    if not years:
        return "Neighbours: their mean as published."
    return (
        f"Neighbours: the plain mean of the statistical neighbours of each year, {models_words(years, models)}; those "
        "whose figure is withheld are left out of it."
    )
