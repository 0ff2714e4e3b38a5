"""Who the child was, and the date of death, put right: with a reason, and with all that was worked out from them."""

import re
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from cdop.ages import BANDS
from cdop.models import ChildDeathReview, Identity, PanelPaper
from cdop.services.lawful import require_lawful, require_office, write
from cdop.services.notifying import count_again, is_nhs_number, name_key
from cdop.transition import UNCHANGED, Act, death_fault, out_of_scope
from sscb import clock
from sscb.disclosure.identifiers import month_of
from sscb.history.services import write_history
from sscb.people.models import Person
from sscb.records.moving import advance
from sscb.timetable.days import in_words
from sscb.timetable.services import put_trigger_right

CORRECTED = frozenset(field.name for field in Identity._meta.concrete_fields) - {
    "id", "uuid", "review", "name_key", "nhs_number_state",
}  # fmt: skip


@transaction.atomic(durable=True)
def correct_identity(
    *, review: ChildDeathReview, why: str, by: Person, on: date, died_on: date | None = None, **fields: Any
) -> Identity:
    """Put right who the child was, or the date of death, with a reason. The history keeps which alone.

    With the date of death its time limits, the age that is reported and the panel paper's month are worked out again.
    Raises ValidationError for what cannot be, NotLawful once the case is not the panel's any more.
    """
    require_office(by, "cdop.open_identity", review)
    require_lawful(review, Act.CORRECT if review.completed_on else Act.CHASE)
    if len(why.strip()) < 10:
        raise ValidationError(f"Say in a few words why it is corrected. {UNCHANGED}")
    unknown = set(fields) - CORRECTED
    if unknown:
        raise TypeError(f"Not part of an identity: {sorted(unknown)}")
    identity = Identity.objects.get(review=review)
    told = _as_kept(identity, fields)
    changed = sorted(name for name, value in told.items() if getattr(identity, name) != value)
    died_on = died_on or review.died_on
    moved = died_on != review.died_on
    if not changed and not moved:
        raise ValidationError(f"Nothing differs from what is kept. {UNCHANGED}")
    _check_identity(review, died_on, {name: told.get(name, getattr(identity, name)) for name in CORRECTED})
    advance(review)
    identity.review = review
    write(identity, **told)
    if moved:
        write(review, died_on=died_on)
        for trigger in ("death.died_on", "sudden_death.died_on"):
            put_trigger_right(review, trigger=trigger, on=died_on, by=by, why="The date of death was put right.")
    count_again(identity)
    papers = PanelPaper.objects.all_for_job("the case in hand").filter(review=review).exclude(month="")
    papers.update(age=BANDS[review.age_band], month=month_of(died_on))
    named = ", ".join(
        [name.replace("_", " ") for name in changed if name in CORRECTED] + ["date of death"] * moved
    )
    write_history(review, "cdop.identity_corrected", by=by, on=on, why=why.strip(), fields=named)
    return identity


def _as_kept(identity: Identity, fields: dict) -> dict:
    told = {name: value.strip() if isinstance(value, str) else value for name, value in fields.items()}
    if "nhs_number" in told:
        told["nhs_number"] = re.sub(r"\s", "", told["nhs_number"])
        blank = "not-yet" if identity.nhs_number_state == "known" else identity.nhs_number_state
        told["nhs_number_state"] = "known" if told["nhs_number"] else blank
    if "name" in told:
        told["name_key"] = name_key(told["name"])
    return told


def _check_identity(review: ChildDeathReview, died_on: date, told: dict) -> None:
    fault = death_fault(born_on=told["born_on"], died_on=died_on, today=clock.today()) or out_of_scope(
        born_on=told["born_on"], died_on=died_on
    )
    if not fault and died_on > review.notified_on:
        fault = (
            f"The death was notified on {in_words(review.notified_on)}, before this date of death. Check the date with "
            "whoever told you."
        )
    if not told["name"]:
        fault = "Enter the child’s name; for a baby without one, “Baby” and the mother’s family name."
    if told["nhs_number"] and not is_nhs_number(told["nhs_number"]):
        fault = "The NHS number does not add up. Enter its ten digits, or leave it empty."
    if told["nhs_number"] and Identity.objects.filter(nhs_number=told["nhs_number"]).exclude(review=review).exists():
        fault = "Another case has this NHS number. Look at both before you change either."
    if fault:
        raise ValidationError(f"{fault} {UNCHANGED}")
