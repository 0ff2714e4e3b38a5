"""The receipt: by the receiver's own account, or by a letter that a second person has seen. Then the case is sealed."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from cdop.lifecycle import Stage
from cdop.models import ChildDeathReview, Handover, Sending
from cdop.services.lawful import not_ahead, write
from cdop.transition import ARCHIVE_PASSES, GRACE_END, HANDOVER, UNCHANGED
from sscb import clock
from sscb.access.policy import require
from sscb.history.services import write_history
from sscb.pdf.uploads import Refused, rewrite_upload
from sscb.people.models import Person
from sscb.records.moving import advance, move
from sscb.records.services import add_attachment
from sscb.timetable.models import Deadline
from sscb.timetable.services import cancel_deadline, meet_deadlines, set_deadlines

RECEIVED = "handover.received_on"
"""What the rule counts from by which the content is destroyed."""


@transaction.atomic(durable=True)
def note_collected(*, sending: Sending, review: ChildDeathReview, by: Person, on: date) -> None:
    """Somebody of the receiving body takes the archive: written down each time, and the first day kept."""
    require(by, "cdop.collect", review)
    if sending.collected_on is None:
        write(sending, collected_on=on)
        write_history(review, "cdop.handover_collected", by=by, on=on, checksum=sending.sha256)


@transaction.atomic(durable=True)
def receive_handover(*, handover: Handover, by: Person, on: date) -> Handover:
    """Somebody of the receiving body says that it arrived whole: only now is the case transferred, and sealed here.

    The duty counts as done on the day of sending. A second receipt changes nothing.
    """
    review = handover.review
    if handover.received_on:
        require(by, "read", review)
        return handover
    require(by, "cdop.receive", review)
    return _transfer(handover, by=by, on=on, mover=by)


@transaction.atomic(durable=True)
def record_receipt(*, handover: Handover, arrived_on: date, name: str, letter: bytes, by: Person, on: date) -> Handover:
    """A body without an account confirmed in a letter: kept as evidence. It counts when a second person has seen it."""
    review = handover.review
    require(by, "cdop.hand_over", review)
    if handover.received_on or handover.told_on:
        said = "confirmed" if handover.received_on else "recorded, and waits for a second person"
        raise ValidationError(f"Its receipt is {said} already. {UNCHANGED}")
    if not handover.sent_on:
        raise ValidationError(f"It was not sent yet, so it cannot have arrived. {UNCHANGED}")
    not_ahead(arrived_on, "The receipt")
    if arrived_on < handover.sent_on:
        raise ValidationError(
            f"It cannot have arrived before it was sent, on {handover.sent_on:%-d %B %Y}. {UNCHANGED}"
        )
    rewritten = rewrite_upload(letter)
    if isinstance(rewritten, Refused):
        raise ValidationError({"letter": rewritten.sentence})
    kept = add_attachment(
        record=review, name=name, kind="pdf", content=rewritten.pdf, by=by, pages=rewritten.pages
    )
    write(handover, told_on=arrived_on, told_by=by, evidence=kept)
    write_history(
        review, "cdop.receipt_recorded", by=by, on=on, body=handover.receiving_body.name, sha256=kept.sha256
    )
    return handover


@transaction.atomic(durable=True)
def confirm_receipt(*, handover: Handover, by: Person, on: date) -> Handover:
    """A second person has seen the letter. Raises ValidationError where none is recorded or they recorded it."""
    require(by, "cdop.confirm_receipt")
    if handover.received_on:
        return handover
    if not handover.told_on:
        raise ValidationError(f"No letter of receipt is recorded for it. {UNCHANGED}")
    if handover.told_by_id == by.pk:
        raise ValidationError(f"You recorded this letter yourself. Somebody else must confirm it. {UNCHANGED}")
    return _transfer(handover, by=by, on=on, mover=None, arrived_on=handover.told_on)


def _transfer(handover: Handover, *, by: Person, on: date, mover: Person | None, arrived_on: date | None = None):
    """`mover` None: the right to confirm was asked for already, and is not one on the record."""
    review = ChildDeathReview.objects.all_for_job("its receipt is confirmed").get(pk=handover.review_id)
    not_ahead(on, "The receipt")
    if handover.sent_on is None or on < handover.sent_on:
        raise ValidationError(f"It cannot have arrived before it was sent. {UNCHANGED}")
    write(handover, received_on=arrived_on or on, received_by=by)
    review.handover = handover
    if handover.what == Handover.What.ARCHIVE:
        meet_deadlines(review, rules=(ARCHIVE_PASSES,), by=by, on=handover.sent_on)
    else:
        if review.stage != Stage.OTHER_AREA:
            move(review, to=Stage.TRANSFERRED, by=mover, on=on)
        meet_deadlines(review, rules=(HANDOVER,), by=by, on=handover.sent_on)
        for row in Deadline.objects.open().filter(record_id=review.pk).select_related("record"):
            in_time = row.rule == GRACE_END
            why = "It was handed over before its last day ended." if in_time else "The case was handed over."
            cancel_deadline(row, by=by, why=why, on=on)
    set_deadlines(review, trigger=RECEIVED, on=handover.received_on, by=None)
    write_history(
        review, "cdop.handover_received", by=by, on=on, body=handover.receiving_body.name, checksum=handover.checksum
    )
    if handover.what != Handover.What.ARCHIVE:
        advance(review, sealed_on=clock.today())
    return handover
