"""A small table quoted from Fingertips: indicator, area, kind of area, year, a value whose unit is in its heading."""

from collections.abc import Iterator

from dataset.layouts import columns
from dataset.layouts.shapes import Item, Layout, Match, Record, Rejected, Sheet, Started
from dataset.layouts.wide import Measures, data_rows, period_fault

NEEDS = ("Indicator", "Area", "Area type", "Year")


def match(headings: list[str]) -> Match:
    found = columns.match(headings, needs=NEEDS)
    if _value_at(headings) is None:
        return Match(score=found.score if not found.missing else 0, missing=(*found.missing, "Value (...)"))
    return Match(score=found.score + 1, missing=found.missing)


def _value_at(headings: list[str]) -> int | None:
    return next((i for i, heading in enumerate(headings) if columns.key(heading).startswith("value")), None)


def read(sheet: Sheet) -> Iterator[Item]:
    at = columns.positions(sheet.headings)
    value_at = _value_at(sheet.headings)
    needed = {columns.key(name) for name in NEEDS}
    extra = [(i, sheet.headings[i].strip()) for name, i in at.items()
             if name not in needed and i != value_at and columns.holds_measures(i, sheet.sample)]
    measures = Measures(((value_at, sheet.headings[value_at].strip()), *extra))
    known = {at[columns.key(n)] for n in NEEDS} | {i for i, _ in measures.at}
    words = [(heading.strip(), i) for i, heading in enumerate(sheet.headings) if i not in known and heading.strip()]
    where = sheet.table.sheet
    for row, cells, fault in data_rows(sheet):
        yield Started(row)
        what, name, kind, year = (cells[at[columns.key(n)]].strip() for n in NEEDS)
        if fault is None and not what:
            fault = Rejected(row, "Indicator", "", "This row does not say which indicator it is about.", where)
        if fault is None and (reason := period_fault(year, sheet.latest_year)):
            fault = Rejected(row, "Year", year[:200], reason, where)
        if fault is None and not name:
            fault = Rejected(row, "Area", "", "This row names no area.", where)
        if fault is not None:
            yield fault
            yield from measures.follow(row, cells, where, fault.reason)
            continue
        good, bad = measures.read(row, cells, where, {value_at: what})
        yield from bad
        told_apart = (("Area type", kind), ("Measure", sheet.headings[value_at].strip()))
        yield Record(row, where, None, name, year, told_apart + tuple((h, cells[i].strip()) for h, i in words), good)


LAYOUT = Layout(code="fingertips-extract", title="Table quoted from Fingertips", match=match, read=read)
