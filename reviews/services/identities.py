"""Who the child is: two people open it together, with a reason, once; each opening is written down (5.3)."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from reviews.law import UNCHANGED
from reviews.models import AgencySummary, CaseReview, Identity, Opening
from reviews.services.gathering import refusal_to_answer
from reviews.services.lawful import require_role
from sscb.access.errors import Conflict
from sscb.access.policy import Decision, Refused, require
from sscb.database import swap
from sscb.history.services import log_view, write_history
from sscb.people.models import Person

SHORTEST = 10


@transaction.atomic(durable=True)
def ask_opening(*, case: CaseReview, why: str, by: Person, on: date) -> Opening:
    """Ask to know who the child is. Another person must agree before it is shown."""
    require(by, "reviews.ask_identity", case)
    if len(why.strip()) < SHORTEST:
        raise ValidationError(f"Say in a few words why you need to know who the child is. {UNCHANGED}")
    if Opening.objects.filter(case=case, asked_by=by, opened_on=None).exists():
        raise ValidationError(f"You have asked already; it waits for a second person. {UNCHANGED}")
    made = Opening.objects.create(case=case, why=why.strip(), asked_on=on, asked_by=by)
    write_history(case, "reviews.opening_asked", by=by, on=on, why=why.strip())
    return made


@transaction.atomic(durable=True)
def agree_opening(*, opening: Opening, case: CaseReview, by: Person, on: date) -> Opening:
    """The second person agrees. Nobody agrees to their own."""
    require_role(by, "reviews.open_identity", case)
    row = Opening.objects.get(pk=opening.pk)
    if row.asked_by_id == by.pk:
        raise ValidationError(f"Somebody else must agree to what you asked. {UNCHANGED}")
    if not swap(Opening.objects.filter(agreed_on=None), row, agreed_on=on, agreed_by=by):
        raise ValidationError(f"It is agreed already. {UNCHANGED}")
    write_history(case, "reviews.opening_agreed", by=by, on=on)
    return row


@transaction.atomic(durable=True)
def open_identity(*, opening: Opening, case: CaseReview, by: Person, on: date) -> Identity:
    """Shown once to whoever asked, after another agreed; written down before it is shown."""
    require(by, "reviews.ask_identity", case)
    row = Opening.objects.get(pk=opening.pk)
    if row.asked_by_id != by.pk:
        raise Refused(Decision(False, "another's opening"), "Only whoever asked may open it. Nothing was shown.")
    if row.agreed_on is None:
        raise ValidationError("A second person must agree first. Nothing was shown.")
    if not swap(Opening.objects.filter(opened_on=None), row, opened_on=on):
        raise ValidationError("It was shown once already. Ask again, and say why. Nothing was shown.")
    return _shown(case, by, on, row.why)


@transaction.atomic(durable=True)
def open_identity_for_summary(*, summary: AgencySummary, by: Person, on: date) -> Identity:
    """The one person who answers for an agency learns whose records to look for; the asking was the second person's."""
    if summary.named_id != by.pk:
        raise Refused(Decision(False, "another's summary"), "This page is for another person. Nothing was shown.")
    require(by, "reviews.answer_summary", summary)
    if fault := refusal_to_answer(summary):
        raise Conflict(fault)
    case = CaseReview.objects.all_for_job("the case of a summary in hand").get(pk=summary.case_id)
    return _shown(case, by, on, f"Answers {summary.reference}")


def _shown(case: CaseReview, by: Person, on: date, why: str) -> Identity:
    log_view(by, case, why=why)
    write_history(case, "reviews.identity_opened", by=by, on=on, why=why)
    return Identity.objects.get(case=case)
