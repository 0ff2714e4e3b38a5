"""Two rates that are never mixed, and who has attended enough. No Django."""

from collections.abc import Iterable
from dataclasses import dataclass

from training.evaluating.scoring import Rate

THERE, MOSTLY, PARTLY, ABSENT = "there", "mostly", "partly", "absent"
SHARES = {THERE: 100, MOSTLY: 80, PARTLY: 50, ABSENT: 0}
WORDS = {THERE: "There", MOSTLY: "Most of it", PARTLY: "Part of it", ABSENT: "Not there"}
ENOUGH = 80
"""Per cent of a course below which there is no certificate (audits handbook 4.3, R-TR-5; default)."""


@dataclass(frozen=True)
class Turnout:
    """One event, or several together. `attended`: everybody who came enough to count as there at all."""

    capacity: int = 0
    confirmed: int = 0
    attended_booked: int = 0
    walk_ins: int = 0

    def __add__(self, other: "Turnout") -> "Turnout":
        return Turnout(self.capacity + other.capacity, self.confirmed + other.confirmed,
                       self.attended_booked + other.attended_booked, self.walk_ins + other.walk_ins)  # fmt: skip

    @property
    def attended(self) -> int:
        return self.attended_booked + self.walk_ins

    @property
    def fill(self) -> Rate:
        """Places filled: everybody who came, of all places there were."""
        return Rate(self.attended, self.capacity)

    @property
    def turn_up(self) -> Rate:
        """Booked people attending: those booked who came, of those confirmed when it began. Walk-ins never count."""
        return Rate(self.attended_booked, self.confirmed)

    @property
    def no_shows(self) -> int:
        return self.confirmed - self.attended_booked


def added(many: Iterable[Turnout]) -> Turnout:
    return sum(many, Turnout())


def share_attended(marks: Iterable[str]) -> int:
    """Per cent of an event that somebody was at: the mean over its sessions."""
    given = [SHARES[one] for one in marks]
    return sum(given) // len(given) if given else 0


def outcome(marks: Iterable[str]) -> str:
    """attended, part_attended or no_show: the words of the booking (audits handbook, section 8)."""
    share = share_attended(marks)
    return "attended" if share >= ENOUGH else "part_attended" if share else "no_show"
