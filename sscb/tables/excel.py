"""XLSX, read only and streamed. Formulas are shown as formulas, never as the value they last had."""

import datetime
import re
import warnings
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from xml.etree.ElementTree import ParseError

import openpyxl
from defusedxml import DefusedXmlException
from openpyxl import Workbook
from openpyxl.utils.exceptions import InvalidFileException

from sscb.tables.shapes import MAX_COLUMNS, MAX_SHEET_ROWS, Refused, Row

_MERGED = re.compile(rb'mergeCell\b[^>]*?\bref="([A-Z]{1,3}(\d{1,7}):[A-Z]{1,3}(\d{1,7}))"')
_DAMAGED = "This Excel workbook is damaged and cannot be read. Save it again, or save the sheet of figures as CSV."
BROKEN = (KeyError, ValueError, TypeError, IndexError, AttributeError, ParseError, zipfile.BadZipFile, OSError,
          EOFError, InvalidFileException, DefusedXmlException, OverflowError)


def sheet_names(path: Path) -> list[str]:
    """Names of the sheets that hold cells (a sheet of only a chart is left out), hidden ones included."""
    with _book(path) as book:
        return [sheet.title for sheet in book.worksheets]


def merged_cells(path: Path) -> dict[str, list[tuple[int, int, str]]]:
    """Blocks of merged cells by sheet, which the streaming reader does not tell of: read from the sheet's own part."""
    found: dict[str, list[tuple[int, int, str]]] = {}
    with _book(path) as book, zipfile.ZipFile(path) as archive:
        parts = set(archive.namelist())
        for sheet in book.worksheets:
            part = str(getattr(sheet, "_worksheet_path", "")).lstrip("/")
            if part in parts:
                with archive.open(part) as stream:
                    found[sheet.title] = list(_merged_in(stream))
    return found


def _merged_in(stream) -> Iterator[tuple[int, int, str]]:
    tail = b""
    while chunk := stream.read(1 << 20):
        seen = tail + chunk
        for block in _MERGED.finditer(seen):
            yield int(block[2]), int(block[3]), block[1].decode("ascii")
        # A block that the end of this piece cuts through begins with its last mark.
        tail = seen[seen.rfind(b"<"):] if b"<" in seen[-200:] else b""


def rows_of(path: Path, sheet: str) -> Iterator[Row]:
    """Stream a sheet's rows with their row number; blank rows are passed over."""
    with _book(path) as book:
        for number, row in enumerate(_raw(book[sheet]), start=1):
            if number > MAX_SHEET_ROWS:
                raise Refused(f"The sheet '{sheet}' has something below row {MAX_SHEET_ROWS:,}. Delete the rows below "
                              "the figures, or save the sheet as CSV, and choose it again.")
            if len(row) > MAX_COLUMNS:
                if any(cell is not None for cell in row[MAX_COLUMNS:]):
                    raise Refused(f"The sheet '{sheet}' has something to the right of column {MAX_COLUMNS} "
                                  f"(row {number:,}). Delete what is not part of the table and choose it again.")
                row = row[:MAX_COLUMNS]
            if any(cell is not None for cell in row):
                yield number, [as_text(cell) for cell in row]


@contextmanager
def _book(path: Path) -> Iterator[Workbook]:
    """Opened as a stream: of a path openpyxl would judge the name."""
    with path.open("rb") as stream:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # openpyxl warns of parts it leaves out (themes, validation lists)
                book = openpyxl.load_workbook(stream, read_only=True, data_only=False, keep_links=False)
        except BROKEN:
            raise Refused(_DAMAGED) from None
        try:
            yield book
        finally:
            book.close()


def _raw(sheet) -> Iterator[tuple]:
    sheet.reset_dimensions()  # what the file says of its own size may be wrong, and is not needed
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        rows = sheet.iter_rows(values_only=True)
        while True:
            try:
                row = next(rows)
            except StopIteration:
                return
            except BROKEN:
                raise Refused(_DAMAGED) from None
            yield row


def as_text(cell: object) -> str:
    """A cell as the text a CSV would have: 25, not 25.0; dates as 2019-10-31; formulas begin with '='."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, int):
        return str(cell)
    if isinstance(cell, datetime.datetime):
        return cell.date().isoformat() if cell.time() == datetime.time() else cell.isoformat(sep=" ")
    if isinstance(cell, datetime.date):
        return cell.isoformat()
    if isinstance(cell, (datetime.time, datetime.timedelta)):
        return str(cell)
    return "=" + str(getattr(cell, "text", "") or getattr(cell, "ref", ""))  # array and table formulas
