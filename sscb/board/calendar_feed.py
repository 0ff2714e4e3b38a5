"""Board meetings as a calendar file (RFC 5545), by an address that only its owner knows."""

import hashlib
import secrets
from datetime import date

from django.db import transaction

from sscb import clock
from sscb.access.policy import can, require
from sscb.board.calendar_lines import folded, moment, text
from sscb.board.models import CalendarKey, Meeting
from sscb.history.services import write_history
from sscb.people.models import Person


@transaction.atomic(durable=True)
def new_address(*, person: Person, on: date) -> str:
    """A new private token; the address before it opens nothing any more. Only its hash is kept."""
    require(person, "board.calendar")
    token = secrets.token_urlsafe(24)
    CalendarKey.objects.update_or_create(person=person, defaults={"digest": _digest(token), "made_on": on})
    write_history(person, "board.calendar_made", by=person, on=on)
    return token


def feed_for(token: str) -> str | None:
    """The meetings that the token's owner may see today, or None for a token that opens nothing."""
    key = CalendarKey.objects.filter(digest=_digest(token)).select_related("person").first()
    if key is None or not can(key.person, "board.calendar"):
        return None
    meetings = Meeting.objects.visible_to(key.person).order_by("meets_on")
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//SSCB portal//Board meetings//EN", "CALSCALE:GREGORIAN",
             "X-WR-CALNAME:Safeguarding Board meetings"]  # fmt: skip
    for meeting in meetings:
        lines += _event(meeting)
    return "".join(f"{part}\r\n" for line in [*lines, "END:VCALENDAR"] for part in folded(line))


def _event(meeting: Meeting) -> list[str]:
    """Day, time, place and number: nothing of what is on the agenda."""
    return [
        "BEGIN:VEVENT", f"UID:{meeting.uuid}@sscb-portal", f"DTSTAMP:{clock.now():%Y%m%dT%H%M%SZ}",
        f"SEQUENCE:{meeting.version}", f"DTSTART:{moment(meeting.meets_on, meeting.starts)}",
        f"DTEND:{moment(meeting.meets_on, meeting.ends)}", f"SUMMARY:{text(meeting.title)}",
        f"LOCATION:{text(meeting.place)}", "END:VEVENT",
    ]  # fmt: skip


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
