"""The portal's own table: indicator, area, period, value; if wished also numerator, denominator, provisional.

A percentage needs its denominator, or "not published" in its place (`dataset.importing.figures`).
"""

from collections.abc import Iterator

from dataset.layouts import columns
from dataset.layouts.cells import NotAFigure, measure
from dataset.layouts.shapes import Item, Layout, Match, Record, Rejected, Sheet, Started
from dataset.layouts.wide import Measures, data_rows
from dataset.periods import NoSuchPeriod, read_period

NEEDS = ("indicator", "area", "period", "value")
KNOWS = ("numerator", "denominator", "provisional")
YES = {"yes", "y", "true", "1", "provisional", "p"}
NOT_PUBLISHED = "not published"
NO = {"", "no", "n", "false", "0", "confirmed", "final"}


def match(headings: list[str]) -> Match:
    found = columns.match(headings, needs=NEEDS, knows=KNOWS)
    if {columns.key(h) for h in headings} & {"area type", "year", "la number"} and found.missing:
        return Match(0)
    return found


def read(sheet: Sheet) -> Iterator[Item]:
    at = columns.positions(sheet.headings)
    what_at, area_at, period_at, value_at = (at[name] for name in NEEDS)
    over_at, under_at, state_at = (at.get(name) for name in KNOWS)
    known = {*NEEDS, *KNOWS}
    extra = tuple((i, sheet.headings[i].strip()) for name, i in at.items()
                  if name not in known and columns.holds_measures(i, sheet.sample))
    taken = {i for i, _ in extra}
    words = [(sheet.headings[i].strip(), i) for name, i in at.items() if name not in known and i not in taken]
    parts = [(i, name) for i, name in ((over_at, "numerator"), (under_at, "denominator")) if i is not None]
    others = Measures(tuple(parts) + extra)
    where, latest = sheet.table.sheet, sheet.latest_year
    headings = sheet.headings
    periods: dict[str, str | None] = {}
    for row, cells, fault in data_rows(sheet):
        yield Started(row)
        what, area, period = cells[what_at].strip(), cells[area_at].strip(), cells[period_at].strip()
        if period not in periods:
            try:
                read_period(period, latest_year=latest)
                periods[period] = None
            except NoSuchPeriod as why:
                periods[period] = str(why)
        if fault is None:
            if not what:
                fault = Rejected(row, headings[what_at], "", "This row does not say which indicator it is about.",
                                 where)
            elif not area:
                fault = Rejected(row, headings[area_at], "", "This row names no area.", where)
            elif reason := periods[period]:
                fault = Rejected(row, headings[period_at], period[:200], reason, where)
        if fault is not None:
            yield fault
            continue
        try:
            cell = measure(what, cells[value_at])
        except NotAFigure as why:
            yield Rejected(row, what, cells[value_at][:200], str(why), where)
            continue
        provisional = False
        if state_at is not None:
            word = cells[state_at].strip().lower()
            provisional = word in YES
            if not provisional and word not in NO:
                yield Rejected(row, headings[state_at], cells[state_at][:200],
                               "Write yes or no: is it provisional?", where)
                continue
        dimensions = ()
        good = [cell]
        if others.at:
            not_given = under_at is not None and cells[under_at].strip().lower() == NOT_PUBLISHED
            if not_given:
                cells = [*cells[:under_at], "", *cells[under_at + 1:]]
            rest, bad = others.read(row, cells, where)
            yield from bad
            parts_read = {one.column: one.value for one in rest}
            good[0] = cell._replace(numerator=parts_read.get("numerator"), denominator=parts_read.get("denominator"),
                                    not_given=not_given)
            good += [one for one in rest if not (not_given and one.column == "denominator")]
            dimensions = (("indicator", what),)
        if words:
            dimensions += tuple((heading, cells[i].strip()) for heading, i in words)
        code, name = (area, None) if area.isdigit() or (len(area) == 9 and area[1:].isdigit()) else (None, area)
        yield Record(row, where, code, name, period, dimensions, good, provisional)


LAYOUT = Layout(code="plain", title="Plain table of indicator, area, period and value", match=match, read=read)
