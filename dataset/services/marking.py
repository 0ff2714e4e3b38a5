"""Marking on a chart what happened, and writing down the days of rare events."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from dataset.models import ChartNote, EventDay, Indicator
from dataset.services.agreeing import said
from sscb.access.policy import require
from sscb.charts import numbers
from sscb.database import swap
from sscb.history.services import write_history
from sscb.learning.models import Action

MOST_DAYS = 200


@transaction.atomic(durable=True)
def add_note(
    *, indicator: Indicator, happened_on: date, kind: str, text: str, by: Any, on: date, action: Action | None = None
) -> ChartNote:
    """A letter on the chart where it happened, and its words in the list below."""
    require(by, "dataset.propose")
    text = said(text, "Say in a few words what happened. Nothing was changed.")
    if happened_on > on:
        raise ValidationError("Only what has happened is marked on a chart. Choose a day that has passed.")
    made = ChartNote.objects.create(
        indicator=indicator, on=happened_on, kind=kind, text=text, action=action, added_by=by, added_on=on
    )
    write_history(indicator, "dataset.note_added", by=by, on=on, why=text, indicator=indicator.code,
                  when=numbers.month(happened_on))  # fmt: skip
    return made


@transaction.atomic(durable=True)
def take_note_off(*, note: ChartNote, by: Any, on: date) -> ChartNote:
    """The mark is no longer drawn; the history keeps that it was."""
    require(by, "dataset.propose")
    found = ChartNote.objects.select_related("indicator").get(pk=note.pk)
    if swap(ChartNote.objects.filter(taken_off_on=None), found, taken_off_on=on, taken_off_by=by):
        write_history(found.indicator, "dataset.note_taken_off", by=by, on=on, indicator=found.indicator.code,
                      when=numbers.month(found.on))  # fmt: skip
    return found


@transaction.atomic(durable=True)
def write_event_days(*, indicator: Indicator, days: Sequence[date], by: Any, on: date) -> int:
    """Add the days on which the events of a rare count happened. Only the gaps between them are ever shown."""
    require(by, "dataset.propose")
    if not days:
        raise ValidationError("Enter at least one day. Nothing was changed.")
    if len(days) > MOST_DAYS:
        raise ValidationError(f"Enter at most {MOST_DAYS} days at once. Nothing was changed.")
    if max(days) > on:
        raise ValidationError("A day that has not come yet cannot be written down. Nothing was changed.")
    EventDay.objects.bulk_create(
        EventDay(indicator=indicator, on=day, added_on=on, added_by=by) for day in sorted(days)
    )
    write_history(indicator, "dataset.event_days_written", by=by, on=on, indicator=indicator.code, count=len(days))
    return len(days)
