"""Did it work? An impact check of a learning point; and reviews from elsewhere that may be learned from."""

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Q

from sscb.learning.models.points import LearningPoint
from sscb.records.models import Record, RecordQuerySet


class ImpactCheck(Record):
    """One question about one learning point, with its last day and the named judge who answers it."""

    class Asks(models.TextChoices):
        KNOWN = "known", "Is it known?"
        USED = "used", "Is it used?"
        DIFFERENCE = "difference", "Did it make a difference?"

    class Verdict(models.TextChoices):
        YES = "yes", "Yes"
        PARTLY = "partly", "In part"
        NO = "no", "No"
        LOST = "lost", "It did, and was lost"
        UNKNOWN = "unknown", "Cannot be told"

    point = models.ForeignKey(LearningPoint, on_delete=models.PROTECT, related_name="checks")
    asks = models.CharField(max_length=10, choices=Asks.choices)
    how = models.CharField(max_length=200, help_text="How it will be found out")
    judge = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField()
    verdict = models.CharField(max_length=8, choices=Verdict.choices, blank=True)
    finding = models.TextField(blank=True)
    judged_on = models.DateField(null=True, blank=True)
    judged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = RecordQuerySet.as_manager()

    class Privacy:
        searched = ("finding",)
        identifying: set[str] = set()
        personal = {"judge", "judged_by"}
        plain = {"record_ptr", "point", "asks", "how", "due_on", "verdict", "finding", "judged_on"}

    class Meta:
        constraints = [
            CheckConstraint(
                name="check_judged_on_and_by",
                condition=Q(judged_on=None, judged_by=None, verdict="")
                | (Q(judged_on__isnull=False, judged_by__isnull=False) & ~Q(verdict="") & ~Q(finding="")),
            ),
        ]


class NationalReview(Record):
    """A review published elsewhere: does it apply here? Yes makes a learning point; no needs its reason."""

    link = models.URLField(blank=True)
    text = models.TextField(help_text="What it says, in three sentences")
    published_on = models.DateField(null=True, blank=True, help_text="When it was published there")
    applies = models.BooleanField(null=True)
    why = models.TextField(blank=True)
    answered_on = models.DateField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    point = models.ForeignKey(LearningPoint, null=True, blank=True, on_delete=models.PROTECT, related_name="national")

    objects = RecordQuerySet.as_manager()

    class Privacy:
        searched = ("text",)
        identifying: set[str] = set()
        personal = {"answered_by"}
        plain = {"record_ptr", "link", "text", "published_on", "applies", "why", "answered_on", "point"}

    class Meta:
        constraints = [
            CheckConstraint(
                name="national_answered_on_and_by",
                condition=Q(answered_on=None, answered_by=None, applies=None)
                | (Q(answered_on__isnull=False, answered_by__isnull=False, applies__isnull=False) & ~Q(why="")),
            ),
        ]
