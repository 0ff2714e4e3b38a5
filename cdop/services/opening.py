"""Opening a review, and opening who the child was."""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from cdop.lifecycle import Stage
from cdop.models import AgencyForm, ChildDeathReview, Identity
from cdop.services.asking import refusal_to_answer
from cdop.services.lawful import cdr_start, require_lawful, require_office
from cdop.transition import Act
from sscb.access.policy import Decision, Refused, require
from sscb.history.services import log_view, write_history
from sscb.people.models import Person
from sscb.records.moving import move


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
