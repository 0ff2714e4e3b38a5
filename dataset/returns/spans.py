"""The periods for which figures are asked: months, quarters of the financial year, and financial years."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from sscb.charts import numbers

MONTH, QUARTER, YEAR = "month", "quarter", "year"
LETTERS = {"M": MONTH, "Q": QUARTER, "A": YEAR}
_STEP = {MONTH: 1, QUARTER: 3, YEAR: 12}


class Span(NamedTuple):
    """One period: how long, its first and its last day, both included."""

    frequency: str
    start: date
    end: date

    @property
    def words(self) -> str:
        """ "September 2019", "July to September 2019", "2018/19"."""
        if self.frequency == MONTH:
            return numbers.month(self.start)
        if self.frequency == QUARTER:
            return f"{self.start:%B} to {self.end:%B %Y}"
        return self.plain

    @property
    def plain(self) -> str:
        """As the portal's own table of figures writes it: "September 2019", "2019/20 Q2", "2018/19"."""
        if self.frequency == MONTH:
            return numbers.month(self.start)
        year = self.start.year if self.start.month >= 4 else self.start.year - 1
        text = f"{year}/{(year + 1) % 100:02}"
        return f"{text} Q{(self.start.month - 4) % 12 // 3 + 1}" if self.frequency == QUARTER else text


def frequencies(letters: str) -> tuple[str, ...]:
    """The frequencies that an indicator's letters name. Where it is asked by the month, its year is published."""
    named = [LETTERS[letter.strip()] for letter in letters.split(",") if letter.strip() in LETTERS]
    shorter = [one for one in named if one != YEAR]
    return tuple(shorter or named)


def span_of(day: date, frequency: str) -> Span:
    """The period in which the day lies."""
    month = {MONTH: day.month, QUARTER: (day.month - 1) // 3 * 3 + 1, YEAR: 4}[frequency]
    year = day.year - 1 if frequency == YEAR and day.month < 4 else day.year
    start = date(year, month, 1)
    return Span(frequency, start, _next(start, frequency) - timedelta(days=1))


def spans(frequency: str, first: date, last: date) -> Iterator[Span]:
    """The periods that begin on or after `first` and end on or before `last`, oldest first."""
    span = span_of(first, frequency)
    if span.start < first:
        span = span_of(span.end + timedelta(days=1), frequency)
    while span.end <= last:
        yield span
        span = span_of(span.end + timedelta(days=1), frequency)


def _next(start: date, frequency: str) -> date:
    months = start.year * 12 + start.month - 1 + _STEP[frequency]
    return date(months // 12, months % 12 + 1, 1)
