"""What happened, and who saw what. Rows are added, never changed: the database itself refuses (SEC-23).

No foreign keys: these rows outlive what they tell of, so they keep uuids, references and names as they were.
"""

import uuid as uuid_module

from django.db import models
from django.db.models import Q, UniqueConstraint


class Entry(models.Model):
    """One thing somebody did. `code` and `facts` are what happened; the sentence is made when it is read."""

    number = models.PositiveBigIntegerField(unique=True, help_text="Place in the chain, from 1, without a gap")
    at = models.DateTimeField(help_text="The Board's time")
    written_at = models.DateTimeField(help_text="The machine's time")
    code = models.CharField(max_length=80, db_index=True)
    by_uuid = models.UUIDField(null=True, db_index=True)
    by_name = models.CharField(max_length=120)
    object_type = models.CharField(max_length=80, blank=True)
    object_uuid = models.UUIDField(null=True, db_index=True)
    reference = models.CharField(max_length=60, blank=True)
    level = models.CharField(max_length=2, blank=True)
    outcome = models.CharField(max_length=12, default="done")
    on = models.DateField(help_text="The date the act counts from")
    facts = models.JSONField(default=dict)
    why = models.TextField(blank=True)
    address = models.CharField(max_length=45, blank=True)
    session = models.CharField(max_length=16, blank=True, help_text="Start of a hash, never the session itself")
    previous_mark = models.CharField(max_length=64)
    mark = models.CharField(max_length=64, unique=True)

    class Privacy:
        identifying: set[str] = set()
        personal = {"by_uuid", "by_name", "address", "session", "why"}
        plain = {
            "id", "number", "at", "written_at", "code", "object_type", "object_uuid", "reference", "level",
            "outcome", "on", "facts", "previous_mark", "mark",
        }  # fmt: skip

    class Meta:
        ordering = ["-number"]
        verbose_name_plural = "entries"


class View(models.Model):
    """Somebody opened something of level P4 or P5, or took something away (SEC-24, SEC-25)."""

    uuid = models.UUIDField(default=uuid_module.uuid4, unique=True, editable=False)
    at = models.DateTimeField()
    by_uuid = models.UUIDField(db_index=True)
    by_name = models.CharField(max_length=120)
    kind = models.CharField(max_length=12)
    object_type = models.CharField(max_length=80)
    object_uuid = models.UUIDField(db_index=True)
    reference = models.CharField(max_length=60, blank=True)
    level = models.CharField(max_length=2)
    why = models.TextField(blank=True)
    sha256 = models.CharField(max_length=64, blank=True, help_text="Of the bytes handed out")
    taken = models.JSONField(null=True, blank=True, help_text="Of a file: its form, mark, rows, columns and filter")

    class Privacy:
        identifying: set[str] = set()
        personal = {"by_uuid", "by_name", "why", "taken"}
        plain = {"id", "uuid", "at", "kind", "object_type", "object_uuid", "reference", "level", "sha256"}

    class Meta:
        ordering = ["-at"]
        constraints = [
            UniqueConstraint(name="view_uuid_once", fields=["uuid"], condition=Q(uuid__isnull=False)),
        ]
