"""Reading a template that came back: held against its stamp, every cell read or refused by its address."""

import datetime
import re
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

import openpyxl
from openpyxl.utils import get_column_letter, range_boundaries

from dataset.returns.cells import Asked, Typed, read_row, tidy
from dataset.returns.template import FILLED, HEADER_ROW, HEADINGS, HIDDEN, SHEET, Stamp
from sscb.tables import Refused, open_source
from sscb.tables.excel import BROKEN, as_text, merged_cells

MOST_ROWS = 2_000
LONGEST = {"numerator": 60, "denominator": 60, "missing": 20}
LONGEST_TEXT = {"why_missing": 300}
_LINE = re.compile(
    r"Return (?P<reference>\S+) · (?P<agency>\S+) · (?P<start>\S+) to (?P<end>\S+) · (?P<fingerprint>[0-9a-f]{12})"
)
_DAMAGED = "This workbook is damaged and cannot be read. Save it again, or download the template again."
NO_STAMP = ("This is not a template that the portal made: it does not say whose figures it holds, for which period. "
            "Download the template of this return and fill that in.")  # fmt: skip
YES = {"yes", "y", "true", "x", "1"}


class WrongTemplate(Refused):
    """A template of another agency, another period or an old version. The right one is offered beside the sentence."""


@dataclass(frozen=True)
class CellFault:
    """One cell that cannot be taken. `address`: "F7" in a workbook, "line 7, column F" in a text file."""

    address: str
    code: str
    typed: str
    sentence: str


@dataclass(frozen=True)
class Filled:
    """What was filled in for one indicator: the cells that are not empty, by name."""

    code: str
    cells: Mapping[str, str]


@dataclass
class Upload:
    """A template as it was read: its rows, or its faults. Where there is a fault nothing of it is taken."""

    stamp: Stamp
    filled: list[Filled] = field(default_factory=list)
    faults: list[CellFault] = field(default_factory=list)


@dataclass(frozen=True)
class _Cell:
    text: str
    fault: str = ""


_Rows = Iterator[tuple[int, list[_Cell]]]


def read_template(path: Path, *, name: str, wanted: Stamp, asked: Sequence[Asked]) -> Upload:
    """Read an upload for the return that `wanted` stamps. Raises Refused, or WrongTemplate with what is wrong."""
    source = open_source(path, name=name)
    if source.kind == "ods":
        raise Refused("This is an OpenDocument sheet. Save it as an Excel workbook (.xlsx) and choose it again.")
    if source.kind == "csv":
        table = source.tables[0]
        stamp = _stamp_in(table.head)
        hold_against(stamp, wanted)
        rows = ((number, [_Cell(text) for text in cells]) for number, cells in table.rows())
        return _take(stamp, rows, asked, merged=(), words="line {row}, column {column}")
    with path.open("rb") as stream, closing(_open(stream)) as book:
        stamp = _hidden_stamp(book)
        hold_against(stamp, wanted)
        if SHEET not in book.sheetnames:
            raise Refused(f"The sheet “{SHEET}” is missing. Put it back, or download the template again.")
        merged = [address for _, _, address in merged_cells(path).get(SHEET, ())]
        return _take(stamp, _cells(book[SHEET]), asked, merged=merged, words="{column}{row}")


def hold_against(stamp: Stamp, wanted: Stamp) -> None:
    """Raises WrongTemplate where the template belongs to another agency or period, or is of an old version."""
    if stamp.agency != wanted.agency:
        raise WrongTemplate("This template was made for another agency. Nothing was taken from it. "
                            "Download the one of your own return and fill that in.")  # fmt: skip
    if (stamp.start, stamp.end) != (wanted.start, wanted.end):
        raise WrongTemplate(f"This template is for the period {stamp.start} to {stamp.end}; this return is for "
                            f"{wanted.start} to {wanted.end}. Nothing was taken from it.")  # fmt: skip
    if (stamp.reference, stamp.format, stamp.fingerprint) != (wanted.reference, wanted.format, wanted.fingerprint):
        raise WrongTemplate("This template is an old version: what is asked has changed since it was made. Nothing "
                            "was taken from it. Download the new one and copy your numbers into it.")  # fmt: skip


def _open(stream):
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of parts it leaves out
            return openpyxl.load_workbook(stream, read_only=True, data_only=False, keep_links=False)
    except BROKEN:
        raise Refused(_DAMAGED) from None


def _hidden_stamp(book) -> Stamp:
    if HIDDEN not in book.sheetnames:
        raise Refused(NO_STAMP)
    told = {}
    try:
        for row in islice(book[HIDDEN].iter_rows(values_only=True), 20):
            if len(row) > 1 and row[0] is not None and row[1] is not None:
                told[str(row[0])] = as_text(row[1])
        return Stamp(**{name: told[name] for name in Stamp.__dataclass_fields__})
    except (*BROKEN,):
        raise Refused(NO_STAMP) from None


def _stamp_in(head) -> Stamp:
    for _, cells in head[:HEADER_ROW]:
        if found := _LINE.search(tidy(" ".join(cells))):
            return Stamp(frequency="", **found.groupdict())
    raise Refused(NO_STAMP)


def _cells(sheet) -> _Rows:
    sheet.reset_dimensions()
    try:
        for number, row in enumerate(sheet.iter_rows(), 1):
            if number > MOST_ROWS:
                raise Refused(f"The sheet “{SHEET}” has something below row {MOST_ROWS:,}. Delete the rows below the "
                              "figures and choose it again.")
            yield number, [_cell(cell) for cell in row[:60]]
    except BROKEN:
        raise Refused(_DAMAGED) from None


def _cell(cell) -> _Cell:
    value = cell.value
    if value is None:
        return _Cell("")
    if isinstance(value, datetime.datetime | datetime.date | datetime.time | datetime.timedelta):
        return _Cell(as_text(value), "This is a date, not a number. Format the cell as a number and enter it again.")
    if isinstance(value, bool):
        return _Cell("yes" if value else "")
    if isinstance(value, int | float) and "%" in (cell.number_format or ""):
        return _Cell(f"{value:.10g}", "This cell is formatted as a percentage. Enter the two numbers; the portal works "
                     "out the percentage.")
    return _Cell(as_text(value))


def _take(stamp: Stamp, rows: _Rows, asked: Sequence[Asked], *, merged: Sequence[str], words: str) -> Upload:
    upload = Upload(stamp)
    at: dict[str, int] = {}
    known = {one.code: one for one in asked}
    seen: set[str] = set()
    first = None
    for number, cells in rows:
        texts = [tidy(cell.text) for cell in cells]
        if not at:
            if "Code" in texts and "Number" in texts:
                at = {key: texts.index(heading) for key, heading in HEADINGS.items() if heading in texts}
                first = number
            continue
        code = texts[at["code"]] if at["code"] < len(texts) else ""
        if not code:
            _stray(upload, number, cells, at, words)
            continue
        where = words.format(row=number, column=get_column_letter(at["code"] + 1))
        if code not in known:
            upload.faults.append(CellFault(where, code[:20], code[:200], "This indicator is not part of this return."))
        elif code in seen:
            upload.faults.append(CellFault(where, code, code, "This indicator stands here twice. Take one row out."))
        else:
            seen.add(code)
            _row(upload, number, cells, at, known[code], words)
    if not at:
        raise Refused("The row of headings (Code, Indicator, Number and so on) is missing. "
                      "Download the template again.")
    for told in merged:
        left, top, right, _ = range_boundaries(told)
        filled = {at[key] + 1 for key in FILLED if key in at}
        if range_boundaries(told)[3] > first and filled & set(range(left, right + 1)):
            upload.faults.append(CellFault(f"{get_column_letter(left)}{top}", "", told,
                                           f"The cells {told} are merged, so it is not clear whose figure it is. "
                                           "Unmerge them and enter each figure in its own cell."))
    return upload


def _stray(upload: Upload, number: int, cells: list[_Cell], at: Mapping[str, int], words: str) -> None:
    for key in FILLED:
        place = at.get(key)
        if place is not None and place < len(cells) and tidy(cells[place].text):
            where = words.format(row=number, column=get_column_letter(place + 1))
            upload.faults.append(CellFault(where, "", cells[place].text[:200],
                                           "This row has no code, so it is not clear which indicator it is about."))
            return


def _row(upload: Upload, number: int, cells: list[_Cell], at: Mapping[str, int], asked: Asked, words: str) -> None:
    told: dict[str, str] = {}
    bad = False

    def refuse(key: str, typed: str, sentence: str) -> None:
        nonlocal bad
        bad = True
        where = words.format(row=number, column=get_column_letter(at.get(key, at["code"]) + 1))
        upload.faults.append(CellFault(where, asked.code, typed[:200], sentence))

    for key in FILLED:
        place = at.get(key)
        cell = cells[place] if place is not None and place < len(cells) else _Cell("")
        text = cell.text.replace("\ufeff", "").strip()
        if cell.fault:
            refuse(key, text, cell.fault)
        elif text.startswith("="):
            refuse(key, text, "This is a formula. Put what it says into the cell instead.")
        elif text and key == "denominator" and not asked.has_parts:
            refuse(key, text, "This indicator is a count: there is nothing to enter here.")
        elif len(text) > LONGEST.get(key, LONGEST_TEXT.get(key, 1000)):
            refuse(key, text, "This text is too long for the cell.")
        elif text:
            told[key] = text
    if bad or not told:
        return
    missing = told.get("missing", "")
    if missing and missing.lower() not in YES:
        refuse("missing", missing, "Enter yes, or leave the cell empty.")
        return
    typed = Typed(told.get("numerator", ""), told.get("denominator", ""), bool(missing), told.get("why_missing", ""))
    for fault in read_row(asked, typed).faults:
        refuse("why_missing" if fault.cell == "why" else fault.cell, fault.typed, fault.sentence)
    if not bad:
        upload.filled.append(Filled(asked.code, told))
