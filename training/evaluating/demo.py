"""A course in three stages of its life: evaluated at three points, three months on just now, and held today.

All invented, through the services. Built on the programme's own demonstration: whoever calls it has a course that is
offered, its venue, and a trainer of the pool.
"""

import random
from collections.abc import Callable
from datetime import date, time
from functools import partial
from itertools import groupby
from typing import Any

from sscb import clock
from sscb.jobs.models import Mail
from sscb.people.models import Person
from training import services as programme
from training.evaluating import services
from training.evaluating.models import Answered, Asking
from training.evaluating.opening import open_evaluations
from training.evaluating.points import Point
from training.evaluating.services.asking import letter_key
from training.models import Course, Event, Venue
from training.registering import services as registering
from training.registering.who import had_a_place

JUNE, JUNE_2 = date(2019, 6, 11), date(2019, 6, 12)
AUGUST, NOVEMBER = date(2019, 8, 27), date(2019, 11, 12)
PLANNED, BOOKED, BEFORE = date(2019, 4, 8), date(2019, 5, 7), date(2019, 5, 28)
LATER, CLOSED = date(2019, 8, 26), date(2019, 9, 9)
PLANNED_2, BOOKED_2, BEFORE_2, LATER_2 = date(2019, 6, 17), date(2019, 7, 9), date(2019, 8, 13), date(2019, 11, 5)
PLANNED_3, BOOKED_3, BEFORE_3 = date(2019, 8, 19), date(2019, 8, 29), date(2019, 11, 6)
OBSERVED = date(2019, 6, 20)

MANAGERS = {
    "council-csc": "dcs", "police": "police-agc", "trust-west": "trust-west-agc", "trust-east": "trust-east-lead",
    "community-trust": "community-lead", "voluntary": "voluntary-lead", "probation": "probation-lead", "gp": "gp-lead",
    "school-valley": "school-lead",
}  # fmt: skip
"""Who of an agency agrees to its places; for the others the co-ordinator books."""
WORDS = (
    "I had read the procedure. I had not heard what it is like to live there.",
    "The best hour was the one with the police officer and the health visitor at my table.",
    "I changed how I write a chronology the week after.",
)
STORIES = (
    "A boy told a worker why he is late: he takes his sister to school. The family now has help in the mornings.",
    "A home visit was made with the health visitor instead of one after the other, and the plan changed.",
)
INTENTIONS = ("Ask what a day is like for the child", "Write down what the child said, in their words")


def build(world: Any, *, course: Course, venue: Venue | None, trainer: Person, staff: list[Person]) -> None:
    office, chair = world.people["training"], world.people["td-chair"]
    chance = random.Random(2019)
    happened: Callable[[date], bool] = lambda day: day < world.on  # noqa: E731

    give = partial(event_with_places, world, course, venue, trainer)

    june = give([JUNE, JUNE_2], staff[:14], PLANNED, BOOKED)
    _before(june, BEFORE, chance, 12)
    hold(june, trainer, absent=1, part=1)
    _answers(june, Point.END, JUNE_2, 11, lambda n: _end(chance, n))
    with clock.at(OBSERVED):
        registering.issue_certificates(event=june, by=office, on=OBSERVED)
        seen = services.observe(
            event=june, observed_on=JUNE_2, grade="3", by=chair, on=OBSERVED,
            standards={"outcomes": "3", "voice": "4", "mix": "4", "supervision": "2"},
            strengths="People from six agencies worked on one family. The child’s day was told by a young person.",
            change="Say more of how the learning reaches supervision.",
        )  # fmt: skip
        services.feed_back(observation=seen, by=chair, on=OBSERVED)
        services.reply_to_observation(observation=seen, words="The last hour is about supervision from now on.",
                                      by=trainer, on=OBSERVED)  # fmt: skip
        for source, code, why in READINGS:
            services.link_reading(course=course, source=source, code=code, why=why, by=office, on=OBSERVED)
    _answers(june, Point.LATER, LATER, 9, lambda n: _later(chance, n))
    _answers(june, Point.MANAGER, LATER, 7, lambda n: _manager(chance, n))
    _judge(june, chair)
    if happened(CLOSED):
        with clock.at(CLOSED):
            services.close_evaluation(event=june, by=office, on=CLOSED)

    august = give([AUGUST], staff[:12], PLANNED_2, BOOKED_2)
    _before(august, BEFORE_2, chance, 9)
    hold(august, trainer, absent=2, part=0, walked_in="Owen Trelawny")
    say_at_the_end(august, chance, 9, office)
    if happened(LATER_2):
        _answers(august, Point.LATER, LATER_2, 5, lambda n: _later(chance, n))
        _answers(august, Point.MANAGER, LATER_2, 3, lambda n: _manager(chance, n))

    november = give([NOVEMBER], staff[4:18], PLANNED_3, BOOKED_3)
    if happened(BEFORE_3):
        _before(november, BEFORE_3, chance, 6)
    if happened(NOVEMBER):
        hold(november, trainer, absent=1, part=1)
        say_at_the_end(november, chance, 8, office)


READINGS = (
    ("audits.case_questions", "case-audit:seen-alone", "The course practises seeing a child alone"),
    ("dataset.indicators", "MI02", "A return interview is where a child is heard soon after"),
)


def event_with_places(
    world: Any, course: Course, venue: Venue | None, trainer: Person, days: list[date], staff: list[Person],
    planned: date, booked: date, *, capacity: int = 16, starts: time = time(9, 30), ends: time = time(12, 30),
    **more: Any,
) -> Event:  # fmt: skip
    """Planned, opened, and booked agency by agency, each with its own manager where it has one."""
    office = world.people["training"]
    with clock.at(planned):
        event = programme.plan_event(
            course=course, sessions=[(day, starts, ends) for day in days], capacity=capacity, closes_on=days[0],
            venue=venue, trainers=[trainer], by=office, on=planned, **more,
        )  # fmt: skip
        programme.open_event(event=event, by=office, on=planned)
    with clock.at(booked):
        for agency, some in groupby(staff, key=lambda one: one.organisation.code):
            manager = world.people.get(MANAGERS.get(agency, ""))
            programme.book(event=event, people=list(some), by=manager or office, manager=manager, on=booked)
    return fresh(event)


def fresh(event: Event) -> Event:
    return Event.objects.all_for_job("the demonstration's own event").select_related("course").get(pk=event.pk)


def _before(event: Event, day: date, chance, count: int) -> None:
    _answers(event, Point.BEFORE, day, count, lambda n: _confidence(chance, 3, 6))


def hold(event: Event, trainer: Person, *, absent: int, part: int, walked_in: str = "") -> None:
    day = event.last_day
    with clock.at(day):
        bookings = list(had_a_place(event).order_by("pk"))
        line = registering.write_in(event=event, name=walked_in, agency=None, by=trainer, on=day) if walked_in else None
        for session in event.days.all():
            marks = {f"b{one.pk}": "there" for one in bookings}
            marks |= {f"b{one.pk}": "absent" for one in bookings[len(bookings) - absent :]}
            for one in bookings[len(bookings) - absent - part : len(bookings) - absent]:
                marks[f"b{one.pk}"] = "partly"
            if line:
                marks[f"w{line.pk}"] = "there"
            registering.mark_session(event=event, session=session, marks=marks, by=trainer, on=day)
        registering.close_register(event=event, by=trainer, on=day)


def _answers(event: Event, point: Point, day: date, count: int, said: Callable[[int], dict]) -> None:
    """The first so many who have a letter answer by the link in it."""
    with clock.at(day):
        open_evaluations(day)
        asked = Asking.objects.filter(booking__event=event, point=point, answered_on=None).order_by("booking_id")
        letters = dict(Mail.objects.filter(key__in=[letter_key(one) for one in asked]).values_list("key", "body"))
        answered = 0
        for one in asked:
            body = letters.get(letter_key(one))
            if body is None or answered == count:
                continue
            given = said(answered)
            quote = given.pop("quote", "")
            token = body.split("/say/")[1].split("/")[0]
            services.answer(token=token, said=given, quote=quote, quote_consent=bool(quote), on=day)
            answered += 1


def _confidence(chance, low: int, high: int) -> dict[str, str]:
    return {f"confidence-{n}": str(chance.randint(low, high)) for n in (1, 2, 3)}


def _end(chance, n: int) -> dict[str, str]:
    quote = {"quote": WORDS[n]} if n < len(WORDS) else {}
    return {
        **_confidence(chance, 7, 9), "useful": str(chance.randint(4, 5)), "trainer": "5",
        "mix": str(chance.randint(3, 5)), "venue": str(chance.randint(2, 4)),
        "intention-1": INTENTIONS[0], "intention-2": INTENTIONS[1], **quote,
    }  # fmt: skip


def say_at_the_end(event: Event, chance: random.Random, count: int, office: Person) -> None:
    """So many answer on the last day, without a quote; whoever was there and answered has a certificate."""
    day = event.last_day
    _answers(event, Point.END, day, count, lambda n: _end(chance, len(WORDS) + n))
    with clock.at(day):
        registering.issue_certificates(event=event, by=office, on=day)


def _later(chance, n: int) -> dict[str, str]:
    story = {"example": STORIES[n]} if n < len(STORIES) else {}
    at = n % 3
    return {**_confidence(chance, 6, 8), "kept-1": ("done", "done", "part")[at], "kept-2": ("done", "part", "no")[at],
            "supervision": ("yes", "yes", "no")[at], **story}  # fmt: skip


def _manager(chance, n: int) -> dict[str, str]:
    return {"applied": ("clearly", "somewhat", "unsure")[n % 3],
            "manager-supervision": ("recorded", "talked", "no")[n % 3]}  # fmt: skip


def _judge(event: Event, chair: Person) -> None:
    stories = Answered.objects.filter(to__booking__event=event, to__point=Point.LATER).order_by("pk")
    with clock.at(LATER):
        for one, strength in zip([one for one in stories if one.said.get("example")], ("said", "seen"), strict=False):
            services.judge_story(answer=one, event=event, strength=strength, by=chair, on=LATER)
