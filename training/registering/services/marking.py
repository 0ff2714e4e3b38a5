"""Marking who is there, session by session; writing in who came without a place; closing the register."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse

from sscb.access.policy import Decision, Refused, require
from sscb.access.standing import standing
from sscb.history.services import write_history
from sscb.jobs.services import send_mail
from sscb.people.models import Organisation, Person
from sscb.records.moving import move
from sscb.timetable.days import in_words
from training.lifecycle import OFFERED, When
from training.models import Booking, Event, EventDay
from training.registering.models import Attending, Presence, Register
from training.registering.rates import WORDS, outcome
from training.registering.who import bookings_of, gives, had_a_place

UNCHANGED = "Nothing was changed."
RUNS = frozenset({"TRC", "OFF", "BMGR"})


def require_register(by: Person, event: Event) -> None:
    """Whoever runs training, and the trainers of this event: nobody else sees who is on the list."""
    require(by, "training.keep_register", event)
    if not standing(by).roles & RUNS and not gives(by, event):
        raise Refused(Decision(False, "not their event", False))


def _require_open(event: Event) -> None:
    closed = Register.objects.filter(event=event).first()
    if closed:
        raise ValidationError(f"This register was closed on {in_words(closed.closed_on)}. {UNCHANGED}")


@transaction.atomic(durable=True)
def mark_session(*, event: Event, session: EventDay, marks: dict[str, str], by: Person, on: date) -> int:
    """One session's marks, by the key of the line: as many as are known. The last mark of a line holds."""
    require_register(by, event)
    _require_open(event)
    if session.event_id != event.pk:
        raise ValidationError(f"This session is of another event. {UNCHANGED}")
    if on < session.on:
        raise ValidationError(f"This session is on {in_words(session.on)}: mark it when it has come. {UNCHANGED}")
    bookings = {booking.pk: booking for booking in had_a_place(event)}
    lines = {one.booking_id: one for one in Attending.objects.filter(event=event, booking__isnull=False)}
    written_in = {one.pk: one for one in Attending.objects.filter(event=event, booking=None)}
    done = 0
    for key, mark in marks.items():
        kind, number = key[:1], key[1:]
        if mark not in WORDS or not number.isdecimal():
            continue
        line = None
        if kind == "b" and int(number) in bookings:
            line = lines.get(int(number)) or Attending.objects.create(event=event, booking_id=int(number))
        elif kind == "w":
            line = written_in.get(int(number))
        if line is None:
            raise ValidationError(f"A line of this register is not known any more: open the page again. {UNCHANGED}")
        Presence.objects.update_or_create(
            of=line, session=session, defaults={"mark": mark, "marked_on": on, "marked_by": by}
        )
        done += 1
    write_history(event, "training.session_marked", by=by, on=on, count=done, session=in_words(session.on))
    return done


@transaction.atomic(durable=True)
def write_in(*, event: Event, name: str, agency: Organisation | None, by: Person, on: date) -> Attending:
    """Somebody is there who had no place. They are counted apart, and never in the rate of those booked."""
    require_register(by, event)
    _require_open(event)
    name = " ".join(name.split())
    if not name:
        raise ValidationError({"name": f"Enter their name. {UNCHANGED}"})
    if on < event.first_day:
        raise ValidationError(f"The course begins on {in_words(event.first_day)}. {UNCHANGED}")
    if Attending.objects.filter(event=event, booking=None, name__iexact=name, agency=agency).exists():
        raise ValidationError({"name": f"{name} is written in already. {UNCHANGED}"})
    made = Attending.objects.create(event=event, name=name[:120], agency=agency)
    write_history(event, "training.written_in", by=by, on=on)
    return made


def _charge(event: Event, missed: list[Booking], *, on: date) -> None:
    """Whoever had a place and did not come owes what the event says, and hears of it."""
    if not event.charge:
        return
    bookings_of(event).filter(pk__in=[one.pk for one in missed]).update(charge=event.charge)
    for one in missed:
        send_mail(
            key=f"training-charged:{one.uuid}", to=one.person, on=on, about=event,
            subject=f"You did not come: {event.title}, {in_words(event.first_day)}",
            body=f"The register says that you had a place and did not come. {event.charge / 100:,.2f} pounds are "
                 "charged. If that is wrong, or you could not help it, tell the training co-ordinator.",
            path=reverse("training:booking", args=[one.uuid]),
        )  # fmt: skip


@transaction.atomic(durable=True)
def close_register(*, event: Event, by: Person, on: date) -> Register:
    """All sessions are over and marked: what came of each place is written down, and the two rates are fixed."""
    require_register(by, event)
    _require_open(event)
    if on < event.last_day:
        raise ValidationError(f"It can be closed once the last session has come, on {in_words(event.last_day)}. "
                              f"{UNCHANGED}")  # fmt: skip
    sessions = [session.pk for session in event.days.all()]
    bookings = list(had_a_place(event).select_related("event__course", "person", "owner"))
    lines = {one.booking_id: one for one in Attending.objects.filter(event=event, booking__isnull=False)}
    marks: dict[int, dict[int, str]] = {}
    for of, session, mark in Presence.objects.filter(of__event=event).values_list("of_id", "session_id", "mark"):
        marks.setdefault(of, {})[session] = mark
    missing = [
        booking.person.name for booking in bookings
        if booking.pk not in lines or set(marks.get(lines[booking.pk].pk, {})) != set(sessions)
    ]  # fmt: skip
    if missing:
        raise ValidationError(f"Not marked in every session yet: {', '.join(sorted(missing)[:8])}. {UNCHANGED}")
    came = 0
    for booking in bookings:
        line = lines[booking.pk]
        line.outcome = outcome(marks[line.pk].values())
        came += line.outcome != "no_show"
        move(booking, to=line.outcome, by=None, on=on)  # the register decides; who closed it stands with the event
    _charge(event, [one for one in bookings if lines[one.pk].outcome == "no_show"], on=on)
    written_in = list(Attending.objects.filter(event=event, booking=None))
    for line in written_in:
        line.outcome = outcome(marks.get(line.pk, {}).values())
    Attending.objects.bulk_update([*lines.values(), *written_in], ["outcome"])
    if event.stage in OFFERED:
        move(event, to=When.DELIVERED, by=None, on=on)
    made = Register.objects.create(
        event=event, capacity=event.capacity, confirmed=len(bookings), attended_booked=came,
        walk_ins=sum(line.outcome != "no_show" for line in written_in), closed_on=on, closed_by=by,
    )  # fmt: skip
    write_history(event, "training.register_closed", by=by, on=on, confirmed=len(bookings), came=came,
                  walked_in=made.walk_ins)  # fmt: skip
    return made
