"""A gap in training that agencies named, and how it ended."""

import uuid as uuid_module

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Q

from audits.returns.models import AuditCycle, AuditReturn


class TrainingGap(models.Model):
    """One gap of one cycle. The same gap named by several agencies is one; `people`: those it concerns, together.

    A multi-agency gap ends as in programme, met another way or declined with the reason; a single-agency one may too.
    """

    class Kind(models.TextChoices):
        SINGLE = "single", "Within one agency"
        MULTI = "multi", "Only multi-agency training fills it"

    class End(models.TextChoices):
        PROGRAMME = "programme", "In the programme"
        MET = "met", "Met another way"
        DECLINED = "declined", "Declined"

    uuid = models.UUIDField(default=uuid_module.uuid4, unique=True, editable=False)
    cycle = models.ForeignKey(AuditCycle, on_delete=models.PROTECT, related_name="gaps")
    returns = models.ManyToManyField(AuditReturn, related_name="gaps")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    topic = models.CharField(max_length=120)
    training_group = models.CharField(max_length=40, blank=True)
    people = models.PositiveIntegerField(null=True, blank=True)
    proposal = models.CharField(max_length=200, blank=True)
    found_on = models.DateField()
    end = models.CharField(max_length=10, choices=End.choices, blank=True)
    why = models.CharField(max_length=300, blank=True, help_text="Which course, which other way, or why not")
    ended_on = models.DateField(null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Privacy:
        identifying: set[str] = set()
        personal = {"ended_by"}
        plain = {
            "id", "uuid", "cycle", "returns", "kind", "topic", "training_group", "people", "proposal", "found_on",
            "end", "why", "ended_on",
        }  # fmt: skip

    class Meta:
        ordering = ["kind", "topic", "id"]
        constraints = [
            CheckConstraint(
                name="auditgap_ended_on_and_by",
                condition=Q(ended_on=None, ended_by=None) | Q(ended_on__isnull=False, ended_by__isnull=False),
            ),
            CheckConstraint(
                name="auditgap_end_says_why", condition=Q(end="", ended_on=None) | (~Q(end="") & ~Q(why=""))
            ),
        ]

    def __str__(self) -> str:
        return self.topic
