"""Where programmes plug in their tiles, pack sections and menu entries."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sscb.sockets import Socket


@dataclass(frozen=True)
class Icon:
    """A drawing of ours (safe SVG) and the words that say the same."""

    svg: str
    words: str


@dataclass(frozen=True)
class Worry:
    """One thing that worries the Board, as `components/worry_row.html` shows it. The heaviest comes first."""

    title: str
    url: str
    sentence: str
    icon: Icon | None = None
    asked: str = ""
    state: Any = None
    sparkline: str = ""
    number: str = ""
    side_words: str = ""
    weight: float = 0


@dataclass(frozen=True)
class Tile:
    """What a programme puts on the home pages; each part is a function of (person, as_at).

    `worries`: Worry rows, worst first. `owed`: OwedRow rows (`sscb.board.queries.shown`) of what the person's agency
    owes. `decide`: OwedRow rows of what waits for the person's own decision. `unsent`: codes of the timetable's rules
    by which agencies send something; what is late of them stands on the home page of the Board's office.
    """

    code: str
    title: str
    rule: str
    worries: Callable[[Any, Any], list[Worry]] | None = None
    order: int = 0
    owed: Callable[[Any, Any], list[Any]] | None = None
    decide: Callable[[Any, Any], list[Any]] | None = None
    unsent: tuple[str, ...] = ()


@dataclass(frozen=True)
class Section:
    """A paper that the portal writes itself. `gather(meeting, as_at)` returns plain JSON facts and touches nothing.

    The facts may hold, beside what the template shows: `figures`, every figure shown, for the annex
    (`sscb.board.packs.freezing.Figure`); `cover`, the cover sheet; `front`, sentences for the front sheet;
    `attachments`, tables carried by the PDF; `pieces`, facts of the parts of a long paper, which are laid out apart.
    """

    code: str
    title: str
    rule: str
    gather: Callable[[Any, Any], dict]
    template: str
    order: int = 0
    most_pages: int | None = None


@dataclass(frozen=True)
class Entry:
    """An entry of the menu at the top of each page; shown to those whom its rule lets in."""

    code: str
    title: str
    rule: str
    url_name: str
    order: int = 0


tiles: Socket[Tile] = Socket("tiles", Tile)
sections: Socket[Section] = Socket("pack sections", Section)
menu: Socket[Entry] = Socket("menu entries", Entry)
