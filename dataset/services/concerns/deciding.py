"""What Quality and Performance decides: take it up or not, watch it, resolve it. Each decision names its minute."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from dataset.lifecycle import MOST_PERIODS, Asking, Stage
from dataset.models import Concern, Question
from dataset.services.concerns.moves import UNCHANGED, require_no_part_in_it, step, write
from sscb.access.policy import require
from sscb.history.services import write_history
from sscb.people.models import Person
from sscb.records.moving import advance, move
from sscb.timetable.services import cancel_deadlines


@transaction.atomic(durable=True)
def accept_concern(*, concern: Concern, minute: str, by: Person, on: date, why: str = "") -> Concern:
    """Quality and Performance takes it up: from now on the Board knows of it."""
    step(concern, to=Stage.ACCEPTED, by=by, on=on, words=why, minute=minute)
    advance(concern, released_on=on)
    write_history(concern, "dataset.concern_accepted", by=by, on=on, why=why, minute=minute)
    return concern


@transaction.atomic(durable=True)
def drop_concern(*, concern: Concern, why: str, minute: str, by: Person, on: date) -> Concern:
    """Quality and Performance does not take it up, and says why."""
    step(concern, to=Stage.DROPPED, by=by, on=on, words=why, minute=minute)
    write_history(concern, "dataset.concern_dropped", by=by, on=on, why=why, minute=minute)
    return concern


@transaction.atomic(durable=True)
def monitor_concern(
    *, concern: Concern, periods: int, from_on: date, minute: str, by: Person, on: date, why: str = ""
) -> Concern:
    """Set for how many periods the signal must be gone, and from which on they count."""
    require(by, "dataset.decide_concern", concern)
    if not 1 <= periods <= MOST_PERIODS:
        raise ValidationError({"periods": f"Enter a number of periods from 1 to {MOST_PERIODS}. {UNCHANGED}"})
    step(concern, to=Stage.MONITORED, by=by, on=on, words=why, minute=minute)
    write(concern, periods=periods, monitored_from=from_on, resolved_how="")
    write_history(concern, "dataset.concern_monitored", by=by, on=on, periods=periods, minute=minute)
    return concern


@transaction.atomic(durable=True)
def resolve_concern(*, concern: Concern, how: str, minute: str, by: Person, on: date, why: str = "") -> Concern:
    """The condition is met: the signal has gone for the periods set, or an explanation is agreed, with why.

    Whatever is still open with an agency is withdrawn. Nobody judges the answer of their own agency (R-P-1).
    """
    require(by, "dataset.resolve_concern", concern)
    require_no_part_in_it(by, concern)
    if how not in Concern.Resolved.values:
        raise ValidationError({"how": f"Choose how it was resolved. {UNCHANGED}"})
    concern.resolved_how = how
    step(concern, to=Stage.RESOLVED, by=by, on=on, words=why, minute=minute)
    write(concern, resolved_how=how)
    for question in Question._base_manager.filter(about=concern, stage=Asking.ASKED):
        move(question, to=Asking.WITHDRAWN, by=None, on=on)
        cancel_deadlines(question, by=by, why="The concern is resolved.", on=on)
        write_history(question, "dataset.question_withdrawn", by=by, on=on)
    write_history(concern, "dataset.concern_resolved", by=by, on=on, why=why, minute=minute, how=how)
    return concern
