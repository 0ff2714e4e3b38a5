"""What training tells the framework’s page: the events that were held."""

from datetime import date

from sscb.learning.sockets import Activity, activities
from training.lifecycle import When
from training.models import Event


def _held(from_on: date, to_on: date) -> int:
    events = Event.objects.all_for_job("how many events were held, for the framework's page")
    return events.filter(stage=When.DELIVERED, last_day__range=(from_on, to_on)).count()


activities.plug(Activity("training.events", "training", "event held", "events held", count=_held))
