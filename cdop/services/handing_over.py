"""Deciding to hand a case over before its last day. When that day has ended the sweep decides (`locking`)."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from cdop.models import ChildDeathReview, Handover
from cdop.services.bundling import ask_for_bundle
from cdop.services.lawful import cdr_start, require_lawful
from cdop.transition import UNCHANGED, Act, last_day
from sscb.access.policy import require
from sscb.history.services import write_history
from sscb.people.models import Person
from sscb.records.moving import advance


@transaction.atomic(durable=True)
def owe_handover(*, review: ChildDeathReview, by: Person, on: date) -> Handover:
    """Decide to hand an unfinished review over before its last day. From here on the panel may not edit it."""
    require(by, "cdop.hand_over", review)
    require_lawful(review, Act.HAND_OVER)
    if not ChildDeathReview.objects.all_for_job("the case in hand").unfinished().filter(pk=review.pk).exists():
        raise ValidationError(f"{review.reference} is finished: its archive passes on with the others. {UNCHANGED}")
    if Handover.objects.filter(review=review).exists():
        raise ValidationError(f"{review.reference} is to be handed over already. {UNCHANGED}")
    advance(review, locked_on=on)
    owed = Handover.objects.create(
        review=review, what=Handover.What.UNFINISHED, owed_on=on, last_day=last_day(cdr_start())
    )
    write_history(review, "cdop.handover_owed", by=by, on=on)
    ask_for_bundle(owed, by=by, on=on)
    return owed
