"""The open actions of a body, as they lie before its meeting: worst first, with what may be done about each."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sscb.access.policy import can
from sscb.access.standing import standing
from sscb.board.models import Meeting
from sscb.board.queries.shown import full_day
from sscb.learning.queries.actions import open_actions
from sscb.learning.status import COLOURS, MOST_CARRIED, Status

CARRY, DONE, CLOSE = "carry", "done", "close"
ORDER = {"red": 0, "amber": 1, "green": 2, "grey": 3}


@dataclass(frozen=True)
class LogLine:
    key: str
    uuid: Any
    reference: str
    title: str
    agency: str
    due: str
    first_due: str
    carried: int
    progress: str
    evidence: str
    status: Status
    choices: list[tuple[str, str]]
    note: str = ""
    what: str = ""
    words: str = ""
    due_typed: str = ""
    refusal: str = ""
    """What was typed and could not be done, and why."""

    @property
    def colour(self) -> str:
        return COLOURS[self.status.colour]


def log_lines(meeting: Meeting, person: Any, as_at: date) -> list[LogLine]:
    """`choices` is empty for who may only read; leaving an action as it is, is always one of them."""
    may = bool(can(person, "board.carry_log", meeting)) and meeting.stage != "approved"
    reports, judges = bool(can(person, "learning.report_progress")), bool(can(person, "learning.close_action"))
    allows_third = "CHAIR" in standing(person).roles
    found = [_line(one, as_at, may, reports, judges, allows_third)
             for one in open_actions(person).filter(group=meeting.group)]  # fmt: skip
    return sorted(found, key=lambda line: ORDER.get(line.status.colour, 9))


def _line(one: Any, as_at: date, may: bool, reports: bool, judges: bool, allows_third: bool) -> LogLine:
    choices, note, third = [], "", one.carried >= MOST_CARRIED
    if may:
        choices.append(("", "Leave it"))
        if one.stage == "asked" and judges and (not third or allows_third):
            choices.append((CARRY, "Carry it to another day"))
        if one.stage == "asked" and reports:
            choices.append((DONE, "It is done, and this shows it"))
        if one.stage == "done" and judges:
            choices.append((CLOSE, "Close it: the evidence was checked"))
    if third and one.stage == "asked":
        why = f"Its owner says: {one.progress}" if one.progress.strip() else "Its owner has not said why."
        note = f"Moved {one.carried} times. A third move is the Independent Chair’s to allow. {why}"
    return LogLine(
        one.uuid.hex, one.uuid, one.reference, one.title, one.agency.name, full_day(one.due_on),
        full_day(one.first_due_on) if one.carried else "", one.carried, one.progress, one.evidence, one.status(as_at),
        choices, note,
    )  # fmt: skip
