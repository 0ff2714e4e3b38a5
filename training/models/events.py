"""Events: where and when a course is given, by whom, for how many and at what charge."""

import uuid as uuid_module

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from sscb.people.models import Organisation
from sscb.records.models import Record, RecordQuerySet
from training.models.courses import Course


class Venue(models.Model):
    uuid = models.UUIDField(default=uuid_module.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=80, unique=True)
    area = models.CharField(max_length=40, blank=True)
    places = models.PositiveSmallIntegerField(help_text="The most that its room holds")
    access = models.CharField(max_length=200, blank=True, help_text="Steps, lift, hearing loop, parking")

    class Privacy:
        plain = frozenset({"__all__"})

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Trainer(models.Model):
    """Somebody of the pool. Who was neither prepared nor refreshed within three years is out of date."""

    uuid = models.UUIDField(default=uuid_module.uuid4, unique=True, editable=False)
    person = models.OneToOneField("people.Person", on_delete=models.PROTECT, related_name="trainer")
    agency = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    topics = models.CharField(max_length=200, blank=True)
    prepared_on = models.DateField(help_text="Train-the-trainer course")
    refreshed_on = models.DateField(null=True, blank=True)
    left_on = models.DateField(null=True, blank=True)

    class Privacy:
        identifying: set[str] = set()
        personal = {"person"}
        plain = {"id", "uuid", "agency", "topics", "prepared_on", "refreshed_on", "left_on"}

    class Meta:
        ordering = ["person__name"]

    def __str__(self) -> str:
        return str(self.person)


class Event(Record):
    """`taken` and `asked` count places and requests. Both move in one statement with the row locked, and the database
    itself refuses one place too many."""

    record_ptr = models.OneToOneField(Record, parent_link=True, on_delete=models.CASCADE, related_name="training_event")
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="events")
    venue = models.ForeignKey(Venue, null=True, blank=True, on_delete=models.PROTECT, related_name="events")
    online = models.URLField(blank=True, help_text="Where it is joined, if it is online; only those booked see it")
    first_day = models.DateField()
    last_day = models.DateField()
    closes_on = models.DateField(help_text="The last day on which a place may be asked for")
    capacity = models.PositiveSmallIntegerField()
    least = models.PositiveSmallIntegerField(default=0, help_text="Below so many it does not run")
    per_agency = models.PositiveSmallIntegerField(null=True, blank=True, help_text="The most places for one agency")
    asks_manager = models.BooleanField(default=True, help_text="A line manager must agree to each place")
    cost = models.PositiveIntegerField(default=0, help_text="Pence a place")
    charge = models.PositiveIntegerField(default=0, help_text="Pence for not coming, or cancelling late")
    joining = models.TextField(blank=True, help_text="Joining instructions; only those booked see them")
    taken = models.PositiveSmallIntegerField(default=0)
    asked = models.PositiveIntegerField(default=0)
    why_not = models.CharField(max_length=300, blank=True, help_text="Why it was cancelled or postponed")

    objects = RecordQuerySet.as_manager()

    class Privacy:
        plain = {
            "record_ptr", "course", "venue", "online", "first_day", "last_day", "closes_on", "capacity", "least",
            "per_agency", "asks_manager", "cost", "charge", "joining", "taken", "asked", "why_not",
        }  # fmt: skip

    class Meta:
        constraints = [
            CheckConstraint(name="event_not_backwards", condition=Q(last_day__gte=F("first_day"))),
            CheckConstraint(name="event_closes_before_it_ends", condition=Q(closes_on__lte=F("first_day"))),
            CheckConstraint(name="event_never_overbooked", condition=Q(taken__lte=F("capacity"))),
        ]
        indexes = [models.Index(fields=["first_day"], name="event_first_day")]


class EventDay(models.Model):
    """One session."""

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="days")
    on = models.DateField()
    starts = models.TimeField(null=True, blank=True)
    ends = models.TimeField(null=True, blank=True)

    class Privacy:
        plain = frozenset({"__all__"})

    class Meta:
        ordering = ["on", "starts", "id"]
        constraints = [
            UniqueConstraint(name="eventday_once", fields=["event", "on", "starts"]),
            CheckConstraint(
                name="eventday_not_backwards", condition=Q(starts=None) | Q(ends=None) | Q(ends__gt=F("starts"))
            ),
        ]

    def __str__(self) -> str:
        return str(self.on)


class EventTrainer(models.Model):
    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="trainers")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")

    class Privacy:
        identifying: set[str] = set()
        personal = {"person"}
        plain = {"id", "event"}

    class Meta:
        ordering = ["id"]
        constraints = [UniqueConstraint(name="eventtrainer_once", fields=["event", "person"])]

    def __str__(self) -> str:
        return f"Trainer of {self.event_id}"
