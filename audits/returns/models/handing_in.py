"""Handing a return in: the actions for its gaps, the signatures, and what was frozen."""

import uuid as uuid_module

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from audits.returns.models.answers import Answer
from audits.returns.models.cycles import AuditReturn
from sscb.learning.models import Action


class Improvement(models.Model):
    """What the agency will do about a gap. It becomes an action of the golden thread when the return is handed in."""

    uuid = models.UUIDField(default=uuid_module.uuid4, unique=True, editable=False)
    answer = models.ForeignKey(Answer, on_delete=models.PROTECT, related_name="improvements")
    text = models.CharField(max_length=300)
    owner = models.CharField(max_length=120, help_text="Post of whoever will do it")
    due_on = models.DateField()
    action = models.OneToOneField(Action, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    dropped_on = models.DateField(null=True, blank=True)

    class Privacy:
        identifying: set[str] = set()
        personal = {"owner"}
        plain = {"id", "uuid", "answer", "text", "due_on", "action", "dropped_on"}

    class Meta:
        ordering = ["due_on", "id"]
        constraints = [
            CheckConstraint(name="auditimprovement_whole", condition=~Q(text="") & ~Q(owner="")),
            CheckConstraint(
                name="auditimprovement_asked_is_not_dropped", condition=Q(action=None) | Q(dropped_on=None)
            ),
        ]

    def __str__(self) -> str:
        return self.text


class Signature(models.Model):
    """One office's signature under what stood there on that day. An answer changed afterwards takes it away."""

    of = models.ForeignKey(AuditReturn, on_delete=models.PROTECT, related_name="signatures")
    office = models.CharField(max_length=40)
    statement = models.CharField(max_length=300)
    signed_on = models.DateField()
    signed_at = models.DateTimeField()
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    withdrawn_on = models.DateField(null=True, blank=True)

    class Privacy:
        identifying: set[str] = set()
        personal = {"signed_by"}
        plain = {"id", "of", "office", "statement", "signed_on", "signed_at", "withdrawn_on"}

    class Meta:
        ordering = ["id"]
        constraints = [
            UniqueConstraint(
                name="auditsignature_one_an_office", fields=["of", "office"], condition=Q(withdrawn_on=None)
            ),
        ]

    def __str__(self) -> str:
        return self.office


class Snapshot(models.Model):
    """The return as it was handed in: every grade, text, piece of evidence and action. Comparisons read these alone."""

    uuid = models.UUIDField(default=uuid_module.uuid4, unique=True, editable=False)
    of = models.ForeignKey(AuditReturn, on_delete=models.PROTECT, related_name="snapshots")
    number = models.PositiveSmallIntegerField()
    why = models.CharField(max_length=40, help_text="handed in, or moderated")
    questions = models.CharField(max_length=80)
    content = models.JSONField()
    grades = models.JSONField(default=dict, help_text="Of the content: key -> [the agency's grade, the moderated one]")
    sha256 = models.CharField(max_length=64)
    made_on = models.DateField()
    made_at = models.DateTimeField()

    class Privacy:
        identifying = {"content"}
        personal: set[str] = set()
        plain = {"id", "uuid", "of", "number", "why", "questions", "grades", "sha256", "made_on", "made_at"}

    class Meta:
        ordering = ["number"]
        constraints = [UniqueConstraint(name="auditsnapshot_numbered_once", fields=["of", "number"])]

    def __str__(self) -> str:
        return f"{self.of_id} as {self.why}, {self.number}"
