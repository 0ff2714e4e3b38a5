"""One event as a calendar file (RFC 5545): its sessions and where, nothing of who comes."""

from datetime import timedelta

from sscb import clock
from sscb.board.calendar_lines import folded, moment, text
from training.models import Event


def calendar_of(event: Event) -> str:
    """`SEQUENCE` is the version of the record, so that a moved date replaces the one in the calendar."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//SSCB portal//Training//EN", "CALSCALE:GREGORIAN",
             "METHOD:PUBLISH"]  # fmt: skip
    where = str(event.venue) if event.venue else "Online"
    days = list(event.days.all())
    for number, day in enumerate(days, 1):
        part = f" ({number} of {len(days)})" if len(days) > 1 else ""
        whole = day.starts is None or day.ends is None
        lines += [
            "BEGIN:VEVENT", f"UID:{event.uuid}-{number}@sscb-portal", f"DTSTAMP:{clock.now():%Y%m%dT%H%M%SZ}",
            f"SEQUENCE:{event.version}",
            f"DTSTART;VALUE=DATE:{day.on:%Y%m%d}" if whole else f"DTSTART:{moment(day.on, day.starts)}",
            f"DTEND;VALUE=DATE:{day.on + timedelta(days=1):%Y%m%d}" if whole else f"DTEND:{moment(day.on, day.ends)}",
            f"SUMMARY:{text(event.title + part)}", f"LOCATION:{text(where)}", "END:VEVENT",
        ]  # fmt: skip
    return "".join(f"{line}\r\n" for one in [*lines, "END:VCALENDAR"] for line in folded(one))
