"""Periods as publishers write them, turned into a first and a last day. No Django.

The same text means different years in different sources: "2025" is the year ending 31 March 2025 in the Department
for Education's files, a calendar year for infant mortality, an academic year for attainment, 30 September for the
workforce. The claim of an indicator says which (its *basis*); the text itself is always kept.
"""

import calendar
import re
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

EARLIEST_YEAR = 1990
BASES = ("financial", "calendar", "academic", "september", "mid-year", "day")

MONTHS = {name.lower(): n for n, name in enumerate(calendar.month_name) if name} | {
    name.lower(): n for n, name in enumerate(calendar.month_abbr) if name
} | {"sept": 9}


class Period(NamedTuple):
    """First and last day, both included, and the label shown to readers."""

    start: date
    end: date
    label: str


class NoSuchPeriod(ValueError):
    """The text is not a period that can be; the sentence says why."""


_ONE = re.compile(r"(\d{4})", re.ASCII)
_SPLIT = re.compile(r"(\d{4})\s?/\s?(\d{2}|\d{4})", re.ASCII)
_DASHED = re.compile(r"(\d{4})\s?[-\u2013]\s?(\d{2}|\d{4})(\s*\(OT\))?", re.ASCII)
_POOL = re.compile(r"(\d{4})/(\d{2})\s?[-\u2013]\s?(?:\d{2})?(\d{2})/(\d{2})", re.ASCII)
_SORTABLE = re.compile(r"(\d{4})0000", re.ASCII)
_SIX = re.compile(r"(\d{4})(\d{2})", re.ASCII)
_MONTH_FIRST = re.compile(r"([A-Za-z]{3,9})[ -](\d{4})", re.ASCII)
_YEAR_FIRST = re.compile(r"(\d{4})[ -]([A-Za-z]{3,9})", re.ASCII)
_ISO_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ]00:00:00)?", re.ASCII)
_UK_DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})", re.ASCII)
_QUARTER = re.compile(r"(\d{4})(?:/(\d{2}))?[ -]?Q([1-4])", re.ASCII | re.IGNORECASE)
_QUARTER_FIRST = re.compile(r"Q([1-4])[ -](\d{4})(?:/(\d{2}))?", re.ASCII | re.IGNORECASE)


@lru_cache(maxsize=20_000)
def read_period(text: str, *, basis: str = "financial", latest_year: int) -> Period:
    """Turn a source's period into days. Raises NoSuchPeriod with a sentence."""
    period = _read(text.strip(), basis)
    if period.start.year < EARLIEST_YEAR - 1 or period.end.year > latest_year:
        raise NoSuchPeriod(f"The period '{text}' is outside the years {EARLIEST_YEAR} to {latest_year} "
                           "that figures can be about.")
    return period


def _read(text: str, basis: str) -> Period:
    if not text:
        raise NoSuchPeriod("The period is missing.")
    if found := _ONE.fullmatch(text):
        return _year(int(found[1]), basis)
    if found := _SORTABLE.fullmatch(text):
        return _from_april(int(found[1]), basis)
    if (found := _SIX.fullmatch(text)) and _full(int(found[1]), found[2]) == int(found[1]) + 1:
        return _from_april(int(found[1]), basis)
    if found := _SPLIT.fullmatch(text):
        first = int(found[1])
        if _full(first, found[2]) != first + 1:
            raise NoSuchPeriod(f"The period '{text}' is not one year: its second part must be the next year.")
        return _from_april(first, basis)
    if found := _POOL.fullmatch(text):
        return _pooled_splits(text, found)
    if found := _DASHED.fullmatch(text):
        return _dashed(text, int(found[1]), found[2], basis)
    if found := _ISO_DAY.fullmatch(text):
        return _day(text, int(found[1]), int(found[2]), int(found[3]), basis)
    if found := _UK_DAY.fullmatch(text):
        return _day(text, int(found[3]), int(found[2]), int(found[1]), basis)
    if found := _QUARTER.fullmatch(text):
        return _quarter(text, int(found[1]), found[2], int(found[3]))
    if found := _QUARTER_FIRST.fullmatch(text):
        return _quarter(text, int(found[2]), found[3], int(found[1]))
    if found := _MONTH_FIRST.fullmatch(text):
        return _named_month(text, found[1], int(found[2]))
    if found := _YEAR_FIRST.fullmatch(text):
        return _named_month(text, found[2], int(found[1]))
    raise NoSuchPeriod(f"'{text[:40]}' is not a period that is known (such as 2019, 2018/19, 2019-10 or 2019/20 Q2).")


def _full(first: int, second: str) -> int:
    """The second year of a range in full: 1999-00 is 2000."""
    if len(second) == 4:
        return int(second)
    year = first - first % 100 + int(second)
    return year + 100 if year < first and int(second) == 0 else year


def _possible(year: int) -> int:
    if not EARLIEST_YEAR <= year <= 2200:
        raise NoSuchPeriod(f"The year {year} cannot be: figures are about {EARLIEST_YEAR} and later.")
    return year


def _year(year: int, basis: str) -> Period:
    _possible(year)
    if basis == "calendar":
        return Period(date(year, 1, 1), date(year, 12, 31), str(year))
    if basis == "academic":
        return Period(date(year - 1, 9, 1), date(year, 8, 31), f"{year - 1}/{year % 100:02} school year")
    if basis == "september":
        return Period(date(year - 1, 10, 1), date(year, 9, 30), f"to September {year}")
    if basis == "mid-year":
        return Period(date(year, 6, 30), date(year, 6, 30), f"mid-{year}")
    return _from_april(year - 1, "financial")


def _from_april(first: int, basis: str) -> Period:
    _possible(first)
    if basis == "academic":
        return _year(first + 1, basis)
    return Period(date(first, 4, 1), date(first + 1, 3, 31), f"{first}/{(first + 1) % 100:02}")


def _pooled_splits(text: str, found: re.Match) -> Period:
    first = int(found[1])
    last = _full(first, found[3])
    if _full(first, found[2]) != first + 1 or _full(last, found[4]) != last + 1 or not first < last < first + 10:
        raise NoSuchPeriod(f"The period '{text}' does not run from one year to a later one.")
    _possible(first)
    return Period(date(first, 4, 1), date(last + 1, 3, 31),
                  f"{first}/{(first + 1) % 100:02} to {last}/{(last + 1) % 100:02}")


def _dashed(text: str, first: int, second: str, basis: str) -> Period:
    """2024-25 is a year from April; 2014-16 three calendar years; 2019-10 October 2019."""
    last = _full(_possible(first), second)
    if last == first + 1:
        return _from_april(first, basis)
    if first < last < first + 10:
        return Period(date(first, 1, 1), date(last, 12, 31), f"{first} to {last}")
    if len(second) == 2 and 1 <= int(second) <= 12 and "(" not in text:
        return _month(first, int(second))
    raise NoSuchPeriod(f"The period '{text}' does not run from one year to a later one.")


def _month(year: int, month: int) -> Period:
    last = calendar.monthrange(_possible(year), month)[1]
    return Period(date(year, month, 1), date(year, month, last), f"{calendar.month_name[month]} {year}")


def _named_month(text: str, name: str, year: int) -> Period:
    month = MONTHS.get(name.lower())
    if month is None:
        raise NoSuchPeriod(f"'{text}' is not a month that is known.")
    return _month(year, month)


def _quarter(text: str, first: int, second: str | None, quarter: int) -> Period:
    """Quarters of a year from April where the year is written 2019/20, else of the calendar year."""
    _possible(first)
    if second is None:
        month, year = 3 * quarter - 2, first
    else:
        if _full(first, second) != first + 1:
            raise NoSuchPeriod(f"The period '{text}' is not a quarter of one year.")
        month, year = (3 * quarter + 1, first) if quarter < 4 else (1, first + 1)
    last = month + 2
    return Period(date(year, month, 1), date(year, last, calendar.monthrange(year, last)[1]),
                  f"{calendar.month_name[month]} to {calendar.month_name[last]} {year}")


def _day(text: str, year: int, month: int, day: int, basis: str) -> Period:
    """A month's first or last day stands for the month (spreadsheets store months so); other days for themselves."""
    _possible(year)
    try:
        on = date(year, month, day)
    except ValueError:
        raise NoSuchPeriod(f"There is no day '{text}'.") from None
    if basis != "day" and (day == 1 or (on + timedelta(days=1)).day == 1):
        return _month(year, month)
    return Period(on, on, f"{on.day} {on:%B %Y}")
