"""The three points at which a course is evaluated, and the manager's view: when each is open and due. No Django."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class Point(StrEnum):
    """`MANAGER`: the line manager's view, asked at the third point."""

    BEFORE = "pre"
    END = "end"
    LATER = "three_month"
    MANAGER = "manager"


WORDS = {
    Point.BEFORE: "Before the course",
    Point.END: "At the end",
    Point.LATER: "Three months on",
    Point.MANAGER: "The line manager’s view",
}
LEVELS = {1: "Reaction", 2: "Learning", 3: "Behaviour", 4: "Results"}
"""Kirkpatrick's four levels: did they value it, did they learn, do they work otherwise, did it help children?"""

END_DAYS = 5
LATER_OPENS, LATER_DUE, LATER_CLOSES = 42, 84, 112
"""Days after the last day (audits handbook 4.4; RULINGS 22)."""


@dataclass(frozen=True)
class Window:
    """First day, the day it is asked for by, and the last day on which an answer is taken; all whole."""

    opens_on: date
    due_on: date
    closes_on: date

    def holds(self, day: date) -> bool:
        return self.opens_on <= day <= self.closes_on


def window_of(point: Point, *, asked_from: date, first_day: date, last_day: date) -> Window:
    """`asked_from`: the day on which the place was confirmed. Nothing before counts as "before" once it has begun."""
    if point == Point.BEFORE:
        return Window(min(asked_from, first_day), first_day, first_day)
    if point == Point.END:
        closes = last_day + timedelta(days=END_DAYS)
        return Window(last_day, closes, closes)
    opens, due, closes = (last_day + timedelta(days=days) for days in (LATER_OPENS, LATER_DUE, LATER_CLOSES))
    return Window(opens, due, closes)
