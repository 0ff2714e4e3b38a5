"""Small things that several pages of the reviews show."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sscb.board.queries.shown import State, many
from sscb.timetable.days import in_words
from sscb.timetable.models import Deadline


@dataclass(frozen=True)
class ClockShown:
    """One duty on a record, as its date was worked out."""

    title: str
    rule: str
    due_on: date | None
    reckoned: str
    strength: str
    state: State


def state_of(row: Deadline, as_at: date) -> State:
    if row.state == Deadline.State.MET:
        late = (row.met_on - row.due_on).days if row.due_on and row.sense == "limit" else 0
        after = f", {many(late, 'day')} late" if late > 0 else ""
        return State("done", f"Done {in_words(row.met_on)}{after}")
    if row.due_on is None:
        return State("waiting", "No date is set")
    if row.sense == "minimum":
        return State("waiting", f"Until {in_words(row.due_on)}")
    left = (row.due_on - as_at).days
    if left < 0:
        return State("late", f"Late {many(-left, 'day')}")
    if left <= 10:
        return State("soon", f"Due in {many(left, 'day')}" if left else "Last day is today")
    return State("waiting", f"In {many(left, 'day')}")


def clocks_of(record: Any, person: Any, as_at: date) -> list[ClockShown]:
    """Every duty on this record that still counts, the nearest first. One query."""
    rows = Deadline.objects.filter(record_id=record.pk).exclude(state="cancelled").visible_to(person)
    return [
        ClockShown(
            row.title, row.rule, row.due_on, row.sum or row.reason, row.get_strength_display(), state_of(row, as_at)
        )
        for row in sorted(rows, key=lambda one: (one.state == "met", one.due_on or date.max, one.pk))
    ]


def nearest_duties(records: list[Any]) -> dict[int, Deadline]:
    """The open duty of each record that ends first. One query for all."""
    found: dict[int, Deadline] = {}
    rows = Deadline.objects.open().filter(record_id__in=[one.pk for one in records], due_on__isnull=False)
    for row in rows.filter(sense="limit").order_by("due_on", "id"):
        found.setdefault(row.record_id, row)
    return found


__all__ = ["ClockShown", "State", "clocks_of", "many", "nearest_duties", "state_of"]
