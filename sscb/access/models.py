"""Named grants, exclusions for conflict of interest, reasons given for opening what is restricted, and rations."""

import uuid as uuid_module
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from sscb.people.models import Organisation


class Grant(models.Model):
    """One person may open one record, for a purpose, until a date (SEC-09). Looked up afresh at each request."""

    LONGEST_DAYS = 90

    uuid = models.UUIDField(default=uuid_module.uuid4, unique=True, editable=False)
    record_uuid = models.UUIDField(db_index=True)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="grants")
    may_write = models.BooleanField(default=False)
    purpose = models.CharField(max_length=200)
    granted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    granted_on = models.DateField()
    ends_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Privacy:
        identifying: set[str] = set()
        personal = {"person", "granted_by", "purpose"}
        plain = {"id", "uuid", "record_uuid", "may_write", "granted_on", "ends_at", "revoked_at"}

    class Meta:
        constraints = [CheckConstraint(name="grant_not_to_oneself", condition=~Q(person=F("granted_by")))]


class Exclusion(models.Model):
    """A conflict of interest: this person, or all of this agency, stays out of this record whatever else holds."""

    record_uuid = models.UUIDField(db_index=True)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    organisation = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    why = models.CharField(max_length=200)

    class Privacy:
        identifying: set[str] = set()
        personal = {"person", "why"}
        plain = {"id", "record_uuid", "organisation"}

    class Meta:
        constraints = [
            CheckConstraint(
                name="exclusion_person_or_organisation",
                condition=Q(person=None, organisation__isnull=False) | Q(person__isnull=False, organisation=None),
            )
        ]


class ReasonGiven(models.Model):
    """The business manager wrote why a restricted record must be opened; good for an hour (SEC-10)."""

    record_uuid = models.UUIDField(db_index=True)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    why = models.TextField()
    given_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    class Privacy:
        identifying: set[str] = set()
        personal = {"person", "why"}
        plain = {"id", "record_uuid", "given_at", "ends_at"}


class Ration(models.Model):
    """One of what a person may take in an hour, and when it was last taken (SEC-44). Never more rows than the share."""

    HOUR = timedelta(hours=1)

    class What(models.TextChoices):
        EXPORT = "export", "A file made of what the portal holds"
        UPLOAD = "upload", "A file brought in"
        PACK = "pack", "A pack built"
        SEARCH = "search", "A search, by the minute"
        REQUEST = "request", "Ten requests, by the minute"

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", db_index=False)
    what = models.CharField(max_length=10, choices=What.choices)
    number = models.PositiveSmallIntegerField()
    taken_at = models.DateTimeField()

    class Privacy:
        identifying: set[str] = set()
        personal = {"person"}
        plain = {"id", "what", "number", "taken_at"}

    class Meta:
        constraints = [UniqueConstraint(name="ration_once", fields=["person", "what", "number"])]


class FormSent(models.Model):
    """A form that was sent and did something, by its key; kept for two days, so that it acts once (REL-16).

    Of who sent it, what stood in it and when, it holds no more than a day and two checksums.
    """

    LONGEST = 500

    key = models.CharField(max_length=64, unique=True)
    words = models.CharField(max_length=64)
    attempt = models.CharField(max_length=32)
    answered = models.BooleanField(default=False)
    where = models.CharField(max_length=LONGEST, blank=True)
    sent_on = models.DateField()

    class Privacy:
        identifying: set[str] = set()
        personal: set[str] = set()
        plain = {"id", "key", "words", "attempt", "answered", "where", "sent_on"}
