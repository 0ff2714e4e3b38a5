"""How an action stands, worked out from its dates and proofs and from nothing that anybody ticks (handbook 2.7). Pure.

Blue: carried out and its evidence verified. Green: on time. Amber: due within a fortnight, slipped once, or done
without verified evidence. Red: late, or nothing said for sixty days. Grey: its first day has not come (audits handbook
6.4). The owner comments; nobody overwrites.
"""

from dataclasses import dataclass
from datetime import date

SILENT_DAYS = 60
NEAR_DAYS = 14
MOST_CARRIED = 2
"""A third move of a date is the Independent Chair's to allow, and its owner must have said why."""

BLUE, GREEN, AMBER, RED, GREY, WITHDRAWN = "blue", "green", "amber", "red", "grey", "withdrawn"
MARKS = {BLUE: "done", GREEN: "waiting", AMBER: "soon", RED: "late", GREY: "stop", WITHDRAWN: "stop"}
COLOURS = {BLUE: "Blue", GREEN: "Green", AMBER: "Amber", RED: "Red", GREY: "Grey", WITHDRAWN: "Withdrawn"}


@dataclass(frozen=True)
class Status:
    """`code` draws the mark, `words` say all of it; `colour` is the plan's own word for it."""

    colour: str
    words: str

    @property
    def code(self) -> str:
        return MARKS[self.colour]

    @property
    def kept(self) -> bool:
        return self.colour == BLUE


def status_of(
    *,
    stage: str,
    due_on: date,
    said_on: date,
    as_at: date,
    carried: int = 0,
    shown: bool = False,
    verified: bool = False,
    starts_on: date | None = None,
) -> Status:
    """`said_on`: when its owner last said how it stands, or the day it was asked; `shown`: some evidence is in."""
    if stage == "cancelled":
        return Status(WITHDRAWN, "Withdrawn")
    if stage == "closed":
        return (
            Status(BLUE, "Carried out, evidence checked") if verified else Status(AMBER, "Closed, evidence unchecked")
        )
    if stage == "done":
        return Status(AMBER, "Done, to be checked")
    if starts_on and starts_on > as_at:
        return Status(GREY, f"Not started: begins on {starts_on:%-d %B %Y}")
    late, silent = (as_at - due_on).days, (as_at - said_on).days
    if late > 0:
        return Status(RED, f"Late {_days(late)}")
    if silent > SILENT_DAYS:
        return Status(RED, f"Nothing said for {_days(silent)}")
    when = f"due in {_days(-late)}" if late else "due today"
    if -late <= NEAR_DAYS and not shown:
        return Status(AMBER, f"{when.capitalize()}, nothing shows it yet")
    if carried:
        return Status(AMBER, f"At risk: moved {'once' if carried == 1 else f'{carried} times'}, {when}")
    return Status(GREEN, f"On time, {when}")


def _days(count: int) -> str:
    return f"{count} day{'' if count == 1 else 's'}"
