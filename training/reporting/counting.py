"""Counts of a year: events, places, who came from where. Everything from closed registers alone."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from training.models import Booking, Course, Event
from training.registering.models import Attending, Certificate
from training.registering.queries import turnout_of
from training.registering.rates import Turnout, added
from training.reporting.years import Year

CAME = ("attended", "part_attended")
CANCELLED, GIVEN_UP = "cancelled", ("cancelled_in_time", "cancelled_late", "no_show")


@dataclass(frozen=True)
class YearCounted:
    """`turnout`: of events whose register is closed; `days`: of those that were run. Counters: by name, who came."""

    year: Year
    events: tuple[Event, ...]
    cancelled: int
    days: int
    turnout: Turnout
    of_event: dict[int, Turnout]
    by_agency: Counter
    by_area: dict[str, Turnout]
    cancellations: Counter

    @property
    def run(self) -> int:
        return len(self.of_event)

    @property
    def per_event(self) -> str:
        return f"{self.turnout.attended / self.run:.0f}" if self.run else "–"


def count_year(year: Year, as_at: date) -> YearCounted:
    """Six queries, whatever the year held."""
    found = Event.objects.all_for_job("totals of a year").filter(
        first_day__gte=year.first, first_day__lte=min(year.last, as_at)
    )
    events = list(found.select_related("course", "venue").prefetch_related("days"))
    of_event = turnout_of([one.pk for one in events], as_at)
    bookings = Booking.objects.all_for_job("totals of a year").filter(event__in=of_event)
    by_agency = Counter(
        bookings.filter(stage__in=CAME).values_list("owner__name", flat=True)
    )  # fmt: skip
    by_agency.update(
        name or "Not known" for name in Attending.objects.filter(
            event__in=of_event, booking=None, outcome__in=CAME
        ).values_list("agency__name", flat=True)
    )  # fmt: skip
    areas: dict[str, list[Turnout]] = {}
    for event in events:
        if event.pk in of_event:
            areas.setdefault(area_of(event), []).append(of_event[event.pk])
    gone = Booking.objects.all_for_job("totals of a year").filter(event__in=[one.pk for one in events])
    return YearCounted(
        year, tuple(events), sum(one.stage == CANCELLED for one in events),
        sum(len(one.days.all()) for one in events if one.pk in of_event), added(of_event.values()), of_event, by_agency,
        {area: added(many) for area, many in sorted(areas.items())},
        Counter(gone.filter(stage__in=GIVEN_UP).values_list("stage", flat=True)),
    )  # fmt: skip


def area_of(event: Event) -> str:
    return event.venue.area if event.venue and event.venue.area else "Online or not in one area"


def earlier_years(year: Year, as_at: date, count: int) -> list[tuple[str, int, Turnout]]:
    """(year, events run, turnout) of the years before, newest first; a year without a register is empty."""
    first = year.before(count).first
    rows = Event.objects.all_for_job("totals of earlier years").filter(first_day__gte=first, first_day__lt=year.first)
    starts = {pk: year_start(day) for pk, day in rows.values_list("pk", "first_day")}
    found: dict[int, list[Turnout]] = {}
    for pk, one in turnout_of(list(starts), as_at).items():
        found.setdefault(starts[pk], []).append(one)
    return [
        (year.before(back).label, len(found.get(year.before(back).starts, [])),
         added(found.get(year.before(back).starts, [])))
        for back in range(1, count + 1)
    ]  # fmt: skip


def year_start(day: date) -> int:
    return day.year if day.month >= 4 else day.year - 1


def in_date_here(as_at: date) -> tuple[Counter, Counter]:
    """People with a certificate in force on the day: by agency's code, and by training group. Each counted once."""
    rows = Certificate.objects.filter(withdrawn_on=None, issued_on__lte=as_at).exclude(expires_on__lt=as_at)
    agencies: dict[str, set[int]] = {}
    groups: dict[int, set[int]] = {}
    meant_for = groups_of_courses()
    wanted = ("booking__owner__code", "booking__person_id", "booking__event__course_id")
    for code, person, course in rows.values_list(*wanted):
        agencies.setdefault(code or "", set()).add(person)
        for group in meant_for.get(course, ()):
            groups.setdefault(group, set()).add(person)
    return (Counter({code: len(people) for code, people in agencies.items() if code}),
            Counter({group: len(people) for group, people in groups.items()}))  # fmt: skip


def groups_of_courses() -> dict[int, list[int]]:
    """Training groups 1 to 8 that each course is for."""
    rows = Course.objects.all_for_job("which groups courses are for, for totals")
    return dict(rows.values_list("pk", "groups"))
