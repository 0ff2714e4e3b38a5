"""Whose event it is and who has a place in it: what the register, the evaluation and the report ask of the bookings."""

from typing import Any

from django.db.models import Q

from training.models import Booking, Event

WITH_A_PLACE = ("confirmed", "attended", "part_attended", "no_show")
THERE = ("attended", "part_attended")


def bookings_of(event: Event):
    return Booking.objects.all_for_job("the register and the evaluation of the event in hand").filter(event=event)


def had_a_place(event: Event):
    """Confirmed when it began, whatever came of it."""
    return bookings_of(event).filter(stage__in=WITH_A_PLACE)


def was_there(event: Event):
    return bookings_of(event).filter(stage__in=THERE)


def gives(person: Any, event: Event) -> bool:
    """Is this person one of its trainers?"""
    return event.trainers.filter(person_id=person.pk).exists()


def given_by(person: Any) -> Q:
    return Q(trainers__person_id=person.pk)


def outcomes_of(event: Event) -> tuple[str, ...]:
    return tuple(event.course.outcomes)
