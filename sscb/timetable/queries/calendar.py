"""The calendar as the database holds it: bank holidays and the local start dates."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date
from typing import Any

from sscb.clock import day_of
from sscb.timetable.days import WorkingDays, in_words, known_years
from sscb.timetable.holidays_list import working_days_listed
from sscb.timetable.models import ENGLAND_AND_WALES, STAFF, BankHoliday, LocalDate
from sscb.timetable.starts import SAFEGUARDING_PARTNER_START, STARTS, Start

_kept: ContextVar[dict[str, Any] | None] = ContextVar("calendar_kept", default=None)


@contextmanager
def read_once() -> Iterator[None]:
    """Within: the calendar is read once. For work of many writes of which none changes it."""
    before = _kept.set({})
    try:
        yield
    finally:
        _kept.reset(before)


def _once(name: str, read: Callable[[], Any]) -> Any:
    kept = _kept.get()
    if kept is None:
        return read()
    if name not in kept:
        kept[name] = read()
    return kept[name]


def working_days() -> WorkingDays:
    """The bank holidays of the database; one query. Of an empty table, the list it is seeded from."""
    return _once("working days", _working_days)


def _working_days() -> WorkingDays:
    listed = BankHoliday.objects.filter(division=ENGLAND_AND_WALES).values_list("on", flat=True)
    days = frozenset(listed)
    return WorkingDays(days, known_years(days)) if days else working_days_listed()


def start_dates() -> dict[str, date]:
    """The recorded local start dates by code; the newest row of a code holds. One query."""
    return _once("start dates", lambda: dict(LocalDate.objects.order_by("id").values_list("code", "on")))


def partner_start() -> date:
    """The day on which the safeguarding partners' arrangements begin: as recorded, or the statutory latest."""
    return start_dates().get(SAFEGUARDING_PARTNER_START.code, SAFEGUARDING_PARTNER_START.latest)


@dataclass(frozen=True)
class HolidayShown:
    on: date
    title: str
    note: str
    source: str


def bank_holidays(first: date, last: date) -> list[HolidayShown]:
    """The bank holidays from one day to another, in order, and who said so."""
    rows = BankHoliday.objects.filter(division=ENGLAND_AND_WALES, on__range=(first, last)).select_related("added_by")
    return [
        HolidayShown(row.on, row.title, row.note, f"added by {row.added_by.name}" if row.source == STAFF else "")
        for row in rows
    ]


@dataclass(frozen=True)
class StartShown:
    """A local start date: the newest recorded, or the statutory latest where `source` is empty; older ones below it."""

    title: str
    on: date
    latest: date
    source: str
    recorded_by: str
    recorded_on: date | None
    before: list[str]


def starts_shown() -> list[StartShown]:
    """Both start dates with where they come from. One query."""
    rows: dict[str, list[LocalDate]] = {code: [] for code in STARTS}
    for row in LocalDate.objects.filter(code__in=STARTS).select_related("recorded_by").order_by("-id"):
        rows[row.code].append(row)
    return [_start_shown(STARTS[code], found) for code, found in rows.items()]


def _start_shown(start: Start, rows: list[LocalDate]) -> StartShown:
    if not rows:
        return StartShown(start.title, start.latest, start.latest, "", "", None, [])
    newest, *older = rows
    return StartShown(
        title=start.title, on=newest.on, latest=start.latest, source=newest.source,
        recorded_by=newest.recorded_by.name if newest.recorded_by else "the portal",
        recorded_on=day_of(newest.recorded_at), before=[f"{in_words(row.on)}: {row.source}" for row in older],
    )  # fmt: skip
