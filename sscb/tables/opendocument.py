"""ODS, streamed from content.xml by a parser that expands no entities; only repeats that carry text are expanded."""

import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse

from sscb.tables.shapes import MAX_COLUMNS, MAX_SHEET_ROWS, Refused, Row

TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
MAX_SHEETS = 200
MAX_CELL = 100_000

_DAMAGED = "This OpenDocument sheet is damaged and cannot be read. Save it again, or save the figures as CSV."
BROKEN = (ParseError, DefusedXmlException, zipfile.BadZipFile, KeyError, OSError, EOFError, ValueError)


def sheet_names(path: Path) -> list[str]:
    """Names of the sheets, in order."""
    names = []
    for event, element in _events(path):
        if event == "start" and element.tag == TABLE + "table":
            names.append(element.get(TABLE + "name", f"Sheet {len(names) + 1}"))
            if len(names) > MAX_SHEETS:
                raise Refused(f"This file has more than {MAX_SHEETS} sheets. Save only the sheet of figures, as CSV.")
    return names


def rows_of(path: Path, sheet: str) -> Iterator[Row]:
    """Stream a sheet's rows with their row number; blank rows are passed over, repeated blanks are not expanded."""
    name, number = None, 0
    for event, element in _events(path):
        if element.tag == TABLE + "table":
            name, number = (element.get(TABLE + "name"), 0) if event == "start" else (None, 0)
        elif event == "end" and element.tag == TABLE + "table-row" and name == sheet:
            repeat = _count(element, "number-rows-repeated")
            cells = _cells(element, sheet, number + 1)
            if cells:
                if number + repeat > MAX_SHEET_ROWS:
                    raise Refused(f"The sheet '{sheet}' has something below row {MAX_SHEET_ROWS:,}. "
                                  "Delete what is not part of the table and choose it again.")
                for again in range(repeat):
                    yield number + 1 + again, list(cells)
            number += repeat


def _events(path: Path) -> Iterator[tuple[str, Element]]:
    """Start and end of tables, end of rows; what has been handed over is forgotten, so that memory stays flat."""
    try:
        with zipfile.ZipFile(path) as archive, archive.open("content.xml") as stream:
            parents: list[Element] = []
            for event, element in iterparse(stream, events=("start", "end"), forbid_dtd=True):
                if event == "start":
                    parents.append(element)
                    if element.tag == TABLE + "table":
                        yield event, element
                    continue
                parents.pop()
                if element.tag in (TABLE + "table", TABLE + "table-row"):
                    yield event, element
                    element.clear()
                    if parents:
                        parents[-1].remove(element)
    except BROKEN:
        raise Refused(_DAMAGED) from None


def _count(element: Element, name: str) -> int:
    try:
        return max(1, int(element.get(TABLE + name, "1")))
    except ValueError:
        return 1


def _cells(row: Element, sheet: str, number: int) -> list[str]:
    cells: list[str] = []
    blanks = 0
    for element in row:
        if element.tag not in (TABLE + "table-cell", TABLE + "covered-table-cell"):
            continue
        repeat = _count(element, "number-columns-repeated")
        text = _text(element)
        if not text:
            blanks += repeat
            continue
        if len(cells) + blanks + repeat > MAX_COLUMNS:
            raise Refused(f"The sheet '{sheet}' has something to the right of column {MAX_COLUMNS} (row {number:,}). "
                          "Delete what is not part of the table and choose it again.")
        cells.extend([""] * blanks)
        blanks = 0
        cells.extend([text] * repeat)
    return cells


def _text(cell: Element) -> str:
    """Value as text: numbers as the file has them, dates as 2019-10-31, formulas with '=' in front."""
    if formula := cell.get(TABLE + "formula"):
        return "=" + formula.partition("=")[2]
    kind = cell.get(OFFICE + "value-type")
    if kind in ("float", "percentage", "currency"):
        value = cell.get(OFFICE + "value", "")
        return value[:-2] if value.endswith(".0") else value
    if kind == "date":
        value = cell.get(OFFICE + "date-value", "")
        return value[:10] if value[10:] in ("", "T00:00:00", "Z", "T00:00:00Z") else value.replace("T", " ")
    if kind == "boolean":
        return cell.get(OFFICE + "boolean-value", "").upper()
    lines = ["".join(_words(line)) for line in cell if line.tag == TEXT + "p"]  # comments lie deeper: left out
    text = "\n".join(lines)
    if len(text) > MAX_CELL:
        raise Refused(f"A cell has more than {MAX_CELL:,} characters, which is no figure.")
    return text


def _words(element: Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if child.tag == TEXT + "s":
            yield " " * min(int(child.get(TEXT + "c", "1")), MAX_CELL)
        elif child.tag == TEXT + "line-break":
            yield "\n"
        elif child.tag == TEXT + "tab":
            yield "\t"
        elif child.tag != OFFICE + "annotation":
            yield from _words(child)
        yield child.tail or ""
