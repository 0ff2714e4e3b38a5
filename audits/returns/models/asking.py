"""What an agency asks of the Board about its return, and what the Board wrote when it did not come."""

import uuid as uuid_module

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from audits.returns.models.answers import Answer
from audits.returns.models.cycles import AuditReturn


def _person(**more) -> models.ForeignKey:
    return models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", **more)


class Draft(models.Model):
    """What somebody has typed into an answer and not saved yet: theirs alone, and there when they come back.

    `edition` is the one of the answer that they began from, so that coming back cannot overwrite what came between.
    """

    answer = models.ForeignKey(Answer, on_delete=models.PROTECT, related_name="drafts")
    by = _person()
    edition = models.PositiveIntegerField()
    typed = models.JSONField()
    typed_at = models.DateTimeField()

    class Privacy:
        identifying = {"typed"}
        personal = {"by"}
        plain = {"id", "answer", "edition", "typed_at"}

    class Meta:
        ordering = ["-typed_at"]
        constraints = [UniqueConstraint(name="auditdraft_one_a_person", fields=["answer", "by"])]

    def __str__(self) -> str:
        return "Draft"


class Plea(models.Model):
    """An agency asks for longer, or to be excused. The Board's office decides; only the Independent Chair excuses."""

    class Kind(models.TextChoices):
        LONGER = "longer", "Longer"
        EXCUSED = "excused", "To be excused"

    uuid = models.UUIDField(default=uuid_module.uuid4, unique=True, editable=False)
    of = models.ForeignKey(AuditReturn, on_delete=models.PROTECT, related_name="pleas")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    until_on = models.DateField(null=True, blank=True)
    why = models.CharField(max_length=300)
    asked_on = models.DateField()
    asked_by = _person()
    decided_on = models.DateField(null=True, blank=True)
    decided_by = _person(null=True, blank=True)
    granted = models.BooleanField(null=True, blank=True)
    answered = models.CharField(max_length=300, blank=True, help_text="What the agency was told")

    class Privacy:
        identifying: set[str] = set()
        personal = {"asked_by", "decided_by"}
        plain = {"id", "uuid", "of", "kind", "until_on", "why", "asked_on", "decided_on", "granted", "answered"}

    class Meta:
        ordering = ["id"]
        constraints = [
            CheckConstraint(name="auditplea_says_why", condition=~Q(why="")),
            CheckConstraint(name="auditplea_longer_until", condition=~Q(kind="longer") | Q(until_on__isnull=False)),
            CheckConstraint(
                name="auditplea_decided_on_and_by",
                condition=Q(decided_on=None, decided_by=None, granted=None)
                | Q(decided_on__isnull=False, decided_by__isnull=False, granted__isnull=False),
            ),
            UniqueConstraint(name="auditplea_one_waits", fields=["of", "kind"], condition=Q(decided_on=None)),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


class Chased(models.Model):
    """One step of the ladder of reminders: what was written to whom, once; a step overtaken by the next is skipped."""

    of = models.ForeignKey(AuditReturn, on_delete=models.PROTECT, related_name="chases")
    step = models.CharField(max_length=20)
    due_on = models.DateField(help_text="The last day that it counted from")
    sent_on = models.DateField()
    to = models.CharField(max_length=120, help_text="By office")
    letters = models.PositiveSmallIntegerField(default=0)
    skipped = models.BooleanField(default=False)

    class Privacy:
        identifying: set[str] = set()
        personal: set[str] = set()
        plain = {"id", "of", "step", "due_on", "sent_on", "to", "letters", "skipped"}

    class Meta:
        ordering = ["id"]
        verbose_name_plural = "chased"
        constraints = [UniqueConstraint(name="auditchased_once", fields=["of", "step", "due_on"])]

    def __str__(self) -> str:
        return self.step
