"""What the transition allows today, asked before anything is written: a page is right even if no sweep has run."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError

from cdop.transition import Act, Ruling, decide, start_or_latest
from sscb import clock
from sscb.access.errors import Conflict
from sscb.access.policy import require
from sscb.people.models import Person
from sscb.timetable.days import in_words
from sscb.timetable.queries.calendar import start_dates
from sscb.timetable.starts import CDR_START


class NotLawful(Conflict):
    """The law of the transition does not allow it on this day. Its words name the rule and the next lawful step."""

    def __init__(self, ruling: Ruling):
        self.ruling = ruling
        super().__init__(ruling.sentence)


def cdr_start() -> date:
    """The local start date as recorded, or the statutory latest while none is."""
    return start_or_latest(start_dates().get(CDR_START.code))[0]


def require_lawful(review: Any, act: Act) -> Ruling:
    """By the day it is now in London, whatever date is being written down. Raises NotLawful."""
    ruling = decide(act, review.case, clock.today(), cdr_start())
    if not ruling:
        raise NotLawful(ruling)
    return ruling


def require_office(by: Person, rule: str, record: Any) -> None:
    """The role first: a grant on one record opens what it was given for, never the office's own work on it."""
    require(by, rule)
    require(by, rule, record)


def not_ahead(on: date, what: str) -> None:
    if on > clock.today():
        raise ValidationError(f"{what} cannot be on {in_words(on)}, which has not come. Nothing was changed.")


def write(thing: Any, **fields: Any) -> None:
    """Set columns of the child table alone; those of the record move through its one door."""
    for name, value in fields.items():
        setattr(thing, name, value)
    type(thing)._base_manager.filter(pk=thing.pk).update(**fields)
