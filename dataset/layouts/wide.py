"""Reading rows of a table with any number of measure columns: shared by every layout that has a heading row."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dataset.layouts.cells import NotAFigure, measure
from dataset.layouts.shapes import Cell, Rejected, Sheet
from dataset.periods import NoSuchPeriod, read_period


@dataclass(frozen=True)
class Measures:
    """Measure columns by position, with the source's own heading."""

    at: tuple[tuple[int, str], ...]

    def read(self, row: int, cells: Sequence[str], sheet: str | None, renamed: dict[int, str] | None = None):
        """Return cells read and faults found, one or the other for each measure column."""
        good: list[Cell] = []
        bad: list[Rejected] = []
        for at, heading in self.at:
            name = renamed.get(at, heading) if renamed else heading
            try:
                good.append(measure(name, cells[at]))
            except NotAFigure as why:
                bad.append(Rejected(row, name, cells[at][:200], str(why), sheet))
        return good, bad

    def follow(self, row: int, cells: Sequence[str], sheet: str | None, reason: str) -> Iterator[Rejected]:
        """Every measure cell of a row that falls as a whole; a row of one measure is told of once."""
        if len(self.at) > 1:
            for at, heading in self.at:
                yield Rejected(row, heading, cells[at][:200], reason, sheet, True)


def data_rows(sheet: Sheet) -> Iterator[tuple[int, list[str], Rejected | None]]:
    """Rows below the headings, made as wide as the headings; blank rows left out, ragged ones with their fault."""
    width = len(sheet.headings)
    named = [bool(heading.strip()) for heading in sheet.headings]
    all_named = all(named)
    merged = [block for block in sheet.table.merged if block[1] > sheet.header_row]
    for row, cells in sheet.table.rows():
        if row <= sheet.header_row:
            continue
        if merged and (block := next((one for one in merged if one[0] <= row <= one[1]), None)):
            yield row, (cells + [""] * width)[:width], Rejected(
                row, None, block[2], f"The cells {block[2]} are merged, so it is not clear whose figure it is. Unmerge "
                "them and enter each figure in its own cell.", sheet.table.sheet,
            )  # fmt: skip
            continue
        have = len(cells)
        if have != width:
            if not any(cell.strip() for cell in cells):
                continue
            if have > width:
                if any(cell.strip() for cell in cells[width:]):
                    yield row, cells[:width], _ragged(sheet, row, have, width)
                    continue
                cells = cells[:width]
            elif sheet.table.sheet is None and have < width:
                yield row, cells + [""] * (width - have), _ragged(sheet, row, have, width)
                continue
            else:
                cells = cells + [""] * (width - have)
        elif not cells[0] and not any(cell.strip() for cell in cells):
            continue
        if not all_named:
            loose = next((at for at in range(width) if not named[at] and cells[at].strip()), None)
            if loose is not None:
                yield row, cells, Rejected(row, f"column {loose + 1}", cells[loose][:200],
                                           "This column has no heading, so it is not clear what the figure is.",
                                           sheet.table.sheet)
                continue
        yield row, cells, None


def _ragged(sheet: Sheet, row: int, have: int, width: int) -> Rejected:
    return Rejected(row, None, "", f"This row has {have} cells where the headings have {width}. "
                    "A comma or a quotation mark may be missing.", sheet.table.sheet)


def period_fault(text: str, latest_year: int) -> str | None:
    """The sentence about a period that cannot be, or None where it can."""
    try:
        read_period(text, latest_year=latest_year)
    except NoSuchPeriod as why:
        return str(why)
    return None
