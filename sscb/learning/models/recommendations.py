"""What a review, an audit or a panel asks to be changed, and what came back to it."""

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Q

from sscb.learning.models.points import LearningPoint
from sscb.records.models import Record, RecordQuerySet


class Recommendation(Record):
    """One recommendation (reviews handbook 2.7). Its `group` follows it up; an `owner` is the one agency it is for.

    Accepted or not is an answer that somebody gave, for a body, on a day; whether it was carried out is worked out
    from its actions.
    """

    class Strength(models.TextChoices):
        REMINDER = "reminder", "Reminder: people are told again"
        TRAINING = "training", "Training: people are taught"
        SYSTEM = "system", "System change: the right thing becomes the easy thing"

    class Reach(models.TextChoices):
        SINGLE = "single", "One agency"
        MULTI = "multi", "Several agencies"
        NATIONAL = "national", "National: for somebody beyond the Board"

    class Accepted(models.TextChoices):
        YES = "yes", "Accepted"
        PART = "part", "Accepted in part"
        NO = "no", "Not accepted"

    text = models.TextField()
    finding = models.TextField(blank=True, help_text="What it rests on")
    strength = models.CharField(max_length=8, choices=Strength.choices)
    reach = models.CharField(max_length=8, choices=Reach.choices)
    points = models.ManyToManyField(LearningPoint, related_name="recommendations", blank=True)
    source = models.CharField(max_length=40, help_text="The method it came from: a code of `sscb.learning.methods`")
    source_uuid = models.UUIDField(null=True, blank=True, help_text="The record it came from, where there is one")
    source_words = models.CharField(max_length=200, blank=True)
    theme = models.CharField(max_length=60, blank=True)
    accepted = models.CharField(max_length=4, choices=Accepted.choices, blank=True)
    response = models.TextField(blank=True)
    responded_for = models.CharField(max_length=120, blank=True, help_text="The body that answered, such as the Board")
    responded_on = models.DateField(null=True, blank=True)
    responded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = RecordQuerySet.as_manager()

    class Privacy:
        searched = ("text", "finding")
        identifying: set[str] = set()
        personal = {"responded_by"}
        plain = {
            "record_ptr", "text", "finding", "strength", "reach", "source", "source_uuid", "source_words", "theme",
            "accepted", "response", "responded_for", "responded_on",
        }  # fmt: skip

    class Meta:
        constraints = [
            CheckConstraint(
                name="recommendation_responded_on_and_by",
                condition=Q(responded_on=None, responded_by=None, accepted="")
                | (Q(responded_on__isnull=False, responded_by__isnull=False) & ~Q(accepted="")),
            ),
        ]
