"""Who of the pool of trainers is in date."""

from datetime import date

YEARS = 3
"""A trainer was prepared, or refreshed, within so many years of the last day of what they give."""


def in_date(prepared_on: date, refreshed_on: date | None, left_on: date | None, day: date) -> bool:
    newest = max(prepared_on, refreshed_on or prepared_on)
    try:
        ends = newest.replace(year=newest.year + YEARS)
    except ValueError:  # the 29 February
        ends = newest.replace(year=newest.year + YEARS, day=28)
    return newest <= day <= ends and (left_on is None or day < left_on)
