"""The shapes that the indicator page shows: everything is text or a drawing."""

from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from dataset import words
from dataset.models import Indicator
from sscb.board.queries.shown import Fact, Link
from sscb.charts import numbers


@dataclass(frozen=True, slots=True)
class Sign:
    svg: SafeString
    words: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    letter: str
    text: str
    link: Link | None = None
    short: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    title: str
    number: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    text: str
    label: str
    number: bool = False
    strong: bool = False


@dataclass(frozen=True, slots=True)
class TableRow:
    period: str
    cells: list[Cell]
    signal: str = ""
    signal_svg: SafeString | str = ""
    marked: bool = False
    url: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    title: str
    note: str
    columns: list[Column]
    rows: list[TableRow]
    all_url: str = ""


@dataclass(frozen=True)
class IndicatorPage:
    kicker: str
    heading: str
    lead: str
    icons: list[Sign]
    facts: list[Sign]
    chart_title: str
    chart_note: str
    chart: SafeString | str
    chart_empty: str
    range_title: str
    range_note: str
    range: SafeString | str
    annotations: list[Note]
    downloads: list[Link]
    notes: list[str]
    table: Table
    comparators: Table | None
    strip_title: str
    strip: SafeString | str
    rank: str
    funnel: Any
    between: Any
    alike_title: str
    alike: SafeString | str
    restatement: Link | None
    provenance: list[Fact]
    commentary: tuple = ()
    commentary_by: str = ""
    linked: tuple = ()


def unit_words(indicator: Indicator) -> str:
    return {"%": "%", "n": "number"}.get(indicator.unit, words.unit(indicator.unit))


def drawn(drawn: str) -> SafeString:
    return mark_safe(drawn)  # noqa: S308 - drawn by sscb.charts, its text escaped there


def together(parts: str) -> str:
    """ "54 of 92" that stays on one line; a dash where there are no parts or they are hidden."""
    return parts.replace(" ", "\u00a0") if parts else numbers.NOT_COUNTED
