"""What the panel tells the Board: a report for each year and a paper for each quarter, in totals only."""

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from cdop.report_words import PARTS
from cdop.years import Year, quarter_words
from sscb.records.models import Record, RecordQuerySet


def _person() -> models.ForeignKey:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )


class Report(Record):
    """Level P3. `first_year` is the year it is about, from 1 April; `quarter` is empty for the yearly report.

    `texts`: what the co-ordinator wrote, part by part. `figures`: empty until the panel's chair agrees; from then on
    the figures as they were decided that day, so that one report says the same for ever (SEC-31).
    """

    TYPE, LEVEL, PREFIX = "cdop.report", "P3", "CDRR"

    class Kind(models.TextChoices):
        ANNUAL = "annual", "Annual report"
        QUARTERLY = "quarterly", "Quarterly paper"

    kind = models.CharField(max_length=9, choices=Kind.choices)
    first_year = models.PositiveSmallIntegerField(help_text="The calendar year in which the year from 1 April begins")
    quarter = models.PositiveSmallIntegerField(null=True, blank=True)
    texts = models.JSONField(default=dict, blank=True)
    figures = models.JSONField(default=dict, blank=True)
    agreed_on = models.DateField(null=True, blank=True)
    agreed_by = _person()
    return_sent_on = models.DateField(null=True, blank=True, help_text="The yearly return went to its collector")
    return_sent_by = _person()

    objects = RecordQuerySet.as_manager()

    class Privacy:
        identifying: set[str] = set()
        personal = {"agreed_by", "return_sent_by"}
        plain = {
            "record_ptr", "kind", "first_year", "quarter", "texts", "figures", "agreed_on", "return_sent_on",
        }  # fmt: skip

    class Meta:
        ordering = ["-first_year", "-quarter"]
        constraints = [
            UniqueConstraint(name="report_once_a_quarter", fields=["first_year", "quarter"]),
            UniqueConstraint(name="report_once_a_year", fields=["first_year"], condition=Q(quarter=None)),
            CheckConstraint(
                name="report_quarterly_has_its_quarter",
                condition=Q(kind="annual", quarter=None) | Q(kind="quarterly", quarter__range=(1, 4)),
            ),
            CheckConstraint(
                name="report_agreed_on_and_by",
                condition=Q(agreed_on=None, agreed_by=None) | Q(agreed_on__isnull=False, agreed_by__isnull=False),
            ),
            CheckConstraint(
                name="report_return_sent_on_and_by",
                condition=Q(return_sent_on=None, return_sent_by=None)
                | Q(return_sent_on__isnull=False, return_sent_by__isnull=False),
            ),
        ]

    @property
    def year(self) -> Year:
        return Year(self.first_year)

    @property
    def period(self) -> str:
        return quarter_words(self.year, self.quarter) if self.quarter else self.year.words

    @property
    def unwritten(self) -> list[str]:
        """The titles of the parts that say nothing yet."""
        return [title for code, title in PARTS[self.kind].items() if not self.texts.get(code, "").strip()]
