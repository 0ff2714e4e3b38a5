"""Counting days: working days and months. Pure: no Django, no clock, no database.

Conventions (reviews handbook 1.2, grade D): the start date is day 0, working or not; months keep the day of the month
and are clipped to the last day of a shorter one; what is not counted in working days never moves for a weekend.
"""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

ONE_DAY = timedelta(days=1)
FEWEST_IN_A_YEAR = 8
"""England and Wales has never had fewer bank holidays; a year with fewer in the list is a year not listed yet."""


class NoSuchDay(ValueError):
    """The count leaves the calendar: a year before 1, after 9999, or beyond the list of bank holidays."""


@dataclass(frozen=True)
class WorkingDays:
    """Monday to Friday, less the bank holidays of England and Wales.

    `known` are the first and last day that the list of holidays speaks for; None: it speaks for every day. A count
    that would need a weekday outside it raises NoSuchDay, so that a missing year never gives a wrong date in silence.
    """

    holidays: frozenset[date]
    known: tuple[date, date] | None = None

    def is_working(self, day: date) -> bool:
        if day.weekday() >= 5:
            return False
        if self.known and not self.known[0] <= day <= self.known[1]:
            raise NoSuchDay(
                f"The list of bank holidays speaks for {self.known[0].year} to {self.known[1].year}, and this count "
                f"reaches {day.year}. Add that year's bank holidays first."
            )
        return day not in self.holidays

    def after(self, start: date, count: int) -> date:
        """Day 0 is `start`, working or not; day 1 is the next working day. A negative count goes back."""
        if count < 0:
            return self.before(start, -count)
        return self._step(start, count, ONE_DAY)

    def before(self, start: date, count: int) -> date:
        """The working day that lies `count` working days before `start`: the latest lawful day (RULINGS 2)."""
        if count < 0:
            return self.after(start, -count)
        return self._step(start, count, -ONE_DAY)

    def _step(self, day: date, count: int, step: timedelta) -> date:
        try:
            while count:
                day += step
                count -= self.is_working(day)
        except OverflowError:
            raise NoSuchDay("That count leaves the calendar.") from None
        return day

    def between(self, start: date, end: date) -> int:
        """Working days after `start` up to and with `end`; negative where `end` comes first (then `start` is not
        counted and `end` is, as in counting back)."""
        step = ONE_DAY if end >= start else -ONE_DAY
        day, count = start, 0
        while day != end:
            day += step
            count += self.is_working(day)
        return count if end >= start else -count


def known_years(holidays: Iterable[date]) -> tuple[date, date] | None:
    """The unbroken run of whole years that a list of holidays speaks for; None for an empty list."""
    count: dict[int, int] = {}
    for day in holidays:
        count[day.year] = count.get(day.year, 0) + 1
    full = sorted(year for year, days in count.items() if days >= FEWEST_IN_A_YEAR)
    if not full:
        return None
    last = full[0]
    while last + 1 in count and count[last + 1] >= FEWEST_IN_A_YEAR:
        last += 1
    return date(full[0], 1, 1), date(last, 12, 31)


def add_months(start: date, months: int) -> date:
    """The same day of the month, clipped to the month's end; counted from the start date always, never step by step."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    if not 1 <= year <= 9999:
        raise NoSuchDay("That count leaves the calendar.")
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def add_days(start: date, days: int) -> date:
    try:
        return start + timedelta(days=days)
    except OverflowError:
        raise NoSuchDay("That count leaves the calendar.") from None


def in_words(day: date) -> str:
    """3 June 2019."""
    return f"{day.day} {day:%B} {day.year}"
