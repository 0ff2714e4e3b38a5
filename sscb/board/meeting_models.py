"""What happens in and around a meeting: who came, what they declared, what was said and decided, what comes next.

Rows of a meeting are read and written by whoever reads and writes the meeting, and have no level of their own. What is
said in part B is written under an item of part B, and shows to its named readers alone.
"""

import uuid as uuid_module

from django.conf import settings
from django.db import models
from django.db.models import UniqueConstraint


class Attendance(models.Model):
    """How one member was there. Agency and place are those of the day: who leaves later stays as they came."""

    class Status(models.TextChoices):
        PRESENT = "present", "Present"
        DEPUTY = "deputy", "Deputy came"
        APOLOGY = "apology", "Apologies"
        ABSENT = "absent", "Absent"

    meeting = models.ForeignKey("board.Meeting", on_delete=models.CASCADE, related_name="attendance")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey("people.Organisation", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=8, choices=Status.choices)
    deputy = models.CharField(max_length=120, blank=True, help_text="Who came in the member's place")

    class Privacy:
        identifying: set[str] = set()
        personal = {"person", "status", "deputy"}
        plain = {"id", "meeting", "agency"}

    class Meta:
        ordering = ["person__name"]
        constraints = [UniqueConstraint(name="attendance_once", fields=["meeting", "person"])]


class Interest(models.Model):
    """A declaration of interest, and what was done about it."""

    meeting = models.ForeignKey("board.Meeting", on_delete=models.CASCADE, related_name="interests")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    text = models.CharField(max_length=300)
    handled = models.CharField(max_length=200, help_text="Such as: left the room for item 9")

    class Privacy:
        identifying: set[str] = set()
        personal = {"person", "text", "handled"}
        plain = {"id", "meeting"}

    class Meta:
        ordering = ["id"]


class Minute(models.Model):
    """What was said under one item. Nothing of it changes once the minutes are approved."""

    item = models.OneToOneField("board.AgendaItem", on_delete=models.CASCADE, related_name="minute")
    text = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    written_on = models.DateField()

    class Privacy:
        identifying: set[str] = set()
        personal = {"text", "written_by"}
        plain = {"id", "item", "version", "written_on"}


class Decision(models.Model):
    """A line of the decision log, with a number that is never used again."""

    uuid = models.UUIDField(default=uuid_module.uuid4, unique=True, editable=False)
    item = models.ForeignKey("board.AgendaItem", on_delete=models.PROTECT, related_name="decisions")
    reference = models.CharField(max_length=20, unique=True)
    text = models.TextField()
    reason = models.TextField(blank=True)
    voted = models.CharField(max_length=300, blank=True, help_text="Who was for and against; only without consensus")
    taken_on = models.DateField()
    review_on = models.DateField(null=True, blank=True)

    class Privacy:
        identifying: set[str] = set()
        personal = {"voted"}
        plain = {"id", "uuid", "item", "reference", "text", "reason", "taken_on", "review_on"}

    class Meta:
        ordering = ["-taken_on", "-reference"]


class Correction(models.Model):
    """What is put right in approved minutes, beside them: the approved words stay."""

    meeting = models.ForeignKey("board.Meeting", on_delete=models.CASCADE, related_name="corrections")
    item = models.ForeignKey("board.AgendaItem", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    written_on = models.DateField()

    class Privacy:
        identifying: set[str] = set()
        personal = {"text", "written_by"}
        plain = {"id", "meeting", "item", "written_on"}

    class Meta:
        ordering = ["id"]


class PlannedItem(models.Model):
    """A line of the forward plan of one body: what comes to it, and from when."""

    uuid = models.UUIDField(default=uuid_module.uuid4, unique=True, editable=False)
    group = models.ForeignKey("people.Group", null=True, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=150)
    kind = models.CharField(max_length=12)
    lead = models.CharField(max_length=80, help_text="By office, not by name")
    minutes = models.PositiveSmallIntegerField(default=10)
    wanted_on = models.DateField(help_text="At the first meeting on or after this day")
    why = models.CharField(max_length=200, blank=True)
    meeting = models.ForeignKey(
        "board.Meeting", null=True, blank=True, on_delete=models.PROTECT, related_name="from_forward_plan",
        help_text="On whose agenda it was put",
    )  # fmt: skip

    class Privacy:
        plain = frozenset({"__all__"})

    class Meta:
        ordering = ["wanted_on", "title"]


class CalendarKey(models.Model):
    """The private address of one person's calendar feed, as a hash: the address itself is shown once."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    made_on = models.DateField()

    class Privacy:
        identifying: set[str] = set()
        personal = {"person", "digest"}
        plain = {"id", "made_on"}
