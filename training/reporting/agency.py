"""An agency's own people as its leads see them: certificates that have ended, end soon, or are in date."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import F

from sscb.learning.headcounts import headcounts
from sscb.people.models import Organisation
from sscb.timetable.days import in_words
from training.models import Booking
from training.queries.marks import Mark
from training.registering.models import Certificate
from training.reporting.compliance import by_agency

SOON_DAYS = 90


@dataclass(frozen=True)
class Held:
    name: str
    course: str
    certificate: str
    booking: Any
    ends: str
    mark: Mark


@dataclass(frozen=True)
class OwnAgencyShown:
    heading: str
    lead: str
    rows: tuple[Held, ...]


def own_agency(person: Any, as_at: date) -> OwnAgencyShown:
    """The newest certificate of each person and course, out of date first. Nobody of another agency is in it."""
    bookings = Booking.objects.visible_to(person).filter(owner_id=person.organisation_id)
    newest = sorted(newest_of(bookings, as_at), key=lambda one: (one.expires_on or date.max, one.pk))
    rows = [_held(one, as_at) for one in newest]
    late = sum(row.mark.code == "late" for row in rows)
    heading = "Nobody of your agency has a certificate yet"
    if rows:
        heading = f"{late} of {len(rows)} certificates are out of date"
    return OwnAgencyShown(heading, _lead(person, as_at), tuple(rows))


def newest_of(bookings: Any, as_at: date) -> list[Certificate]:
    """Of each person who still works for the agency, the newest certificate of each course."""
    found = Certificate.objects.filter(
        booking__in=bookings, withdrawn_on=None, issued_on__lte=as_at, booking__person__is_active=True,
        booking__person__organisation=F("booking__owner"),
    ).select_related("booking__person", "booking__event__course")  # fmt: skip
    newest = {(one.booking.person_id, one.booking.event.course_id): one for one in found.order_by("issued_on", "pk")}
    return list(newest.values())


def _held(one: Certificate, as_at: date) -> Held:
    ends = one.expires_on
    if ends is None:
        state, words = "done", "Does not end"
    elif ends < as_at:
        state, words = "late", f"Late {(as_at - ends).days} days"
    elif ends <= as_at + timedelta(days=SOON_DAYS):
        state, words = "soon", f"{(ends - as_at).days} days left"
    else:
        state, words = "done", "In date"
    return Held(one.booking.person.name, one.booking.event.course.title, one.number, one.booking.uuid,
                in_words(ends) if ends else "–", Mark(state, words))  # fmt: skip


def _lead(person: Any, as_at: date) -> str:
    """The agency's own count beside it, as it stood in its last return."""
    agency = Organisation.objects.filter(pk=person.organisation_id).first()
    if agency is None:
        return ""
    counts = headcounts(as_at)
    line = next(iter(by_agency([one for one in counts.rows if one.agency == agency.code], {}, {})), None)
    if line is None or not line.rate.of:
        return "Certificates of multi-agency training alone. Your agency has not counted its own staff yet."
    return (
        f"Certificates of multi-agency training alone. By your agency’s own count, {line.rate.words} of those due are "
        f"in date ({counts.source})."
    )
