"""The panel's meetings: planned, their agenda filled, held with whoever was there, a case deferred."""

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from cdop.lifecycle import Stage
from cdop.models import Attendance, ChildDeathReview, PanelItem, PanelMeeting
from cdop.services.lawful import cdr_start, not_ahead, require_lawful, write
from cdop.transition import GRACE_END, UNCHANGED, Act, last_day
from sscb.access.policy import require
from sscb.history.services import write_history
from sscb.people.models import Organisation, Person
from sscb.records.moving import move
from sscb.timetable.days import in_words


@transaction.atomic(durable=True)
def plan_panel(*, planned_on: date, by: Person, on: date, place: str = "", room_for: int = 6) -> PanelMeeting:
    """Plan a meeting of the panel. Raises ValidationError for a day that has gone, is taken, or after the last day."""
    require(by, "cdop.plan_panel")
    last = last_day(cdr_start())
    if planned_on < on:
        raise ValidationError(f"{in_words(planned_on)} has gone. {UNCHANGED}")
    if planned_on > last:
        raise ValidationError(
            f"The Board’s panel may not meet after {in_words(last)} (rule {GRACE_END}). What it cannot finish by then "
            f"is handed over to the child death review partners. {UNCHANGED}"
        )
    if room_for < 1:
        raise ValidationError(f"A meeting has room for one case at least. {UNCHANGED}")
    if PanelMeeting.objects.filter(planned_on=planned_on).exists():
        raise ValidationError(f"The panel meets on {in_words(planned_on)} already. {UNCHANGED}")
    meeting = PanelMeeting.objects.create(planned_on=planned_on, place=place, room_for=room_for)
    write_history(meeting, "cdop.panel_planned", by=by, on=on, day=in_words(planned_on), room_for=room_for)
    return meeting


@transaction.atomic(durable=True)
def put_on_agenda(*, meeting: PanelMeeting, review: ChildDeathReview, by: Person, on: date) -> PanelItem:
    """Put a case whose papers are ready on a meeting's agenda. Raises NotLawful, NotThere or ValidationError."""
    require(by, "cdop.run_review")
    require_lawful(review, Act.PANEL)
    _still_open(meeting)
    if meeting.items.count() >= meeting.room_for:
        raise ValidationError(
            f"The meeting of {in_words(meeting.planned_on)} is full: it takes {meeting.room_for}. Choose another "
            f"meeting, or plan one. {UNCHANGED}"
        )
    if PanelItem.objects.filter(meeting=meeting, review=review).exists():
        raise ValidationError(f"{review.reference} was on this meeting’s agenda already. {UNCHANGED}")
    move(review, to=Stage.PANEL, by=by, on=on)
    item = PanelItem.objects.create(meeting=meeting, review=review, order=meeting.items.count() + 1)
    write_history(review, "cdop.put_on_agenda", by=by, on=on, day=in_words(meeting.planned_on))
    return item


@transaction.atomic(durable=True)
def defer_review(*, item: PanelItem, why: str, by: Person, on: date) -> PanelItem:
    """The panel wants more before it decides. `why` is kept with the agenda; the case goes back."""
    require(by, "cdop.run_review")
    review = item.review
    require_lawful(review, Act.PANEL)
    review.why_now = why
    move(review, to=Stage.DEFERRED, by=by, on=on, why=why)
    write(item, outcome=PanelItem.Outcome.DEFERRED, why=why.strip())
    write_history(review, "cdop.review_deferred", by=by, on=on)
    return item


@transaction.atomic(durable=True)
def hold_panel(
    *, meeting: PanelMeeting, present: Iterable[tuple[Person, Organisation | None]], by: Person, on: date
) -> PanelMeeting:
    """Record that the meeting was held on `on`, and who sat for which agency. Lawful up to the last day."""
    require(by, "cdop.plan_panel")
    not_ahead(on, "The meeting")
    _still_open(meeting)
    last = last_day(cdr_start())
    if on > last:
        raise ValidationError(
            f"The Board’s panel could meet until {in_words(last)} (rule {GRACE_END}), and not after. {UNCHANGED}"
        )
    there = list(present)
    if not there:
        raise ValidationError(f"Say who was there. {UNCHANGED}")
    write(meeting, held_on=on)
    Attendance.objects.bulk_create(
        [Attendance(meeting=meeting, person=person, agency=agency) for person, agency in there]
    )
    write_history(meeting, "cdop.panel_held", by=by, on=on, present=len(there))
    return meeting


def _still_open(meeting: PanelMeeting) -> None:
    if meeting.held_on or meeting.cancelled_on:
        word = "held" if meeting.held_on else "cancelled"
        raise ValidationError(
            f"This meeting was {word} on {in_words(meeting.held_on or meeting.cancelled_on)}. {UNCHANGED}"
        )
