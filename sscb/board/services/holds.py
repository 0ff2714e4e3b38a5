"""A legal hold: nothing in a record changes or is disposed of until two people have released it."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from sscb.access.errors import Conflict
from sscb.access.policy import require
from sscb.board.models import LegalHold
from sscb.history.services import write_history
from sscb.people.models import Person
from sscb.records.models import Record
from sscb.records.moving import advance

NOTHING = "Nothing was changed."


@transaction.atomic(durable=True)
def place_hold(*, record: Record, reason: str, reference: str, by: Person, on: date) -> LegalHold:
    """Stop every change to a record, its files and its disposal. Raises ValidationError when it is held already."""
    require(by, "board.hold")
    require(by, "read", record)
    if record.held_on or record.disposed_on:
        raise ValidationError({"record": f"{record.reference} is held or disposed of already. {NOTHING}"})
    hold = LegalHold.objects.create(record=record, reason=reason, reference=reference, placed_on=on, placed_by=by)
    advance(record, held_on=on)
    write_history(record, "board.held", by=by, on=on, why=reason, hold=reference)
    return hold


@transaction.atomic(durable=True)
def ask_release(*, hold: LegalHold, why: str, by: Person, on: date) -> LegalHold:
    """The first of two: says why it may go."""
    require(by, "board.hold")
    if not why.strip():
        raise ValidationError({"why": "Enter why the hold may end"})
    asked = LegalHold.objects.filter(pk=hold.pk, released_on=None).update(asked_on=on, asked_by=by, ask_why=why)
    if not asked:
        raise Conflict(f"This hold was released already. {NOTHING}")
    hold.refresh_from_db()
    write_history(hold.record, "board.release_asked", by=by, on=on, why=why, hold=hold.reference)
    return hold


@transaction.atomic(durable=True)
def release_hold(*, hold: LegalHold, by: Person, on: date) -> LegalHold:
    """The second of two: another person than the one who asked."""
    require(by, "board.hold")
    hold = LegalHold.objects.select_for_update().get(pk=hold.pk)
    if hold.released_on:
        raise Conflict(f"This hold was released already. {NOTHING}")
    if hold.asked_by_id is None:
        raise Conflict(f"Nobody has asked for this release yet. Two people release a hold. {NOTHING}")
    if hold.asked_by_id == by.pk:
        raise Conflict(f"You asked for this release, so somebody else must agree to it. {NOTHING}")
    record = Record.objects.all_for_job("released after the right was required").get(pk=hold.record_id)
    LegalHold.objects.filter(pk=hold.pk).update(released_on=on, released_by=by)
    advance(record, held_on=None)
    write_history(record, "board.released", by=by, on=on, hold=hold.reference)
    hold.refresh_from_db()
    return hold
