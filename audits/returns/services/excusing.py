"""A longer window, an exemption, and what is written off when its day has ended."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from audits.returns.lifecycle import Stage
from audits.returns.models import AuditReturn, Extension
from audits.returns.services.writing import UNCHANGED, move_return, write
from sscb.access.policy import can, require
from sscb.history.services import write_history
from sscb.people.models import Person
from sscb.timetable.days import in_words
from sscb.timetable.services import cancel_deadlines, set_deadlines


@transaction.atomic(durable=True)
def extend_return(*, one: AuditReturn, until_on: date, why: str, by: Person, on: date) -> Extension:
    """Give one agency longer. The first day stays on record. Raises ValidationError; nothing is changed then."""
    require(by, "audits.handle_return", one)
    if until_on <= one.due_on:
        raise ValidationError(f"It is due on {in_words(one.due_on)} already: give a later day. {UNCHANGED}")
    if not why.strip():
        raise ValidationError(f"Say why it has longer: the Board is told. {UNCHANGED}")
    given = Extension.objects.create(
        of=one, before_on=one.due_on, until_on=until_on, why=why.strip(), given_on=on, given_by=by
    )
    write_history(
        one, "audits.return_extended", by=by, on=on, why=why, before=in_words(one.due_on), until=in_words(until_on)
    )
    write(one, due_on=until_on)
    set_deadlines(one, trigger="audit.due_on", on=until_on, by=by, organisation=one.owner)
    return given


@transaction.atomic(durable=True)
def exempt_return(*, one: AuditReturn, why: str, approved_by: Person, by: Person, on: date) -> AuditReturn:
    """Excuse an agency, with the reason and the Independent Chair's approval."""
    require(by, "audits.handle_return", one)
    if not can(approved_by, "audits.approve_exemption"):
        raise ValidationError(f"Only the Independent Chair approves an exemption. {UNCHANGED}")
    write(one, exempt_because=why.strip(), exempt_approved_by=approved_by, exempt_approved_on=on)
    move_return(one, to=Stage.EXEMPT, by=by, on=on, why=why)
    cancel_deadlines(one, by=by, why="The agency was exempted.", on=on)
    write_history(one, "audits.return_exempted", by=by, on=on, why=why, approved=approved_by.name)
    return one


@transaction.atomic(durable=True)
def write_off_return(*, one: AuditReturn, by: Person, on: date) -> AuditReturn:
    """Its day has ended and nothing was handed in. It can still be answered late; the duty stays open and late."""
    require(by, "audits.handle_return", one)
    move_return(one, to=Stage.NOT_RETURNED, by=by, on=on)
    return one
