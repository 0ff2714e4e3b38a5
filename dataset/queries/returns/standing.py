"""How a return stands: whose it is to act, whether it is late, who may check it and give more time."""

from datetime import date
from typing import Any

from dataset.models import DataReturn
from sscb.access.policy import can
from sscb.access.standing import standing
from sscb.board.queries.shown import State, by_date, many

SEND_RULES = ("data-return", "data-return-year", "data-return-extended", "data-return-again")
"""The rules of the timetable by which an agency sends its figures."""
NOT_SENT = ("due", "filling", "sent_back")
STAGE_WORDS = {
    "due": "Nothing filled in", "filling": "Being filled in", "submitted": "Handed in, to be checked",
    "sent_back": "Sent back", "checked": "Checked",
}  # fmt: skip


def days_late(stage: str, due_on: date, as_at: date) -> int:
    """Nought when it is handed in or not due yet: due on the 25th is late from the 26th."""
    return max((as_at - due_on).days, 0) if stage in NOT_SENT else 0


def state_of(record: DataReturn, as_at: date) -> State:
    """The state mark of a return."""
    if record.stage == "checked":
        return State("done", "Checked")
    if record.stage == "submitted":
        return State("waiting", "To be checked")
    late = days_late(record.stage, record.last_day, as_at)
    if record.stage == "sent_back":
        return State("late", f"Sent back, late {many(late, 'day')}") if late else State("soon", "Sent back")
    return by_date(record.due_on, as_at)


def own_agencies(person: Any) -> set[int]:
    """The agencies somebody works for, or holds a role for."""
    who = standing(person)
    return {who.organisation_id, *(agency for _, agency, _ in who.held)} - {None}


def may_check(person: Any, record: DataReturn) -> bool:
    """The chair of Quality and Performance, or the Board's office; nobody the figures of their own agency (R-P-1)."""
    return (
        bool(can(person, "dataset.check_return", record))
        and bool(can(person, "moderate", record) or can(person, "reopen", record))
        and record.agency_id not in own_agencies(person)
    )


def may_extend(person: Any, record: DataReturn) -> bool:
    """The same people: the chair of Quality and Performance for others' agencies, and the Board's office."""
    if not can(person, "dataset.extend_return", record) or record.agency_id in own_agencies(person):
        return False
    return standing(person).sits_on("SGC", "qp") or bool(can(person, "reopen", record))
