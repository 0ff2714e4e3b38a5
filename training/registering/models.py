"""Who came to an event, session by session, and the certificates that follow from it."""

import uuid as uuid_module

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from sscb.people.models import Organisation
from training.registering.rates import WORDS

OUTCOMES = {"attended": "Attended", "part_attended": "Attended in part", "no_show": "Did not come"}


def person(**more) -> models.ForeignKey:
    return models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", **more)


class Attending(models.Model):
    """One line of the register: somebody with a place, or somebody who came without one and is written in by name.

    `outcome` is worked out from the marks when the register is closed; "" until then.
    """

    uuid = models.UUIDField(default=uuid_module.uuid4, unique=True, editable=False)
    event = models.ForeignKey("training.Event", on_delete=models.PROTECT, related_name="attending")
    booking = models.OneToOneField(
        "training.Booking", null=True, blank=True, on_delete=models.PROTECT, related_name="attending"
    )
    name = models.CharField(max_length=120, blank=True, help_text="Of somebody who came without a place")
    agency = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=13, choices=OUTCOMES.items(), blank=True)

    class Privacy:
        identifying: set[str] = set()
        personal = {"name"}
        plain = {"id", "uuid", "event", "booking", "agency", "outcome"}

    class Meta:
        ordering = ["id"]
        verbose_name_plural = "attending"
        constraints = [
            CheckConstraint(
                name="attending_booked_or_named",
                condition=Q(booking__isnull=False, name="") | (Q(booking=None) & ~Q(name="")),
            ),
        ]

    def __str__(self) -> str:
        return f"Line {self.pk} of the register"


class Presence(models.Model):
    """One mark: this line of the register, this session."""

    of = models.ForeignKey(Attending, on_delete=models.PROTECT, related_name="marks")
    session = models.ForeignKey("training.EventDay", on_delete=models.PROTECT, related_name="+")
    mark = models.CharField(max_length=7, choices=WORDS.items())
    marked_on = models.DateField()
    marked_by = person()

    class Privacy:
        identifying: set[str] = set()
        personal = {"marked_by"}
        plain = {"id", "of", "session", "mark", "marked_on"}

    class Meta:
        ordering = ["id"]
        verbose_name_plural = "presences"
        constraints = [UniqueConstraint(name="presence_once_a_session", fields=["of", "session"])]

    def __str__(self) -> str:
        return self.mark


class Register(models.Model):
    """The register of one event as it was closed, by whom and when. Until there is a row, it is open."""

    event = models.OneToOneField("training.Event", on_delete=models.PROTECT, related_name="register")
    capacity = models.PositiveSmallIntegerField(help_text="Places there were")
    confirmed = models.PositiveSmallIntegerField(help_text="Places confirmed when it began")
    attended_booked = models.PositiveSmallIntegerField()
    walk_ins = models.PositiveSmallIntegerField()
    closed_on = models.DateField()
    closed_by = person()

    class Privacy:
        identifying: set[str] = set()
        personal = {"closed_by"}
        plain = {"id", "event", "capacity", "confirmed", "attended_booked", "walk_ins", "closed_on"}

    class Meta:
        ordering = ["id"]
        constraints = [
            CheckConstraint(
                name="register_no_more_came_than_booked", condition=Q(attended_booked__lte=models.F("confirmed"))
            ),
        ]

    def __str__(self) -> str:
        return f"Register of {self.event_id}"


class Certificate(models.Model):
    """One certificate. `code` is in its address: who has it may ask whether it is genuine, and learns nothing else."""

    uuid = models.UUIDField(default=uuid_module.uuid4, unique=True, editable=False)
    booking = models.OneToOneField("training.Booking", on_delete=models.PROTECT, related_name="certificate")
    number = models.CharField(max_length=20, unique=True)
    code = models.CharField(max_length=40, unique=True)
    issued_on = models.DateField()
    issued_by = person()
    expires_on = models.DateField(null=True, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawn_by = person(null=True, blank=True)
    withdrawn_why = models.CharField(max_length=200, blank=True)

    class Privacy:
        identifying = {"code"}
        personal = {"issued_by", "withdrawn_by", "withdrawn_why"}
        plain = {"id", "uuid", "booking", "number", "issued_on", "expires_on", "withdrawn_on"}

    class Meta:
        ordering = ["-issued_on", "-id"]
        constraints = [
            CheckConstraint(
                name="certificate_withdrawn_on_and_by",
                condition=Q(withdrawn_on=None, withdrawn_by=None)
                | (Q(withdrawn_on__isnull=False, withdrawn_by__isnull=False) & ~Q(withdrawn_why="")),
            ),
            CheckConstraint(
                name="certificate_expires_after_issue",
                condition=Q(expires_on=None) | Q(expires_on__gt=models.F("issued_on")),
            ),
        ]

    def __str__(self) -> str:
        return self.number
