"""A legal hold: nothing in what it reaches changes or is disposed of until two people have released it."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from sscb import clock
from sscb.access.policy import can, require
from sscb.history.services import write_history
from sscb.people.models import Person
from sscb.records.models import Record
from sscb.records.moving import advance
from sscb.retention.models import Hold, Reached
from sscb.retention.reach import has_subject, reach_of
from sscb.retention.services.releasing import NOTHING, agree, ask, needs_words
from sscb.retention.sockets import subjects


@transaction.atomic(durable=True)
def place_hold(
    *, record: Record, reason: str, reference: str, by: Person, on: date, child: bool = False
) -> Hold:
    """Stop every change to a record, to what belongs to it and to its files, and its disposal. `child`: and to every
    other record about the same child, also those that are linked later. Raises ValidationError when it is held already.
    """
    require(by, "retention.hold")
    needs_words(reason=reason, reference=reference)
    if can(by, "read", record).code == "conflict of interest":
        require(by, "read", record)
    if record.disposed_on:
        raise ValidationError({"record": f"{record.reference} is disposed of already. {NOTHING}"})
    kind = Hold.On.CHILD if child else Hold.On.RECORD
    if Hold.objects.filter(record_id=record.pk, on=kind, released_on=None).exists():
        raise ValidationError({"record": f"{record.reference} is held already. {NOTHING}"})
    if child and not has_subject(record):
        raise ValidationError({"record": f"{record.reference} names no child, so hold the record itself. {NOTHING}"})
    hold = Hold.objects.create(
        on=kind, record_id=record.pk, reason=reason, reference=reference, placed_on=on, placed_by=by
    )
    write_history(record, "retention.held", by=by, on=on, why=reason, hold=reference)
    _reach(hold, on)
    record.refresh_from_db()
    return hold


@transaction.atomic(durable=True)
def hold_person(*, person: Person, reason: str, reference: str, by: Person, on: date) -> Hold:
    """Stop disposal of the account and every change to the records that are this person's own."""
    require(by, "retention.hold")
    needs_words(reason=reason, reference=reference)
    if Hold.objects.filter(person=person, released_on=None).exists():
        raise ValidationError({"record": f"A hold stands on this person already. {NOTHING}"})
    hold = Hold.objects.create(
        on=Hold.On.ACCOUNT, person=person, reason=reason, reference=reference, placed_on=on, placed_by=by
    )
    write_history(person, "retention.person_held", by=by, on=on, why=reason, hold=reference)
    _reach(hold, on)
    return hold


@transaction.atomic(durable=True)
def ask_release(*, hold: Hold, why: str, by: Person, on: date) -> Hold:
    """The first of two: says why it may go."""
    require(by, "retention.hold")
    ask(hold, why=why, by=by, on=on)
    write_history(_thing(hold), "retention.release_asked", by=by, on=on, why=why, hold=hold.reference)
    return hold


@transaction.atomic(durable=True)
def release_hold(*, hold: Hold, by: Person, on: date) -> Hold:
    """The second of two: another person than the one who asked. What another hold reaches stays held."""
    require(by, "retention.hold")
    hold = agree(hold, by=by, on=on)
    mine = Record._plain.filter(pk__in=hold.reached.values("record"))
    others = Reached.objects.filter(hold__released_on=None).values("record")
    for record in mine.exclude(pk__in=others):
        advance(record, held_on=None)
    write_history(_thing(hold), "retention.released", by=by, on=on, hold=hold.reference)
    return hold


def extend_holds(as_at: date) -> int:
    """Holds reach what was linked since. Any number of times; how many records they newly reach."""
    count = 0
    for hold in Hold.objects.filter(released_on=None):
        with transaction.atomic():
            count += _reach(hold, as_at)
    return count


def after_history(thing: Any) -> None:
    """Something was written of a record that is about somebody: once that is committed, holds on them reach it."""
    if not isinstance(thing, Record) or thing.type not in subjects:
        return
    if Hold.objects.filter(on=Hold.On.CHILD, released_on=None).exists():
        transaction.on_commit(_extend_now)


def _extend_now() -> None:
    extend_holds(clock.today())


def _thing(hold: Hold) -> Any:
    return hold.person or Record._plain.get(pk=hold.record_id)


def _reach(hold: Hold, on: date) -> int:
    known = set(hold.reached.values_list("record_id", flat=True))
    new = [record for record in reach_of(hold) if record.pk not in known]
    for record in new:
        Reached.objects.create(hold=hold, record=record, since=on)
        if not record.held_on:
            advance(record, held_on=on)
        if record.pk != hold.record_id:
            write_history(record, "retention.hold_reached", by=None, on=on, hold=hold.reference)
    return len(new)
