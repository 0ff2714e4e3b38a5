"""Dates of courses: held, to come, full with a waiting list, postponed, cancelled, and one whose manager is asked."""

import random
from datetime import date, time
from typing import Any

from sscb import clock
from sscb.people.models import Person
from training import services
from training.demo.told import Told
from training.evaluating.demo import event_with_places, fresh, hold, say_at_the_end
from training.models import Booking, Event

HELD = (
    # course, day, planned, booked, venue, trainer, capacity, who of the staff, absent, in part, answered
    ("CORE", date(2018, 10, 9), date(2018, 6, 4), date(2018, 8, 14), "College, west", "trainer", 16, (0, 10), 1, 0, 8),
    ("BOARDDAY", date(2018, 11, 27), date(2018, 9, 10), date(2018, 10, 2), "Town hall, east", "health-chair", 12,
     (), 0, 0, 4),
    ("CORE", date(2019, 5, 14), date(2019, 3, 28), date(2019, 4, 9), "Town hall, east", "cdop-police", 16, (10, 21), 1,
     1, 8),
    ("BRUISE", date(2019, 7, 10), date(2019, 5, 22), date(2019, 6, 4), "College, west", "health-chair", 16, (14, 23), 1,
     0, 5),
    ("CORE", date(2019, 9, 24), date(2019, 6, 10), date(2019, 7, 2), "Community centre, south", "trainer", 16, (0, 9),
     1, 0, 7),
    ("EXPLOIT", date(2019, 10, 16), date(2019, 5, 7), date(2019, 8, 6), "College, west", "cdop-police", 40, (0, 20), 1,
     0, 10),
)  # fmt: skip
MEMBERS = ("police-acc", "ccg-lead", "trust-west-lead", "voluntary-lead", "probation-lead")
"""Who came to the Board member's day."""
PRACTITIONER_WAS_AT = ("CORE", date(2019, 5, 14))
FULL, FREE_AGAIN = date(2019, 11, 21), date(2019, 11, 8)
HALF_DAY = {"starts": time(9, 30), "ends": time(12, 30)}
JOINING = "Come from 9.15. The room is on the ground floor; ask at the desk. Bring your agency’s own procedure."


def build(told: Told) -> None:
    chance = random.Random(1112)
    for row in HELD:
        _held(told, chance, *row)
    _full(told)
    _to_come(told)
    _not_held(told)
    _elearning(told)


def _held(told: Told, chance, code, day, planned, booked, venue, trainer, capacity, who, absent, part, answered):
    if planned >= told.world.on:
        return
    people = told.staff[slice(*who)] if who else _members(told)
    if (code, day) == PRACTITIONER_WAS_AT:
        people = [told.world.people["practitioner"], *people]
    event = _event(told, code, day, planned, booked, venue, trainer, people, capacity,
                   charge=5000 if code == "EXPLOIT" else 0)  # fmt: skip
    if day < told.world.on:
        given_by = told.world.people[trainer]
        hold(event, given_by, absent=absent, part=part)
        say_at_the_end(event, chance, answered, told.office)


def _members(told: Told) -> list[Person]:
    return [told.world.people[key] for key in MEMBERS]


def _event(told, code, day, planned, booked, venue, trainer, people, capacity, **more) -> Event:
    return event_with_places(
        told.world, told.courses[code], told.venues[venue], told.world.people[trainer], [day], people, planned,
        min(booked, told.world.on), capacity=capacity, joining=JOINING, **more,
    )  # fmt: skip


def _full(told: Told) -> None:
    """Twelve places and more who want one; somebody gave theirs up too late, and the next of the list has it."""
    event = _event(told, "ABUSE", FULL, date(2019, 8, 5), date(2019, 8, 20), "Library, centre", "trainer",
                   told.staff[:12], 12, charge=3500)  # fmt: skip
    police, trust = told.at("police"), told.at("trust-east")
    east, west = told.world.people["trust-east-lead"], told.world.people["trust-west-agc"]

    def waits(people: list[Person], by: Person, together: bool = False):
        return lambda on: services.book(event=fresh(event), people=people, by=by, on=on, together=together)

    told.on(date(2019, 9, 10), waits(told.at("probation")[:1], told.world.people["probation-lead"]))
    told.on(date(2019, 9, 11), waits(told.at("gp"), told.world.people["gp-lead"]))
    told.on(date(2019, 9, 12), waits(trust, east, together=True))
    told.on(date(2019, 10, 10), waits(told.at("community-trust"), told.world.people["community-lead"]))
    told.on(date(2019, 10, 15), lambda on: services.give_up(
        booking=_booking(event, told.at("trust-west")[2]), by=west, on=on, why="Changed ward"))  # fmt: skip
    told.on(FREE_AGAIN, lambda on: services.give_up(
        booking=_booking(event, police[0]), by=police[0], on=on, why="Called to court on that day"))  # fmt: skip
    _hold_since(told, event)


def _hold_since(told: Told, event: Event) -> None:
    told.on(event.last_day, lambda on: hold(fresh(event), told.trainer, absent=1, part=0))


def _booking(event: Event, person: Person) -> Booking:
    rows = Booking.objects.all_for_job("the demonstration's own place").select_related("event", "owner", "person")
    return rows.get(event=event, delegate=person, live=True)


def _to_come(told: Told) -> None:
    people = told.world.people
    practitioner = people["practitioner"]
    core = _event(told, "CORE", date(2020, 1, 21), date(2019, 8, 19), date(2019, 8, 28), "Town hall, east", "trainer",
                  [*told.at("school-valley"), *told.at("district-south")], 20)  # fmt: skip
    neglect = _event(told, "NEGLECT", date(2019, 12, 5), date(2019, 8, 19), date(2019, 8, 27),
                     "Community centre, south", "trainer", told.staff[9:14], 16, per_agency=6)  # fmt: skip
    told.on(date(2019, 10, 28), lambda on: services.book(
        event=fresh(core), people=[practitioner], by=people["community-lead"], on=on, food="Vegetarian",
        access="A seat near the front"))  # fmt: skip
    asked_on = min(date(2019, 11, 7), told.world.on)
    with clock.at(asked_on):
        services.book(event=fresh(neglect), people=[practitioner], by=practitioner, on=asked_on,
                      manager=people["community-lead"])  # fmt: skip
    told.on(date(2019, 11, 7), lambda on: services.book(
        event=fresh(neglect), people=told.at("trust-west")[:1], by=people["trust-west-agc"], on=on))  # fmt: skip
    planned_on = date(2019, 8, 26)
    with clock.at(planned_on):
        services.plan_event(
            course=told.courses["SUPER"], sessions=[(date(2020, 2, 11), time(9, 30), time(16, 0))], capacity=16,
            closes_on=date(2020, 2, 4), venue=told.venues["Library, centre"], trainers=[people["health-chair"]],
            by=told.office, on=planned_on,
        )  # fmt: skip
    told.on(date(2019, 11, 14), lambda on: services.agree(
        booking=_booking(neglect, practitioner), by=people["community-lead"], on=on))  # fmt: skip
    for event in (neglect, core):
        _hold_since(told, event)
    told.on(date(2019, 10, 21), lambda on: services.ask_for_account(
        name="Nell Hartry", email="nell.hartry@community-trust.example", job_title="School nurse", on=on))  # fmt: skip


def _not_held(told: Told) -> None:
    """One without a new date yet, one that too few had booked."""
    neglect = _event(told, "NEGLECT", date(2019, 11, 19), date(2019, 7, 8), date(2019, 7, 16), "College, west",
                     "trainer", told.at("early-years"), 16)  # fmt: skip
    bruise = _event(told, "BRUISE", date(2019, 10, 2), date(2019, 7, 15), date(2019, 7, 30), "Library, centre",
                    "health-chair", told.at("gp"), 20, least=6)  # fmt: skip
    told.on(date(2019, 10, 30), lambda on: services.postpone(
        event=fresh(neglect), by=told.office, on=on, why="The room is needed as a polling station"))  # fmt: skip
    told.on(date(2019, 9, 23), lambda on: services.cancel_event(
        event=fresh(bruise), by=told.office, on=on, why="One place of twenty was booked"))  # fmt: skip


LEARNING_SYSTEM = (("trust-west", 3), ("community-trust", 3), ("early-years", 2), ("council-csc", 2))


def _elearning(told: Told) -> None:
    """Files of two agencies' own systems: most lines find their person, two wait for a name."""

    def lines(day: date, unknown: tuple[str, ...]) -> list[list[str]]:
        rows = [[one.email, one.name, "BASICS", day.isoformat()]
                for code, count in LEARNING_SYSTEM for one in told.at(code)[:count]]  # fmt: skip
        return [["email", "name", "course", "completed"], *rows,
                *([email, "", "BASICS", day.isoformat()] for email in unknown)]  # fmt: skip

    def read(day: date, unknown: tuple[str, ...] = ()) -> Any:
        return lambda on: services.read_completions(lines=services.rows_of(lines(day, unknown)), by=told.office, on=on)

    told.on(date(2019, 6, 25), read(date(2019, 6, 18)))
    told.on(date(2019, 10, 7), read(date(2019, 10, 1), ("ward.seven@trust-west.example", "p.harte@trust-west.example")))
