"""The reporting years of child deaths, from 1 April, named by the calendar year in which they begin. Pure."""

from dataclasses import dataclass
from datetime import date

POOLED = 5
"""Years added together before anything but a yearly total is shown (RULINGS 6)."""


@dataclass(frozen=True, order=True)
class Year:
    first: int

    @property
    def starts_on(self) -> date:
        return date(self.first, 4, 1)

    @property
    def ends_on(self) -> date:
        return date(self.first + 1, 3, 31)

    @property
    def half_ends_on(self) -> date:
        return date(self.first, 9, 30)

    @property
    def words(self) -> str:
        """ "2018 to 2019"."""
        return f"{self.first} to {self.first + 1}"

    @property
    def pool(self) -> tuple["Year", ...]:
        """The five years that end with this one, oldest first."""
        return tuple(Year(first) for first in range(self.first - POOLED + 1, self.first + 1))

    def holds(self, day: date | None) -> bool:
        return day is not None and self.starts_on <= day <= self.ends_on

    def quarter_ends_on(self, quarter: int) -> date:
        """The last day of quarter 1 to 4."""
        return (date(self.first, 6, 30), self.half_ends_on, date(self.first, 12, 31), self.ends_on)[quarter - 1]


def year_of(day: date) -> Year:
    return Year(day.year - (day.month < 4))


def last_ended(day: date) -> Year:
    """The newest year that had ended by `day`; a year's last day belongs to it."""
    return Year(year_of(day).first - 1)


def last_quarter(day: date) -> tuple[Year, int]:
    """The newest quarter that had ended by `day`, and its year."""
    year = year_of(day)
    ended = [quarter for quarter in (1, 2, 3) if year.quarter_ends_on(quarter) < day]
    return (year, ended[-1]) if ended else (last_ended(day), 4)


def quarter_words(year: Year, quarter: int) -> str:
    """ "July to September 2019"."""
    first, last = (("April", "June"), ("July", "September"), ("October", "December"), ("January", "March"))[quarter - 1]
    return f"{first} to {last} {year.first + (quarter == 4)}"
