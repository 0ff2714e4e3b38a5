"""Which addresses belong to which agency, and who asks for an account."""

import uuid as uuid_module

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.db.models.functions import Lower

from sscb.people.models import Organisation
from training.models.common import on_and_by, person


class AgencyDomain(models.Model):
    """Whoever has an address under it works for this agency, and its lead says whether they may have an account."""

    agency = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="email_domains")
    domain = models.CharField(max_length=120, unique=True)

    class Privacy:
        plain = frozenset({"__all__"})

    class Meta:
        ordering = ["domain"]
        constraints = [CheckConstraint(name="agencydomain_in_small_letters", condition=Q(domain=Lower("domain")))]

    def __str__(self) -> str:
        return self.domain


class AccountAsked(models.Model):
    """Somebody asks for an account so that they can book. Their agency answers."""

    class State(models.TextChoices):
        ASKED = "asked", "Waits for the agency"
        GIVEN = "given", "Given"
        DECLINED = "declined", "Declined"

    uuid = models.UUIDField(default=uuid_module.uuid4, unique=True, editable=False)
    agency = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    email = models.EmailField()
    name = models.CharField(max_length=120)
    job_title = models.CharField(max_length=120, blank=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.ASKED)
    asked_at = models.DateTimeField()
    answered_on = models.DateField(null=True, blank=True)
    answered_by = person(null=True, blank=True)

    class Privacy:
        identifying: set[str] = set()
        personal = {"email", "name", "job_title", "answered_by"}
        plain = {"id", "uuid", "agency", "state", "asked_at", "answered_on"}

    class Meta:
        ordering = ["asked_at", "id"]
        verbose_name_plural = "accounts asked for"
        constraints = [
            UniqueConstraint(name="accountasked_one_open", fields=["email"], condition=Q(state="asked")),
            on_and_by("accountasked_answered_on_and_by", "answered_on", "answered_by"),
        ]

    def __str__(self) -> str:
        return f"Account asked for {self.pk}"
