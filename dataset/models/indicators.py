"""Indicators, the versions of their definitions, and which columns of published files they claim."""

import uuid as uuid_module

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from sscb.people.models import ALL


class IndicatorQuerySet(models.QuerySet):
    def on_scorecard(self):
        """Those the Board follows, in the order of its list."""
        return self.exclude(status__in=[Indicator.Status.BACKGROUND, Indicator.Status.RETIRED])

    def for_reader(self, person):
        """Indicators are about areas, so whoever the page's rule lets in may read them all."""
        return self.all()


class Indicator(models.Model):
    """One thing that is counted or measured, always in the same way."""

    class Polarity(models.TextChoices):
        HIGH = "H", "Higher is better"
        LOW = "L", "Lower is better"
        NEITHER = "N", "Neither: a question, not a verdict"

    class Status(models.TextChoices):
        PROPOSED = "proposed", "Proposed"
        AGREED = "agreed", "Agreed"
        BACKGROUND = "background", "Background: not on the scorecard"
        RETIRED = "retired", "Retired"

    class MeasureKind(models.TextChoices):
        FLOW = "flow", "Counted over the period"
        SNAPSHOT = "snapshot", "Counted on one day"
        ROLLING = "rolling12", "Rolling twelve months"
        YEAR_TO_DATE = "ytd", "Year to date"

    uuid = models.UUIDField(default=uuid_module.uuid4, unique=True, editable=False)
    code = models.CharField(max_length=12, unique=True)
    theme = models.CharField(max_length=80)
    title = models.CharField(max_length=120)
    definition = models.TextField(blank=True)
    numerator_label = models.CharField(max_length=160, blank=True)
    denominator_label = models.CharField(max_length=160, blank=True)
    multiplier = models.PositiveIntegerField(default=1, help_text="1, 100, 10,000 or 100,000")
    unit = models.CharField(max_length=20, help_text="%, n, per 10k, per 100k, weeks, score, points")
    polarity = models.CharField(max_length=1, choices=Polarity.choices)
    frequency = models.CharField(max_length=5, help_text="M, Q or A; more than one with commas")
    measure_kind = models.CharField(max_length=10, choices=MeasureKind.choices, default=MeasureKind.FLOW)
    provider = models.CharField(max_length=60, help_text="Who sends it, in the Board's words")
    organisation = models.ForeignKey(
        "people.Organisation", null=True, blank=True, on_delete=models.PROTECT, related_name="indicators"
    )
    source = models.CharField(max_length=60, blank=True)
    target = models.FloatField(null=True, blank=True)
    tolerance = models.FloatField(null=True, blank=True, help_text="The edge of amber")
    target_words = models.CharField(max_length=60, blank=True, help_text="Where the target is not one number")
    decimals = models.PositiveSmallIntegerField(default=1)
    use_spc = models.BooleanField(default=True)
    seasonal = models.BooleanField(
        default=False, help_text="Follows the school year or another season: like months are compared instead"
    )
    min_points = models.PositiveSmallIntegerField(default=12)
    comparators = models.CharField(max_length=40, blank=True, help_text="SN SW ENG, force, past, in words")
    asked_from = models.DateField(
        null=True, blank=True, help_text="First day of the first period asked of its provider; empty: not asked for"
    )
    order = models.PositiveSmallIntegerField(default=0)
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.PROPOSED)

    objects = IndicatorQuerySet.as_manager()

    class Privacy:
        plain = ALL

    class Meta:
        ordering = ["order", "code"]
        constraints = [
            CheckConstraint(
                name="indicator_target_and_tolerance",
                condition=Q(target=None, tolerance=None) | Q(target__isnull=False, tolerance__isnull=False),
            ),
            CheckConstraint(name="indicator_multiplier_known", condition=Q(multiplier__in=[1, 100, 10_000, 100_000])),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    @property
    def annual_only(self) -> bool:
        """Annual figures are shown as a table with comparators, never as a chart of control limits (RULINGS 7)."""
        return self.frequency == "A"


class IndicatorVersion(models.Model):
    """A definition. Another definition is another version, and a break on the chart."""

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField(default=1)
    definition = models.TextField(blank=True)
    numerator_label = models.CharField(max_length=160, blank=True)
    denominator_label = models.CharField(max_length=160, blank=True)
    multiplier = models.PositiveIntegerField(default=1)
    from_on = models.DateField(null=True, blank=True, help_text="First day of the first period under this definition")
    why = models.CharField(max_length=200, blank=True)
    what_changed = models.CharField(max_length=300, blank=True)
    minute = models.CharField(max_length=60, blank=True, help_text="The minute in which it was agreed")
    agreed_on = models.DateField(null=True, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Privacy:
        identifying: set[str] = set()
        personal = {"made_by"}
        plain = {
            "id", "indicator", "number", "definition", "numerator_label", "denominator_label", "multiplier", "from_on",
            "why", "what_changed", "minute", "agreed_on",
        }  # fmt: skip

    class Meta:
        ordering = ["indicator", "number"]
        constraints = [UniqueConstraint(name="indicatorversion_once", fields=["indicator", "number"])]

    def __str__(self) -> str:
        return f"{self.indicator.code} version {self.number}"


class Claim(models.Model):
    """This column of files of this layout is this indicator's: as its value, or as one of the two parts of it."""

    class Part(models.TextChoices):
        VALUE = "value", "The figure itself"
        NUMERATOR = "numerator", "The number counted"
        DENOMINATOR = "denominator", "The number it is counted among"

    uuid = models.UUIDField(default=uuid_module.uuid4, unique=True, editable=False)
    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="claims")
    layout = models.CharField(max_length=40)
    column = models.CharField(max_length=300)
    dimensions = models.JSONField(default=dict, blank=True, help_text="What else the record must say, word for word")
    dimensions_key = models.CharField(max_length=600, blank=True, default="", editable=False)
    part = models.CharField(max_length=12, choices=Part.choices, default=Part.VALUE)
    factor = models.FloatField(default=1.0, help_text="The source's number times this is the part")
    basis = models.CharField(max_length=10, default="financial", help_text="Which year a bare year means")
    decimals = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="How exactly this source prints the figure; empty: exactly"
    )
    among = models.CharField(
        max_length=12, blank=True,
        help_text="Code of the background indicator that gives the denominator, such as POP017",
    )  # fmt: skip
    leave_out = models.JSONField(
        default=list, blank=True, help_text="ONS codes of areas whose rows are not this measure"
    )  # fmt: skip
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Privacy:
        identifying: set[str] = set()
        personal = {"made_by"}
        plain = {
            "id", "uuid", "indicator", "layout", "column", "dimensions", "dimensions_key", "part", "factor", "basis",
            "decimals", "among", "leave_out",
        }  # fmt: skip

    class Meta:
        ordering = ["layout", "column", "indicator"]
        constraints = [
            UniqueConstraint(
                name="claim_once", fields=["indicator", "layout", "column", "dimensions_key", "part"]
            )
        ]

    def __str__(self) -> str:
        return f"{self.indicator.code} claims {self.column} ({self.layout}) as {self.part}"

    @staticmethod
    def key_of(dimensions: dict[str, str]) -> str:
        """The dimensions as one text, the same whatever their order, so that the database can compare them."""
        return "; ".join(f"{name}={dimensions[name]}" for name in sorted(dimensions))

    def save(self, *args, **kwargs):
        self.dimensions_key = self.key_of(self.dimensions)
        super().save(*args, **kwargs)


class SourceMeasure(models.Model):
    """What a publisher says one of its measures means. Shown beside the indicator that claims it."""

    layout = models.CharField(max_length=40, help_text="The layout of the files that carry the measure")
    column = models.CharField(max_length=300)
    title = models.CharField(max_length=300)
    description = models.TextField(blank=True)
    unit = models.CharField(max_length=80, blank=True)
    polarity = models.CharField(max_length=1, choices=Indicator.Polarity.choices)
    year_type = models.CharField(max_length=40, blank=True)
    decimals = models.PositiveSmallIntegerField(null=True, blank=True)
    updated = models.CharField(max_length=60, blank=True, help_text="As the publisher says it")
    came_from = models.ForeignKey("dataset.Import", on_delete=models.PROTECT, related_name="source_measures")

    class Privacy:
        plain = ALL

    class Meta:
        ordering = ["layout", "column"]
        constraints = [UniqueConstraint(name="sourcemeasure_once", fields=["layout", "column"])]

    def __str__(self) -> str:
        return self.title
