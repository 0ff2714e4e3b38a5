"""Places: one booking is one person's place, or turn, in one event."""

import uuid as uuid_module

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from sscb.records.models import Record, RecordQuerySet
from training.models.common import on_and_by, person
from training.models.events import Event


class Party(models.Model):
    """People of one team who come together or not at all."""

    uuid = models.UUIDField(default=uuid_module.uuid4, unique=True, editable=False)
    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="parties")
    size = models.PositiveSmallIntegerField()

    class Privacy:
        plain = frozenset({"__all__"})

    class Meta:
        ordering = ["id"]
        verbose_name_plural = "parties"

    def __str__(self) -> str:
        return f"{self.size} together"


class Booking(Record):
    """Whose it is stands in the record: `person` the delegate, `owner` their agency. `delegate` repeats the person, so
    that the database itself refuses a second place in the same event; `live` is false once it is given up."""

    record_ptr = models.OneToOneField(
        Record, parent_link=True, on_delete=models.CASCADE, related_name="training_booking"
    )
    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="bookings")
    delegate = person()
    turn = models.PositiveIntegerField(help_text="In which order it was asked for")
    party = models.ForeignKey(Party, null=True, blank=True, on_delete=models.PROTECT, related_name="bookings")
    live = models.BooleanField(default=True)
    holds_place = models.BooleanField(default=False)
    placed_on = models.DateField(null=True, blank=True, help_text="The day on which it got a place")
    answer_by = models.DateField(null=True, blank=True, help_text="From the waiting list: an answer is wanted by then")
    taken_up_on = models.DateField(null=True, blank=True, help_text="The day on which it was said that somebody comes")
    instead_of = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="passed_to",
        help_text="The colleague's place that it took over",
    )  # fmt: skip
    manager = person(null=True, blank=True)
    agreed_on = models.DateField(null=True, blank=True)
    agreed_by = person(null=True, blank=True)
    why = models.CharField(max_length=300, blank=True, help_text="Why it was declined or given up")
    charge = models.PositiveIntegerField(default=0, help_text="Pence owed for not coming or cancelling late")
    waived_why = models.CharField(max_length=300, blank=True)

    objects = RecordQuerySet.as_manager()

    class Privacy:
        searched = None
        identifying: set[str] = set()
        personal = {"delegate", "manager", "agreed_by", "why", "waived_why"}
        plain = {"record_ptr", "event", "turn", "party", "live", "holds_place", "placed_on", "instead_of",
                 "answer_by", "taken_up_on", "agreed_on", "charge"}  # fmt: skip

    class Meta:
        indexes = [models.Index(fields=["event", "live", "holds_place", "turn"], name="booking_queue")]
        constraints = [
            UniqueConstraint(name="booking_one_live_a_person", fields=["event", "delegate"], condition=Q(live=True)),
            UniqueConstraint(name="booking_turn_once", fields=["event", "turn"]),
            CheckConstraint(name="booking_place_only_while_live", condition=Q(holds_place=False) | Q(live=True)),
            on_and_by("booking_agreed_on_and_by", "agreed_on", "agreed_by"),
        ]


class BookingNeeds(models.Model):
    """Food and access: apart from the booking, read by the person, the training co-ordinator and the trainers alone."""

    booking = models.OneToOneField(Booking, on_delete=models.PROTECT, related_name="needs")
    food = models.CharField(max_length=200, blank=True)
    access = models.CharField(max_length=300, blank=True)

    class Privacy:
        identifying = {"food", "access"}
        personal: set[str] = set()
        plain = {"id", "booking"}

    class Meta:
        ordering = ["id"]
        verbose_name_plural = "booking needs"

    def __str__(self) -> str:
        return f"Needs of {self.booking_id}"
