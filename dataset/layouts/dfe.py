"""The Department for Education's open-data layout: known columns for place, time and filters, then any measures.

A column the layout does not know is a measure where its cells are figures and a filter where they are words. Filters
are carried as dimensions, so that three counts of one year (`population_type`) stay told apart while `column` is
still the source's own heading.
"""

from collections.abc import Iterator

from dataset.layouts import columns
from dataset.layouts.shapes import Item, Layout, Match, Record, Rejected, Sheet, Started
from dataset.layouts.wide import Measures, data_rows, period_fault

PLACE = ("country_code", "country_name", "region_code", "region_name", "old_la_code", "new_la_code", "la_name")
NEEDS = ("time_period", "geographic_level", "country_code", "country_name", "region_code", "region_name",
         "new_la_code", "la_name")
KNOWS = ("time_identifier", "old_la_code")
FILTERS = {"category", "population_type", "age_group", "age", "sex", "gender", "ethnicity", "characteristic",
           "characteristic_group", "characteristic_type", "breakdown", "breakdown_topic", "placement_type", "cla_group",
           "school_type", "phase", "type", "subject"}
ENDINGS = ("_count", "_percent", "_percentage", "_rate", "_number", "_fte", "_headcount", "_per_10000", "_estimate",
           "_episodes", "_child", "_parent", "_person", "_start", "_subsequent", "_rate_fte", "_rate_headcount")
LEVELS = {"national": ("country_code", "country_name"), "regional": ("region_code", "region_name"),
          "local authority": ("new_la_code", "la_name")}


def match(headings: list[str]) -> Match:
    return columns.match(headings, needs=NEEDS, knows=KNOWS)


def _is_measure(name: str, at: int, sample: list[list[str]]) -> bool:
    if name in FILTERS:
        return False
    return name.endswith(ENDINGS) or columns.holds_measures(at, sample)


def read(sheet: Sheet) -> Iterator[Item]:
    at = columns.positions(sheet.headings)
    known = {*NEEDS, *KNOWS}
    measures = Measures(tuple((i, sheet.headings[i].strip()) for name, i in at.items()
                              if name not in known and _is_measure(name, i, sheet.sample)))
    taken = {i for i, _ in measures.at}
    filters = [(sheet.headings[i].strip(), i) for name, i in at.items() if name not in known and i not in taken]
    levels = {level: (at[code], at[name]) for level, (code, name) in LEVELS.items()}
    level_at, time_at, old_at = at["geographic_level"], at["time_period"], at.get("old_la_code")
    where = sheet.table.sheet
    for row, cells, fault in data_rows(sheet):
        yield Started(row)
        level = cells[level_at].strip().lower()
        period = cells[time_at].strip()
        if fault is None:
            fault = _fault_of(sheet, row, level, period, cells, levels, old_at)
        if fault is not None:
            yield fault
            yield from measures.follow(row, cells, where, fault.reason)
            continue
        code_at, name_at = levels[level]
        code, name = cells[code_at].strip(), cells[name_at].strip()
        if (not code or code in "xz:") and old_at is not None and level == "local authority":
            code = cells[old_at].strip()
        good, bad = measures.read(row, cells, where)
        yield from bad
        yield Record(row, where, code or None, name or None, period,
                     tuple((heading, cells[i].strip()) for heading, i in filters), good)


def _fault_of(sheet, row, level, period, cells, levels, old_at) -> Rejected | None:
    where = sheet.table.sheet
    if level not in levels:
        return Rejected(row, "geographic_level", cells[columns.positions(sheet.headings)["geographic_level"]][:200],
                        "This level of area is not known: it should be National, Regional or Local authority.", where)
    if reason := period_fault(period, sheet.latest_year):
        return Rejected(row, "time_period", period[:200], reason, where)
    code_at, name_at = levels[level]
    if not cells[code_at].strip() and not cells[name_at].strip() and not (old_at is not None and cells[old_at].strip()):
        return Rejected(row, LEVELS[level][1], "", "This row names no area.", where)
    return None


LAYOUT = Layout(code="dfe-open-data", title="Department for Education open data", match=match, read=read)
