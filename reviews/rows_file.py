"""An agency's rows of a chronology from a CSV file or workbook: each cell that cannot be taken is named by its place.

Nothing is written here. All of a file is taken, or nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from reviews.models.reports import ABOUT
from reviews.services.chronology import MOST_ROWS, Happened, row_faults
from sscb.learning.themes import THEMES
from sscb.tables import Refused, open_source

HEADINGS: dict[str, tuple[str, int]] = {
    "Date": ("happened_on", 20), "Whom it concerns": ("about", 40), "What happened": ("what", 4000),
    "What we did": ("response", 4000), "Record": ("source", 120), "Theme": ("theme", 60),
}  # fmt: skip
NEEDED = ("Date", "Whom it concerns", "What happened", "Record")
OF_FIELD = {name: heading for heading, (name, _) in HEADINGS.items()}
LARGEST = 5 * 1024 * 1024
_ABOUT = {words.casefold(): code for code, words in ABOUT.items()} | {code: code for code in ABOUT}
_THEMES = {words.casefold(): code for code, words in THEMES.items()} | {code: code for code in THEMES}


@dataclass(frozen=True)
class Fault:
    place: str
    typed: str
    sentence: str


@dataclass
class Taken:
    rows: list[Happened] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    sha256: str = ""


def read_rows(path: Path, *, name: str, window: tuple[date, date] | None, today: date) -> Taken:
    """Raises Refused, with a sentence, for a file that cannot be read at all."""
    if path.stat().st_size > LARGEST:
        raise Refused("This file is larger than 5 MB. Choose one with your agency’s rows alone.")
    source = open_source(path, name=name)
    taken, found = Taken(sha256=source.sha256), False
    seen: dict[Happened, str] = {}
    for table in source.tables:
        at: dict[str, int] = {}
        for number, cells in table.rows():
            if not at:
                titles = {cell.strip().casefold(): place for place, cell in enumerate(cells) if cell.strip()}
                if {one.casefold() for one in NEEDED} <= titles.keys():
                    at = {one: titles[one.casefold()] for one in HEADINGS if one.casefold() in titles}
                    found = True
                continue
            if len(taken.rows) + len(taken.faults) > MOST_ROWS:
                raise Refused(f"There are more than {MOST_ROWS:,} rows. Keep to what matters to the review.")
            _row(taken, _Row(number, cells, at, source.kind), window, today, seen)
        if found:
            break
    if not found:
        raise Refused(
            f"The row of headings is missing. The first row says: {', '.join(HEADINGS)}. Take the empty workbook from "
            "this page and fill it in."
        )
    if not taken.rows and not taken.faults:
        raise Refused("There is no row below the headings. Fill it in and choose it again.")
    return taken


@dataclass(frozen=True)
class _Row:
    number: int
    cells: list[str]
    at: Mapping[str, int]
    kind: str

    def text(self, heading: str) -> str:
        place = self.at.get(heading)
        return self.cells[place].strip() if place is not None and place < len(self.cells) else ""

    def place(self, heading: str) -> str:
        column = chr(65 + self.at[heading]) if self.at.get(heading, 99) < 26 else heading
        return f"{column}{self.number}" if self.kind != "csv" else f"line {self.number}, {heading}"


def _row(taken: Taken, row: _Row, window, today: date, seen: dict[Happened, str]) -> None:
    told = {heading: row.text(heading) for heading in row.at}
    if not any(told.values()):
        return
    faults: dict[str, str] = {}
    for heading, text in told.items():
        if text.startswith("="):
            faults[heading] = "This is a formula. Put what it says into the cell instead."
        elif len(text) > HEADINGS[heading][1]:
            faults[heading] = f"This is longer than {HEADINGS[heading][1]:,} characters."
    day = _day(told["Date"])
    if day is None:
        faults.setdefault("Date", "Enter a day such as 2019-03-27." if told["Date"] else "Enter the day.")
    theme = _THEMES.get(told.get("Theme", "").casefold(), "")
    if told.get("Theme") and not theme:
        faults.setdefault("Theme", f"This is no theme of the Board’s list: {', '.join(THEMES.values())}.")
    one = Happened(
        day or date.min, _ABOUT.get(told["Whom it concerns"].casefold(), ""), told["What happened"], told["Record"],
        told.get("What we did", ""), theme,
    )  # fmt: skip
    for name, sentence in row_faults(one, window=window if day else None, today=today).items():
        faults.setdefault(OF_FIELD[name], sentence)
    if not faults and one in seen:
        faults["What happened"] = f"The same stands in {seen[one]}. Leave one of them out."
    if faults:
        taken.faults += [Fault(row.place(one), told[one][:60], sentence) for one, sentence in faults.items()]
        return
    seen[one] = f"row {row.number}"
    taken.rows.append(one)


def _day(text: str) -> date | None:
    """A day as workbooks and people here write it: 2019-03-27, with a time or without, or 27/03/2019."""
    for form, length in (("%Y-%m-%d", 10), ("%d/%m/%Y", 10)):
        try:
            return datetime.strptime(text[:length], form).date()
        except ValueError:
            continue
    return None
