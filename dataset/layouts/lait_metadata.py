"""The Local Authority Interactive Tool's list of measures: definitions, and no figures of areas."""

from collections.abc import Iterator
from datetime import date, timedelta

from dataset.layouts import columns
from dataset.layouts.shapes import Definition, Item, Layout, Match, Rejected, Sheet, Started
from dataset.layouts.wide import data_rows

NEEDS = ("Measure_short", "Measure", "Description", "Polarity", "Year_Type")
KNOWS = ("Measure_code", "Topic", "Chart_title", "y_axis_name", "Last Update", "Next Update", "Methodology", "dps",
         "No_Quartile")
EXCEL_DAY_ZERO = date(1899, 12, 30)
POLARITY = {"high": "H", "low": "L"}


def match(headings: list[str]) -> Match:
    return columns.match(headings, needs=NEEDS, knows=KNOWS)


def read(sheet: Sheet) -> Iterator[Item]:
    at = columns.positions(sheet.headings)

    def cell(cells: list[str], name: str) -> str:
        place = at.get(columns.key(name))
        return cells[place].strip() if place is not None else ""

    for row, cells, fault in data_rows(sheet):
        yield Started(row)
        measure = cell(cells, "Measure_short")
        if fault is None and not measure:
            fault = Rejected(row, "Measure_short", "", "This row does not say which measure it defines.",
                             sheet.table.sheet)
        if fault is not None:
            yield fault
            continue
        places = cell(cells, "dps")
        yield Definition(
            row=row, measure=measure, title=cell(cells, "Chart_title") or cell(cells, "Measure"),
            description=cell(cells, "Description"), unit=cell(cells, "y_axis_name"),
            polarity=POLARITY.get(cell(cells, "Polarity").lower(), "N"), year_type=cell(cells, "Year_Type"),
            decimals=int(places) if places.isascii() and places.isdigit() else None,
            updated=excel_day(cell(cells, "Last Update")))


def excel_day(text: str) -> str:
    """A spreadsheet's day number as a date (45809 is 2025-06-01); other words as they are."""
    if text.isascii() and text.isdigit() and 20_000 <= int(text) <= 80_000:
        return (EXCEL_DAY_ZERO + timedelta(days=int(text))).isoformat()
    return text


LAYOUT = Layout(code="lait-metadata",
                title="List of measures of the Local Authority Interactive Tool", match=match, read=read)
