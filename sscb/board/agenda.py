"""The agenda of a quarterly Board meeting, as a template; and the times that follow from the minutes."""

import tomllib
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

TEMPLATE = Path(__file__).parent / "agenda.toml"
BREAK = "–"


@dataclass(frozen=True)
class Planned:
    """One line of the template. `section`: the code of the section that writes its paper, "" where one is uploaded."""

    number: str
    title: str
    kind: str
    lead: str
    minutes: int
    section: str = ""
    oral: bool = False
    part_b: bool = False

    def __post_init__(self):
        if self.oral and self.section:
            raise ValueError(f"Item {self.number} is oral and has a paper that the portal writes: which of the two?")


def quarterly() -> list[Planned]:
    """The Board's own agenda (handbook 6.12), in order. Numbers are those printed and said: 9, 9.1."""
    return [Planned(**line) for line in tomllib.loads(TEMPLATE.read_text(encoding="utf-8"))["item"]]


def times(starts: time, minutes: list[int]) -> list[time]:
    """When each item begins: the start plus the minutes of all before it."""
    moment = datetime.combine(date.min, starts)
    found = []
    for length in minutes:
        found.append(moment.time())
        moment += timedelta(minutes=length)
    return found


def clock_words(moment: time) -> str:
    """ "9.30am", "12 noon", "1.05pm": as the Board writes times."""
    if moment == time(12):
        return "12 noon"
    hour = moment.hour % 12 or 12
    minutes = f".{moment.minute:02d}" if moment.minute else ""
    return f"{hour}{minutes}{'am' if moment.hour < 12 else 'pm'}"
