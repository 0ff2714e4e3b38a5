"""Escalating to a chief officer, and closing with the impact noted and the Board told."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from dataset.lifecycle import Stage
from dataset.models import Concern
from dataset.queries.concerns.who import agencies_asked
from dataset.services.concerns.moves import UNCHANGED, step, write
from sscb.access.policy import require
from sscb.board.models import Challenge
from sscb.board.services import open_challenge
from sscb.history.services import write_history
from sscb.people.models import Organisation, Person


@transaction.atomic(durable=True)
def escalate_concern(
    *,
    concern: Concern,
    agency: Organisation,
    to_office: str,
    asks: str,
    why: str,
    by: Person,
    on: date,
    minute: str = "",
) -> Challenge:
    """The Independent Chair asks the chief officer of an agency that was asked: one line of the challenge log."""
    require(by, "dataset.escalate_concern", concern)
    if agency.pk not in agencies_asked(concern):
        raise ValidationError({"agency": f"{agency.name} was not asked about {concern.reference}. {UNCHANGED}"})
    step(concern, to=Stage.ESCALATED, by=by, on=on, words=why, minute=minute)
    challenge = open_challenge(
        agency=agency, to_office=to_office, title=concern.title, asks=asks, evidence=why, about=concern.record_ptr,
        by=by, on=on,
    )  # fmt: skip
    write(concern, escalated_as=challenge)
    write_history(concern, "dataset.concern_escalated", by=by, on=on, why=why, challenge=challenge.reference)
    return challenge


@transaction.atomic(durable=True)
def close_concern(*, concern: Concern, impact: str, board_told: str, by: Person, on: date) -> Concern:
    """The Board was told of its end, and what difference was made is written down."""
    require(by, "dataset.close_concern", concern)
    concern.impact, concern.board_told = impact, board_told
    step(concern, to=Stage.CLOSED, by=by, on=on, words=impact)
    write(concern, impact=impact, board_told=board_told)
    write_history(concern, "dataset.concern_closed", by=by, on=on, told=board_told)
    return concern
