"""What is handed over to the child death review partners, and the proof that it arrived (reviews handbook 3.10)."""

import uuid as uuid_module

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from cdop.models.cases import ChildDeathReview
from sscb.people.models import Organisation
from sscb.records.models import Attachment


def _person() -> models.ForeignKey:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )


class Handover(models.Model):
    """Owed since `owed_on`, ready once its bundle is whole; a person sends it; the case counts as transferred from
    `received_on` only.

    A receipt comes from the receiver's own account, or as a letter: then the co-ordinator records it with the evidence
    and a second person confirms it.
    """

    class What(models.TextChoices):
        UNFINISHED = "unfinished", "A review not finished by the last day"
        NOTIFICATION = "notification", "A notification that the panel may only pass on"
        OTHER_AREA = "other-area", "A notification for the home area"
        ARCHIVE = "archive", "The archive of a completed review"

    class Method(models.TextChoices):
        PORTAL = "portal", "Collected from the portal, by their own account"
        MAIL = "secure-mail", "Secure mail"
        CARRIED = "carried", "An encrypted disk, carried by hand"

    uuid = models.UUIDField(default=uuid_module.uuid4, unique=True, editable=False)
    review = models.OneToOneField(ChildDeathReview, on_delete=models.PROTECT, related_name="handover")
    what = models.CharField(max_length=12, choices=What.choices)
    owed_on = models.DateField(help_text="The day from which it is owed")
    last_day = models.DateField(null=True, blank=True, help_text="The Board's panel's last day, where it had one")
    ready_on = models.DateField(null=True, blank=True, help_text="Its bundle is whole: a person may send it")
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
    told_on = models.DateField(null=True, blank=True, help_text="A letter of receipt is recorded, not yet confirmed")
    told_by = _person()
    evidence = models.ForeignKey(Attachment, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    received_on = models.DateField(null=True, blank=True)
    received_by = _person()
    destroyed_on = models.DateField(null=True, blank=True, help_text="What was held here is destroyed")

    class Privacy:
        identifying = {"outstanding", "inventory"}
        personal = {"sent_by", "told_by", "received_by"}
        plain = {
            "id", "uuid", "review", "what", "owed_on", "last_day", "ready_on", "method", "encrypted", "checksum",
            "receiving_body", "sent_on", "told_on", "evidence", "received_on", "destroyed_on",
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
            CheckConstraint(
                name="handover_letter_has_its_evidence",
                condition=Q(told_on=None, told_by=None, evidence=None)
                | Q(told_on__isnull=False, told_by__isnull=False, evidence__isnull=False),
            ),
            CheckConstraint(
                name="handover_confirmed_by_another",
                condition=Q(told_by=None) | Q(received_by=None) | ~Q(received_by=F("told_by")),
            ),
            CheckConstraint(
                name="handover_destroyed_once_received", condition=Q(destroyed_on=None) | Q(received_on__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return self.get_what_display()


class Bundle(models.Model):
    """All that is held on one case, as files with their hashes. Whole once `built_on` is there; before, nothing."""

    uuid = models.UUIDField(default=uuid_module.uuid4, unique=True, editable=False)
    handover = models.ForeignKey(Handover, on_delete=models.PROTECT, related_name="bundles")
    number = models.PositiveSmallIntegerField(default=1)
    asked_on = models.DateField()
    asked_by = _person()
    problem = models.TextField(blank=True, help_text="Why it could not be built, for the person who asked")
    built_on = models.DateField(null=True, blank=True)
    fingerprint = models.CharField(max_length=64, blank=True, help_text="SHA-256 of what was written in the case")
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveBigIntegerField(default=0, help_text="Bytes")
    pages = models.PositiveIntegerField(default=0)
    inventory = models.JSONField(default=list, blank=True, help_text="name, what, bytes, sha256 of each file")
    counts = models.JSONField(default=dict, blank=True, help_text="How many rows of each kind; no reference in it")
    destroyed_on = models.DateField(null=True, blank=True)

    class Privacy:
        identifying: set[str] = set()
        personal = {"asked_by"}
        plain = {
            "id", "uuid", "handover", "number", "asked_on", "problem", "built_on", "fingerprint", "sha256", "size",
            "pages", "inventory", "counts", "destroyed_on",
        }  # fmt: skip

    class Meta:
        ordering = ["-number"]
        constraints = [
            UniqueConstraint(name="bundle_number_once", fields=["handover", "number"]),
            CheckConstraint(
                name="bundle_built_is_whole",
                condition=Q(built_on=None, sha256="") | (Q(built_on__isnull=False) & ~Q(sha256="")),
            ),
        ]

    def __str__(self) -> str:
        return f"Bundle {self.number}"


class Sending(models.Model):
    """One archive that went out: encrypted with a passphrase of its own, which is kept nowhere."""

    uuid = models.UUIDField(default=uuid_module.uuid4, unique=True, editable=False)
    handover = models.ForeignKey(Handover, on_delete=models.PROTECT, related_name="sendings")
    bundle = models.ForeignKey(Bundle, on_delete=models.PROTECT, related_name="sendings")
    number = models.PositiveSmallIntegerField(default=1)
    to = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    method = models.CharField(max_length=12, choices=Handover.Method.choices)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField(help_text="Bytes")
    sent_on = models.DateField()
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    again_because = models.CharField(max_length=200, blank=True, help_text="Why it was sent again")
    collected_on = models.DateField(null=True, blank=True, help_text="First taken from the portal")
    withdrawn_on = models.DateField(null=True, blank=True, help_text="Another sending took its place")
    asked_on = models.DateField(null=True, blank=True, help_text="Last asked for its receipt")

    class Privacy:
        identifying: set[str] = set()
        personal = {"sent_by"}
        plain = {
            "id", "uuid", "handover", "bundle", "number", "to", "method", "sha256", "size", "sent_on",
            "again_because", "collected_on", "withdrawn_on", "asked_on",
        }  # fmt: skip

    class Meta:
        ordering = ["-number"]
        constraints = [
            UniqueConstraint(name="sending_number_once", fields=["handover", "number"]),
            UniqueConstraint(name="sending_one_in_force", fields=["handover"], condition=Q(withdrawn_on=None)),
            CheckConstraint(
                name="sending_again_says_why", condition=Q(number=1) | ~Q(again_because="")
            ),
        ]

    def __str__(self) -> str:
        return f"Sending {self.number}"
