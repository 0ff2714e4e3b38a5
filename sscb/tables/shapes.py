"""What a file is to the importer: tables of rows, whatever program wrote it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

Cells = list[str]
Row = tuple[int, Cells]
"""A row's own number (line in a text file, row in a sheet; the first is 1) and its cells as text."""


class Refused(Exception):
    """The file cannot be read, and why: one or two sentences that a business manager understands."""


@dataclass(frozen=True)
class Table:
    """One table: a whole text file, or one sheet of a workbook."""

    sheet: str | None
    head: list[Row]
    """The first rows, held back so that the layout can be recognised on what is in them."""
    rows: Callable[[], Iterator[Row]] = field(repr=False)
    """All rows from the first, streamed; each call starts again."""
    merged: tuple[tuple[int, int, str], ...] = ()
    """First row, last row and address of each block of merged cells: whose figure stands there is not clear."""


@dataclass(frozen=True)
class Source:
    """An opened file. `tables` has one entry for a text file and one per sheet for a workbook."""

    name: str
    sha256: str
    size: int
    kind: str
    """csv, xlsx or ods: decided on content."""
    tables: list[Table]


HEAD_ROWS = 400
MAX_COLUMNS = 500
MAX_SHEET_ROWS = 200_000
