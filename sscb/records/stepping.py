"""Records whose life is one line of stages: what each kind shows and which forms lead on, as data.

A kind costs no page of its own: one list, one page and one form serve all kinds of a room (`stepping_pages`). Stages
and moves stand in its record type, as everywhere; a step here only says which form asks for what a move needs.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sscb.records.models import Record


@dataclass(frozen=True)
class Mark:
    """A state in words and shape: late, soon, done, waiting or stop."""

    code: str
    words: str


@dataclass(frozen=True)
class Link:
    text: str
    url: str


@dataclass(frozen=True)
class Fact:
    term: str
    text: str
    link: Link | None = None


@dataclass(frozen=True)
class Part:
    """One paragraph of its page, with when it was written."""

    title: str
    text: str
    when: str = ""


@dataclass(frozen=True)
class Row:
    """One record in a list: cells in the order of the columns, then how it stands."""

    title: str
    url: str
    note: str
    cells: Sequence[tuple[str, str]]
    state: Mark


@dataclass(frozen=True)
class Under:
    """Records that hang on this one: their heading, their rows, what is said when there is none."""

    title: str
    columns: Sequence[str]
    rows: Sequence[Row]
    empty: str


@dataclass(frozen=True)
class Table:
    """Rows are lists of (column, text)."""

    title: str
    note: str
    columns: Sequence[str]
    rows: Sequence[Sequence[tuple[str, str]]]


@dataclass(frozen=True)
class Shown:
    """The page of one record. `files`: it may hold files, and its page lists them."""

    state: Mark
    facts: Sequence[Fact] = ()
    parts: Sequence[Part] = ()
    under: Under | None = None
    tables: Sequence[Table] = ()
    files: bool = False


@dataclass(frozen=True)
class Step:
    """One thing a person does to it. `at`: the stages at which it waits; `do(record=, by=, on=, **told)` is a service
    and `done` what is said afterwards. `begun` fills the form; `main`: the next lawful step, not a side door."""

    code: str
    at: tuple[str, ...]
    rule: str
    words: str
    form: Any
    do: Callable[..., Any]
    done: str
    main: bool = True
    begun: Callable[[Any], dict] | None = None
    only: Callable[[Any, Any], bool] | None = None


@dataclass(frozen=True)
class Kind:
    """`slug` is its list's address; `under`, the kind whose page it is added from, at its stages `adds_at`;
    `rows(person)` starts from visible_to; `heading(rows, as_at)` and `lead` open the list; `form`, `begin` and
    `new_words` make a new one; `above(person, rows, as_at)` is a table above the list."""

    code: str
    slug: str
    model: type[Record]
    title: str
    rule: str
    form: Any
    begin: Callable[..., Record]
    new_words: str
    rows: Callable[[Any], Any]
    row: Callable[[Any, date], Row]
    columns: Sequence[str]
    shown: Callable[[Any, Any, date], Shown]
    heading: Callable[[Sequence[Any], date], str]
    lead: str
    empty: str
    steps: tuple[Step, ...] = ()
    under: str = ""
    related: tuple[str, ...] = ("group", "owner")
    method: str = ""
    rows_title: str = "All of them"
    adds_at: tuple[str, ...] = ()
    above: Callable[[Any, Any, date], Any] | None = None
    listed: bool = field(default=True)

    def __post_init__(self):
        codes = [one.code for one in self.steps]
        if len(set(codes)) != len(codes):
            raise ValueError(f"{self.code}: two steps have the same code")
