"""A campaign: what the themes of many reviews led the partnership to tell people. It names no case, and links none."""

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, F, Q

from sscb.learning.models import Action, LearningPoint
from sscb.records.models import Record, RecordQuerySet


class Campaign(Record):
    """Level P3, shown to the Board from the day it is planned. A theme is the only bridge to the reviews behind it."""

    TYPE, LEVEL, PREFIX = "cdop.campaign", "P3", "CAMP"

    class Worked(models.TextChoices):
        YES = "yes", "Yes"
        PARTLY = "partly", "In part"
        NO = "no", "No"
        UNKNOWN = "unknown", "Cannot be told"

    theme = models.CharField(max_length=60)
    audience = models.CharField(max_length=200, help_text="Whom it is for")
    message = models.TextField(help_text="What it tells them, in one or two sentences")
    starts_on = models.DateField()
    ends_on = models.DateField()
    points = models.ManyToManyField(LearningPoint, related_name="campaigns", blank=True)
    actions = models.ManyToManyField(Action, related_name="campaigns", blank=True)
    worked = models.CharField(max_length=7, choices=Worked.choices, blank=True)
    looked_back = models.TextField(blank=True, help_text="What shows whether it worked")
    looked_back_on = models.DateField(null=True, blank=True)

    objects = RecordQuerySet.as_manager()

    class Privacy:
        searched = ("message",)
        identifying: set[str] = set()
        personal: set[str] = set()
        plain = {
            "record_ptr", "theme", "audience", "message", "starts_on", "ends_on", "worked", "looked_back",
            "looked_back_on",
        }  # fmt: skip

    class Meta:
        ordering = ["-starts_on", "-record_ptr_id"]
        constraints = [
            CheckConstraint(name="campaign_ends_after_it_starts", condition=Q(ends_on__gte=F("starts_on"))),
            CheckConstraint(
                name="campaign_looked_back_is_whole",
                condition=Q(looked_back_on=None) | (~Q(worked="") & ~Q(looked_back="")),
            ),
        ]


class Material(models.Model):
    """What people are given: a page, a film, a leaflet; a link to where it is kept, or a file of the campaign's."""

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="materials")
    title = models.CharField(max_length=120)
    link = models.URLField(blank=True)
    added_on = models.DateField()

    class Privacy:
        identifying: set[str] = set()
        personal: set[str] = set()
        plain = {"id", "campaign", "title", "link", "added_on"}

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.title


class Reach(models.Model):
    """How many people it reached, counted somehow, and what shows it."""

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="reaches")
    counted_on = models.DateField()
    what = models.CharField(max_length=120, help_text="Such as parents shown it at the ten-day visit")
    people = models.PositiveIntegerField()
    evidence = models.CharField(max_length=200, help_text="What shows it")
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Privacy:
        identifying: set[str] = set()
        personal = {"said_by"}
        plain = {"id", "campaign", "counted_on", "what", "people", "evidence"}

    class Meta:
        verbose_name_plural = "reach"
        ordering = ["counted_on", "id"]
        constraints = [CheckConstraint(name="reach_somebody", condition=Q(people__gt=0))]

    def __str__(self) -> str:
        return self.what
