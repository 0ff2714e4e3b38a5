"""Where programmes plug in their tiles, pack sections and menu entries."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
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


class Whose(StrEnum):
    """Whose step it is: of the record's agency, of one person, of whoever chairs its group, of whoever may."""

    AGENCY = "agency"
    PERSON = "person"
    GROUP = "group"
    OFFICE = "office"


@dataclass(frozen=True)
class Owing:
    """One step that waits on records of one type, as data. The home pages find those of all programmes with one query.

    `type`, `stages`: the code of a plugged record type, and the stages at which the step waits.
    `rule`: what must be allowed on the record for the step to be theirs: an access rule, or a verb of the matrix.
    `whose`: AGENCY, those who hold a role of `rule` for the record's owner (AGL, AGC); PERSON, the person that the
        path `person` leads to; GROUP, whoever chairs the record's group; OFFICE, everybody whom `rule` lets. The first
        two stand under "owes", the others under "waits for you". `not_own`: never for those who answer for the record's
        own agency.
    `step`, `url_name`: the button, and the page it leads to with the record's uuid ("": the record's own page).
    `title`, `about`, `late`: words, with {title} {reference} {owner} {stage} {due} {late} and {0} {1} of `more`.
    `due`: a path or expression that leads to its last day; "": the nearest open deadline of the record.
    `state`: code and words of the mark while it is not late; None: by its last day. `late`: the words once it is late;
        "": "Late 3 days"; None: it is never late. `only_late`: it waits only once its last day has ended.
    `more`: paths from the record (`question__about__title`) or expressions to what the words need besides.
    `row`: where words do not do, a pure function (Listed, as_at, the row made of the words) -> the row, or None. It
        asks nothing of the database.

    Of several that fit one record within a tile, the first counts.
    """

    type: str
    stages: tuple[str, ...]
    rule: str
    step: str
    whose: Whose = Whose.OFFICE
    url_name: str = ""
    title: str = "{title}"
    about: str = "{reference}"
    due: Any = ""
    state: tuple[str, str] | None = None
    late: str | None = ""
    only_late: bool = False
    not_own: bool = False
    person: str = "person"
    more: tuple[Any, ...] = ()
    row: Callable[[Any, Any, Any], Any] | None = None


@dataclass(frozen=True)
class Tile:
    """What a programme puts on the home pages.

    `owing`: the steps that wait on its records, as data (see `Owing`). All tiles together cost one query, so another
    programme costs none; this is the way for whatever is a record. sscb/decisions/0025 says how to plug in.
    `worries`: a function (person, as_at) -> Worry rows, worst first; `signals`: how many, for the page of the Board's
    office, which shows the number alone. `decide`: the same -> OwedRow rows of what waits
    for the person's own decision and is no record. Each asks the database for itself, so use them where `owing` cannot
    tell it; tests/budgets.json holds all together. `unsent`: codes of the timetable's rules by which agencies send
    something; what is late of them stands on the home page of the Board's office.
    """

    code: str
    title: str
    rule: str
    worries: Callable[[Any, Any], list[Worry]] | None = None
    order: int = 0
    decide: Callable[[Any, Any], list[Any]] | None = None
    unsent: tuple[str, ...] = ()
    owing: tuple[Owing, ...] = ()
    signals: Callable[[Any, Any], int] | None = None


@dataclass(frozen=True)
class Stale:
    """What a draft prints and the portal knows better by now. `wrong`: it was replaced or hidden since; otherwise it
    holds, and something newer has come."""

    what: str
    where: str
    wrong: bool


@dataclass(frozen=True)
class Section:
    """A paper that the portal writes itself. `gather(meeting, as_at)` returns plain JSON facts and touches nothing.

    The facts may hold, beside what the template shows: `figures`, every figure shown, for the annex
    (`sscb.board.packs.freezing.Figure`); `cover`, the cover sheet; `front`, sentences for the front sheet;
    `attachments`, tables carried by the PDF; `pieces`, facts of the parts of a long paper, which are laid out apart.

    A section that prints counts of people gives `counts(day)`, an `sscb.disclosure.Counts`: small numbers of all
    sections of a pack are decided as one release before any of them gathers. Sections of one room give one function.
    `stale(figures, day)` says which of the figures that a draft printed are known better by now; one function a room.
    """

    code: str
    title: str
    rule: str
    gather: Callable[[Any, Any], dict]
    template: str
    order: int = 0
    most_pages: int | None = None
    counts: Callable[[Any], Any] | None = None
    stale: Callable[[list[dict], Any], list[Stale]] | None = None
    part_b: bool = False
    """Its paper goes into part B alone, to readers named for one meeting."""


@dataclass(frozen=True)
class Known:
    """What a programme could tell of a day that is past, as a table in the bundle of what the Board knew.

    `gather(person, on_day)` gives the heads and the rows, of what this person may see and as it stood then.
    """

    code: str
    file: str
    says: str
    rule: str
    gather: Callable[[Any, Any], tuple[tuple[str, ...], list[list]]]


@dataclass(frozen=True)
class Entry:
    """An entry of the menu at the top of each page; shown to those whom its rule lets in.

    `under`: where its pages begin, when that is not its own address. `unless`: a rule whose people have another entry
    that leads there.
    """

    code: str
    title: str
    rule: str
    url_name: str
    order: int = 0
    under: str = ""
    unless: str = ""


@dataclass(frozen=True)
class YearPart:
    """A part of the annual report that a programme writes from its own records, fit for everybody to read.

    `gather(first, last)` gives {"note", "columns", "rows", "source"} of the days from `first` to `last`. Counts of
    people in it were decided by `sscb.disclosure` for readers outside Quality and Performance; no agency is named.
    """

    code: str
    title: str
    gather: Callable[[Any, Any], dict]
    order: int = 0


@dataclass(frozen=True)
class Tally:
    """What became of one kind of thing in the transition. The four are apart, and make the total."""

    finished: int = 0
    handed: int = 0
    kept: int = 0
    open: int = 0

    @property
    def total(self) -> int:
        return self.finished + self.handed + self.kept + self.open


@dataclass(frozen=True)
class Carried:
    """One line of the register of the transition: records of these types, and what becomes of them.

    `may_stay`: a group of the partnership may have it from the start on; what may not is finished or handed over.
    `of_group`: code of the group whose they are where a record names none.
    `finished`: stages that count as finished though the record is not closed yet.
    `rule`: who is told numbers of it, and `not_told` what others read; with neither, everybody counts what they read.
    `tally(as_at, begun, start)`: counts it by its programme's own means, with the register `own_url` (rule `own_rule`).
    """

    code: str
    title: str
    types: tuple[str, ...]
    order: int = 0
    may_stay: bool = True
    of_group: str = ""
    finished: tuple[str, ...] = ()
    rule: str = ""
    not_told: str = ""
    tally: Callable[[Any, Any, Any], Tally] | None = None
    own_url: Callable[[], str] | None = None
    own_rule: str = ""


tiles: Socket[Tile] = Socket("tiles", Tile)
year_parts: Socket[YearPart] = Socket("parts of the annual report", YearPart)
sections: Socket[Section] = Socket("pack sections", Section)
knowns: Socket[Known] = Socket("tables of what was known", Known)
menu: Socket[Entry] = Socket("menu entries", Entry)
carried: Socket[Carried] = Socket("register of the transition", Carried)
