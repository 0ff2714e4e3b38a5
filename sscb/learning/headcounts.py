"""How many people there are to train, and how many are in date, as agencies count themselves: whichever programme asks
them plugs in here, and whoever needs it names none.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from sscb.sockets import Socket


@dataclass(frozen=True)
class Headcount:
    """Of one agency and training group (1 to 8): staff and volunteers; of those due for training, how many in date."""

    agency: str
    group: int
    staff: int
    due: int
    in_date: int


@dataclass(frozen=True)
class OwnTraining:
    """What one agency ran by itself, by its name: courses, times run, people who attended."""

    agency: str
    courses: int
    times: int
    attended: int


@dataclass(frozen=True)
class Counted:
    """`source`: where it was asked, in words, with its year; `rows` and `own` only of agencies that handed it in."""

    source: str
    rows: tuple[Headcount, ...]
    own: tuple[OwnTraining, ...] = ()


@dataclass(frozen=True)
class HeadcountSource:
    """`count(as_at)`: the newest counts handed in by that day, or None. Whoever asks has required their own rule."""

    code: str
    count: Callable[[date], Counted | None]


headcount_sources: Socket[HeadcountSource] = Socket("headcount sources", HeadcountSource)


def headcounts(as_at: date) -> Counted:
    """Of the first source that has any; without one, nothing, and the words say so."""
    for source in headcount_sources:
        if found := source.count(as_at):
            return found
    return Counted("No agency has been asked yet", ())
