"""Which open reviews the panel's remaining meetings can still take before the last day. Pure."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from cdop.lifecycle import UNFINISHED, Stage

NEAREST_FIRST = (
    Stage.PANEL, Stage.READY, Stage.DEFERRED, Stage.LOCAL_MEETING, Stage.GATHERING, Stage.REOPENED, Stage.NOTIFIED,
    Stage.WAITING,
)  # fmt: skip
"""How near a case is to the panel: what waits for an inquest comes last, for nobody knows when it is ready."""


@dataclass(frozen=True)
class OpenCase:
    reference: str
    stage: str
    notified_on: date


@dataclass(frozen=True)
class Meeting:
    """A planned meeting of the panel, and how many cases it can take."""

    on: date
    room_for: int


@dataclass(frozen=True)
class Plan:
    """`placed`: reference -> the meeting's day; `left_over`: references that will not make it, in order of nearness."""

    placed: dict[str, date]
    left_over: tuple[str, ...]
    places: int
    waiting: int

    @property
    def open(self) -> int:
        return len(self.placed) + len(self.left_over)


def plan(cases: Iterable[OpenCase], meetings: Collection[Meeting], *, today: date, last_day: date) -> Plan:
    """Nearest to the panel first, then the longest notified; a meeting after the last day takes none.

    What waits for another process is given a place only where one is left, and is counted in `waiting`. Raises
    ValueError for a finished case.
    """
    found = list(cases)
    finished = [case.reference for case in found if case.stage not in UNFINISHED]
    if finished:
        raise ValueError(f"Finished already: {', '.join(finished)}")
    days = [
        meeting.on
        for meeting in sorted(meetings, key=lambda one: one.on)
        if today <= meeting.on <= last_day
        for _ in range(meeting.room_for)
    ]
    order = sorted(found, key=lambda one: (NEAREST_FIRST.index(Stage(one.stage)), one.notified_on, one.reference))
    placed = {case.reference: day for case, day in zip(order, days, strict=False)}
    return Plan(
        placed=placed,
        left_over=tuple(case.reference for case in order if case.reference not in placed),
        places=len(days),
        waiting=sum(case.stage == Stage.WAITING for case in found),
    )


def in_a_sentence(made: Plan, last_day: date) -> str:
    """14 reviews are open and the panel has room for 9 before 29 January 2020: 5 will not make it."""
    if not made.open:
        return "No review is open."
    day = f"{last_day.day} {last_day:%B %Y}"
    are = "review is" if made.open == 1 else "reviews are"
    short = len(made.left_over)
    end = f"{short} will not make it" if short else "each has a place"
    if not made.places:
        return f"{made.open} {are} open and no panel meeting is planned until {day}: {end}."
    return f"{made.open} {are} open and the panel has room for {made.places} until {day}: {end}."


class Chance(StrEnum):
    """Will an open review be finished by the last day?"""

    IN_TIME = "In time"
    TIGHT = "Tight"
    WAITS = "Only if it can go on"
    NOT = "Will not make it"


def chance(case: OpenCase, made: Plan, *, forms_open: int) -> Chance:
    """Without a place it will not make it; with one, it depends on what it still waits for."""
    if case.reference not in made.placed:
        return Chance.NOT
    if case.stage == Stage.WAITING:
        return Chance.WAITS
    before_papers = (Stage.NOTIFIED, Stage.GATHERING, Stage.REOPENED, Stage.DEFERRED)
    return Chance.TIGHT if forms_open or case.stage in before_papers else Chance.IN_TIME


def heading(made: Plan) -> str:
    """11 reviews are open. 7 can be finished by the last day; 4 must be handed over."""
    if not made.open:
        return "No review is open: nothing is left to hand over."
    first = f"{made.open} review{'s are' if made.open > 1 else ' is'} open."
    can, short = len(made.placed), len(made.left_over)
    if not short:
        return f"{first} {'Each' if made.open > 1 else 'It'} can be finished by the last day."
    if not can:
        which = "None can" if made.open > 1 else "It cannot"
        return f"{first} {which} be finished by the last day."
    return f"{first} {can} can be finished by the last day; {short} must be handed over."


def heading_after(owed: int, sent: int, received: int) -> str:
    """5 cases must be handed over: 3 are not sent, 1 waits for its receipt. `sent` and `received` are of those owed."""
    if not owed:
        return "Nothing was left to hand over."
    if received == owed:
        which = f"All {owed} cases are" if owed > 1 else "The case is"
        return f"{which} handed over and receipted."
    still, waits = owed - sent, sent - received
    parts = []
    if still:
        parts.append(f"{still} {'is' if still == 1 else 'are'} not sent")
    if waits:
        parts.append(f"{waits} wait{'s' if waits == 1 else ''} for a receipt")
    return f"{owed} case{'s' if owed > 1 else ''} must be handed over: {', '.join(parts)}."
