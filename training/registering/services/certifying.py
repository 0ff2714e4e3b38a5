"""Certificates: issued to who was there enough and has said what it was worth; withdrawn with a reason."""

import secrets
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from sscb.access.policy import require
from sscb.history.services import write_history
from sscb.people.models import Person
from sscb.records.services import next_reference
from sscb.timetable.days import add_months, in_words
from sscb.timetable.models import Deadline
from sscb.timetable.services import meet_deadlines, set_deadlines
from training.evaluating.models import Asking
from training.evaluating.points import Point
from training.evaluating.timetable import EXPIRES_ON, REFRESHER
from training.models import Booking, Event
from training.registering.models import Certificate
from training.registering.who import bookings_of

UNCHANGED = "Nothing was changed."


@transaction.atomic(durable=True)
def issue_certificates(*, event: Event, by: Person, on: date) -> int:
    """To whoever attended 80 per cent, answered at the end (R-TR-5, R-TR-6) and has none. Returns how many."""
    require(by, "training.run_evaluation", event)
    answered = Asking.objects.filter(booking__event=event, point=Point.END, answered_on__isnull=False)
    ready = bookings_of(event).filter(stage="attended", pk__in=answered.values("booking_id"), certificate=None)
    months, made = event.course.refresher_months, 0
    for booking in ready.select_related("person", "owner", "event"):
        expires = add_months(event.last_day, months) if months else None
        Certificate.objects.create(
            booking=booking, number=next_reference("TC", on), code=secrets.token_urlsafe(16), issued_on=on,
            issued_by=by, expires_on=expires,
        )  # fmt: skip
        if expires:
            _refresh_older(booking, by=by, on=on)
            set_deadlines(booking, trigger=EXPIRES_ON, on=expires, by=by, person=booking.person)
        made += 1
    if made:
        write_history(event, "training.certificates_issued", by=by, on=on, count=made)
    return made


def _refresh_older(booking, *, by: Person, on: date) -> None:
    """Whoever did the same course again has refreshed it: what counted from the older certificate is met."""
    older_places = Booking.objects.all_for_job("the same person's places in the same course").filter(
        person=booking.person_id, event__course=booking.event.course_id
    )
    older = Deadline.objects.open().filter(rule=REFRESHER, record__in=older_places).exclude(record_id=booking.pk)
    for row in older.select_related("record"):
        meet_deadlines(row.record, rules={REFRESHER}, by=by, on=on)


@transaction.atomic(durable=True)
def withdraw_certificate(*, certificate: Certificate, event: Event, why: str, by: Person, on: date) -> None:
    require(by, "training.run_evaluation", event)
    if not why.strip():
        raise ValidationError({"why": f"Say why. {UNCHANGED}"})
    if certificate.withdrawn_on:
        raise ValidationError(f"It was withdrawn on {in_words(certificate.withdrawn_on)}. {UNCHANGED}")
    Certificate.objects.filter(pk=certificate.pk).update(withdrawn_on=on, withdrawn_by=by, withdrawn_why=why.strip())
    write_history(event, "training.certificate_withdrawn", by=by, on=on)
