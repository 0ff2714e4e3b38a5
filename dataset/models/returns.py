"""Returns: what each agency is asked to send for a period, what it typed, and what was sent and checked."""

import uuid as uuid_module
from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from dataset.models.figures import Import
from dataset.models.indicators import Indicator, IndicatorVersion
from sscb.people.models import Organisation
from sscb.records.models import Record, RecordQuerySet


def _person() -> models.ForeignKey:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )


class Provider(models.Model):
    """Which agency sends what the Board's list of indicators calls by these words."""

    uuid = models.UUIDField(default=uuid_module.uuid4, unique=True, editable=False)
    words = models.CharField(max_length=60, unique=True, help_text="As the list of indicators writes it")
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="provides"
    )
    changed_on = models.DateField(null=True, blank=True)
    changed_by = _person()

    class Privacy:
        identifying: set[str] = set()
        personal = {"changed_by"}
        plain = {"id", "uuid", "words", "organisation", "changed_on"}

    class Meta:
        ordering = ["words"]
        constraints = [
            CheckConstraint(
                name="provider_changed_on_and_by",
                condition=Q(changed_on=None, changed_by=None) | Q(changed_on__isnull=False, changed_by__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return self.words

    @property
    def reference(self) -> str:
        """For the history."""
        return self.words


class DataReturn(Record):
    """One agency's figures for one period. Its stage says how far it is; its rows hold what was typed."""

    class Frequency(models.TextChoices):
        MONTH = "month", "Month"
        QUARTER = "quarter", "Quarter"
        YEAR = "year", "Year"

    agency = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="data_returns")
    frequency = models.CharField(max_length=7, choices=Frequency.choices)
    period_start = models.DateField()
    period_end = models.DateField()
    due_on = models.DateField()
    first_due_on = models.DateField()
    what = models.TextField(blank=True, help_text="What the figures of the period show")
    so_what = models.TextField(blank=True)
    now_what = models.TextField(blank=True)
    sent_on = models.DateField(null=True, blank=True, help_text="First handed in; never changes")
    again_on = models.DateField(null=True, blank=True, help_text="Sent back: the day by which it is asked for again")

    objects = RecordQuerySet.as_manager()

    class Privacy:
        identifying: set[str] = set()
        personal = {"what", "so_what", "now_what"}
        plain = {
            "record_ptr", "agency", "frequency", "period_start", "period_end", "due_on", "first_due_on", "sent_on",
            "again_on",
        }  # fmt: skip

    class Meta:
        ordering = ["-period_end", "agency"]
        constraints = [
            UniqueConstraint(name="datareturn_one_a_period", fields=["agency", "period_start", "period_end"]),
            CheckConstraint(name="datareturn_not_backwards", condition=Q(period_end__gte=F("period_start"))),
            CheckConstraint(name="datareturn_not_due_before_first", condition=Q(due_on__gte=F("first_due_on"))),
            CheckConstraint(name="datareturn_frequency_known", condition=Q(frequency__in=["month", "quarter", "year"])),
        ]

    @property
    def last_day(self) -> date:
        """The day by which it is owed as it stands now: another one after it was sent back."""
        return self.again_on if self.stage == "sent_back" and self.again_on else self.due_on


class ReturnRow(models.Model):
    """One indicator of a return: the definition asked for and, word for word, what was typed."""

    data_return = models.ForeignKey(DataReturn, on_delete=models.CASCADE, related_name="rows")
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="+")
    version = models.ForeignKey(IndicatorVersion, on_delete=models.PROTECT, related_name="+")
    order = models.PositiveSmallIntegerField(default=0)
    numerator = models.CharField(max_length=60, blank=True)
    denominator = models.CharField(max_length=60, blank=True)
    missing = models.BooleanField(default=False)
    why_missing = models.CharField(max_length=300, blank=True)
    what = models.TextField(blank=True)
    so_what = models.TextField(blank=True)
    now_what = models.TextField(blank=True)
    asked_why = models.CharField(max_length=300, blank=True, help_text="Why Quality and Performance asks for words")
    typed_on = models.DateField(null=True, blank=True)
    typed_by = _person()

    class Privacy:
        identifying: set[str] = set()
        personal = {"typed_by", "why_missing", "what", "so_what", "now_what", "asked_why"}
        plain = {
            "id", "data_return", "indicator", "version", "order", "numerator", "denominator", "missing", "typed_on",
        }  # fmt: skip

    class Meta:
        ordering = ["order", "id"]
        constraints = [
            UniqueConstraint(name="returnrow_once", fields=["data_return", "indicator"]),
            CheckConstraint(
                name="returnrow_typed_on_and_by",
                condition=Q(typed_on=None, typed_by=None) | Q(typed_on__isnull=False, typed_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator_id}: {self.numerator} / {self.denominator}"


class Submission(models.Model):
    """A return as it was handed in, kept as it was, and what came of it."""

    class Outcome(models.TextChoices):
        WAITING = "", "Waiting to be checked"
        CHECKED = "checked", "Checked"
        SENT_BACK = "sent_back", "Sent back"

    uuid = models.UUIDField(default=uuid_module.uuid4, unique=True, editable=False)
    data_return = models.ForeignKey(DataReturn, on_delete=models.PROTECT, related_name="submissions")
    number = models.PositiveSmallIntegerField()
    submitted_on = models.DateField()
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    snapshot = models.JSONField(help_text="Rows and words as they were handed in")
    sha256 = models.CharField(max_length=64, help_text="Of the figures as they went into the dataset")
    came_from = models.ForeignKey(
        Import, null=True, blank=True, on_delete=models.PROTECT, related_name="submissions",
        help_text="Where it changed any figure",
    )  # fmt: skip
    outcome = models.CharField(max_length=10, choices=Outcome.choices, blank=True, default="")
    decided_on = models.DateField(null=True, blank=True)
    decided_by = _person()
    why = models.TextField(blank=True)

    class Privacy:
        identifying: set[str] = set()
        personal = {"submitted_by", "decided_by", "why", "snapshot"}
        plain = {
            "id", "uuid", "data_return", "number", "submitted_on", "sha256", "came_from", "outcome", "decided_on",
        }  # fmt: skip

    class Meta:
        ordering = ["data_return", "-number"]
        constraints = [
            UniqueConstraint(name="submission_number_once", fields=["data_return", "number"]),
            CheckConstraint(
                name="submission_decided_on_and_by",
                condition=Q(decided_on=None, decided_by=None) | Q(decided_on__isnull=False, decided_by__isnull=False),
            ),
            CheckConstraint(
                name="submission_decided_or_waiting",
                condition=Q(outcome="", decided_on=None) | (~Q(outcome="") & Q(decided_on__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.data_return_id} no. {self.number}"
