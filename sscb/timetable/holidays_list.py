"""Where the list of bank holidays comes from before staff add to it: the `holidays` library, England and Wales."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import holidays as library
from django.db import connections

from sscb.timetable.days import WorkingDays, known_years

FIRST_YEAR, LAST_YEAR = 2012, 2030
SOURCE = f"holidays {library.__version__}"
OBSERVED = " (observed)"


@dataclass(frozen=True)
class Listed:
    on: date
    title: str
    note: str


def listed_days() -> Iterator[Listed]:
    """Every bank holiday from 2012 to 2030 that falls on a weekday; a moved one appears as its substitute only."""
    years = range(FIRST_YEAR, LAST_YEAR + 1)
    for on, title in sorted(library.country_holidays("GB", subdiv="ENG", years=years).items()):
        if on.weekday() < 5 and on.year in years:
            yield Listed(on, title.replace(OBSERVED, ""), "Substitute day" if OBSERVED in title else "")


def working_days_listed() -> WorkingDays:
    """The calendar as the library knows it, for use where there is no database yet."""
    days = frozenset(day.on for day in listed_days())
    return WorkingDays(days, known_years(days))


def seed(sender, using: str, **_kwargs) -> None:
    """After each migration: add what the library knows and the table lacks. What staff added stays."""
    model = sender.get_model("BankHoliday")
    if model._meta.db_table not in connections[using].introspection.table_names():
        return
    there = set(model.objects.using(using).values_list("on", flat=True))
    model.objects.using(using).bulk_create(
        [
            model(on=day.on, title=day.title, note=day.note, source=SOURCE)
            for day in listed_days()
            if day.on not in there
        ],
        ignore_conflicts=True,
    )
