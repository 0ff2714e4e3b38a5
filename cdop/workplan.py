"""Which open reviews the panel's remaining meetings can still take before the last day. Pure."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

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
