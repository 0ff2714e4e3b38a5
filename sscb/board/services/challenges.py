"""The challenge log: the Board asks an agency's chief officer, and keeps what came of it (audits handbook 6.4)."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse

from sscb import clock
from sscb.access.policy import Decision, Refused, require
from sscb.board.models import Challenge
from sscb.board.queries.challenges import may_answer
from sscb.board.queries.shown import full_day
from sscb.history.services import write_history
from sscb.jobs.services import send_mail
from sscb.people.models import Group, Organisation, Person, RoleHeld
from sscb.records.models import Record
from sscb.records.moving import advance, move
from sscb.records.services import next_reference
from sscb.timetable.services import cancel_deadlines, meet_deadlines, set_deadlines

ANSWER = "challenge-answer"


@transaction.atomic(durable=True)
def raise_challenge(*, by: Person, **told: Any) -> Challenge:
    """Put a question to an agency's chief officer. Takes what `open_challenge` takes."""
    require(by, "board.raise_challenge")
    return open_challenge(by=by, **told)


def open_challenge(
    *,
    agency: Organisation,
    to_office: str,
    title: str,
    asks: str,
    by: Person,
    on: date,
    evidence: str = "",
    about: Record | None = None,
) -> Challenge:
    """Write a line of the log and set its clock. In the caller's transaction, after the caller has required the right.

    The Board knows of it at once, so it counts as handed in.
    """
    if not asks.strip():
        raise ValidationError({"asks": "Enter what the chief officer is asked. Nothing was changed."})
    challenge = Challenge(
        type="board.challenge", reference=next_reference("CH", on), title=title, level="P3", owner=agency,
        group=Group.objects.get(code="board"), stage="raised", opened_on=on, released_on=on, raised_by=by,
        to_office=to_office, asks=asks, evidence=evidence, about=about, due_on=on,
    )  # fmt: skip
    challenge.save()
    _set_clock(challenge, on, by)
    write_history(challenge, "board.challenge_raised", by=by, on=on, office=to_office, due=full_day(challenge.due_on))
    return challenge


@transaction.atomic(durable=True)
def chase_challenge(*, challenge: Challenge, by: Person, on: date) -> int:
    """Ask again for the answer; to how many people a letter went. Raises ValidationError where none is owed."""
    require(by, "board.chase_challenge", challenge)
    if challenge.stage != "raised":
        raise ValidationError(f"{challenge.reference} has its answer, so nobody was asked again. Nothing was changed.")
    advance(challenge)
    _write(challenge, chased=challenge.chased + 1, chased_on=on)
    sent = 0
    for lead in leads_of(challenge.owner, on):
        send_mail(
            key=f"challenge:{challenge.uuid}:{challenge.chased}:{lead.uuid}", to=lead, on=on, about=challenge,
            subject="The Board asks again for an answer",
            body=f"The Board’s challenge {challenge.reference} was to be answered by {full_day(challenge.due_on)}. "
            "Please answer it, or say when you will.",
            path=reverse("board:challenge", args=[challenge.uuid]),
        )  # fmt: skip
        sent += 1
    write_history(challenge, "board.challenge_chased", by=by, on=on, time=challenge.chased)
    return sent


@transaction.atomic(durable=True)
def answer_challenge(*, challenge: Challenge, answer: str, version: int, by: Person, on: date) -> Challenge:
    """The agency answers, or the Board's office writes down the answer that came by letter."""
    require(by, "board.answer_challenge", challenge)
    if not may_answer(by, challenge):
        raise Refused(
            Decision(False, "own agency", reveal_existence=True),
            f"Only {challenge.owner.name} and the Board's office can answer this challenge. Nothing was changed.",
        )
    challenge.version, challenge.answer = version, answer
    move(challenge, to="answered", by=by, on=on)
    _write(challenge, answer=answer, answered_on=on, answered_by=by)
    meet_deadlines(challenge, rules=(ANSWER,), by=by, on=on)
    write_history(challenge, "board.challenge_answered", by=by, on=on)
    return challenge


@transaction.atomic(durable=True)
def ask_challenge_again(*, challenge: Challenge, why: str, by: Person, on: date) -> Challenge:
    """The answer was not enough, and why: the clock begins afresh. The first answer stays in the log."""
    challenge.why_now = why
    move(challenge, to="raised", by=by, on=on, why=why)
    kept = f"{challenge.answer}\n\nNot enough, {full_day(on)}: {why}"
    _write(challenge, answer=kept, answered_on=None, answered_by=None)
    _set_clock(challenge, on, by)
    write_history(challenge, "board.challenge_asked_again", by=by, on=on, why=why, due=full_day(challenge.due_on))
    return challenge


@transaction.atomic(durable=True)
def close_challenge(*, challenge: Challenge, outcome: str, by: Person, on: date, difference: str = "") -> Challenge:
    """Say what came of it. Done by the Independent Chair or the business manager, never by the agency."""
    challenge.outcome = outcome
    move(challenge, to="closed", by=by, on=on)
    _write(challenge, outcome=outcome, difference=difference)
    cancel_deadlines(challenge, by=by, why="The challenge is closed.", on=on)
    write_history(challenge, "board.challenge_closed", by=by, on=on)
    return challenge


def leads_of(agency: Organisation | None, on: date) -> list[Person]:
    """Who leads safeguarding for an agency on a day."""
    held = RoleHeld.objects.on(on).filter(role="AGL", organisation=agency, person__is_active=True)
    return [role.person for role in held.select_related("person")]


def _set_clock(challenge: Challenge, on: date, by: Person) -> None:
    (row,) = set_deadlines(
        challenge, trigger="challenge.raised_on", on=on, by=by, organisation=challenge.owner, only=(ANSWER,)
    )
    _write(challenge, due_on=row.due_on or clock.today())


def _write(challenge: Challenge, **fields: Any) -> None:
    for name, value in fields.items():
        setattr(challenge, name, value)
    Challenge._base_manager.filter(pk=challenge.pk).update(**fields)
