"""What is handed over to the child death review partners, and the proof that it arrived (reviews handbook 3.10)."""

import uuid as uuid_module

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, F, Q

from cdop.models.cases import ChildDeathReview
from sscb.people.models import Organisation


def _person() -> models.ForeignKey:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )


class Handover(models.Model):
    """Owed since `owed_on`; a person sends it; the case counts as transferred from `received_on` only."""

    class What(models.TextChoices):
        UNFINISHED = "unfinished", "A review not finished by the last day"
        NOTIFICATION = "notification", "A notification that the panel may only pass on"
        OTHER_AREA = "other-area", "A notification for the home area"

    uuid = models.UUIDField(default=uuid_module.uuid4, unique=True, editable=False)
    review = models.OneToOneField(ChildDeathReview, on_delete=models.PROTECT, related_name="handover")
    what = models.CharField(max_length=12, choices=What.choices)
    owed_on = models.DateField(help_text="The day from which it is owed")
    last_day = models.DateField(null=True, blank=True, help_text="The Board's panel's last day, where it had one")
    inventory = models.JSONField(default=list, blank=True, help_text="Name, pages and SHA-256 of each thing")
    outstanding = models.TextField(blank=True, help_text="What is still to come")
    method = models.CharField(max_length=60, blank=True)
    encrypted = models.BooleanField(default=False)
    checksum = models.CharField(max_length=64, blank=True, help_text="SHA-256 of the archive")
    receiving_body = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    sent_on = models.DateField(null=True, blank=True)
    sent_by = _person()
    received_on = models.DateField(null=True, blank=True)
    received_by = _person()

    class Privacy:
        identifying = {"outstanding", "inventory"}
        personal = {"sent_by", "received_by"}
        plain = {
            "id", "uuid", "review", "what", "owed_on", "last_day", "method", "encrypted", "checksum",
            "receiving_body", "sent_on", "received_on",
        }  # fmt: skip

    class Meta:
        ordering = ["owed_on", "id"]
        constraints = [
            CheckConstraint(
                name="handover_sent_on_and_by",
                condition=Q(sent_on=None, sent_by=None) | Q(sent_on__isnull=False, sent_by__isnull=False),
            ),
            CheckConstraint(
                name="handover_received_on_and_by",
                condition=Q(received_on=None, received_by=None)
                | Q(received_on__isnull=False, received_by__isnull=False),
            ),
            CheckConstraint(
                name="handover_received_after_sent",
                condition=Q(received_on=None) | Q(sent_on__isnull=False, received_on__gte=F("sent_on")),
            ),
            CheckConstraint(
                name="handover_sent_to_somebody", condition=Q(sent_on=None) | Q(receiving_body__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return self.get_what_display()
