"""The register as a trainer meets it on a phone, and as it stands when closed."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from training.models import Event
from training.registering.models import Attending, Presence, Register
from training.registering.rates import Turnout
from training.registering.who import had_a_place


@dataclass(frozen=True)
class RegisterLine:
    """`marks`: session's key -> mark or "". `key` names the line in the form. `needs`: food and access."""

    key: str
    name: str
    agency: str
    walked_in: bool
    marks: dict[int, str]
    needs: str = ""


@dataclass(frozen=True)
class RegisterPage:
    event: Event
    sessions: tuple[Any, ...]
    lines: tuple[RegisterLine, ...]
    closed: Register | None

    def marked(self, session: Any) -> int:
        return sum(bool(line.marks.get(session.pk)) for line in self.lines)


def register_page(event: Event) -> RegisterPage:
    """Four queries, however many lines."""
    sessions = tuple(event.days.all())
    bookings = list(had_a_place(event).select_related("person", "owner", "needs").order_by("person__name"))
    attending = list(Attending.objects.filter(event=event).select_related("agency"))
    by_booking = {one.booking_id: one for one in attending if one.booking_id}
    marks: dict[int, dict[int, str]] = {}
    for of, session, mark in Presence.objects.filter(of__event=event).values_list("of_id", "session_id", "mark"):
        marks.setdefault(of, {})[session] = mark
    lines = [
        _line(f"b{booking.pk}", booking.person.name, booking.owner.name if booking.owner else "", False, sessions,
              marks.get(by_booking[booking.pk].pk, {}) if booking.pk in by_booking else {}, _needs(booking))
        for booking in bookings
    ]  # fmt: skip
    lines += [
        _line(f"w{one.pk}", one.name, one.agency.name if one.agency else "", True, sessions, marks.get(one.pk, {}))
        for one in attending if not one.booking_id
    ]  # fmt: skip
    return RegisterPage(event, sessions, tuple(lines), Register.objects.filter(event=event).first())


def _line(key, name, agency, walked_in, sessions, marks, needs="") -> RegisterLine:
    marked = {session.pk: marks.get(session.pk, "") for session in sessions}
    return RegisterLine(key, name, agency, walked_in, marked, needs)


def _needs(booking: Any) -> str:
    told = getattr(booking, "needs", None)
    return "; ".join(word for word in (told.food, told.access) if word) if told else ""


def turnout_of(event_ids, as_at: date) -> dict[int, Turnout]:
    """Of events whose register is closed."""
    rows = Register.objects.filter(event__in=event_ids, closed_on__lte=as_at)
    return {one.event_id: Turnout(one.capacity, one.confirmed, one.attended_booked, one.walk_ins) for one in rows}
