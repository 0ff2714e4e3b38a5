"""Fingertips downloads: one indicator, area, sex, age, category and time a row.

The measure's name is the indicator's; count, denominator and confidence limits keep their headings. An empty value
carries its reason in *Value note*, which is then its marker.
"""

from collections.abc import Iterator

from dataset.layouts import columns
from dataset.layouts.shapes import Cell, Item, Layout, Match, Record, Rejected, Sheet, Started
from dataset.layouts.wide import Measures, data_rows, period_fault

NEEDS = ("Indicator Name", "Area Code", "Area Name", "Time period", "Value")
KNOWS = ("Indicator ID", "Parent Code", "Parent Name", "Area Type", "Sex", "Age", "Category Type", "Category",
         "Value note", "Time period Sortable", "Time period range")
FIGURES = ("Value", "Lower CI 95.0 limit", "Upper CI 95.0 limit", "Lower CI 99.8 limit", "Upper CI 99.8 limit", "Count",
           "Denominator")
REMARKS = ("Recent Trend", "Compared to England value or percentiles", "Compared to percentiles", "New data",
           "Compared to goal")
DIMENSIONS = ("Indicator ID", "Indicator Name", "Area Type", "Sex", "Age", "Category Type", "Category")


def match(headings: list[str]) -> Match:
    return columns.match(headings, needs=NEEDS, knows=(*KNOWS, *FIGURES[1:]))


def read(sheet: Sheet) -> Iterator[Item]:
    at = columns.positions(sheet.headings)
    words = {columns.key(name) for name in (*NEEDS, *KNOWS, *REMARKS)} - {"value"}
    figures = {columns.key(name) for name in FIGURES}
    measures = Measures(tuple((i, sheet.headings[i].strip()) for name, i in at.items() if name in figures or (
        name not in words and columns.holds_measures(i, sheet.sample))))
    taken = {i for i, _ in measures.at}
    told_apart = [(name, at[columns.key(name)]) for name in DIMENSIONS if columns.key(name) in at]
    told_apart += [(sheet.headings[i].strip(), i) for name, i in at.items() if name not in words and i not in taken]
    value_at, note_at = at["value"], at.get("value note")
    where = sheet.table.sheet
    for row, cells, fault in data_rows(sheet):
        yield Started(row)
        what, code, name, period = (cells[at[columns.key(n)]].strip()
                                    for n in ("Indicator Name", "Area Code", "Area Name", "Time period"))
        if fault is None and not what:
            fault = Rejected(row, "Indicator Name", "", "This row does not say which indicator it is about.", where)
        if fault is None and (reason := period_fault(period, sheet.latest_year)):
            fault = Rejected(row, "Time period", period[:200], reason, where)
        if fault is None and not code and not name:
            fault = Rejected(row, "Area Name", "", "This row names no area.", where)
        if fault is not None:
            yield fault
            yield from measures.follow(row, cells, where, fault.reason)
            continue
        good, bad = measures.read(row, cells, where, {value_at: what})
        yield from bad
        note = cells[note_at].strip() if note_at is not None else ""
        if note:
            good = [_noted(cell, note) if cell.column == what else cell for cell in good]
        yield Record(row, where, code or None, name or None, period,
                     tuple((heading, cells[i].strip()) for heading, i in told_apart), good)


def _noted(cell: Cell, note: str) -> Cell:
    return cell._replace(marker=note) if cell.marker == "" else cell


LAYOUT = Layout(code="fingertips", title="Fingertips", match=match, read=read)
