"""Figures, the files they came from, and what happens when a later file says otherwise."""

import uuid as uuid_module

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from dataset.models.areas import Area
from dataset.models.indicators import IndicatorVersion
from sscb.people.models import ALL


class Import(models.Model):
    """One file that was looked at. Its bytes are kept under their hash; figures point here for where they came from."""

    class State(models.TextChoices):
        READING = "reading", "Being read"
        CHECKED = "checked", "Checked, waiting to be accepted"
        ACCEPTED = "accepted", "Accepted"
        REFUSED = "refused", "Not taken"
        LEFT = "left", "Left by the reader"

    uuid = models.UUIDField(default=uuid_module.uuid4, unique=True, editable=False)
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.PositiveBigIntegerField(help_text="Bytes")
    layout = models.CharField(max_length=40, blank=True)
    rows = models.PositiveIntegerField(default=0, help_text="Data records")
    state = models.CharField(max_length=10, choices=State.choices, default=State.READING)
    report = models.JSONField(default=dict, help_text="What would happen, or did: counts, faults, unclaimed columns")
    why_not = models.TextField(blank=True, help_text="The sentence, where the file could not be taken")
    uploaded_at = models.DateTimeField(help_text="The Board's time")
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    job_uuid = models.UUIDField(null=True, blank=True, help_text="The job that reads it, where it is large")

    class Privacy:
        identifying: set[str] = set()
        personal = {"uploaded_by", "accepted_by"}
        plain = {
            "id", "uuid", "file_name", "sha256", "size", "layout", "rows", "state", "report", "why_not", "uploaded_at",
            "accepted_at", "job_uuid",
        }  # fmt: skip

    class Meta:
        ordering = ["-id"]
        constraints = [
            CheckConstraint(
                name="import_accepted_has_moment",
                condition=Q(state="accepted", accepted_at__isnull=False) | (~Q(state="accepted") & Q(accepted_at=None)),
            ),
        ]

    def __str__(self) -> str:
        return self.file_name

    @property
    def reference(self) -> str:
        """For the history: the file's name, cut to fit."""
        return self.file_name[:60]


class ImportLock(models.Model):
    """One row. Whoever writes figures holds it until done; a second import is refused at once (REL-18)."""

    name = models.CharField(max_length=20, unique=True)
    holder = models.UUIDField(null=True)
    lease_ends = models.DateTimeField(null=True, help_text="After this moment a holder that died holds it no longer")

    class Privacy:
        plain = ALL

    class Meta:
        constraints = [
            CheckConstraint(
                name="importlock_holder_and_lease",
                condition=Q(holder=None, lease_ends=None) | Q(holder__isnull=False, lease_ends__isnull=False),
            )
        ]


class ValueQuerySet(models.QuerySet):
    def current(self):
        """What counts now: not what a restatement has replaced."""
        return self.filter(current=True)

    def for_reader(self, person):
        """Figures are about areas, not people, so whoever the page's rule lets in may read them all."""
        return self.all()


class OutOf(models.TextChoices):
    """What a figure is a share of. There is no default: whoever stores a figure says it."""

    PARTS = "parts", "Its denominator is stored beside it"
    COUNT = "count", "Nothing: it is a count"
    NOT_GIVEN = "not-given", "Its publisher does not give it"


SAYS_WHAT_IT_IS_OUT_OF = (
    Q(value=None)
    | Q(out_of=OutOf.PARTS.value, denominator__isnull=False)
    | Q(out_of__in=[OutOf.COUNT.value, OutOf.NOT_GIVEN.value], denominator=None)
)


class Value(models.Model):
    """A figure, or the marker printed instead of one. A marker is never zero."""

    class State(models.TextChoices):
        PROVISIONAL = "provisional", "Provisional"
        CONFIRMED = "confirmed", "Confirmed"
        RESTATED = "restated", "Restated"

    # The unique index below begins with version and area, so they need none of their own.
    version = models.ForeignKey(IndicatorVersion, on_delete=models.PROTECT, related_name="values", db_index=False)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="values", db_index=False)
    period_start = models.DateField()
    period_end = models.DateField()
    period_label = models.CharField(max_length=40)
    period_text = models.CharField(max_length=40, help_text="As the source writes it")
    value = models.FloatField(null=True)
    numerator = models.FloatField(null=True)
    denominator = models.FloatField(null=True)
    out_of = models.CharField(max_length=9, choices=OutOf.choices, default="", blank=True)
    marker = models.CharField(max_length=200, null=True)
    text = models.CharField(max_length=200, null=True)
    decimals = models.PositiveSmallIntegerField(null=True, help_text="How exactly the source prints it")
    computed = models.BooleanField(default=False, help_text="Worked out here from numerator and denominator")
    state = models.CharField(max_length=12, choices=State.choices, default=State.CONFIRMED)
    current = models.BooleanField(default=True)
    came_from = models.ForeignKey(Import, on_delete=models.PROTECT, related_name="values")
    row = models.PositiveIntegerField(help_text="Line or sheet row where the record begins")
    sheet = models.CharField(max_length=100, blank=True)
    column = models.CharField(max_length=300)
    parts_from = models.ForeignKey(
        Import, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False,
        help_text="The later file that gave numerator and denominator, where the first did not",
    )
    parts_row = models.PositiveIntegerField(null=True, blank=True)
    received_at = models.DateTimeField(help_text="The Board's time")

    objects = ValueQuerySet.as_manager()

    class Privacy:
        plain = ALL

    class Meta:
        ordering = ["version", "area", "period_start", "period_end"]
        constraints = [
            UniqueConstraint(
                name="value_one_current",
                fields=["version", "area", "period_start", "period_end"],
                condition=Q(current=True),
            ),
            CheckConstraint(name="value_period_not_backwards", condition=Q(period_end__gte=F("period_start"))),
            CheckConstraint(name="value_or_marker", condition=Q(value=None) | Q(marker=None)),
            CheckConstraint(name="value_says_what_it_is_out_of", condition=SAYS_WHAT_IT_IS_OUT_OF),
            CheckConstraint(
                name="value_parts_from_file_and_row",
                condition=Q(parts_from=None, parts_row=None)
                | Q(parts_from__isnull=False, parts_row__isnull=False, denominator__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version_id} {self.area_id} {self.period_label}: {self.value}"


class Restatement(models.Model):
    """A later file gives another figure for a point that has one. A person says whether it replaces it."""

    class State(models.TextChoices):
        OPEN = "open", "Waiting"
        ACCEPTED = "accepted", "Accepted"
        REFUSED = "refused", "Refused"

    uuid = models.UUIDField(default=uuid_module.uuid4, unique=True, editable=False)
    stands = models.ForeignKey(Value, on_delete=models.PROTECT, related_name="restatements")
    came_from = models.ForeignKey(Import, on_delete=models.PROTECT, related_name="restatements")
    replaced_by = models.OneToOneField(
        Value, null=True, blank=True, on_delete=models.PROTECT, related_name="restates"
    )
    value = models.FloatField(null=True)
    numerator = models.FloatField(null=True)
    denominator = models.FloatField(null=True)
    out_of = models.CharField(max_length=9, choices=OutOf.choices, default="", blank=True)
    marker = models.CharField(max_length=200, null=True)
    text = models.CharField(max_length=200, null=True)
    decimals = models.PositiveSmallIntegerField(null=True)
    computed = models.BooleanField(default=False)
    provisional = models.BooleanField(default=False)
    period_text = models.CharField(max_length=40)
    row = models.PositiveIntegerField()
    sheet = models.CharField(max_length=100, blank=True)
    column = models.CharField(max_length=300)
    received_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    decided_on = models.DateField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    why = models.TextField(blank=True)

    class Privacy:
        identifying: set[str] = set()
        personal = {"decided_by", "why"}
        plain = {
            "id", "uuid", "stands", "came_from", "replaced_by", "value", "numerator", "denominator", "out_of",
            "marker", "text", "decimals", "computed", "provisional", "period_text", "row", "sheet", "column",
            "received_at", "state", "decided_on",
        }  # fmt: skip

    class Meta:
        ordering = ["-id"]
        constraints = [
            UniqueConstraint(name="restatement_once_per_file", fields=["stands", "came_from"]),
            CheckConstraint(name="restatement_says_what_it_is_out_of", condition=SAYS_WHAT_IT_IS_OUT_OF),
            CheckConstraint(
                name="restatement_decided_on_and_by",
                condition=Q(decided_on=None, decided_by=None) | Q(decided_on__isnull=False, decided_by__isnull=False),
            ),
            CheckConstraint(
                name="restatement_decided_or_open",
                condition=Q(state="open", decided_on=None) | (~Q(state="open") & Q(decided_on__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.stands} -> {self.value}"
