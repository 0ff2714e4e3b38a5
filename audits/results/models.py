"""What the Board offers an agency after its return."""

import uuid as uuid_module

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Q

from audits.returns.models import AuditReturn


class Support(models.Model):
    """Help offered for a need: seen in low grades, or asked for. `taken_up` is None while nobody has answered."""

    class Kind(models.TextChoices):
        VISIT = "visit", "A visit"
        TRAINING = "training", "Training"
        BUDDY = "buddy", "An agency that does it well"
        TEMPLATE = "template", "A model to work from"

    uuid = models.UUIDField(default=uuid_module.uuid4, unique=True, editable=False)
    of = models.ForeignKey(AuditReturn, on_delete=models.PROTECT, related_name="support")
    standard = models.CharField(max_length=60, blank=True, help_text="The key of the standard; empty for the whole")
    need = models.CharField(max_length=200)
    asked = models.CharField(max_length=200, blank=True, help_text="What the agency asked for, if it did")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    offered_on = models.DateField()
    offered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    taken_up = models.BooleanField(null=True, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    result = models.CharField(max_length=300, blank=True, help_text="What it changed")

    class Privacy:
        identifying: set[str] = set()
        personal = {"offered_by"}
        plain = {
            "id", "uuid", "of", "standard", "need", "asked", "kind", "offered_on", "taken_up", "answered_on", "result",
        }  # fmt: skip

    class Meta:
        ordering = ["offered_on", "id"]
        verbose_name_plural = "support"
        constraints = [
            CheckConstraint(name="auditsupport_says_what", condition=~Q(need="")),
            CheckConstraint(
                name="auditsupport_answered_with_day",
                condition=Q(taken_up=None, answered_on=None) | Q(taken_up__isnull=False, answered_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.need
