"""What a case audit leads to: issues for Quality and Performance; and audits done elsewhere, logged here."""

from django.db import models
from django.db.models import CheckConstraint, Q

from audits.cases.models.themes import CaseTheme, person
from audits.cases.words import THEMES
from sscb.learning.models import Action, LearningPoint
from sscb.people.models import Organisation
from sscb.records.models import Record, RecordQuerySet


class AuditIssue(Record):
    """A multi-agency issue sent to Quality and Performance. Level P3: it names no case and no child."""

    TYPE, LEVEL, PREFIX = "audits.issue", "P3", "AUI"

    theme = models.ForeignKey(CaseTheme, on_delete=models.PROTECT, related_name="issues")
    text = models.TextField()
    tag = models.CharField(max_length=30, choices=THEMES.items())
    raised_by = person()
    decided_on = models.DateField(null=True, blank=True)
    joined_to = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="joined")
    task = models.ForeignKey(Action, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    outcome = models.TextField(blank=True, help_text="What came of it, as it was verified and closed")

    why_now = ""

    objects = RecordQuerySet.as_manager()

    class Privacy:
        identifying: set[str] = set()
        personal = {"raised_by"}
        plain = {"record_ptr", "theme", "text", "tag", "decided_on", "joined_to", "task", "outcome"}

    class Meta:
        ordering = ["record_ptr_id"]
        constraints = [CheckConstraint(name="auditissue_says_something", condition=~Q(text=""))]


class ThemeLearning(models.Model):
    """A learning point that a theme, or an audit done elsewhere, led to."""

    of = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="+")
    point = models.OneToOneField(LearningPoint, on_delete=models.PROTECT, related_name="+")

    class Privacy:
        plain = frozenset({"__all__"})

    class Meta:
        ordering = ["id"]


class OtherAudit(Record):
    """An audit that was done elsewhere, with what it found. Level P3, logged by the chair of a group or the office."""

    TYPE, LEVEL, PREFIX = "audits.other", "P3", "AUO"

    agency = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    theme = models.CharField(max_length=30, choices=THEMES.items())
    done_on = models.DateField()
    files = models.PositiveSmallIntegerField(null=True, blank=True, help_text="How many case files were looked at")
    strengths = models.TextField(blank=True)
    to_improve = models.TextField(blank=True)
    logged_by = person()

    objects = RecordQuerySet.as_manager()

    class Privacy:
        identifying: set[str] = set()
        personal = {"logged_by"}
        plain = {"record_ptr", "agency", "theme", "done_on", "files", "strengths", "to_improve"}

    class Meta:
        ordering = ["-done_on", "record_ptr_id"]
        constraints = [
            CheckConstraint(name="otheraudit_found_something", condition=~Q(strengths="", to_improve="")),
        ]
