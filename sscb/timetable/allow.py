"""What a rule allows: so many days, months or hours, a fixed date, an event, or no limit at all. Pure."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sscb.timetable import days as counting

LONDON = ZoneInfo("Europe/London")


def _many(count: int, thing: str) -> str:
    return f"{count} {thing}" if count == 1 else f"{count} {thing}s"


@dataclass(frozen=True)
class Days:
    """Calendar days. 0: the same day ("at once", "with the decision")."""

    count: int

    def from_day(self, day: date, sign: int, calendar: counting.WorkingDays) -> date:
        return counting.add_days(day, sign * self.count)

    def __str__(self) -> str:
        return _many(self.count, "day") if self.count else "the same day"


@dataclass(frozen=True)
class WorkingDays:
    count: int

    def from_day(self, day: date, sign: int, calendar: counting.WorkingDays) -> date:
        return calendar.after(day, sign * self.count)

    def __str__(self) -> str:
        return _many(self.count, "working day")


@dataclass(frozen=True)
class Months:
    count: int

    def from_day(self, day: date, sign: int, calendar: counting.WorkingDays) -> date:
        return counting.add_months(day, sign * self.count)

    def __str__(self) -> str:
        return _many(self.count, "month")


@dataclass(frozen=True)
class MonthsAndDays:
    """So many months, then so many days: the day after a span of months has ended, and what follows it."""

    months: int
    days: int

    def from_day(self, day: date, sign: int, calendar: counting.WorkingDays) -> date:
        return counting.add_days(counting.add_months(day, sign * self.months), sign * self.days)

    def __str__(self) -> str:
        return f"{_many(self.months, 'month')} and {_many(self.days, 'day')}"


@dataclass(frozen=True)
class Years:
    count: int

    def from_day(self, day: date, sign: int, calendar: counting.WorkingDays) -> date:
        return counting.add_months(day, sign * 12 * self.count)

    def __str__(self) -> str:
        return _many(self.count, "year")


@dataclass(frozen=True)
class Hours:
    """Hours end on a local date (RULINGS 2): from a moment, the day in London on which they end; from a date alone,
    that many whole days on."""

    count: int

    def from_day(self, day: date, sign: int, calendar: counting.WorkingDays) -> date:
        return counting.add_days(day, sign * -(-self.count // 24))

    def from_moment(self, moment: datetime, sign: int) -> date:
        return (moment + sign * timedelta(hours=self.count)).astimezone(LONDON).date()

    def __str__(self) -> str:
        return _many(self.count, "hour")


@dataclass(frozen=True)
class By:
    """A date that statute fixes, whatever came before it."""

    on: date

    def from_day(self, day: date, sign: int, calendar: counting.WorkingDays) -> date:
        return self.on

    def __str__(self) -> str:
        return f"by {counting.in_words(self.on)}"


@dataclass(frozen=True)
class Each:
    """The next such day of the year, on or after the start date."""

    month: int
    day: int

    def from_day(self, day: date, sign: int, calendar: counting.WorkingDays) -> date:
        this_year = date(day.year, self.month, self.day)
        return this_year if this_year >= day else date(day.year + 1, self.month, self.day)

    def __str__(self) -> str:
        return f"by the next {self.day} {date(2000, self.month, 1):%B}"


@dataclass(frozen=True)
class OnEvent:
    """It ends when something happens, not on a date. `reason` is a sentence that says when."""

    reason: str


@dataclass(frozen=True)
class NoLimit:
    """The source sets no limit that could be counted. `reason` is a sentence that says so."""

    reason: str


Allowance = Days | WorkingDays | Months | MonthsAndDays | Years | Hours | By | Each | OnEvent | NoLimit
