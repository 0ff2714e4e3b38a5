"""Agreeing to a place, declining it, giving it up, and passing it to a colleague."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse

from sscb.access.policy import Decision, Refused, require
from sscb.access.standing import standing
from sscb.history.services import write_history
from sscb.jobs.services import send_mail
from sscb.people.models import Person
from sscb.records.moving import move
from sscb.records.services import next_reference
from sscb.timetable.days import in_words
from sscb.timetable.queries import start_dates, working_days
from sscb.timetable.rules import due_for
from sscb.timetable.sockets import rules
from training.lifecycle import LIVE, OFFERED, Place
from training.models import Booking, Event
from training.services.booking import LEAD, NOTHING, OFFICE, ask_manager, not_elsewhere
from training.services.placing import claim, confirm, give_places, let_go, places_of
from training.timetable import FREE_UNTIL

UNCHANGED = "Nothing was changed."


def may_agree(person: Person, booking: Booking) -> bool:
    """The manager who was named, or whoever leads the agency; never for oneself unless one leads it."""
    who = standing(person)
    leads = booking.owner_id is not None and booking.owner_id in who.organisations(LEAD)
    named = booking.manager_id == person.pk and booking.owner_id in who.organisations("AGC")
    return leads or (named and booking.delegate_id != person.pk)


def free_until(event: Event) -> date | None:
    """The last day on which a place is given up without a charge."""
    return due_for(rules[FREE_UNTIL], event.first_day, working_days(), start_dates()).due_on


def is_late(event: Event, booking: Booking, on: date) -> bool:
    """After the last free day, and not within the days in which a place from the waiting list may be given back."""
    if booking.stage != Place.CONFIRMED or on <= free_until(event):
        return False
    return booking.answer_by is None or on > booking.answer_by


def wants_answer(booking: Booking, on: date) -> bool:
    """It came from the waiting list, and nobody has said that they come (R-TR-3)."""
    return (
        booking.stage == Place.CONFIRMED and booking.answer_by is not None and booking.taken_up_on is None
        and on < booking.event.first_day
    )  # fmt: skip


def _hold(booking: Booking) -> tuple[Event, Booking]:
    """The event claimed, and the booking as it stands since."""
    event = claim(booking.event)
    return event, places_of(event).select_related("person", "owner", "manager").get(pk=booking.pk)


@transaction.atomic(durable=True)
def agree(*, booking: Booking, by: Person, on: date) -> Booking:
    require(by, "training.agree", booking)
    if not may_agree(by, booking):
        raise Refused(Decision(False, "not their team", True), "Only the manager or the agency’s lead can agree.")
    event, booking = _hold(booking)
    if booking.stage != Place.ASKED:
        raise ValidationError(f"This was answered already: {booking.reference}. {UNCHANGED}")
    places_of(event).filter(pk=booking.pk).update(agreed_on=on, agreed_by=by)
    write_history(booking, "training.place_agreed", by=by, on=on)
    if booking.holds_place:
        confirm(event, booking, on=on)
    else:
        move(booking, to=Place.WAITING, by=None, on=on)
    return booking


@transaction.atomic(durable=True)
def decline(*, booking: Booking, by: Person, on: date, why: str) -> Booking:
    require(by, "training.agree", booking)
    if not may_agree(by, booking):
        raise Refused(Decision(False, "not their team", True), "Only the manager or the agency’s lead can decline.")
    if not why.strip():
        raise ValidationError({"why": f"Say why: they read it. {UNCHANGED}"})
    event, booking = _hold(booking)
    if booking.stage != Place.ASKED:
        raise ValidationError(f"This was answered already: {booking.reference}. {UNCHANGED}")
    places_of(event).filter(pk=booking.pk).update(why=why.strip()[:300])
    let_go(event, booking)
    move(booking, to=Place.DECLINED, by=None, on=on)
    write_history(booking, "training.place_declined", by=by, on=on)
    _tell(event, booking, on, "declined", f"Your manager declined: {event.title}", "The reason stands on the page.")
    give_places(event, on=on)
    return booking


def may_give_up(person: Person, booking: Booking) -> bool:
    who = standing(person)
    if booking.delegate_id == person.pk or who.roles & OFFICE:
        return True
    return booking.owner_id is not None and booking.owner_id in who.organisations(LEAD) | who.organisations("AGC")


@transaction.atomic(durable=True)
def give_up(*, booking: Booking, by: Person, on: date, why: str = "") -> Booking:
    """Late or in time by the rule in force; whoever waits gets the place in the same moment."""
    require(by, "training.book", booking)
    if not may_give_up(by, booking):
        raise Refused(Decision(False, "not their booking", True))
    event, booking = _hold(booking)
    if booking.stage not in LIVE or on > event.last_day:
        raise ValidationError(f"{booking.reference} cannot be given up any more. {UNCHANGED}")
    late = is_late(event, booking, on)
    charge = event.charge if late else 0
    places_of(event).filter(pk=booking.pk).update(why=why.strip()[:300], charge=charge)
    booking.charge = charge
    let_go(event, booking)
    move(booking, to=Place.CANCELLED_LATE if late else Place.CANCELLED, by=None, on=on)
    write_history(booking, "training.place_given_up", by=by, on=on, stage=booking.stage)
    if booking.delegate_id != by.pk:
        _tell(event, booking, on, "given-up", f"Your place was given up: {event.title}", "Somebody of your agency or "
              "the training co-ordinator gave it up. Ask them if you did not know.")  # fmt: skip
    if event.stage in OFFERED and on <= event.first_day:
        give_places(event, on=on)
    return booking


@transaction.atomic(durable=True)
def take_up(*, booking: Booking, by: Person, on: date) -> Booking:
    """Whoever waited for it says that they come; their agency or the office may say so for them."""
    require(by, "training.book", booking)
    if not may_give_up(by, booking):
        raise Refused(Decision(False, "not their booking", True))
    event, booking = _hold(booking)
    if not wants_answer(booking, on):
        raise ValidationError(f"{booking.reference} waits for no answer now: look at how it stands. {UNCHANGED}")
    places_of(event).filter(pk=booking.pk).update(taken_up_on=on)
    booking.taken_up_on = on
    write_history(booking, "training.place_taken_up", by=by, on=on)
    return booking


@transaction.atomic(durable=True)
def pass_on(*, booking: Booking, to: Person, by: Person, on: date) -> Booking:
    """A colleague of the same agency takes the place before the course begins, without a charge (R-TR-4)."""
    require(by, "training.book", booking)
    if not may_give_up(by, booking):
        raise Refused(Decision(False, "not their booking", True))
    if to.organisation_id is None or to.organisation_id != booking.owner_id or not to.is_active:
        raise ValidationError({"to": f"Only a colleague of the same agency can take the place. {UNCHANGED}"})
    event, booking = _hold(booking)
    if not booking.holds_place or booking.stage not in (Place.ASKED, Place.CONFIRMED) or on > event.first_day:
        raise ValidationError(f"{booking.reference} cannot be passed on now. {UNCHANGED}")
    if places_of(event).filter(delegate=to, live=True).exists():
        raise ValidationError({"to": f"{to.name} already has a place here or waits for one. {NOTHING}"})
    not_elsewhere(event, [to])
    event = claim(event, requests=1)
    let_go(event, booking)
    move(booking, to=Place.SUBSTITUTED, by=None, on=on)
    who = standing(by)
    agreed = not event.asks_manager or who.roles & OFFICE or booking.owner_id in who.organisations(LEAD)
    made = Booking(
        type="training.booking", reference=next_reference("TRB", on), title=event.title, level="P1",
        stage=Place.WAITING if agreed else Place.ASKED, opened_on=on, person=to, owner=booking.owner, event=event,
        delegate=to, turn=event.asked, manager=booking.manager if booking.manager_id != to.pk else None,
        instead_of=booking,
    )  # fmt: skip
    if agreed and event.asks_manager:
        made.agreed_on, made.agreed_by = on, by
    made.save()
    take_over(event, made, on=on)
    write_history(booking, "training.place_passed_on", by=by, on=on)
    if made.stage == Place.ASKED:
        ask_manager(event, made, on=on)
    return made


def take_over(event: Event, booking: Booking, *, on: date) -> None:
    """This booking, and nobody of the waiting list, has the place that was just let go."""
    places_of(event).filter(pk=booking.pk).update(holds_place=True, placed_on=on)
    booking.holds_place, booking.placed_on = True, on
    Event.objects.all_for_job("a place passed on").filter(pk=event.pk).update(taken=event.taken + 1)
    event.taken += 1
    if booking.stage == Place.WAITING:
        confirm(event, booking, on=on)


@transaction.atomic(durable=True)
def waive(*, booking: Booking, by: Person, on: date, why: str) -> None:
    require(by, "training.run", booking)
    if not why.strip() or not booking.charge:
        raise ValidationError({"why": f"Say why the charge is waived. {UNCHANGED}"})
    places_of(booking.event).filter(pk=booking.pk).update(waived_why=why.strip()[:300])
    write_history(booking, "training.charge_waived", by=by, on=on)


def _tell(event: Event, booking: Booking, on: date, what: str, subject: str, body: str) -> None:
    send_mail(
        key=f"training-{what}:{booking.uuid}", to=booking.person, on=on, about=event, subject=subject,
        body=f"The course is on {in_words(event.first_day)}. {body}",
        path=reverse("training:booking", args=[booking.uuid]),
    )  # fmt: skip
