"""Opening a review, and opening who the child was."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from cdop.lifecycle import Stage
from cdop.models import AgencyForm, ChildDeathReview, Identity
from cdop.services.asking import refusal_to_answer
from cdop.services.lawful import cdr_start, require_lawful, require_office, write
from cdop.services.notifying import count_again, is_nhs_number, name_key
from cdop.transition import UNCHANGED, Act, death_fault, out_of_scope
from sscb import clock
from sscb.access.policy import Decision, Refused, require
from sscb.history.services import log_view, write_history
from sscb.people.models import Person
from sscb.records.moving import advance, move


@transaction.atomic(durable=True)
def open_review(*, review: ChildDeathReview, by: Person, on: date) -> ChildDeathReview:
    """Begin the review of a death that was notified. Receipt before the start opened it (handbook 3.9): it goes on.

    From the start date on a new one is refused: raises NotLawful citing cdop-no-new-in-grace.
    """
    require(by, "cdop.run_review")
    require_lawful(review, Act.CHASE if review.notified_on < cdr_start() else Act.OPEN)
    move(review, to=Stage.GATHERING, by=by, on=on)
    write_history(review, "cdop.review_opened", by=by, on=on)
    return review


@transaction.atomic(durable=True)
def open_identity(*, review: ChildDeathReview, why: str, by: Person, on: date) -> Identity:
    """Who the child was, shown once, with the reason kept. Raises ValidationError without a reason."""
    require_office(by, "cdop.open_identity", review)
    if len(why.strip()) < 10:
        raise ValidationError("Say in a few words why you need to know who the child was. Nothing was shown.")
    log_view(by, review, why=why)
    write_history(review, "cdop.identity_opened", by=by, on=on, why=why)
    return Identity.objects.prefetch_related("relatives").get(review=review)


@dataclass(frozen=True)
class ToldForForm:
    """What an agency needs to find its records, and no more."""

    name: str
    other_names: str
    born_on: date | None
    died_on: date
    nhs_number: str


@transaction.atomic(durable=True)
def open_identity_for_form(*, form: AgencyForm, by: Person, on: date) -> ToldForForm:
    """The one person who answers a form learns whose records to look for. Written down like any other opening.

    Raises Refused for anybody else, ValidationError where the form takes no more answers.
    """
    if form.named_id != by.pk:
        raise Refused(Decision(False, "another's form"), "This form is for another person. Nothing was shown.")
    require(by, "cdop.answer_form", form)
    if fault := refusal_to_answer(form):
        raise ValidationError(fault)
    why = f"Answers {form.reference}"
    log_view(by, form.review, why=why)
    write_history(form.review, "cdop.identity_opened", by=by, on=on, why=why)
    who = Identity.objects.get(review_id=form.review_id)
    return ToldForForm(who.name, who.other_names, who.born_on, form.review.died_on, who.nhs_number)


CORRECTED = frozenset(field.name for field in Identity._meta.concrete_fields) - {
    "id", "uuid", "review", "name_key", "nhs_number_state",
}  # fmt: skip


@transaction.atomic(durable=True)
def correct_identity(*, review: ChildDeathReview, why: str, by: Person, on: date, **fields: Any) -> Identity:
    """Put right who the child was, with a reason. The history keeps which fields, never what stood in them.

    Raises ValidationError for what cannot be, NotLawful once the case is not the panel's any more.
    """
    require_office(by, "cdop.open_identity", review)
    require_lawful(review, Act.CORRECT if review.completed_on else Act.CHASE)
    if len(why.strip()) < 10:
        raise ValidationError(f"Say in a few words why it is corrected. {UNCHANGED}")
    unknown = set(fields) - CORRECTED
    if unknown:
        raise TypeError(f"Not part of an identity: {sorted(unknown)}")
    identity = Identity.objects.select_for_update().get(review=review)
    told = _as_kept(identity, fields)
    changed = sorted(name for name, value in told.items() if getattr(identity, name) != value)
    if not changed:
        raise ValidationError(f"Nothing differs from what is kept. {UNCHANGED}")
    _check_identity(review, {name: told.get(name, getattr(identity, name)) for name in CORRECTED})
    advance(review)
    write(identity, **told)
    count_again(identity)
    named = ", ".join(name.replace("_", " ") for name in changed if name in CORRECTED)
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


def _check_identity(review: ChildDeathReview, told: dict) -> None:
    fault = death_fault(born_on=told["born_on"], died_on=review.died_on, today=clock.today()) or out_of_scope(
        born_on=told["born_on"], died_on=review.died_on
    )
    if not told["name"]:
        fault = "Enter the child’s name; for a baby without one, “Baby” and the mother’s family name."
    if told["nhs_number"] and not is_nhs_number(told["nhs_number"]):
        fault = "The NHS number does not add up. Enter its ten digits, or leave it empty."
    if told["nhs_number"] and Identity.objects.filter(nhs_number=told["nhs_number"]).exclude(review=review).exists():
        fault = "Another case has this NHS number. Look at both before you change either."
    if fault:
        raise ValidationError(f"{fault} {UNCHANGED}")
