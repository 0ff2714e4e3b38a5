"""What must be true before an event opens for booking and a course is offered."""

from datetime import date
from typing import Any

from training.models import Course, Event, EventTrainer, Trainer
from training.trainers import in_date


def trainers_in_date(record: Any, on: date) -> bool:
    """Somebody gives it, and each of them is in date on its last day."""
    event = Event._base_manager.get(pk=record.pk)
    people = set(EventTrainer.objects.filter(event=event).values_list("person_id", flat=True))
    pool = Trainer.objects.filter(person__in=people)
    current = {one.person_id for one in pool if in_date(one.prepared_on, one.refreshed_on, one.left_on, event.last_day)}
    return bool(people) and people == current


def says_what_asked(record: Any, on: date) -> bool:
    return Course._base_manager.get(pk=record.pk).prompts.exists()
