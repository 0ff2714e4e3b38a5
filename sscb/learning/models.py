"""The golden thread's first two knots: what was learned, and the actions that answer it."""

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Q

from sscb.people.models import Organisation
from sscb.records.models import Record, RecordQuerySet


class LearningPoint(Record):
    """Something the Board has learned, from any of the framework's ten methods."""

    text = models.TextField()
    source = models.CharField(max_length=40, help_text="The method it came from, such as dataset or case audit")
    source_uuid = models.UUIDField(null=True, blank=True, help_text="The record it came from, where there is one")
    source_words = models.CharField(max_length=200, blank=True)
    theme = models.CharField(max_length=60, blank=True)
    found_on = models.DateField()

    objects = RecordQuerySet.as_manager()

    class Privacy:
        plain = {"record_ptr", "text", "source", "source_uuid", "source_words", "theme", "found_on"}


class Action(Record):
    """A task that an agency owes. `first_due_on` never changes; `carried` counts how often the date moved."""

    text = models.TextField()
    points = models.ManyToManyField(LearningPoint, related_name="actions", blank=True)
    agency = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="actions")
    lead = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="actions"
    )
    source_words = models.CharField(max_length=200, blank=True)
    due_on = models.DateField()
    first_due_on = models.DateField()
    carried = models.PositiveSmallIntegerField(default=0)
    progress = models.TextField(blank=True)
    progress_on = models.DateField(null=True, blank=True)
    evidence = models.TextField(blank=True)
    done_on = models.DateField(null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = RecordQuerySet.as_manager()

    class Privacy:
        identifying: set[str] = set()
        personal = {"lead", "done_by"}
        plain = {
            "record_ptr",
            "text",
            "agency",
            "source_words",
            "due_on",
            "first_due_on",
            "carried",
            "progress",
            "progress_on",
            "evidence",
            "done_on",
        }

    class Meta:
        constraints = [
            CheckConstraint(
                name="action_done_on_and_by",
                condition=Q(done_on=None, done_by=None) | Q(done_on__isnull=False, done_by__isnull=False),
            ),
            CheckConstraint(name="action_not_due_before_first", condition=Q(due_on__gte=models.F("first_due_on"))),
        ]
