"""Who is asked at which point, and the form that a link opens."""

from training.evaluating.items import Asked, asked_at
from training.evaluating.models import Answered, Asking
from training.evaluating.points import Point
from training.models import Booking, Event
from training.registering.who import had_a_place, outcomes_of, was_there


def who_is_asked(event: Event, point: Point) -> list[Booking]:
    """Not asked yet: before, all with a place; at the end and later, those who were there; managers, of these."""
    rows = had_a_place(event) if point in (Point.BEFORE, Point.END) else was_there(event)
    rows = rows.exclude(pk__in=Asking.objects.filter(booking__event=event, point=point).values("booking_id"))
    return list(rows.select_related("person", "manager", "agreed_by"))


def form_of(asking: Asking) -> tuple[Asked, ...]:
    """The course's outcomes; at the third point also the intentions that they wrote at the second."""
    event = asking.booking.event
    intentions: tuple[str, ...] = ()
    if asking.point == Point.LATER:
        end = Answered.objects.filter(to__booking=asking.booking_id, to__point=Point.END).first()
        said = end.said if end else {}
        intentions = tuple(value for key, value in sorted(said.items()) if key.startswith("intention-"))
    return asked_at(Point(asking.point), outcomes_of(event), intentions)
