"""Who the child is. Kept apart from the case, opened by two people together, and each time written down (5.3)."""

import uuid as uuid_module

from django.db import models
from django.db.models import CheckConstraint, F, Q

from reviews.models.cases import CaseReview
from reviews.models.pairs import one_person, person, together


class Identity(models.Model):
    case = models.OneToOneField(CaseReview, on_delete=models.PROTECT, related_name="identity")
    name = models.CharField(max_length=200)
    name_key = models.CharField(max_length=200, db_index=True, help_text="The name in small letters, for duplicates")
    born_on = models.DateField(null=True, blank=True)
    address = models.CharField(max_length=300, blank=True)
    family = models.TextField(blank=True, help_text="Parents, carers, other children, one a line")

    class Privacy:
        identifying = {"name", "name_key", "born_on", "address", "family"}
        personal: set[str] = set()
        plain = {"id", "case"}

    class Meta:
        verbose_name_plural = "identities"

    def __str__(self) -> str:
        return "Identity of a child"


class Opening(models.Model):
    """One person asks to know who the child is and says why; another agrees; then it is shown once."""

    uuid = models.UUIDField(default=uuid_module.uuid4, unique=True, editable=False)
    case = models.ForeignKey(CaseReview, on_delete=models.PROTECT, related_name="openings")
    why = models.CharField(max_length=200)
    asked_on = models.DateField()
    asked_by = one_person()
    agreed_on = models.DateField(null=True, blank=True)
    agreed_by = person()
    opened_on = models.DateField(null=True, blank=True)

    class Privacy:
        identifying = {"why"}
        personal = {"asked_by", "agreed_by"}
        plain = {"id", "uuid", "case", "asked_on", "agreed_on", "opened_on"}

    class Meta:
        ordering = ["-asked_on", "-id"]
        constraints = [
            together("opening_agreed_on_and_by", "agreed_on", "agreed_by"),
            CheckConstraint(
                name="opening_agreed_by_another", condition=Q(agreed_by=None) | ~Q(agreed_by=F("asked_by"))
            ),
            CheckConstraint(
                name="opening_opened_once_agreed", condition=Q(opened_on=None) | Q(agreed_on__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return "Request to open who a child is"
