"""What must always hold of places: the count that is kept is the number of rows (REL-30)."""

from collections import Counter
from collections.abc import Iterator

from django.db.models import Count, F, Max, Q

from sscb.jobs.sockets import Checkup, Finding, checkups
from training.models import Booking, Event

JOB = "a check of every event"


def places() -> Iterator[Finding]:
    """`taken` counts the bookings that hold a place, and nobody has a turn that was not given."""
    counted = Event.objects.all_for_job(JOB).annotate(
        holding=Count("bookings", filter=Q(bookings__holds_place=True, bookings__live=True)),
        last_turn=Max("bookings__turn"),
    )
    for event in counted.exclude(taken=F("holding")).order_by("pk"):
        yield Finding(
            event.reference, f"it counts {event.taken} places taken, and {event.holding} bookings hold one.",
            "Stop booking for it, and ask the portal’s support to put the count right.",
        )  # fmt: skip
    for event in counted.filter(asked__lt=F("last_turn")).order_by("pk"):
        yield Finding(
            event.reference, f"turn {event.last_turn} was given, and it counts {event.asked} requests.",
            "Stop booking for it, and ask the portal’s support to put the count right.",
        )  # fmt: skip


def parties() -> Iterator[Finding]:
    """Those who come together have places together or not at all."""
    held: dict[int, Counter] = {}
    rows = Booking.objects.all_for_job(JOB).filter(live=True).exclude(party=None)
    for party, holds, event in rows.values_list("party_id", "holds_place", "event__reference"):
        held.setdefault((party, event), Counter())[holds] += 1
    for (_, event), counts in sorted(held.items()):
        if counts[True] and counts[False]:
            yield Finding(
                event, "of some who come together, only a part has places.", "Ask their agency, and give or take them."
            )


checkups.plug(Checkup("training.places", "Places are as many as their bookings", places, order=50))
checkups.plug(Checkup("training.parties", "Who comes together has places together", parties, order=51))
