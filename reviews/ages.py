"""How old a review is: counted through, and without the days on which its clock stood still. Pure.

No stop ever moves a due date: the clock keeps running, the reason is shown, and both ages stand side by side (2.5).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

Stop = tuple[date, date | None]
"""The first day that stood still, and the first that did not any more; None while it stands still."""


@dataclass(frozen=True)
class Age:
    """In days: `through` counts every day, `running` leaves out those that stood still."""

    through: int
    running: int
    stopped_now: bool = False

    @property
    def words(self) -> str:
        days = f"{self.through} day{'' if self.through == 1 else 's'} old"
        if self.through == self.running and not self.stopped_now:
            return f"{days}; the clock never stood still"
        still = self.through - self.running
        now = "; it stands still today" if self.stopped_now else ""
        return f"{days}; {self.running} without the {still} day{'' if still == 1 else 's'} it stood still{now}"


def age(began_on: date, as_at: date, stops: Iterable[Stop]) -> Age:
    """From the chair's decision to a day. Days under several stops at once are left out once."""
    through = max((as_at - began_on).days, 0)
    still: set[int] = set()
    now = False
    for from_on, to_on in stops:
        first, last = max(from_on, began_on), min(to_on or as_at, as_at)
        still.update(range(first.toordinal(), last.toordinal()))
        now |= from_on <= as_at and (to_on is None or to_on > as_at)
    return Age(through, through - len(still), now)
