"""The Local Authority Interactive Tool's long tables: one measure, year and area a row."""

from collections.abc import Iterator

from dataset.layouts import columns
from dataset.layouts.shapes import Item, Layout, Match, Record, Rejected, Sheet, Started
from dataset.layouts.wide import Measures, data_rows, period_fault

NEEDS = ("Short Desc", "Years", "LA and Regions", "Values", "LA Number")
KNOWS = ("Data item", "Region")


def match(headings: list[str]) -> Match:
    return columns.match(headings, needs=NEEDS, knows=KNOWS)


def read(sheet: Sheet) -> Iterator[Item]:
    at = columns.positions(sheet.headings)
    known = {columns.key(name) for name in (*NEEDS, *KNOWS)}
    value_at = at["values"]
    extra = [(i, sheet.headings[i].strip()) for name, i in at.items()
             if name not in known and columns.holds_measures(i, sheet.sample)]
    taken = {i for i, _ in extra}
    filters = [(sheet.headings[i].strip(), i) for name, i in at.items() if name not in known and i not in taken]
    measures = Measures(((value_at, "Values"), *extra))
    what_at, year_at, name_at, code_at = (
        at[columns.key(name)] for name in ("Short Desc", "Years", "LA and Regions", "LA Number")
    )
    where = sheet.table.sheet
    for row, cells, fault in data_rows(sheet):
        yield Started(row)
        what, year, name, code = (cells[i].strip() for i in (what_at, year_at, name_at, code_at))
        if fault is None and not what:
            fault = Rejected(row, "Short Desc", "", "This row does not say which measure it is about.", where)
        if fault is None and (reason := period_fault(year, sheet.latest_year)):
            fault = Rejected(row, "Years", year[:200], reason, where)
        if fault is None and not name and not code:
            fault = Rejected(row, "LA and Regions", "", "This row names no area.", where)
        if fault is not None:
            yield fault
            yield from measures.follow(row, cells, where, fault.reason)
            continue
        good, bad = measures.read(row, cells, where, {value_at: what})
        yield from bad
        dimensions = tuple((heading, cells[i].strip()) for heading, i in filters)
        if extra:
            dimensions = (("Short Desc", what), *dimensions)
        yield Record(row, where, code or None, name or None, year, dimensions, good)


LAYOUT = Layout(code="lait", title="Local Authority Interactive Tool", match=match, read=read)
