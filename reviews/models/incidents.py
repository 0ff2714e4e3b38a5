"""A notifiable incident: what the local authority became aware of, when, and what came of its rapid review."""

from django.db import models
from django.db.models import CheckConstraint, F, Q

from reviews.law import REGIMES
from sscb.people.models import Organisation
from sscb.records.models import Record, RecordQuerySet


class Incident(Record):
    """Level P4. `aware_on` starts every clock; the regime follows from it and is frozen here (handbook 1.5)."""

    TYPE, LEVEL, PREFIX, TITLE = "reviews.incident", "P4", "INC", "Notifiable incident"

    class Kind(models.TextChoices):
        DIED = "died", "The child died, and abuse or neglect is known or suspected"
        HARMED = "harmed", "The child was seriously harmed, and abuse or neglect is known or suspected"
        LOOKED_AFTER = "looked-after", "A looked-after child died, of any cause"
        SETTING = "setting", "A child died in a regulated setting or service, of any cause (until June 2018)"

    class Route(models.TextChoices):
        NONE = "", "Not decided yet"
        REVIEW = "review", "A local child safeguarding practice review is held"
        NO_REVIEW = "no-review", "No local review is held"

    kind = models.CharField(max_length=12, choices=Kind.choices)
    regime = models.CharField(max_length=16, choices=REGIMES.items(), help_text="Frozen when it was recorded")
    aware_on = models.DateField(help_text="The local authority became aware")
    authority = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    happened_on = models.DateField(null=True, blank=True)
    died_on = models.DateField(null=True, blank=True)
    outside_england = models.BooleanField(default=False)
    summary = models.TextField(help_text="What happened, without names")
    notified_on = models.DateField(null=True, blank=True, help_text="The notification was sent")
    rapid_completed_on = models.DateField(null=True, blank=True)
    rapid_sent_on = models.DateField(null=True, blank=True)
    rapid_late_because = models.CharField(max_length=300, blank=True)
    route = models.CharField(max_length=10, choices=Route.choices, blank=True)
    route_why = models.TextField(blank=True)
    matters_nationally = models.BooleanField(null=True, blank=True)

    objects = RecordQuerySet.as_manager()

    class Privacy:
        identifying = {"happened_on", "died_on", "summary", "route_why"}
        personal: set[str] = set()
        plain = {
            "record_ptr", "kind", "regime", "aware_on", "authority", "outside_england", "notified_on",
            "rapid_completed_on", "rapid_sent_on", "rapid_late_because", "route", "matters_nationally",
        }  # fmt: skip

    class Meta:
        ordering = ["-aware_on", "-record_ptr_id"]
        constraints = [
            CheckConstraint(
                name="incident_notified_once_known",
                condition=Q(notified_on=None) | Q(notified_on__gte=F("aware_on")),
            ),
            CheckConstraint(
                name="incident_rapid_review_sent_once_complete",
                condition=Q(rapid_sent_on=None) | Q(rapid_completed_on__isnull=False),
            ),
        ]


