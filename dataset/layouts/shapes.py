"""What a layout hands over: records with their measure cells, and what it could not read. Plain tuples, for speed."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from sscb.tables import Source, Table


class Cell(NamedTuple):
    """One measure cell that was read: a number, a marker, or words."""

    column: str
    """The source's own name of the measure."""
    value: float | None
    marker: str | None
    text: str | None
    numerator: float | None = None
    denominator: float | None = None
    not_given: bool = False
    """The record says that what the figure is out of was not published."""


class Record(NamedTuple):
    """One data record: where it speaks of, when, and its measure cells."""

    row: int
    sheet: str | None
    area_code: str | None
    area_name: str | None
    period: str
    dimensions: tuple[tuple[str, str], ...]
    """What else tells the record apart, in the source's own words: sex, category, kind of count."""
    cells: list[Cell]
    provisional: bool = False


class Rejected(NamedTuple):
    """Something that cannot be taken, and why."""

    row: int
    column: str | None
    value: str
    reason: str
    sheet: str | None = None
    follows: bool = False
    """True for a cell that is only rejected because its row is: the row's own fault is listed too."""


class Neighbour(NamedTuple):
    """One statistical neighbour of one authority; rank 1 is the nearest."""

    row: int
    area_code: str
    area_name: str
    rank: int
    neighbour_code: str
    neighbour_name: str
    closeness: str


class Definition(NamedTuple):
    """What a publisher says a measure means."""

    row: int
    measure: str
    title: str
    description: str
    unit: str
    polarity: str
    year_type: str
    decimals: int | None
    updated: str


class Started(NamedTuple):
    """A data record begins: counted in `rows` whether or not anything in it can be taken."""

    row: int


Item = Record | Rejected | Neighbour | Definition | Started


@dataclass(frozen=True)
class Match:
    """How well a row of headings fits a layout."""

    score: int
    """Number of the layout's own headings found; 0 where it cannot be this layout."""
    missing: tuple[str, ...] = ()
    """Headings the layout cannot do without and that are not there."""


@dataclass(frozen=True)
class Layout:
    """A way of laying out figures that the portal knows."""

    code: str
    title: str
    match: Callable[[list[str]], Match]
    read: Callable[["Sheet"], Iterator[Item]]


@dataclass(frozen=True)
class Sheet:
    """A table whose layout and heading row are known."""

    table: Table
    headings: list[str]
    header_row: int
    sample: list[list[str]]
    latest_year: int
    """A period may not end after this year."""


@dataclass(frozen=True)
class Reading:
    """A recognised file, ready to be streamed."""

    source: Source
    layout: Layout
    sheets: list[Sheet]

    def items(self) -> Iterator[Item]:
        """Stream everything in the file, sheet after sheet. Raises Refused where the file breaks off."""
        for sheet in self.sheets:
            yield from self.layout.read(sheet)
