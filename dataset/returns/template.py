"""The spreadsheet that the portal makes for one return: its own rows, checks, protected cells, a hidden version."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from dataset.returns.cells import Asked
from sscb.tables.writing import book_bytes, new_book

FORMAT = "1"
SHEET, HIDDEN = "Figures", "portal"
HEADER_ROW = 4
COLUMNS = (
    # key, heading, width, filled by the agency
    ("code", "Code", 8, False),
    ("title", "Indicator", 34, False),
    ("asked", "What to count", 40, False),
    ("last", "Last period", 13, False),
    ("numerator", "Number", 11, True),
    ("denominator", "Out of", 11, True),
    ("missing", "Not available", 11, True),
    ("why_missing", "Why not available", 26, True),
    ("what", "What happened", 34, True),
    ("so_what", "So what for children", 34, True),
    ("now_what", "What next", 34, True),
)
FILLED = tuple(key for key, _, _, filled in COLUMNS if filled)
HEADINGS = {key: heading for key, heading, _, _ in COLUMNS}
LETTER = {key: get_column_letter(at) for at, (key, *_) in enumerate(COLUMNS, 1)}

_GREEN, _PALE, _GREY = PatternFill("solid", "12504A"), PatternFill("solid", "FFF7D6"), PatternFill("solid", "EEF1F1")
_LINE = Border(bottom=Side("thin", "A9B2B5"))
_OPEN = Protection(locked=False)


@dataclass(frozen=True)
class Stamp:
    """Whose template for which period, and of which version: what an upload is held against."""

    reference: str
    agency: str
    frequency: str
    start: str
    end: str
    fingerprint: str
    format: str = FORMAT

    @property
    def line(self) -> str:
        """As it stands in the first row, so that a sheet saved as CSV still says what it is."""
        return f"Return {self.reference} · {self.agency} · {self.start} to {self.end} · {self.fingerprint}"


@dataclass(frozen=True)
class Row:
    """One row of the template: what is asked, and the figure of the period before."""

    asked: Asked
    last: str = ""


def fingerprint(*, reference: str, agency: str, start: str, asked: Sequence[Asked]) -> str:
    """Of everything that makes a template of this return: another indicator or definition, another fingerprint."""
    told = [FORMAT, reference, agency, start, *(f"{one.code} {one.version} {one.has_parts}" for one in asked)]
    return hashlib.sha256("\n".join(told).encode()).hexdigest()[:12]


def make_template(
    *, stamp: Stamp, agency_name: str, period: str, due: str, rows: Sequence[Row], issued: str = ""
) -> bytes:
    """The workbook as bytes."""
    book = new_book()
    sheet = book.active
    sheet.title = SHEET
    sheet["A1"] = stamp.line
    sheet["A1"].font = Font(size=9, color="4C5558")
    sheet["A2"] = f"{agency_name}: figures for {period}, due {due}"
    sheet["A2"].font = Font(bold=True, size=14)
    sheet["A3"] = ("Fill in the yellow cells. 0 is a figure; leave a cell empty and nothing changes. The portal works "
                   "out percentages. Not available: enter yes, and why. No names of children or families.")
    for at, (key, heading, width, _) in enumerate(COLUMNS, 1):
        cell = sheet.cell(HEADER_ROW, at, heading)
        cell.font, cell.fill = Font(bold=True, color="FFFFFF"), _GREEN
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        sheet.column_dimensions[LETTER[key]].width = width
    for number, row in enumerate(rows, HEADER_ROW + 1):
        _write_row(sheet, number, row)
    _checks(sheet, HEADER_ROW + 1, HEADER_ROW + len(rows))
    sheet.freeze_panes = f"C{HEADER_ROW + 1}"
    sheet.protection.sheet = True
    sheet.protection.formatColumns = sheet.protection.formatRows = False
    sheet.page_setup.orientation, sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = "landscape", 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = f"{HEADER_ROW}:{HEADER_ROW}"
    hidden = book.create_sheet(HIDDEN)
    for name in ("format", "reference", "agency", "frequency", "start", "end", "fingerprint"):
        hidden.append([name, getattr(stamp, name)])
    hidden.sheet_state = "veryHidden"
    hidden.protection.sheet = True
    return book_bytes(book, title=f"Return {stamp.reference}", issued=issued)


def _write_row(sheet, number: int, row: Row) -> None:
    asked = row.asked
    what = asked.numerator[:1].upper() + asked.numerator[1:]
    said = {
        "code": asked.code, "title": asked.title, "last": row.last,
        "asked": f"Number: {what}. Out of: {asked.denominator}." if asked.has_parts else f"Number: {what}.",
    }  # fmt: skip
    for at, (key, _, _, filled) in enumerate(COLUMNS, 1):
        cell = sheet.cell(number, at)
        text = said.get(key)
        if text:
            cell.value = text
        cell.alignment = Alignment(wrap_text=key not in ("numerator", "denominator", "missing"), vertical="top")
        cell.border = _LINE
        if filled and (key != "denominator" or asked.has_parts):
            cell.protection, cell.fill = _OPEN, _PALE
        elif filled:
            cell.fill = _GREY


def _checks(sheet, first: int, last: int) -> None:
    """What the spreadsheet itself refuses, with a sentence. Markers are text, so numbers are checked by formula."""
    for key in ("numerator", "denominator"):
        column = LETTER[key]
        rule = DataValidation(
            type="custom", formula1=f'OR(AND(ISNUMBER({column}{first}),{column}{first}>=0),LOWER({column}{first})="x",'
            f'LOWER({column}{first})="z")', allow_blank=True, showErrorMessage=True, errorTitle="Not a number",
            error="Enter a number that is not below nought, or x where the figure is not available.",
        )  # fmt: skip
        sheet.add_data_validation(rule)
        rule.add(f"{column}{first}:{column}{last}")
    listed = DataValidation(type="list", formula1='"yes"', allow_blank=True, showErrorMessage=True,
                            errorTitle="Yes or nothing", error="Enter yes, or leave the cell empty.")  # fmt: skip
    sheet.add_data_validation(listed)
    listed.add(f"{LETTER['missing']}{first}:{LETTER['missing']}{last}")
    long = DataValidation(type="textLength", operator="lessThanOrEqual", formula1="1000", allow_blank=True,
                          showErrorMessage=True, errorTitle="Too long", error="Enter at most 1,000 characters.")
    sheet.add_data_validation(long)
    for key in ("why_missing", "what", "so_what", "now_what"):
        long.add(f"{LETTER[key]}{first}:{LETTER[key]}{last}")
