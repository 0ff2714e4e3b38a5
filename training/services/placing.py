"""Who gets a free place: one rule, run whenever a place is asked for, given up or added.

The event's row is the lock. `claim` writes it before anything of its places is read, so whoever comes meanwhile waits
(PostgreSQL: the row; SQLite: the database), and the table itself refuses one place too many.
"""

from collections import Counter
from datetime import date
from itertools import groupby

from django.db.models import F
from django.urls import reverse

from sscb.history.services import write_history
from sscb.jobs.services import send_mail
from sscb.records.moving import move
from sscb.timetable.days import in_words
from sscb.timetable.queries import start_dates, working_days
from sscb.timetable.rules import due_for
from sscb.timetable.sockets import rules
from training.lifecycle import Place
from training.models import Booking, Event, EventDay
from training.timetable import KEEP_PROMOTED

JOB = "places of one event, while its row is held"


def claim(event: Event, *, requests: int = 0) -> Event:
    """Hold the event's row for this transaction and give it as it stands now; `asked` counts the new requests."""
    rows = Event.objects.all_for_job(JOB).filter(pk=event.pk)
    rows.update(asked=F("asked") + requests)
    return rows.select_related("course", "venue").get()


def places_of(event: Event):
    return Booking.objects.all_for_job(JOB).filter(event=event)


def elsewhere(event: Event):
    """Places at other events on a day of this one."""
    return Booking.objects.all_for_job("one person is in one place at a time").filter(
        live=True, holds_place=True, event__days__on__in=EventDay.objects.filter(event=event).values("on"),
        stage__in=(Place.ASKED, Place.CONFIRMED),
    ).exclude(event=event)  # fmt: skip


def let_go(event: Event, booking: Booking) -> None:
    """This booking has no place and no turn any more. `event` is claimed."""
    held = booking.holds_place
    places_of(event).filter(pk=booking.pk).update(live=False, holds_place=False)
    booking.live = booking.holds_place = False
    if held:
        _count(event, -1)


def _count(event: Event, by: int) -> None:
    Event.objects.all_for_job(JOB).filter(pk=event.pk).update(taken=F("taken") + by)
    event.taken += by


def give_places(event: Event, *, on: date) -> list[Booking]:
    """Give what is free to those who wait, in the order in which they asked. `event` is claimed.

    People who come together get places together or not at all. While the event can be booked, a free place is kept for
    a group whose turn it is; once it has closed, the place goes to the next whom it suits. Where one agency has all
    that one agency may have, its people wait for a place of their own agency, and hold up nobody else. So does whoever
    has a place elsewhere on a day of this event meanwhile: nobody is in two places at a time.
    """
    free = event.capacity - event.taken
    if free <= 0:
        return []
    waiting = places_of(event).filter(live=True, holds_place=False).order_by("turn")
    if not waiting.exists():
        return []
    held = Counter(places_of(event).filter(holds_place=True).values_list("owner_id", flat=True))
    away = set(elsewhere(event).filter(delegate__in=waiting.values("delegate")).values_list("delegate_id", flat=True))
    given: list[Booking] = []
    for _, some in groupby(
        waiting.select_related("person", "owner"), key=lambda one: ("party", one.party_id) if one.party_id else one.pk
    ):
        group = list(some)
        agency, size = group[0].owner_id, len(group)
        if event.per_agency and agency and held[agency] + size > event.per_agency:
            continue
        if any(one.delegate_id in away for one in group):
            continue
        if size > free:
            if on <= event.closes_on:
                break
            continue
        given += group
        held[agency] += size
        free -= size
        if not free:
            break
    if given:
        places_of(event).filter(pk__in=[one.pk for one in given]).update(holds_place=True, placed_on=on)
        _count(event, len(given))
        for booking in given:
            booking.holds_place, booking.placed_on = True, on
            if booking.stage == Place.WAITING:
                if on > booking.opened_on:
                    _ask_for_answer(booking, on)
                confirm(event, booking, on=on)
    return given


def _ask_for_answer(booking: Booking, on: date) -> None:
    """It waited, perhaps for months: does it still suit (R-TR-3)?"""
    booking.answer_by = due_for(rules[KEEP_PROMOTED], on, working_days(), start_dates()).due_on
    places_of(booking.event).filter(pk=booking.pk).update(answer_by=booking.answer_by)


def confirm(event: Event, booking: Booking, *, on: date) -> None:
    move(booking, to=Place.CONFIRMED, by=None, on=on)
    write_history(booking, "training.place_given", by=None, on=on)
    asked = (
        f"You waited for it, so please say by {in_words(booking.answer_by)} that you come. Unanswered, the place may "
        "go to the next who waits. "
    ) if booking.answer_by else ""  # fmt: skip
    send_mail(
        key=f"training-place:{booking.uuid}", to=booking.person, on=on, about=event,
        subject=f"You have a place: {event.title}, {in_words(event.first_day)}",
        body=f"You have a place on this course. {asked}The page has the joining instructions and a file for your "
             "calendar; there you can also give the place up, or pass it to a colleague.",
        path=reverse("training:booking", args=[booking.uuid]),
    )  # fmt: skip
