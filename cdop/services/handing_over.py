"""Handing a case over: owed, sent by a person, and transferred when its receiver says that it arrived (RULINGS 3)."""

import re
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from cdop.lifecycle import Stage
from cdop.models import ChildDeathReview, Handover
from cdop.services.lawful import cdr_start, not_ahead, require_lawful, write
from cdop.transition import GRACE_END, HANDOVER, UNCHANGED, Act, last_day
from sscb.access.policy import require
from sscb.history.services import write_history
from sscb.people.models import Organisation, Person
from sscb.records.moving import advance, move
from sscb.timetable.models import Deadline
from sscb.timetable.services import cancel_deadline, meet_deadlines

SHA256 = re.compile(r"[0-9a-f]{64}")


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
    return owed


@transaction.atomic(durable=True)
def send_handover(
    *, handover: Handover, to: Organisation, method: str, checksum: str, by: Person, on: date, outstanding: str = "",
) -> Handover:  # fmt: skip
    """Record that the encrypted archive with this SHA-256 went to `to`. Sending twice is refused.

    Raises ValidationError without a checksum, a method, or for a day that has not come; nothing is changed then.
    """
    review = handover.review
    require(by, "cdop.hand_over", review)
    require_lawful(review, Act.HAND_OVER)
    not_ahead(on, "Sending")
    if handover.sent_on:
        raise ValidationError(
            f"It was sent on {handover.sent_on:%-d %B %Y}. If it did not arrive, ask for its receipt. {UNCHANGED}"
        )
    if not SHA256.fullmatch(checksum) or not method.strip():
        raise ValidationError(f"Give the archive’s SHA-256 and how it is sent: nothing goes out unproven. {UNCHANGED}")
    advance(review, handed_to=to, handed_on=on, **({} if review.locked_on else {"locked_on": on}))
    write(
        handover, receiving_body=to, method=method, encrypted=True, checksum=checksum, outstanding=outstanding,
        sent_on=on, sent_by=by,
    )  # fmt: skip
    write_history(review, "cdop.handover_sent", by=by, on=on, body=to.name, method=method, checksum=checksum)
    return handover


@transaction.atomic(durable=True)
def receive_handover(*, handover: Handover, by: Person, on: date) -> Handover:
    """Somebody of the receiving body says that it arrived whole: only now is the case transferred.

    The duty counts as done on the day of sending. A second receipt changes nothing.
    """
    review = handover.review
    require(by, "cdop.receive", review)
    if handover.received_on:
        return handover
    not_ahead(on, "The receipt")
    if on < handover.sent_on:
        raise ValidationError(f"It cannot have arrived before it was sent. {UNCHANGED}")
    write(handover, received_on=on, received_by=by)
    review.handover = handover
    if review.stage != Stage.OTHER_AREA:
        move(review, to=Stage.TRANSFERRED, by=by, on=on)
    meet_deadlines(review, rules=(HANDOVER,), by=by, on=handover.sent_on)
    for row in Deadline.objects.open().filter(record_id=review.pk).select_related("record"):
        why = "The case was handed over." if row.rule != GRACE_END else "It was handed over before its last day ended."
        cancel_deadline(row, by=by, why=why, on=on)
    write_history(
        review, "cdop.handover_received", by=by, on=on, body=handover.receiving_body.name, checksum=handover.checksum
    )
    return handover
