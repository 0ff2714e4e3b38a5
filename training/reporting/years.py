"""Years of the programme: from 1 April to 31 March. No Django."""

from dataclasses import dataclass
from datetime import date

FIRST_MONTH = 4
EARLIER = 3
"""How many years before stand beside the year reported (audits handbook 4.6)."""


@dataclass(frozen=True)
class Year:
    starts: int

    @property
    def first(self) -> date:
        return date(self.starts, FIRST_MONTH, 1)

    @property
    def last(self) -> date:
        return date(self.starts + 1, FIRST_MONTH - 1, 31)

    @property
    def label(self) -> str:
        return f"{self.starts}/{(self.starts + 1) % 100:02d}"

    def holds(self, day: date) -> bool:
        return self.first <= day <= self.last

    def before(self, count: int) -> "Year":
        return Year(self.starts - count)


def year_of(day: date) -> Year:
    return Year(day.year if day.month >= FIRST_MONTH else day.year - 1)
