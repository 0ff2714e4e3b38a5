"""Opening a review, and opening who the child was."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from cdop.lifecycle import Stage
from cdop.models import ChildDeathReview, Identity
from cdop.services.lawful import cdr_start, require_lawful
from cdop.transition import Act
from sscb.access.policy import require
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
    require(by, "cdop.open_identity", review)
    if len(why.strip()) < 10:
        raise ValidationError("Say in a few words why you need to know who the child was. Nothing was shown.")
    log_view(by, review, why=why)
    write_history(review, "cdop.identity_opened", by=by, on=on, why=why)
    return Identity.objects.prefetch_related("relatives").get(review=review)
