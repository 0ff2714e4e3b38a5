"""Notifiable incidents as their readers see them: the clocks of the day on which they became known."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import F, QuerySet

from reviews.models import Incident
from reviews.queries.shown import State, many, nearest_duties, state_of
from sscb.timetable.days import in_words
from sscb.timetable.models import Deadline
from sscb.timetable.queries.calendar import working_days
from sscb.timetable.regimes import PANEL

RAPID = 15


@dataclass(frozen=True)
class Row:
    uuid: UUID
    reference: str
    kind: str
    aware_on: date
    regime: str
    next_words: str
    state: State


def incidents_of(person: Any) -> QuerySet:
    return Incident.objects.visible_to(person).order_by(F("closed_on").asc(nulls_first=True), "-aware_on", "reference")


def rows_of(incidents: Iterable[Incident], as_at: date) -> list[Row]:
    """With the nearest open duty of each. One query for all."""
    found = list(incidents)
    nearest = nearest_duties(found)
    return [_row(one, nearest.get(one.pk), as_at) for one in found]


def _row(incident: Incident, duty: Deadline | None, as_at: date) -> Row:
    words = f"{duty.title}, by {in_words(duty.due_on)}" if duty else ""
    state = state_of(duty, as_at) if duty else State("done", "Nothing is owed")
    return Row(
        incident.uuid, incident.reference, incident.get_kind_display(), incident.aware_on,
        incident.get_regime_display(), words, state,
    )  # fmt: skip


def heading(rows: list[Row]) -> str:
    late = sum(row.state.code == "late" for row in rows)
    owed = sum(row.state.code != "done" for row in rows)
    if not rows:
        return "No notifiable incident is recorded"
    if late:
        return f"{many(late, 'incident')} {'has' if late == 1 else 'have'} a duty that is late"
    return f"{many(owed, 'incident')} {'has' if owed == 1 else 'have'} a duty open" if owed else "Nothing is owed"


def other_reckoning(incident: Incident) -> str:
    """The rapid review counted from the notification, as some areas do: shown beside the Panel's count (RULINGS 2)."""
    if incident.notified_on is None or incident.aware_on < PANEL:
        return ""
    due_on = working_days().after(incident.notified_on, RAPID)
    return (
        f"Counted from the notification of {in_words(incident.notified_on)}, as some areas do, the rapid review would "
        f"be due by {in_words(due_on)}. Keep the earlier date."
    )


def duty_of(incident: Incident, rule: str) -> Deadline | None:
    """The duty under this rule, open or met; None where the rule was not in force on the day of becoming aware."""
    return Deadline.objects.filter(record_id=incident.pk, rule=rule).exclude(state="cancelled").first()
