"""What shows that something was done, or that it changed practice."""

import uuid as uuid_module

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Q

from sscb.records.models import Record


class Proof(models.Model):
    """One piece of evidence about a record of the thread. Whoever hands it in is never the one who verifies it.

    Carried out and practice changed are two questions, each with proofs of its own.
    """

    class Shows(models.TextChoices):
        DONE = "done", "It was carried out"
        PRACTICE = "practice", "Practice changed"

    class Kind(models.TextChoices):
        DOCUMENT = "document", "Document or minutes"
        COUNT = "count", "Count kept by the agency"
        INDICATOR = "indicator", "Indicator of the dataset"
        REAUDIT = "reaudit", "Audit done again"
        SAMPLE = "sample", "Sample of records or supervision"
        TRAINING = "training", "Impact of training, three months on"
        SURVEY = "survey", "Survey"
        PRACTITIONERS = "practitioners", "Practitioners’ account"
        CHILDREN = "children", "Children’s account"

    uuid = models.UUIDField(default=uuid_module.uuid4, unique=True, editable=False)
    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="proofs")
    shows = models.CharField(max_length=8, choices=Shows.choices)
    kind = models.CharField(max_length=13, choices=Kind.choices)
    text = models.TextField(help_text="What it says, with its figures; no names of children or families")
    seen_on = models.DateField(help_text="The day it speaks of")
    about = models.ForeignKey(
        Record, null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        help_text="The record that shows it, such as the audit done again",
    )  # fmt: skip
    added_on = models.DateField()
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    verified_on = models.DateField(null=True, blank=True)
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Privacy:
        identifying: set[str] = set()
        personal = {"added_by", "verified_by"}
        plain = {"id", "uuid", "record", "shows", "kind", "text", "seen_on", "about", "added_on", "verified_on"}

    class Meta:
        ordering = ["seen_on", "id"]
        constraints = [
            CheckConstraint(
                name="proof_verified_on_and_by",
                condition=Q(verified_on=None, verified_by=None)
                | Q(verified_on__isnull=False, verified_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def strength(self) -> str:
        return STRENGTHS[self.kind]


MEASURED, SEEN, SAID = "Measured", "Seen", "Said"
STRENGTHS = {
    Proof.Kind.INDICATOR: MEASURED, Proof.Kind.COUNT: MEASURED, Proof.Kind.SURVEY: MEASURED,
    Proof.Kind.REAUDIT: SEEN, Proof.Kind.SAMPLE: SEEN, Proof.Kind.DOCUMENT: SEEN,
    Proof.Kind.TRAINING: SAID, Proof.Kind.PRACTITIONERS: SAID, Proof.Kind.CHILDREN: SAID,
}  # fmt: skip
"""How strongly each kind speaks (audits handbook, section 8: none, said, seen, measured)."""
