"""Events: planned, opened, changed, postponed, cancelled. Whoever is booked hears of it by letter."""

from datetime import date, time

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from sscb.access.policy import require
from sscb.history.services import write_history
from sscb.jobs.services import send_mail
from sscb.people.models import Person
from sscb.records.moving import advance, move
from sscb.records.services import next_reference
from sscb.timetable.days import in_words
from training.lifecycle import LIVE, OFFERED, Place, When
from training.models import Course, Event, EventDay, EventTrainer, Trainer, Venue
from training.services.placing import claim, give_places, let_go, places_of
from training.trainers import in_date

UNCHANGED = "Nothing was changed."
Session = tuple[date, time | None, time | None]


@transaction.atomic
def plan_event(
    *, course: Course, sessions: list[Session], capacity: int, closes_on: date, by: Person, on: date,
    venue: Venue | None = None, online: str = "", trainers: list[Person] | tuple = (), per_agency: int | None = None,
    asks_manager: bool = True, cost: int = 0, charge: int = 0, least: int = 0, joining: str = "",
) -> Event:  # fmt: skip
    """A date of a course, with its sessions, room and trainers. Nobody can book it before it is opened."""
    require(by, "training.add")
    first, last = _days(sessions)
    _check(capacity, venue, closes_on, first)
    if course.stage != "live":
        raise ValidationError(f"“{course.title}” is not offered just now. Offer the course first. {UNCHANGED}")
    event = Event(
        type="training.event", reference=next_reference("TRE", on), title=course.title, level="P1",
        stage=When.PLANNED, opened_on=on, course=course, venue=venue, online=online, first_day=first, last_day=last,
        closes_on=closes_on, capacity=capacity, least=least, per_agency=per_agency, asks_manager=asks_manager,
        cost=cost, charge=charge, joining=joining.strip(),
    )  # fmt: skip
    event.save()
    EventDay.objects.bulk_create(EventDay(event=event, on=day, starts=a, ends=z) for day, a, z in sessions)
    name_trainers(event=event, people=list(trainers))
    write_history(event, "training.event_planned", by=by, on=on, first_day=first)
    return event


def _days(sessions: list[Session]) -> tuple[date, date]:
    days = sorted(day for day, _, _ in sessions)
    if not days:
        raise ValidationError(f"Enter at least one day. {UNCHANGED}")
    return days[0], days[-1]


def _check(capacity: int, venue: Venue | None, closes_on: date, first: date) -> None:
    if capacity < 1:
        raise ValidationError({"capacity": f"Enter how many places there are. {UNCHANGED}"})
    if venue and capacity > venue.places:
        raise ValidationError({"capacity": f"{venue.name} holds {venue.places} people. {UNCHANGED}"})
    if closes_on > first:
        raise ValidationError({"closes_on": f"Booking closes on {in_words(first)}, its first day, or before. "
                                            f"{UNCHANGED}"})  # fmt: skip


def name_trainers(*, event: Event, people: list[Person]) -> None:
    """Raises ValidationError for somebody who is not in the pool, has left it, or is out of date on the last day."""
    pool = {one.person_id: one for one in Trainer.objects.filter(person__in=people)}
    for person in people:
        known = pool.get(person.pk)
        if known is None:
            raise ValidationError({"trainers": f"{person.name} is not in the pool of trainers. {UNCHANGED}"})
        if not in_date(known.prepared_on, known.refreshed_on, known.left_on, event.last_day):
            raise ValidationError({
                "trainers": f"{person.name} is out of date as a trainer on {in_words(event.last_day)}: last prepared "
                f"on {in_words(known.refreshed_on or known.prepared_on)}. Record a refresher, or choose somebody else. "
                f"{UNCHANGED}"
            })  # fmt: skip
    EventTrainer.objects.filter(event=event).exclude(person__in=people).delete()
    known_ones = set(EventTrainer.objects.filter(event=event).values_list("person_id", flat=True))
    EventTrainer.objects.bulk_create(
        EventTrainer(event=event, person=one) for one in people if one.pk not in known_ones
    )


@transaction.atomic
def open_event(*, event: Event, by: Person, on: date) -> Event:
    move(event, to=When.PUBLISHED, by=by, on=on)
    if event.released_on is None:
        advance(event, released_on=on)
    write_history(event, "training.event_opened", by=by, on=on)
    return event


@transaction.atomic
def make_sure(*, event: Event, by: Person, on: date) -> Event:
    move(event, to=When.SURE, by=by, on=on)
    write_history(event, "training.event_sure", by=by, on=on)
    return event


@transaction.atomic(durable=True)
def change_event(
    *, event: Event, version: int, by: Person, on: date, capacity: int, closes_on: date, venue: Venue | None,
    online: str = "", joining: str = "", trainers: list[Person], per_agency: int | None = None,
) -> Event:  # fmt: skip
    """Room, places and trainers. More places go to whoever waits, at once. A new room is told to everybody booked.

    `version`: the one that was looked at; raises SomeoneElseWasFirst when the event has been changed since.
    """
    require(by, "training.run", event)
    moved = (event.venue_id, event.online) != (venue.pk if venue else None, online)
    event = claim(event)
    event.version = version
    advance(event)
    _check(capacity, venue, closes_on, event.first_day)
    if capacity < event.taken:
        raise ValidationError({"capacity": f"{event.taken} places are taken already. {UNCHANGED}"})
    name_trainers(event=event, people=trainers)
    Event.objects.all_for_job("the event in hand").filter(pk=event.pk).update(
        capacity=capacity, closes_on=closes_on, venue=venue, online=online, joining=joining.strip(),
        per_agency=per_agency,
    )  # fmt: skip
    event = claim(event)
    write_history(event, "training.event_changed", by=by, on=on, capacity=capacity)
    if event.stage in OFFERED:
        give_places(event, on=on)
        if moved:
            _tell_all(event, on, f"changed-{event.version}", f"A new place: {event.title}, {in_words(event.first_day)}",
                      "It is held somewhere else than you were told. The page says where.")  # fmt: skip
    return event


@transaction.atomic(durable=True)
def postpone(*, event: Event, by: Person, on: date, why: str) -> Event:
    """Nobody loses their place: it is theirs on the new date, unless they give it up."""
    why = _why(why)
    event = claim(event)
    move(event, to=When.POSTPONED, by=by, on=on)
    Event.objects.all_for_job("the event in hand").filter(pk=event.pk).update(why_not=why)
    write_history(event, "training.event_postponed", by=by, on=on, why=why, first_day=event.first_day)
    _tell_all(event, on, f"postponed-{event.version}", f"Postponed: {event.title}, {in_words(event.first_day)}",
              f"It is not held on that day. {why} You keep your place; a new date follows.")  # fmt: skip
    return event


@transaction.atomic(durable=True)
def give_new_date(*, event: Event, sessions: list[Session], closes_on: date, by: Person, on: date) -> Event:
    event = claim(event)
    first, last = _days(sessions)
    _check(event.capacity, event.venue, closes_on, first)
    event.days.all().delete()
    EventDay.objects.bulk_create(EventDay(event=event, on=day, starts=a, ends=z) for day, a, z in sessions)
    Event.objects.all_for_job("the event in hand").filter(pk=event.pk).update(
        first_day=first, last_day=last, closes_on=closes_on, why_not=""
    )
    event.first_day, event.last_day, event.closes_on = first, last, closes_on
    move(event, to=When.PUBLISHED, by=by, on=on)
    write_history(event, "training.event_dated", by=by, on=on, first_day=first)
    _tell_all(event, on, f"dated-{event.version}", f"A new date: {event.title}, {in_words(first)}",
              "You keep your place. If you cannot come, give it up on the page.")  # fmt: skip
    return event


@transaction.atomic(durable=True)
def cancel_event(*, event: Event, by: Person, on: date, why: str) -> Event:
    why = _why(why)
    event = claim(event)
    move(event, to=When.CANCELLED, by=by, on=on)
    Event.objects.all_for_job("the event in hand").filter(pk=event.pk).update(why_not=why)
    write_history(event, "training.event_cancelled", by=by, on=on, why=why)
    _tell_all(event, on, "cancelled", f"Cancelled: {event.title}, {in_words(event.first_day)}",
              f"It is not held. {why} Nothing is charged. The page of the course shows its other dates.")  # fmt: skip
    for booking in _live(event):
        let_go(event, booking)
        move(booking, to=Place.CALLED_OFF, by=None, on=on)
    return event


def _why(why: str) -> str:
    why = why.strip()[:300]
    if not why:
        raise ValidationError({"why": f"Say why: everybody booked reads it. {UNCHANGED}"})
    return why if why.endswith((".", "!", "?")) else f"{why}."


def _live(event: Event):
    return list(places_of(event).filter(live=True, stage__in=LIVE).select_related("person", "owner"))


def _tell_all(event: Event, on: date, what: str, subject: str, body: str) -> None:
    """To everybody with a place or a turn, and to its trainers."""
    for booking in _live(event):
        send_mail(key=f"training-{what}:{booking.uuid}", to=booking.person, on=on, about=event, subject=subject,
                  body=body, path=reverse("training:booking", args=[booking.uuid]))  # fmt: skip
    for trainer in event.trainers.select_related("person"):
        send_mail(key=f"training-{what}:{event.uuid}:{trainer.person_id}", to=trainer.person, on=on, about=event,
                  subject=subject, body=body, path=reverse("training:event", args=[event.uuid]))  # fmt: skip


@transaction.atomic
def add_venue(*, name: str, places: int, by: Person, on: date, area: str = "", access: str = "") -> Venue:
    require(by, "training.add")
    if not name.strip() or places < 1:
        raise ValidationError(f"Enter a name and how many people the room holds. {UNCHANGED}")
    if Venue.objects.filter(name__iexact=name.strip()).exists():
        raise ValidationError({"name": f"“{name.strip()}” is known already. {UNCHANGED}"})
    venue = Venue.objects.create(name=name.strip(), places=places, area=area.strip(), access=access.strip())
    write_history(venue, "training.venue_added", by=by, on=on, name=venue.name)
    return venue


@transaction.atomic
def add_trainer(
    *, person: Person, prepared_on: date, by: Person, on: date, refreshed_on: date | None = None, topics: str = ""
) -> Trainer:
    require(by, "training.add")
    try:
        with transaction.atomic():
            trainer = Trainer.objects.create(
                person=person, agency=person.organisation, prepared_on=prepared_on, refreshed_on=refreshed_on,
                topics=topics.strip(),
            )  # fmt: skip
    except IntegrityError:
        raise ValidationError({"person": f"{person.name} is in the pool already. {UNCHANGED}"}) from None
    write_history(trainer, "training.trainer_added", by=by, on=on)
    return trainer


@transaction.atomic
def refresh_trainer(*, trainer: Trainer, refreshed_on: date, by: Person, on: date) -> Trainer:
    require(by, "training.add")
    if refreshed_on > on:
        raise ValidationError({"refreshed_on": f"Enter a day that has come. {UNCHANGED}"})
    trainer.refreshed_on = max(refreshed_on, trainer.refreshed_on or refreshed_on)
    trainer.save(update_fields=["refreshed_on"])
    write_history(trainer, "training.trainer_refreshed", by=by, on=on, refreshed_on=refreshed_on)
    return trainer
