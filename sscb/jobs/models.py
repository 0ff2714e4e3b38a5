"""The rows that guarantee: work to be done, letters to be sent, periods already seen to.

Moments here are the machine's own time, save `Mail.on` and `Mail.sent_at`, which are the Board's.
"""

import uuid as uuid_module

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from sscb.people.models import ALL

LAST = "last:"
"""Keys of ticks that only say when something was last alive."""


def about(thing: models.Model | None) -> dict:
    """What a row is about, as text: no key, so that it outlives the thing."""
    return {"about_type": thing._meta.label_lower, "about_uuid": thing.uuid} if thing is not None else {}


class Job(models.Model):
    """A piece of work asked for: who asked, how far it is, how it ended.

    `attempts` counts the starts and is at the same time the proof of ownership: whoever works writes only while the
    row still carries the number of their own start.
    """

    class State(models.TextChoices):
        QUEUED = "queued", "Waiting"
        RUNNING = "running", "Running"
        DONE = "done", "Done"
        FAILED = "failed", "Failed"

    UNFINISHED = (State.QUEUED, State.RUNNING)

    uuid = models.UUIDField(default=uuid_module.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=80)
    args = models.JSONField(default=dict)
    key = models.CharField(max_length=200, null=True, blank=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.QUEUED)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="jobs_asked_for"
    )
    address = models.CharField(max_length=45, blank=True, help_text="Where it was asked from")
    session = models.CharField(max_length=16, blank=True, help_text="Start of a hash, never the session itself")
    about_type = models.CharField(max_length=80, blank=True)
    about_uuid = models.UUIDField(null=True, blank=True)

    worker = models.CharField(max_length=120, blank=True)
    lease_ends = models.DateTimeField(null=True, blank=True)
    due_at = models.DateTimeField(null=True, blank=True, help_text="Not before this; empty means at once")
    attempts = models.PositiveSmallIntegerField(default=0)

    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    note = models.CharField(max_length=200, blank=True)
    result = models.JSONField(null=True, blank=True)
    error = models.TextField(blank=True, help_text="A sentence for the person who asked")
    reference = models.CharField(max_length=12, blank=True, help_text="Finds the fault in the technical log")

    created_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Privacy:
        identifying: set[str] = set()
        personal = {"asked_by", "address", "session"}
        plain = {
            "id", "uuid", "kind", "args", "key", "state", "about_type", "about_uuid", "worker", "lease_ends", "due_at",
            "attempts", "done", "total", "note", "result", "error", "reference", "created_at", "started_at",
            "finished_at",
        }  # fmt: skip

    class Meta:
        ordering = ["-created_at", "-id"]
        constraints = [
            UniqueConstraint(
                name="job_key_once_while_unfinished", fields=["key"], condition=Q(state__in=["queued", "running"])
            ),
            CheckConstraint(name="job_state_known", condition=Q(state__in=["queued", "running", "done", "failed"])),
            CheckConstraint(
                name="job_running_is_leased", condition=~Q(state="running") | Q(lease_ends__isnull=False)
            ),
            CheckConstraint(
                name="job_finished_once_ended",
                condition=Q(state__in=["queued", "running"], finished_at=None)
                | Q(state__in=["done", "failed"], finished_at__isnull=False),
            ),
            CheckConstraint(name="job_failed_says_why", condition=~Q(state="failed") | ~Q(error="")),
        ]
        indexes = [
            models.Index(name="job_unfinished", fields=["due_at"], condition=Q(state__in=["queued", "running"])),
            models.Index(name="job_about", fields=["about_uuid"]),
        ]

    def __str__(self) -> str:
        return f"{self.kind} ({self.get_state_display().lower()})"

    @property
    def unfinished(self) -> bool:
        return self.state in self.UNFINISHED

    @property
    def percent(self) -> int:
        """How far it is, 0 to 100; 0 while the total is unknown."""
        return min(100, 100 * self.done // self.total) if self.total else 0


class Mail(models.Model):
    """Who was told what, and when. One row per event and recipient, for ever: the key never comes twice (REL-25)."""

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting"
        SENT = "sent", "Sent"
        FAILED = "failed", "Not delivered"
        SKIPPED = "skipped", "Not sent"

    uuid = models.UUIDField(default=uuid_module.uuid4, unique=True, editable=False)
    key = models.CharField(max_length=200, unique=True)
    to = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="mail")
    to_address = models.EmailField()
    subject = models.CharField(max_length=200)
    body = models.TextField()
    path = models.CharField(max_length=300, blank=True, help_text="The page it leads to, from the portal's own root")
    marking = models.CharField(max_length=40)
    secret = models.BooleanField(default=False, help_text="The body is emptied once the letter has gone")
    about_type = models.CharField(max_length=80, blank=True)
    about_uuid = models.UUIDField(null=True, blank=True)
    on = models.DateField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField(null=True, blank=True, help_text="Not before this; empty means at once")
    message_id = models.CharField(max_length=200)
    address_refused = models.BooleanField(default=False)
    error = models.TextField(blank=True)
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)

    class Privacy:
        identifying: set[str] = set()
        personal = {"to", "to_address", "body"}
        plain = {
            "id", "uuid", "key", "subject", "path", "marking", "secret", "about_type", "about_uuid", "on", "state",
            "attempts", "due_at", "message_id", "address_refused", "error", "created_at", "sent_at",
        }  # fmt: skip

    class Meta:
        ordering = ["-created_at", "-id"]
        constraints = [
            CheckConstraint(name="mail_state_known", condition=Q(state__in=["waiting", "sent", "failed", "skipped"])),
            CheckConstraint(
                name="mail_sent_says_when",
                condition=Q(state="sent", sent_at__isnull=False) | (~Q(state="sent") & Q(sent_at=None)),
            ),
            CheckConstraint(
                name="mail_not_sent_says_why", condition=~Q(state__in=["failed", "skipped"]) | ~Q(error="")
            ),
            CheckConstraint(
                name="mail_secret_emptied", condition=Q(secret=False) | Q(state="waiting") | Q(body="")
            ),
        ]
        indexes = [models.Index(name="mail_waiting", fields=["due_at"], condition=Q(state="waiting"))]

    def __str__(self) -> str:
        return f"{self.subject} ({self.get_state_display().lower()})"


class Tick(models.Model):
    """A period that somebody has seen to. The second one to claim it stops (REL-03)."""

    key = models.CharField(max_length=120, unique=True)
    claimed_at = models.DateTimeField()

    class Privacy:
        plain = ALL

    class Meta:
        ordering = ["-claimed_at"]

    def __str__(self) -> str:
        return self.key
