"""What begins by itself each day: deadlines of an event's evaluation, and asking whoever may be asked by now."""

from datetime import date, timedelta

from django.db import transaction

from sscb.timetable.rules import Opening
from sscb.timetable.services import set_deadlines
from sscb.timetable.sockets import openings
from training.evaluating.points import LATER_CLOSES
from training.evaluating.services import ask_what_is_open
from training.evaluating.timetable import FIRST_DAY, LAST_DAY, LATER
from training.models import Event

SOON = 84
"""Days before its first day from which an event's evaluation is on the timetable."""
RUNNING = ("published", "confirmed", "delivered")


def open_evaluations(as_at: date) -> int:
    """Again on the same day: nothing. After missed days: whatever is still open."""
    events = Event.objects.all_for_job("the sweep opens evaluations").filter(
        stage__in=RUNNING, first_day__lte=as_at + timedelta(days=SOON),
        last_day__gte=as_at - timedelta(days=LATER_CLOSES),
    )  # fmt: skip
    done = 0
    for event in events.select_related("course"):
        if not event.deadlines.filter(rule=LATER).exists():
            with transaction.atomic():
                set_deadlines(event, trigger=FIRST_DAY, on=event.first_day, by=None)
                set_deadlines(event, trigger=LAST_DAY, on=event.last_day, by=None)
            done += 1
        done += ask_what_is_open(event, as_at)
    return done


openings.plug(Opening("training.evaluations", "Ask about courses", open_evaluations, order=50))
