"""Which cases a meeting takes; and back, when it does not."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max

from cdop.lifecycle import Stage
from cdop.models import ChildDeathReview, PanelItem, PanelMeeting
from cdop.services.lawful import require_lawful, write
from cdop.services.panel.seats import still_open
from cdop.transition import UNCHANGED, Act
from sscb.access.policy import require
from sscb.history.services import write_history
from sscb.people.models import Person
from sscb.records.moving import move
from sscb.timetable.days import in_words


@transaction.atomic(durable=True)
def put_on_agenda(*, meeting: PanelMeeting, review: ChildDeathReview, by: Person, on: date) -> PanelItem:
    """Put a case whose papers are ready on a meeting's agenda. Raises NotLawful, NotThere or ValidationError."""
    require(by, "cdop.run_review")
    require_lawful(review, Act.PANEL)
    still_open(meeting)
    if meeting.items.exclude(outcome=PanelItem.Outcome.TAKEN_OFF).count() >= meeting.room_for:
        raise ValidationError(
            f"The meeting of {in_words(meeting.planned_on)} is full: it takes {meeting.room_for}. Choose another "
            f"meeting, or plan one. {UNCHANGED}"
        )
    known = PanelItem.objects.filter(meeting=meeting, review=review).first()
    if known and known.outcome != PanelItem.Outcome.TAKEN_OFF:
        raise ValidationError(f"{review.reference} was on this meeting’s agenda already. {UNCHANGED}")
    move(review, to=Stage.PANEL, by=by, on=on)
    order = (meeting.items.aggregate(last=Max("order"))["last"] or 0) + 1
    if known:
        write(known, outcome=PanelItem.Outcome.OPEN, why="", order=order)
    item = known or PanelItem.objects.create(meeting=meeting, review=review, order=order)
    write_history(review, "cdop.put_on_agenda", by=by, on=on, day=in_words(meeting.planned_on))
    return item


@transaction.atomic(durable=True)
def take_off_agenda(*, item: PanelItem, why: str, by: Person, on: date) -> PanelItem:
    """Take a case off before the meeting: it is ready for another one again."""
    require(by, "cdop.run_review", item.review)
    require_lawful(item.review, Act.PANEL)
    still_open(item.meeting)
    _open(item)
    if not why.strip():
        raise ValidationError({"why": f"Say why, in a few words and without a name. {UNCHANGED}"})
    give_back(item, why=why, by=by, on=on)
    return item


def give_back(item: PanelItem, *, why: str, by: Person, on: date) -> None:
    """From the agenda to those ready for a panel, in the caller's transaction: by the way of deferral, as the law of
    the stages has it."""
    review = item.review
    review.why_now = why
    move(review, to=Stage.DEFERRED, by=by, on=on, why=why)
    move(review, to=Stage.READY, by=by, on=on)
    write(item, outcome=PanelItem.Outcome.TAKEN_OFF, why=why.strip())
    write_history(review, "cdop.taken_off", by=by, on=on, day=in_words(item.meeting.planned_on))


def defer(item: PanelItem, *, why: str, by: Person, on: date, **minuted) -> None:
    """In the transaction of the caller, who has asked whether `by` may decide for the panel."""
    review = item.review
    review.why_now = why
    move(review, to=Stage.DEFERRED, by=None, on=on, why=why)
    write(item, outcome=PanelItem.Outcome.DEFERRED, why=why.strip(), decided_on=on, decided_by=by, **minuted)
    write_history(review, "cdop.review_deferred", by=by, on=on)


def _open(item: PanelItem) -> None:
    if item.outcome != PanelItem.Outcome.OPEN:
        raise ValidationError(f"The panel’s outcome is recorded: {item.get_outcome_display().lower()}. {UNCHANGED}")
