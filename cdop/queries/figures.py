"""The figures of a report as facts: plain JSON, decided once for everything in it, and kept when the report is agreed.

Nothing here holds a hidden number: tables, sentences, the gaps of the chart and the annex are all made from what was
decided to be shown.
"""

import tomllib
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from cdop import report_words as say
from cdop.queries.statistics import countings
from cdop.statistics import PARTS, Counting, chart_is_safe, count, count_half, took, unexpected_days
from cdop.years import Year
from sscb.board.packs.freezing import Figure, check_mark
from sscb.charts import numbers
from sscb.charts.days_between import DaysBetween, days_between
from sscb.charts.rare_events import days_apart, whole_weeks
from sscb.disclosure import Audience, Disclosed

NATIONAL = Path(__file__).parents[1] / "national.toml"
TITLES = {
    "category": "Category of death", "age": "Age at death", "sex": "Sex", "ethnicity": "Ethnicity",
    "place": "Place of death", "expected": "Expected and unexpected deaths", "modifiable": "Modifiable factors",
}  # fmt: skip


def figures_of(
    kind: str, year: Year, *, as_at: date, earlier: Disclosed | None = None, cases: Sequence[Counting] | None = None,
) -> dict[str, Any]:
    """Everything a report says in figures. `year`: its newest full year.

    `earlier`: what a report before it showed of the same years; what that hid stays hidden. Two queries, unless given
    the `cases`.
    """
    cases = countings(as_at) if cases is None else cases
    shown = count(cases, year).decide(Audience.BOARD, earlier)
    figures = _Annex(shown, as_at)
    tables = [_years(shown, year, figures)]
    tables += [_characteristic(shown, code, year, figures) for code in TITLES]
    tables += [_modifiable(shown, year, figures), _themes(shown, year, figures)]
    safe = chart_is_safe(shown, year)
    return {
        "kind": kind, "year": year.first, "as_at": as_at.isoformat(), "pool": say.pool_words(year),
        "lead": say.lead(shown, kind, year), "tables": [one for one in tables if one],
        "modifiable": say.modifiable(shown), "time": say.time_taken(shown, took(cases, year)),
        "elsewhere": say.with_another_body(shown), "national": national(year),
        "gaps": list(whole_weeks(days_apart(unexpected_days(cases, year)))) if safe else [],
        "chart_hidden": "" if safe else say.chart_hidden(), "note": shown.note(), "masked": shown.masked,
        "figures": figures.made, "disclosed": shown.as_json(),
    }  # fmt: skip


def chart_of(facts: dict[str, Any], *, size: str, for_pdf: bool = False) -> DaysBetween | None:
    """The days-between chart, drawn from gaps in whole weeks alone: the facts hold no date of any death."""
    if not facts["gaps"]:
        return None
    day = date(2000, 1, 1)
    days = [day]
    for gap in facts["gaps"]:
        day += timedelta(days=gap)
        days.append(day)
    return days_between(
        days, title="Days between notifications of unexpected deaths", things="unexpected deaths", uid="child-deaths",
        size=size, for_pdf=for_pdf,
    )  # fmt: skip


class _Annex:
    """Every figure as it is shown, with where it came from; a hidden one is listed as hidden."""

    def __init__(self, shown: Disclosed, as_at: date):
        self.shown, self.as_at, self.made = shown, as_at, []

    def cell(self, key: tuple, what: str, period: str) -> dict[str, str]:
        text = self.shown.print(key)
        made = Figure(
            key=f"cdop:{period}:{':'.join(str(part) for part in key)}", what=what, shown=text, out_of="count",
            period=period, source="Child death reviews kept in the portal, counted by it",
            received=numbers.day(self.as_at), state="small numbers hidden",
            check=check_mark(*key, text, self.as_at), series="",
        )  # fmt: skip
        if made.key in {one["key"] for one in self.made}:
            return {"text": text, "anchor": ""}  # it stands above already, and one figure has one place
        self.made.append(asdict(made))
        return {"text": text, "anchor": made.anchor}

    def plain(self, key: tuple) -> dict[str, str]:
        return {"text": self.shown.print(key), "anchor": ""}


def _row(head: str, *cells: dict[str, str], total: bool = False) -> dict[str, Any]:
    return {"head": head, "cells": list(cells), "total": total}


def _table(code: str, caption: str, columns: list[str], rows: list[dict], note: str = "") -> dict[str, Any]:
    return {"code": code, "caption": caption, "columns": columns, "rows": rows, "note": note}


def _years(shown: Disclosed, year: Year, annex: _Annex) -> dict:
    rows = [
        _row(
            f"1 April {when.first} to 31 March {when.first + 1}",
            *(annex.cell((what, when.first), f"{words}, {when.words}", when.words)
              for what, words in (("notified", "Deaths notified"), ("completed", "Reviews completed"))),
        )
        for when in year.pool
    ]  # fmt: skip
    rows.append(_row("Five years", *(annex.plain((what, "five years")) for what in ("notified", "completed")),
                     total=True))  # fmt: skip
    return _table("years", "Deaths notified and reviews completed in each year",
                  ["Year", "Deaths notified", "Reviews completed"], rows, say.TWO_SETS)  # fmt: skip


def _characteristic(shown: Disclosed, code: str, year: Year, annex: _Annex) -> dict:
    period = say.pool_words(year)
    rows = [
        _row(words, annex.cell(("pool", code, part), f"{TITLES[code]}: {words}", period),
             annex.plain(("share", code, part)))
        for part, words in PARTS[code].items()
        if not (part == "unknown" and shown.number(("pool", code, part)) == 0)
    ]  # fmt: skip
    every = annex.cell(("pool",), "Reviews completed", period)
    rows.append(_row("All", every, {"text": numbers.NOT_COUNTED, "anchor": ""}, total=True))
    return _table(code, f"{TITLES[code]}, {shown.print(('pool',))} reviews", [TITLES[code], "Reviews", "Share"], rows)


def _modifiable(shown: Disclosed, year: Year, annex: _Annex) -> dict:
    period = say.pool_words(year)
    rows = [
        _row(words, annex.cell(("modifiable in", part), f"With modifiable factors: {words}", period),
             annex.plain(("pool", "category", part)))
        for part, words in PARTS["category"].items()
    ]  # fmt: skip
    rows.append(_row("All", annex.plain(("pool", "modifiable", "identified")), annex.plain(("pool",)), total=True))
    return _table("modifiable-in", "Reviews with modifiable factors, by category of death",
                  ["Category of death", "With modifiable factors", "All reviews"], rows)  # fmt: skip


def _themes(shown: Disclosed, year: Year, annex: _Annex) -> dict | None:
    """The most frequent first; hidden ones last, by name, so that their place tells nothing."""
    period = say.pool_words(year)
    themes = shown.ranked(sorted(key for key in shown if key[0] == "theme"))
    rows = [_row(key[1], annex.cell(key, f"Theme: {key[1]}", period)) for key in themes]
    note = "A review may have several modifiable factors, so these do not add up."
    return _table("themes", "Themes of the modifiable factors", ["Theme", "Reviews"], rows, note) if rows else None


def half_of(year: Year, *, as_at: date, cases: Sequence[Counting] | None = None) -> dict[str, Any]:
    """The first half of a year that has begun: its table, and its figures for the annex."""
    cases = countings(as_at) if cases is None else cases
    shown = count_half(cases, year).decide(Audience.BOARD)
    annex = _Annex(shown, as_at)
    return {**_half(shown, year, annex), "figures": annex.made, "lead": say.half_lead(shown, year)}


def _half(shown: Disclosed, year: Year, annex: _Annex) -> dict:
    period = f"1 April to {numbers.day(year.half_ends_on)}"
    sets = (("notified", "Deaths notified"), ("completed", "Reviews completed, of deaths in any year"))
    rows = [_row(words, annex.cell(("half", what, year.first), words, period)) for what, words in sets]
    return _table("half", f"Half-year to {numbers.day(year.half_ends_on)}", ["Set", "Number"], rows, say.TWO_SETS)


@cache
def _published() -> dict[str, Any]:
    return tomllib.loads(NATIONAL.read_text(encoding="utf-8"))


def national(year: Year) -> dict[str, Any]:
    """England's published figures for the five years, as far as there are any, with their source."""
    told = _published()
    ends = {when.first + 1 for when in year.pool}
    rows = [
        _row(f"Year to 31 March {one['year_to']}", {"text": numbers.plain(one["number"]), "anchor": ""})
        for one in told["figure"]
        if one["year_to"] in ends
    ]
    note = f"Source: {told['source']}. The source does not say out of how many, so no share is given."
    return _table("national", told["what"], ["Year", "Number"], rows, note) if rows else {}
