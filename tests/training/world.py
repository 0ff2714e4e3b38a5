"""An event of 20 places on two days in June 2019, with as many booked as a test needs, made as straight as it goes."""

from datetime import date

from training.models import Booking, Course, Event, EventDay, EventTrainer, Venue

FIRST, SECOND = date(2019, 6, 11), date(2019, 6, 12)


def make_event(*, group=None, on=FIRST, outcomes=("See neglect early", "Ask the child"), months=36, capacity=20,
               reference="TRE-2019-001", course=None, stage="published", days=2):  # fmt: skip
    course = course or Course._base_manager.create(
        type="training.course", reference=f"C-{reference}", title="Neglect together", level="P1", stage="live",
        opened_on=date(2019, 4, 1), code=f"neg-{reference[-3:]}",
        outcomes=list(outcomes), refresher_months=months, groups=[3],
    )  # fmt: skip
    venue = Venue.objects.get_or_create(name="Town hall", defaults={"area": "Taunton", "places": 60})[0]
    dates = [on, SECOND][:days] if on == FIRST else [on]
    event = Event._base_manager.create(
        type="training.event", reference=reference, title="Neglect together", level="P1", stage=stage,
        opened_on=date(2019, 4, 1), course=course, venue=venue, capacity=capacity, closes_on=dates[0],
        first_day=dates[0], last_day=dates[-1],
    )  # fmt: skip
    for day in dates:
        EventDay.objects.create(event=event, on=day)
    return event


def give(event, trainer):
    return EventTrainer.objects.create(event=event, person=trainer)


def book(event, who, *, agency, manager=None, stage="confirmed"):
    return Booking._base_manager.create(
        type="training.booking", reference=f"TRB-{event.pk}-{who.pk}", title="A place", level="P1", stage=stage,
        opened_on=date(2019, 5, 1), person=who, owner=agency, event=event, manager=manager,
        delegate=who, turn=event.bookings.count() + 1,
    )  # fmt: skip
