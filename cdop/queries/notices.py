"""Notices of the registrar and the coroner on one case, as the co-ordinator sees them."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from cdop.models import ChildDeathReview, Notice
from cdop.notices import NOTICES
from cdop.queries.shown import State
from sscb.timetable.days import in_words


@dataclass(frozen=True)
class NoticeRow:
    """`waited_for`: its arrival can be recorded."""

    uuid: UUID
    sender: str
    title: str
    happened_on: date
    state: State
    waited_for: bool


def notices_of(review: ChildDeathReview, late_rules: set[str]) -> list[NoticeRow]:
    """In the order in which they were recorded; `late_rules`: rules of this case whose last day has ended."""
    return [_row(one, late_rules) for one in Notice.objects.filter(review=review)]


def _row(one: Notice, late_rules: set[str]) -> NoticeRow:
    told = NOTICES[one.kind]
    if one.arrived_on:
        state = State("done", f"Came {in_words(one.arrived_on)}")
    elif told.rule in late_rules:
        state = State("late", "Has not come, and is late")
    else:
        state = State("waiting", "Has not come yet")
    return NoticeRow(one.uuid, told.sender, told.title, one.happened_on, state, waited_for=one.arrived_on is None)
