"""Asking for places: for oneself, or for people of one's own agency, who may come together or not at all."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.urls import reverse

from sscb.access.policy import require
from sscb.access.standing import standing
from sscb.history.services import write_history
from sscb.jobs.services import send_mail
from sscb.people.models import Person, RoleHeld
from sscb.records.services import next_reference
from sscb.timetable.days import in_words
from training.lifecycle import OFFERED, Place
from training.models import Booking, BookingNeeds, Event, Party
from training.services.placing import claim, elsewhere, give_places, places_of

NOTHING = "Nothing was booked."
OFFICE = frozenset({"TRC", "OFF", "BMGR"})
LEAD = "AGL"
MANAGERS = ("AGC", LEAD)
MOST_AT_ONCE = 10


@transaction.atomic(durable=True)
def book(
    *, event: Event, people: list[Person], by: Person, on: date, manager: Person | None = None, together: bool = False,
    food: str = "", access: str = "", why: str = "",
) -> list[Booking]:  # fmt: skip
    """A place or a turn on the waiting list for each of `people`; `together`: all of them at once, or none yet.

    `why` is wanted where nobody can agree to one's own place (R-TR-1). Raises ValidationError, with a sentence, when it
    is closed, too late, twice, or for another agency's staff.
    """
    require(by, "training.book", event)
    _may_book(by, people)
    event = claim(event, requests=len(people))
    _is_open(event, on)
    _fits_at_all(event, people, together)
    _not_twice(event, people)
    party = Party.objects.create(event=event, size=len(people)) if together and len(people) > 1 else None
    made = []
    for number, person in enumerate(people, start=1 - len(people)):
        agreed = _agrees_at_once(event, person, by, manager)
        if agreed is True and event.asks_manager and not why.strip():
            raise ValidationError({"why": f"Nobody of your agency can agree to it. Say why you should come. {NOTHING}"})
        booking = Booking(
            type="training.booking", reference=next_reference("TRB", on), title=event.title, level="P1",
            stage=Place.WAITING if agreed else Place.ASKED, opened_on=on, person=person, owner=person.organisation,
            event=event, delegate=person, turn=event.asked + number, party=party, manager=manager,
        )  # fmt: skip
        if agreed and agreed is not True:
            booking.agreed_by, booking.agreed_on = agreed, on
        booking.save()
        if food.strip() or access.strip():
            BookingNeeds.objects.create(booking=booking, food=food.strip()[:200], access=access.strip()[:300])
        write_history(booking, "training.place_asked", by=by, on=on, why=why.strip())
        made.append(booking)
    given = {one.pk: one for one in give_places(event, on=on)}
    made = [given.get(one.pk, one) for one in made]
    for booking in made:
        if booking.stage == Place.ASKED:
            ask_manager(event, booking, on=on)
    return made


def _may_book(by: Person, people: list[Person]) -> None:
    if not people:
        raise ValidationError(f"Choose who is to come. {NOTHING}")
    if len(people) > MOST_AT_ONCE or len({one.pk for one in people}) < len(people):
        raise ValidationError(f"Choose up to {MOST_AT_ONCE} different people at once. {NOTHING}")
    if people == [by]:
        return
    require(by, "training.book_team")
    who = standing(by)
    if who.roles & OFFICE:
        return
    own = who.organisations("AGC") | who.organisations(LEAD)
    if any(one.organisation_id not in own for one in people):
        raise ValidationError(
            f"You can ask for places for the staff of your own agency alone. Ask the training co-ordinator to book for "
            f"others. {NOTHING}"
        )


def _is_open(event: Event, on: date) -> None:
    if event.stage not in OFFERED:
        raise ValidationError(f"This event cannot be booked just now. {NOTHING}")
    if on > event.closes_on:
        raise ValidationError(
            f"Places could be asked for until {in_words(event.closes_on)}. Look for a later date of the course, or ask "
            f"the training co-ordinator. {NOTHING}"
        )


def _fits_at_all(event: Event, people: list[Person], together: bool) -> None:
    size = len(people) if together else 1
    if size > event.capacity:
        raise ValidationError(f"The event has {_places(event.capacity)} in all. {NOTHING}")
    agencies = {one.organisation_id for one in people}
    if together and len(agencies) > 1:
        raise ValidationError(f"People who come together are of one agency. {NOTHING}")
    if event.per_agency and size > event.per_agency:
        raise ValidationError(f"One agency may have {_places(event.per_agency)} at this event. {NOTHING}")


def _places(count: int) -> str:
    return "1 place" if count == 1 else f"{count} places"


def _not_twice(event: Event, people: list[Person]) -> None:
    twice = places_of(event).filter(delegate__in=people, live=True).select_related("delegate").first()
    if twice:
        raise ValidationError(
            f"{twice.delegate.name} already has a place at this event or waits for one ({twice.reference}). {NOTHING}"
        )
    not_elsewhere(event, people)


def not_elsewhere(event: Event, people: list[Person]) -> None:
    """Raises ValidationError for somebody who has a place at another event on a day of this one.

    Their rows are written first, always in the same order, so that two requests at one moment, each for another event,
    come one after the other on every database.
    """
    for key in sorted(one.pk for one in people):
        Person.objects.filter(pk=key).update(is_active=F("is_active"))
    if clash := elsewhere(event).filter(delegate__in=people).select_related("delegate", "event").first():
        raise ValidationError(
            f"{clash.delegate.name} has a place at “{clash.event.title}” on the same day ({clash.reference}). "
            f"Give that up first, or choose another date. {NOTHING}"
        )


def _agrees_at_once(event: Event, person: Person, by: Person, manager: Person | None) -> Person | bool:
    """Who agreed already (True: nobody has to, or nobody can), or False while a manager must be asked."""
    if not event.asks_manager:
        return True
    who = standing(by)
    if person.organisation_id in who.organisations(LEAD):
        return by
    if person != by and (who.roles & OFFICE or person.organisation_id in who.organisations("AGC")):
        return by
    return manager is None and nobody_agrees(person, on=None)


def nobody_agrees(person: Person, *, on: date | None) -> bool:
    """Whether there is no lead of their agency who would be asked where no manager is named."""
    return person.organisation_id is None or not leads_of(person.organisation_id, on=on).exists()


def leads_of(agency: int | None, *, on: date | None):
    """People who lead the agency: they agree where no manager is named."""
    from sscb import clock

    held = RoleHeld.objects.on(on or clock.today()).filter(role=LEAD, organisation=agency, person__is_active=True)
    return Person.objects.filter(pk__in=held.values("person"))


def managers_of(agency: int | None, *, on: date, but: Person | None = None):
    """Whom somebody of the agency may name as the manager who agrees."""
    held = RoleHeld.objects.on(on).filter(role__in=MANAGERS, organisation=agency, person__is_active=True)
    return Person.objects.filter(pk__in=held.values("person")).exclude(pk=but.pk if but else None).order_by("name")


def ask_manager(event: Event, booking: Booking, *, on: date) -> None:
    asked = [booking.manager] if booking.manager else list(leads_of(booking.owner_id, on=on))
    for person in asked:
        send_mail(
            key=f"training-agree:{booking.uuid}:{person.pk}", to=person, on=on, about=event,
            subject=f"Somebody of your agency asks for a place: {event.title}",
            body=f"The course is on {in_words(event.first_day)}. Agree or decline on the page.",
            path=reverse("training:team"),
        )  # fmt: skip
