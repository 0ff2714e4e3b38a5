"""The panel's meetings: which cases, who was there, what was decided. The panel sees anonymised papers only."""

import uuid as uuid_module

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from cdop.models.cases import ChildDeathReview
from sscb.people.models import Organisation


class PanelMeeting(models.Model):
    uuid = models.UUIDField(default=uuid_module.uuid4, unique=True, editable=False)
    planned_on = models.DateField(unique=True)
    place = models.CharField(max_length=120, blank=True)
    room_for = models.PositiveSmallIntegerField(default=6, help_text="Cases that one meeting can take")
    held_on = models.DateField(null=True, blank=True)
    cancelled_on = models.DateField(null=True, blank=True)

    class Privacy:
        identifying: set[str] = set()
        personal: set[str] = set()
        plain = {"id", "uuid", "planned_on", "place", "room_for", "held_on", "cancelled_on"}

    class Meta:
        ordering = ["planned_on"]
        constraints = [
            CheckConstraint(
                name="panelmeeting_held_or_cancelled", condition=Q(held_on=None) | Q(cancelled_on=None)
            ),
        ]

    def __str__(self) -> str:
        return f"Panel meeting of {self.planned_on}"


class PanelItem(models.Model):
    """One case on one agenda."""

    class Outcome(models.TextChoices):
        OPEN = "open", "To be discussed"
        REVIEWED = "reviewed", "Reviewed"
        DEFERRED = "deferred", "Deferred"

    meeting = models.ForeignKey(PanelMeeting, on_delete=models.PROTECT, related_name="items")
    review = models.ForeignKey(ChildDeathReview, on_delete=models.PROTECT, related_name="panel_items")
    order = models.PositiveSmallIntegerField(default=0)
    outcome = models.CharField(max_length=8, choices=Outcome.choices, default=Outcome.OPEN)
    why = models.CharField(max_length=300, blank=True)

    class Privacy:
        identifying = {"why"}
        personal: set[str] = set()
        plain = {"id", "meeting", "review", "order", "outcome"}

    class Meta:
        ordering = ["order", "id"]
        constraints = [
            UniqueConstraint(name="panelitem_once_per_meeting", fields=["meeting", "review"]),
            CheckConstraint(name="panelitem_a_deferral_says_why", condition=~Q(outcome="deferred") | ~Q(why="")),
        ]

    def __str__(self) -> str:
        return self.get_outcome_display()


class Attendance(models.Model):
    """Who sat at a meeting, and for which agency. Whoever treated the child is not the panel."""

    meeting = models.ForeignKey(PanelMeeting, on_delete=models.PROTECT, related_name="attendance")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    arrived_at = models.DateTimeField(null=True, blank=True)
    left_at = models.DateTimeField(null=True, blank=True)

    class Privacy:
        identifying: set[str] = set()
        personal = {"person", "arrived_at", "left_at"}
        plain = {"id", "meeting", "agency"}

    class Meta:
        verbose_name_plural = "attendance"
        constraints = [
            UniqueConstraint(name="attendance_once_per_person", fields=["meeting", "person"]),
            CheckConstraint(
                name="attendance_left_after_arriving",
                condition=Q(arrived_at=None) | Q(left_at=None) | Q(left_at__gte=F("arrived_at")),
            ),
        ]

    def __str__(self) -> str:
        return "Attendance"
