"""What the sweep does by itself: reminders, free places for those who wait, events that are over, needs forgotten."""

from datetime import date

from django.db import transaction
from django.urls import reverse

from sscb.history.services import write_history
from sscb.jobs.services import send_mail
from sscb.records.moving import move
from sscb.retention.periods import period_of
from sscb.retention.reach import stopped
from sscb.timetable.days import in_words
from sscb.timetable.queries import start_dates, working_days
from sscb.timetable.rules import due_for
from sscb.timetable.sockets import rules
from training.lifecycle import OFFERED, Place, When
from training.models import Booking, BookingNeeds, Event
from training.services.placing import claim, give_places, let_go, places_of
from training.timetable import REMIND


def look_after_events(as_at: date) -> int:
    """Any number of times, after any number of missed days: what is done already is not done again."""
    offered = Event.objects.all_for_job("the sweep looks after events").filter(stage__in=OFFERED)
    _forget_needs(as_at)
    return _held(offered, as_at) + _unanswered(offered, as_at) + _free(offered, as_at) + _reminded(offered, as_at)


def _forget_needs(as_at: date) -> None:
    """RET-9: what somebody eats and needs is nobody's business once the course is over."""
    if not stopped():
        kept = period_of("RET-9-needs", as_at)
        needs = BookingNeeds.objects.filter(booking__held_on=None, booking__event__held_on=None)
        days = needs.filter(booking__event__last_day__lt=as_at).values_list("booking__event__last_day", flat=True)
        over = [day for day in set(days) if kept.keep_until(day) < as_at]
        if over:
            needs.filter(booking__event__last_day__in=over).delete()


def _held(offered, as_at: date) -> int:
    over = list(offered.filter(last_day__lt=as_at))
    for event in over:
        with transaction.atomic():
            move(event, to=When.DELIVERED, by=None, on=as_at)
            write_history(event, "training.event_held", by=None, on=as_at)
    return len(over)


def _unanswered(offered, as_at: date) -> int:
    """A place from the waiting list that nobody answered goes to the next (R-TR-3). Where nobody waits it is kept."""
    silent = Booking.objects.all_for_job("places that nobody answered").filter(
        stage=Place.CONFIRMED, answer_by__lt=as_at, taken_up_on=None
    )
    passed = 0
    for event in offered.filter(first_day__gt=as_at, pk__in=silent.values("event")):
        with transaction.atomic():
            event = claim(event)
            for booking in silent.filter(event=event).select_related("person").order_by("turn"):
                if not places_of(event).filter(live=True, holds_place=False).exists():
                    break
                let_go(event, booking)
                places_of(event).filter(pk=booking.pk).update(why="Nobody said that they come.")
                move(booking, to=Place.CANCELLED, by=None, on=as_at)
                write_history(booking, "training.place_unanswered", by=None, on=as_at)
                send_mail(
                    key=f"training-unanswered:{booking.uuid}", to=booking.person, on=as_at, about=event,
                    subject=f"Your place went to the next who waits: {event.title}",
                    body=f"We asked whether you come and heard nothing until {in_words(booking.answer_by)}. Nothing is "
                         "charged. You can ask for a place again.",
                    path=reverse("training:event", args=[event.uuid]),
                )  # fmt: skip
                give_places(event, on=as_at)
                passed += 1
    return passed


def _free(offered, as_at: date) -> int:
    """To whoever may have one by now: a place kept for a group until booking closed, or for somebody who was elsewhere
    on that day and is not any more."""
    given = 0
    wait = Booking.objects.all_for_job("the sweep gives free places").filter(live=True, holds_place=False)
    for event in offered.filter(first_day__gte=as_at, pk__in=wait.values("event")):
        if event.taken < event.capacity:
            with transaction.atomic():
                given += len(give_places(claim(event), on=as_at))
    return given


def _reminded(offered, as_at: date) -> int:
    days, starts, count = working_days(), start_dates(), 0
    for event in offered.filter(first_day__gte=as_at):
        if due_for(rules[REMIND], event.first_day, days, starts).due_on > as_at:
            continue
        booked = Booking.objects.all_for_job("reminders").filter(event=event, holds_place=True, stage=Place.CONFIRMED)
        for booking in booked.select_related("person"):
            with transaction.atomic():
                mail = send_mail(
                    key=f"training-reminder:{booking.uuid}:{event.first_day}", to=booking.person, on=as_at, about=event,
                    subject=f"Soon: {event.title}, {in_words(event.first_day)}",
                    body="The page says where and when, and has the joining instructions. If you cannot come, pass the "
                         "place to a colleague or give it up: somebody may be waiting for it.",
                    path=reverse("training:booking", args=[booking.uuid]),
                )  # fmt: skip
            count += mail.on == as_at
    return count
