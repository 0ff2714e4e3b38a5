"""The one writer of files that people open in a spreadsheet (SEC-37).

Text that a spreadsheet would take for a formula is made text again; numbers stay numbers, because they are typed.
"""

import csv
import io
import unicodedata
from collections.abc import Iterable, Sequence
from decimal import Decimal

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

MADE_BY = "Safeguarding board portal"
TYPED = (bool, int, float, Decimal)
_LEADING = " \t\r\n\ufeff\u3000\u00a0"
_FORMULA = ("=", "+", "-", "@", "|", "%")


def safe(cell) -> object:
    """The cell as it may be written: text that would run begins with an apostrophe."""
    if cell is None:
        return ""
    if isinstance(cell, TYPED):
        return cell
    text = str(cell)
    bare = text.lstrip(_LEADING)
    # Full-width signs are the plain ones to some spreadsheets.
    if unicodedata.normalize("NFKC", bare[:1]).startswith(_FORMULA) or _is_control(text[:1]) or _is_control(bare[:1]):
        return "'" + text
    return text


def _is_control(letter: str) -> bool:
    return unicodedata.category(letter) == "Cc" if letter else False


def as_csv(headings: Sequence[str], rows: Iterable[Sequence]) -> str:
    """The table as CSV: every text quoted, lines ended as spreadsheets expect."""
    out = io.StringIO(newline="")
    table = csv.writer(out, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    table.writerow([safe(one) for one in headings])
    table.writerows([safe(cell) for cell in row] for row in rows)
    return out.getvalue()


def as_xlsx(
    headings: Sequence[str], rows: Iterable[Sequence], *, marking: str, about: Sequence[tuple[str, str]],
    issued: str, further: Sequence[tuple[str, Sequence[str], Iterable[Sequence]]] = (),
) -> bytes:  # fmt: skip
    """The table as a workbook: its marking and whom it is for on every sheet, and a last one that says what it is.

    `about`: names and texts of that sheet, such as who took it and what was filtered. `further`: tables on sheets of
    their own, each with its name, headings and rows.
    """
    book = Workbook(write_only=True)
    _say_nothing_of_the_maker(book)
    for name, heads, those in (("Figures", headings, rows), *further):
        sheet = book.create_sheet(name)
        sheet.freeze_panes = "A2"
        for part in (sheet.oddHeader, sheet.oddFooter):
            part.center.text = marking.replace("&", "&&")
        sheet.oddFooter.left.text = issued.replace("&", "&&")
        sheet.append([_cell(sheet, one) for one in heads])
        for row in those:
            sheet.append([_cell(sheet, one) for one in row])
    told = book.create_sheet("About")
    told.column_dimensions["B"].width = 90
    for name, text in (("Marking", marking), ("Issued", issued), *about):
        told.append([_cell(told, name), _cell(told, text)])
    return _saved(book)


def new_book() -> Workbook:
    """An empty workbook to be laid out by hand; `book_bytes` makes the file of it."""
    return Workbook()


def book_bytes(book: Workbook, *, title: str, issued: str = "") -> bytes:
    """A workbook laid out by hand as a file: whatever its cells begin with, none of them is a formula."""
    for sheet in book:
        sheet.oddFooter.left.text = issued.replace("&", "&&")
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str):
                    cell.data_type = "s"
                    cell.quotePrefix = cell.value != safe(cell.value)
    _say_nothing_of_the_maker(book, title)
    return _saved(book)


def _say_nothing_of_the_maker(book: Workbook, title: str = "") -> None:
    """A file that leaves says the portal made it, and no more (SEC-32)."""
    book.properties.creator = MADE_BY
    book.properties.title = title or None


def _saved(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _cell(sheet, value) -> WriteOnlyCell:
    """Numbers typed, text as text even where it looks like a formula."""
    if value is None or isinstance(value, TYPED):
        return WriteOnlyCell(sheet, value=value)
    text = "".join(letter for letter in str(value) if ord(letter) >= 32 or letter in "\t\n")
    cell = WriteOnlyCell(sheet, value=text)
    cell.data_type = "s"
    if text != safe(text):
        cell.quotePrefix = True
    return cell
