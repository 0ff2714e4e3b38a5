"""A longer window, an exemption, and what is written off when its day has ended."""

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction

from audits.returns.lifecycle import WITH_THE_AGENCY, Stage
from audits.returns.models import AuditReturn, Extension, Plea
from audits.returns.services.due import set_due
from audits.returns.services.writing import UNCHANGED, move_return, write
from sscb.access.errors import Conflict
from sscb.access.policy import can, require
from sscb.history.services import write_history
from sscb.people.models import Person
from sscb.timetable.days import in_words
from sscb.timetable.services import cancel_deadlines

ONE_DAY = timedelta(days=1)


@transaction.atomic(durable=True)
def extend_return(*, one: AuditReturn, until_on: date, why: str, by: Person, on: date) -> Extension:
    """Give one agency longer. The first day stays on record. Raises ValidationError; nothing is changed then."""
    require(by, "audits.handle_return", one)
    return _extend(one, until_on=until_on, why=why, by=by, on=on)


def _extend(one: AuditReturn, *, until_on: date, why: str, by: Person, on: date) -> Extension:
    if one.stage not in WITH_THE_AGENCY:
        raise ValidationError(f"{one.reference} is not with its agency, so there is nothing to extend. {UNCHANGED}")
    if until_on <= max(one.due_on, on - ONE_DAY):
        raise ValidationError(
            {"until_on": f"It is due on {in_words(one.due_on)}: give a later day that has not gone by. {UNCHANGED}"}
        )
    if not why.strip():
        raise ValidationError({"why": f"Say why it has longer: the Board is told. {UNCHANGED}"})
    given = Extension.objects.create(
        of=one, before_on=one.due_on, until_on=until_on, why=why.strip(), given_on=on, given_by=by
    )
    write_history(
        one, "audits.return_extended", by=by, on=on, why=why, before=in_words(one.due_on), until=in_words(until_on)
    )
    set_due(one, until_on, by=by)
    return given


@transaction.atomic(durable=True)
def exempt_return(*, one: AuditReturn, why: str, approved_by: Person, by: Person, on: date) -> AuditReturn:
    """Excuse an agency, with the reason and the Independent Chair's approval."""
    require(by, "audits.handle_return", one)
    if not can(approved_by, "audits.approve_exemption"):
        raise ValidationError(f"Only the Independent Chair approves an exemption. {UNCHANGED}")
    write(one, exempt_because=why.strip(), exempt_approved_by=approved_by, exempt_approved_on=on)
    _excuse(one, why=why, by=by, on=on)
    return one


def _excuse(one: AuditReturn, *, why: str, by: Person, on: date) -> None:
    move_return(one, to=Stage.EXEMPT, by=by, on=on, why=why)
    cancel_deadlines(one, by=by, why="The agency was exempted.", on=on)
    write_history(
        one, "audits.return_exempted", by=by, on=on, why=why,
        approved=one.exempt_approved_by.name if one.exempt_approved_by else "",
    )  # fmt: skip


@transaction.atomic(durable=True)
def approve_exemption(*, plea: Plea, by: Person, on: date) -> Plea:
    """The Independent Chair agrees that an agency need not answer. The office excuses it after that."""
    require(by, "audits.approve_exemption")
    one = plea.of
    if plea.kind != Plea.Kind.EXCUSED or plea.decided_on:
        raise Conflict(f"Nothing waits for your approval about {one.reference}. {UNCHANGED}")
    write(one, exempt_because=plea.why, exempt_approved_by=by, exempt_approved_on=on)
    write_history(one, "audits.exemption_approved", by=by, on=on)
    return plea


@transaction.atomic(durable=True)
def ask_longer(*, one: AuditReturn, until_on: date, why: str, by: Person, on: date) -> Plea:
    """An agency asks for more time before its day has ended. The office decides."""
    require(by, "audits.answer", one)
    if until_on <= max(one.due_on, on):
        raise ValidationError({"until_on": f"It is due on {in_words(one.due_on)} already: ask for a later day."})
    plea = _ask(one, Plea.Kind.LONGER, why, by=by, on=on, until_on=until_on)
    write_history(one, "audits.longer_asked", by=by, on=on, why=why, until=in_words(until_on))
    return plea


@transaction.atomic(durable=True)
def ask_to_be_excused(*, one: AuditReturn, why: str, by: Person, on: date) -> Plea:
    """An agency, or the office for it, asks that it need not answer. The Independent Chair decides."""
    rule = "audits.answer" if can(by, "audits.answer", one) else "audits.handle_return"
    require(by, rule, one)
    if one.stage != Stage.NOT_STARTED:
        raise ValidationError(f"{one.reference} has been begun: only what nobody has begun is excused. {UNCHANGED}")
    plea = _ask(one, Plea.Kind.EXCUSED, why, by=by, on=on)
    write_history(one, "audits.excuse_asked", by=by, on=on, why=why)
    return plea


def _ask(one: AuditReturn, kind: str, why: str, *, by: Person, on: date, until_on: date | None = None) -> Plea:
    if one.stage not in WITH_THE_AGENCY:
        raise ValidationError(f"{one.reference} is not with your agency now. {UNCHANGED}")
    if not why.strip():
        raise ValidationError({"why": "Say why."})
    if one.pleas.filter(decided_on=None).exists():
        raise ValidationError(f"This was asked already, and waits for an answer: one thing at a time. {UNCHANGED}")
    return Plea.objects.create(of=one, kind=kind, until_on=until_on, why=why.strip(), asked_on=on, asked_by=by)


@transaction.atomic(durable=True)
def grant_plea(*, plea: Plea, by: Person, on: date, words: str = "") -> Plea:
    """Give what was asked. An exemption needs the Independent Chair's approval first; raises NotYet without it."""
    one = plea.of
    require(by, "audits.handle_return", one)
    if plea.kind == Plea.Kind.LONGER:
        _extend(one, until_on=plea.until_on, why=plea.why, by=by, on=on)
    else:
        _excuse(one, why=plea.why, by=by, on=on)
    return _decide(plea, granted=True, words=words, by=by, on=on)


@transaction.atomic(durable=True)
def decline_plea(*, plea: Plea, why: str, by: Person, on: date) -> Plea:
    """Say no, with the reason, which the agency reads."""
    one = plea.of
    require(by, "audits.handle_return", one)
    if not why.strip():
        raise ValidationError({"why": "Say why not: the agency reads it."})
    write_history(one, "audits.plea_declined", by=by, on=on, why=why, what=plea.get_kind_display().lower())
    return _decide(plea, granted=False, words=why.strip(), by=by, on=on)


def _decide(plea: Plea, *, granted: bool, words: str, by: Person, on: date) -> Plea:
    told = {"decided_on": on, "decided_by": by, "granted": granted, "answered": words.strip()[:300]}
    if not Plea.objects.filter(pk=plea.pk, decided_on=None).update(**told):
        raise Conflict(f"Somebody else decided this already. {UNCHANGED}")
    for name, value in told.items():
        setattr(plea, name, value)
    return plea


@transaction.atomic(durable=True)
def write_off_return(*, one: AuditReturn, by: Person, on: date) -> AuditReturn:
    """Its day has ended and nothing was handed in. It can still be answered late; the duty stays open and late."""
    require(by, "audits.handle_return", one)
    move_return(one, to=Stage.NOT_RETURNED, by=by, on=on)
    return one
