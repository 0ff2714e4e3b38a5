"""What the panel reads of a case. A record of its own: who may open it may open nothing else of the case."""

import uuid as uuid_module

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from cdop.models.cases import ChildDeathReview
from cdop.models.panel import PanelMeeting
from cdop.models.sealing import Unsealed, UnsealedByPaper
from sscb.people.models import Organisation
from sscb.records.models import Record, RecordQuerySet

SECTIONS = {
    "summary": "What happened, in short",
    "background": "The child and the family, as far as it matters",
    "care": "The care and the services given",
    "questions": "Questions for the panel",
}
"""The parts that the co-ordinator writes. Nothing is copied into them by itself."""


class PanelPaper(Record):
    """Level P5, opened to named people for one meeting. Holds no field that identifies, and no way to one.

    `age`, `sex`, `expected` and `month` are words set when the paper is approved; a later change needs a new approval.
    """

    TYPE, LEVEL, PREFIX, TITLE = "cdop.paper", "P5", "PAPER", "Panel paper"

    review = models.OneToOneField(ChildDeathReview, on_delete=models.PROTECT, related_name="paper")
    age = models.CharField(max_length=40, blank=True)
    sex = models.CharField(max_length=20, blank=True)
    expected = models.CharField(max_length=20, blank=True)
    month = models.CharField(max_length=20, blank=True, help_text="Month and year of the death, never the day")
    summary = models.TextField(blank=True)
    background = models.TextField(blank=True)
    care = models.TextField(blank=True)
    questions = models.TextField(blank=True)
    approved_on = models.DateField(null=True, blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = Unsealed.from_queryset(RecordQuerySet)()
    everything = models.Manager()
    _unsealed = Unsealed()

    class Privacy:
        identifying = {"summary", "background", "care", "questions"}
        personal = {"approved_by"}
        plain = {"record_ptr", "review", "age", "sex", "expected", "month", "approved_on"}

    class Meta:
        base_manager_name = "_unsealed"
        constraints = [
            CheckConstraint(
                name="panelpaper_approved_on_and_by",
                condition=Q(approved_on=None, approved_by=None)
                | Q(approved_on__isnull=False, approved_by__isnull=False),
            ),
            CheckConstraint(
                name="panelpaper_approved_says_something", condition=Q(approved_on=None) | ~Q(summary="")
            ),
        ]


class PaperPart(models.Model):
    """What one agency told, in words that identify nobody."""

    paper = models.ForeignKey(PanelPaper, on_delete=models.PROTECT, related_name="parts")
    agency = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()

    objects = UnsealedByPaper()
    everything = models.Manager()

    class Privacy:
        identifying = {"text"}
        personal: set[str] = set()
        plain = {"id", "paper", "agency"}

    class Meta:
        base_manager_name = "objects"
        ordering = ["agency__name"]
        constraints = [UniqueConstraint(name="paperpart_once_per_agency", fields=["paper", "agency"])]

    def __str__(self) -> str:
        return "Part of a panel paper"


class PaperCopy(models.Model):
    """One reader's numbered copy of a meeting's papers, and until when it opens."""

    uuid = models.UUIDField(default=uuid_module.uuid4, unique=True, editable=False)
    meeting = models.ForeignKey(PanelMeeting, on_delete=models.PROTECT, related_name="copies")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    sent_on = models.DateField()
    ends_on = models.DateField(help_text="The last day on which it opens")

    class Privacy:
        identifying: set[str] = set()
        personal = {"person"}
        plain = {"id", "uuid", "meeting", "number", "sent_on", "ends_on"}

    class Meta:
        verbose_name_plural = "paper copies"
        ordering = ["number"]
        constraints = [
            UniqueConstraint(name="papercopy_once_per_reader", fields=["meeting", "person"]),
            UniqueConstraint(name="papercopy_number_once", fields=["meeting", "number"]),
        ]

    def __str__(self) -> str:
        return f"Copy {self.number}"
