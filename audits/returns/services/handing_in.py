"""Handing in: the signatures, the snapshot, and the way back."""

import hashlib
import json
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from audits.grading import NOT_APPLICABLE
from audits.returns.lifecycle import Stage
from audits.returns.models import Answer, AnswerRevision, AuditReturn, Improvement, Signature, Snapshot
from audits.returns.reading import kind_of
from audits.returns.services.actions import ask_for
from audits.returns.services.due import HAND_IN_RULES, set_due
from audits.returns.services.writing import UNCHANGED, move_return
from sscb import clock
from sscb.access.errors import Conflict
from sscb.access.policy import ask_again, require
from sscb.history.services import write_history
from sscb.people.models import Person
from sscb.timetable.services import meet_deadlines

A_FORTNIGHT = timedelta(days=14)
STATEMENT = "I have read this return. It is how things stand in my agency, and what is missing has an action."


@transaction.atomic(durable=True)
def ask_for_signature(*, one: AuditReturn, by: Person, on: date) -> AuditReturn:
    """Everything is answered, every gap has its action or reason, nothing is carried forward unconfirmed."""
    require(by, "audits.answer", one)
    move_return(one, to=Stage.AWAITING_SIGN_OFF, by=by, on=on)
    return one


@transaction.atomic(durable=True)
def change_again(*, one: AuditReturn, why: str, by: Person, on: date) -> AuditReturn:
    """Take it back before it is handed in. What was signed no longer stands under it."""
    require(by, "audits.answer", one)
    if one.stage != Stage.AWAITING_SIGN_OFF:
        raise Conflict(f"{one.reference} is not waiting to be signed, so there is nothing to take back. {UNCHANGED}")
    move_return(one, to=Stage.IN_PROGRESS, by=by, on=on, why=why)
    _withdraw_signatures(one, on=on)
    return one


def _withdraw_signatures(one: AuditReturn, *, on: date) -> None:
    standing = one.signatures.filter(withdrawn_on=None)
    offices = ", ".join(standing.values_list("office", flat=True))
    if standing.update(withdrawn_on=on):
        write_history(one, "audits.signatures_withdrawn", by=None, on=on, offices=offices)


@transaction.atomic(durable=True)
def sign_return(*, one: AuditReturn, office: str, by: Person, on: date) -> Signature:
    """Sign for one of the offices that the kind asks for. Nobody signs their own answers (rule R-S11-4).

    Raises ValidationError for an office that does not sign, one that has signed, or an author; nothing is changed then.
    """
    require(by, "audits.sign", one)
    if one.stage != Stage.AWAITING_SIGN_OFF:
        raise ValidationError(f"{one.reference} is not waiting for a signature. {UNCHANGED}")
    offices = kind_of(one.cycle).signed_by
    if office not in offices:
        raise ValidationError(f"This return is signed by: {', '.join(offices)}. {UNCHANGED}")
    if one.signatures.filter(withdrawn_on=None, office=office).exists():
        raise ValidationError(f"The {office} has signed already. {UNCHANGED}")
    if one.signatures.filter(withdrawn_on=None, signed_by=by).exists():
        raise ValidationError(f"You have signed for another office: each is signed by another person. {UNCHANGED}")
    if AnswerRevision.objects.filter(answer__of=one, made_by=by).exists():
        raise ValidationError(
            "You wrote some of these answers, and nobody signs their own work. Ask your head of agency, or whoever "
            f"is named to sign instead. {UNCHANGED}"
        )
    signed = Signature.objects.create(
        of=one, office=office, statement=STATEMENT, signed_on=on, signed_at=clock.now(), signed_by=by
    )
    write_history(one, "audits.return_signed", by=by, on=on, office=office)
    return signed


@transaction.atomic(durable=True)
def hand_in(*, one: AuditReturn, by: Person, on: date) -> Snapshot:
    """Hand in what was signed: freeze it, and turn what is planned for its gaps into actions."""
    require(by, "audits.sign", one)
    move_return(one, to=Stage.SUBMITTED, by=by, on=on, released_on=on)
    meet_deadlines(one, rules=HAND_IN_RULES, by=by, on=on)
    for planned in Improvement.objects.filter(answer__of=one, action=None, dropped_on=None).select_related("answer"):
        ask_for(planned, one, on=on)
    made = freeze(one, why="handed in", on=on)
    write_history(one, "audits.return_handed_in", by=by, on=on, sha256=made.sha256, number=made.number)
    return made


def freeze(one: AuditReturn, *, why: str, on: date) -> Snapshot:
    """Every answer, its evidence and actions as they stand, with the hash of it. In the caller's transaction."""
    content = as_it_stands(one)
    told = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return Snapshot.objects.create(
        of=one, number=one.snapshots.count() + 1, why=why, questions=one.cycle.questions, content=content,
        grades=_grades(content), sha256=hashlib.sha256(told.encode()).hexdigest(), made_on=on, made_at=clock.now(),
    )  # fmt: skip


def _grades(content: dict[str, Any]) -> dict[str, list]:
    """What the Board's pages compare, so that they need not open every text."""
    return {
        key: [
            NOT_APPLICABLE if one["not_applicable"] else one["self_grade"],
            NOT_APPLICABLE if one["moderated_not_applicable"] else one["moderated_grade"],
        ]
        for key, one in content["answers"].items()
        if one["not_applicable"] or one["self_grade"] is not None
    }


def as_it_stands(one: AuditReturn) -> dict[str, Any]:
    """A return as plain JSON: what a snapshot keeps, and what an agency may take away on any day."""
    answers = Answer.objects.filter(of=one).prefetch_related("evidence", "improvements__action")
    return {
        "reference": one.reference, "kind": one.cycle.kind, "questions": one.cycle.questions,
        "agency": one.owner.name, "agency_kind": one.agency_kind,
        "answers": {answer.key: _told(answer) for answer in answers},
    }  # fmt: skip


def _told(answer: Answer) -> dict[str, Any]:
    return {
        "self_grade": answer.self_grade, "not_applicable": answer.not_applicable,
        "why_not_applicable": answer.why_not_applicable, "value": answer.value, "words": answer.words,
        "impact": answer.impact, "gap_reason": answer.gap_reason, "moderated_grade": answer.moderated_grade,
        "moderated_not_applicable": answer.moderated_not_applicable, "moderator_words": answer.moderator_words,
        "evidence": [
            {"kind": one.kind, "title": one.title, "from": one.from_on.isoformat(), "to": one.to_on.isoformat(),
             "expires": one.expires_on and one.expires_on.isoformat()}
            for one in answer.evidence.all() if one.withdrawn_on is None
        ],
        "actions": [
            {"text": one.text, "owner": one.owner, "due": one.due_on.isoformat(),
             "action": one.action.reference if one.action_id else ""}
            for one in answer.improvements.all() if one.dropped_on is None
        ],
    }  # fmt: skip


@transaction.atomic(durable=True)
def send_back(*, one: AuditReturn, why: str, by: Person, on: date, until_on: date | None = None) -> AuditReturn:
    """Back to the agency with the reason and a day. It may be changed and handed in again; the first stays frozen.

    Without `until_on` it has until its old day, and at least a fortnight. Raises ValidationError for a day gone by.
    """
    require(by, "audits.moderate" if one.stage == Stage.IN_MODERATION else "audits.handle_return", one)
    ask_again()  # it was signed
    if until_on is not None and until_on < on:
        raise ValidationError({"until_on": f"Give a day that has not gone by. {UNCHANGED}"})
    move_return(one, to=Stage.RETURNED, by=by, on=on, why=why, released_on=None)
    _withdraw_signatures(one, on=on)
    set_due(one, until_on or max(one.due_on, on + A_FORTNIGHT), by=by)
    return one
