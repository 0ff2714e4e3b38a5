"""The registrar and the coroner must tell of a child's death, each within days: what they did, and that word came."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from cdop.models import ChildDeathReview, Notice
from cdop.notices import NOTICES
from cdop.services.lawful import not_ahead, require_lawful, require_office, write
from cdop.transition import UNCHANGED, Act
from sscb.history.services import write_history
from sscb.people.models import Person
from sscb.records.moving import advance
from sscb.timetable.days import in_words
from sscb.timetable.services import meet_deadlines, set_deadlines


@transaction.atomic(durable=True)
def record_notice(
    *, review: ChildDeathReview, kind: str, happened_on: date, by: Person, on: date, arrived_on: date | None = None,
    note: str = "",
) -> Notice:  # fmt: skip
    """A registrar or coroner did something on `happened_on`, and their notice came on `arrived_on` or has not yet.

    Their time limit is set from that day, and met by the arrival. Raises ValidationError for days that cannot be or
    while another notice of the same sender is still waited for, NotLawful once the case is not the panel's any more.
    """
    _may(review, by)
    told = NOTICES[kind]
    not_ahead(happened_on, "What it tells of")
    waits = Notice.objects.filter(review=review, arrived_on=None, kind__in=_of_rule(told.rule)).first()
    fault = ""
    if happened_on < review.died_on:
        fault = f"It cannot have been before the death. Check the day: you entered {in_words(happened_on)}."
    elif Notice.objects.filter(review=review, kind=kind, happened_on=happened_on).exists():
        fault = "This notice is recorded already."
    elif waits:
        fault = f"“{waits}” is recorded and its notice has not come. Record its arrival first, then this one."
    if fault:
        raise ValidationError(f"{fault} {UNCHANGED}")
    _check_arrival(happened_on, arrived_on)
    advance(review)
    notice = Notice.objects.create(
        review=review, kind=kind, happened_on=happened_on, arrived_on=arrived_on, note=note.strip(), recorded_on=on,
        recorded_by=by,
    )  # fmt: skip
    set_deadlines(review, trigger=told.trigger, on=happened_on, by=by)
    if arrived_on:
        meet_deadlines(review, rules=(told.rule,), by=by, on=arrived_on)
    _tell(notice, by, on)
    return notice


@transaction.atomic(durable=True)
def record_arrival(*, notice: Notice, arrived_on: date, by: Person, on: date, note: str = "") -> Notice:
    """The notice that was waited for has come. ValidationError where it came before, or for a day that cannot be."""
    review = notice.review
    _may(review, by)
    if notice.arrived_on:
        raise ValidationError(f"It came on {in_words(notice.arrived_on)}: that is recorded. {UNCHANGED}")
    _check_arrival(notice.happened_on, arrived_on)
    advance(review)
    write(notice, arrived_on=arrived_on, note="\n".join(part for part in (notice.note, note.strip()) if part))
    meet_deadlines(review, rules=(NOTICES[notice.kind].rule,), by=by, on=arrived_on)
    _tell(notice, by, on)
    return notice


def _may(review: ChildDeathReview, by: Person) -> None:
    require_office(by, "cdop.run_review", review)
    require_lawful(review, Act.CORRECT if review.completed_on else Act.CHASE)


def _of_rule(rule: str) -> list[str]:
    return [code for code, one in NOTICES.items() if one.rule == rule]


def _check_arrival(happened_on: date, arrived_on: date | None) -> None:
    if arrived_on is None:
        return
    not_ahead(arrived_on, "The arrival")
    if arrived_on < happened_on:
        raise ValidationError(
            f"The notice cannot have come on {in_words(arrived_on)}, before what it tells of. Check both days. "
            f"{UNCHANGED}"
        )


def _tell(notice: Notice, by: Person, on: date) -> None:
    told = NOTICES[notice.kind]
    state = "came" if notice.arrived_on else "is waited for"
    words = f"{told.title[0].lower()}{told.title[1:]}"
    write_history(
        notice.review, "cdop.notice_recorded", by=by, on=on, sender=told.sender[4:], notice=words, state=state
    )
