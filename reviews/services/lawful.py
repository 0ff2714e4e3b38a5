"""What every write of the reviews asks before it begins, and the one way in which a case moves on."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError

from reviews.guards import partner_start
from reviews.law import UNCHANGED, too_late_to_finish
from reviews.lifecycle import MOVES, ROLE_ALONE, STAGES, UNFINISHED
from reviews.models import CaseReview
from sscb import clock
from sscb.access.errors import Conflict
from sscb.access.policy import require
from sscb.history.services import write_history
from sscb.people.models import Person
from sscb.records.moving import check_version, move
from sscb.timetable.days import in_words


class NotLawful(Conflict):
    """The law of the transition does not allow it on this day. Its words name the rule and the next lawful step."""


def require_role(by: Person, rule: str, record: Any) -> None:
    """The office first: a grant on one record opens what it was given for, never the office's own work on it."""
    require(by, rule)
    require(by, rule, record)


def require_for_move(case: CaseReview, *, to: str, by: Person) -> None:
    """Before anything is written: may this person make this move at all?"""
    step = next((one for one in MOVES if one.start == case.stage and one.to == to), None)
    if step is not None and step.rule in ROLE_ALONE:
        require_role(by, step.rule, case)


def move_case(case: CaseReview, *, to: str, by: Person | None, on: date, **told: Any) -> CaseReview:
    """Through the one door, in the caller's transaction. `told`: what the guards of the move ask for.

    By the day it is now in London a serious case review that is past its grace can only be handed over.
    """
    if by is not None:
        require_for_move(case, to=to, by=by)
    is_open = case.kind == CaseReview.Kind.SCR and case.stage in UNFINISHED
    if is_open and to != "transferred" and (fault := too_late_to_finish(clock.today(), partner_start())):
        raise NotLawful(fault)
    case.told_now = told
    before = case.stage
    move(case, to=to, by=by, on=on, why=str(told.get("why", "")))
    write_history(case, "reviews.moved", by=by, on=on, before=str(STAGES[before]), after=str(STAGES[to]))
    return case


def moved_as_seen(case: CaseReview, *, to: str, version: int, by: Person, on: date, **told: Any) -> CaseReview:
    """The same, of the case as the mover saw it: of two who move it at once, the second sees the first (REL-14)."""
    step = next((one for one in MOVES if one.start == case.stage and one.to == to), None)
    if step is not None:
        require_for_move(case, to=to, by=by)
        require(by, step.rule, case)
    check_version(case, version, mine={})
    return move_case(case, to=to, by=by, on=on, **told)


def not_ahead(on: date | None, what: str) -> None:
    if on is not None and on > clock.today():
        raise ValidationError(f"{what} cannot be on {in_words(on)}, which has not come. {UNCHANGED}")


def write(thing: Any, **fields: Any) -> None:
    """Set columns of the child table alone; those of the record move through its one door."""
    for name, value in fields.items():
        setattr(thing, name, value)
    type(thing)._base_manager.filter(pk=thing.pk).update(**fields)
