"""Places: one's own, those that wait for a manager, and the list of an event for whoever runs it."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, OuterRef, Q, Subquery

from sscb.access.standing import standing
from sscb.timetable.days import in_words
from training.lifecycle import LIVE, PLACES, Place, When
from training.models import AccountAsked, Booking, Event
from training.queries.marks import Mark
from training.registering.models import Certificate
from training.services.answering import wants_answer
from training.services.booking import LEAD, OFFICE

NOT_HELD = (When.PLANNED, When.CANCELLED, When.POSTPONED)
STATES = {
    Place.ASKED: "waiting", Place.WAITING: "soon", Place.CONFIRMED: "done", Place.ATTENDED: "done", Place.PART: "done",
    Place.NO_SHOW: "late", Place.CANCELLED_LATE: "late",
}  # fmt: skip


@dataclass(frozen=True)
class PlaceShown:
    booking: Booking
    ahead: int | None
    unanswered: bool = False

    @property
    def words(self) -> str:
        told = PLACES[Place(self.booking.stage)]
        if self.booking.stage == Place.WAITING and self.ahead is not None:
            return f"{told}, {'next' if not self.ahead else f'{self.ahead} before you'}"
        if self.unanswered:
            return f"{told}: say by {in_words(self.booking.answer_by)} that you come"
        return told

    @property
    def mark(self) -> Mark:
        return Mark(STATES.get(Place(self.booking.stage), "waiting"), self.words)


def ahead_of(booking: Booking) -> int | None:
    """How many of the waiting list come before this one. A count and nobody's name."""
    if not booking.live or booking.holds_place:
        return None
    return Booking.objects.all_for_job("how many wait before one's own turn").filter(
        event=booking.event_id, live=True, holds_place=False, turn__lt=booking.turn
    ).count()  # fmt: skip


def own_places(person, as_at: date) -> tuple[list[PlaceShown], list[PlaceShown]]:
    """(to come, past), each with the event."""
    rows = Booking.objects.visible_to(person).filter(delegate=person).select_related("event__venue", "event__course")
    before = Booking.objects.all_for_job("how many wait before one's own turn").filter(
        event=OuterRef("event"), live=True, holds_place=False, turn__lt=OuterRef("turn")
    ).order_by().values("event").annotate(count=Count("pk")).values("count")  # fmt: skip
    rows = list(rows.annotate(before=Subquery(before)).order_by("event__first_day", "pk"))
    coming = [
        PlaceShown(one, (one.before or 0) if one.stage == Place.WAITING else None, wants_answer(one, as_at))
        for one in rows
        if one.stage in LIVE and one.event.last_day >= as_at
    ]  # fmt: skip
    known = {one.booking.pk for one in coming}
    return coming, [PlaceShown(one, None) for one in reversed(rows) if one.pk not in known]


def given_by(person, as_at: date) -> list[Event]:
    """Events that this person gives: those to come, and those whose register is still open."""
    rows = Event.objects.visible_to(person).filter(trainers__person=person).exclude(stage__in=NOT_HELD)
    rows = rows.filter(Q(last_day__gte=as_at) | Q(register=None))
    return list(rows.select_related("venue").order_by("first_day", "pk"))


def certificate_of(booking: Booking) -> Certificate | None:
    return Certificate.objects.filter(booking=booking, withdrawn_on=None).first()


def who_got_one(made: list[Booking]) -> str:
    """Which of a team have a place, and which wait: by name, for whoever asked for them."""
    has = [one.person.name for one in made if one.stage == Place.CONFIRMED]
    wait = [one.person.name for one in made if one.stage == Place.WAITING]
    asked = [one.person.name for one in made if one.stage == Place.ASKED]
    told = [
        f"{head}: {', '.join(names)}." for head, names in (
            ("A place", has), ("On the waiting list", wait), ("Wait for their manager", asked),
        ) if names
    ]  # fmt: skip
    return " ".join([*told, "They hear by letter."])


def who_waits(listed: list[Booking]) -> str:
    asked = sum(one.stage == Place.ASKED for one in listed)
    waiting = sum(one.live and not one.holds_place for one in listed)
    told = [f"{asked} {'waits' if asked == 1 else 'wait'} for a manager"] if asked else []
    return ", ".join([*told, *([f"{waiting} without a place"] if waiting else [])])


def waits_for(person) -> list[Booking]:
    """Places that this person may agree to: named as the manager, or as the lead of the agency."""
    who = standing(person)
    rows = Booking.objects.visible_to(person).filter(stage=Place.ASKED).filter(
        Q(owner__in=who.organisations(LEAD)) | Q(manager=person.pk, owner__in=who.organisations("AGC"))
    )  # fmt: skip
    return list(rows.select_related("event__venue", "delegate", "manager").order_by("event__first_day", "turn"))


def team_places(person, as_at: date) -> list[Booking]:
    """Live places of one's agency from today on."""
    who = standing(person)
    agencies = who.organisations(LEAD) | who.organisations("AGC")
    rows = Booking.objects.visible_to(person).filter(owner__in=agencies, live=True, event__last_day__gte=as_at)
    return list(rows.select_related("event", "delegate").order_by("event__first_day", "delegate__name")[:200])


def accounts_waiting(person) -> list[AccountAsked]:
    who = standing(person)
    rows = AccountAsked.objects.filter(state=AccountAsked.State.ASKED).select_related("agency")
    if not who.roles & OFFICE:
        rows = rows.filter(agency__in=who.organisations(LEAD))
    return list(rows)


def list_of(event: Event, person) -> list[Booking]:
    """Everybody of the event, by turn; what they need is read by whoever runs the event."""
    rows = Booking.objects.visible_to(person).filter(event=event)
    return list(rows.select_related("delegate", "owner", "needs", "party", "manager").order_by("-live", "turn"))


def counts_of(events) -> dict[int, dict[str, int]]:
    """By event: who waits for a manager, who is on the list."""
    rows = Booking.objects.all_for_job("counts of events for whoever runs them").filter(event__in=events, live=True)
    counted = rows.values_list("event_id").annotate(
        asked=Count("pk", filter=Q(stage=Place.ASKED)), waiting=Count("pk", filter=Q(holds_place=False))
    )
    return {pk: {"asked": asked, "waiting": waiting} for pk, asked, waiting in counted}
