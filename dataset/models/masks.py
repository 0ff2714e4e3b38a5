"""Which figures are hidden outside Quality and Performance, decided once when figures arrive and kept (SEC-31)."""

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from dataset.models.areas import Area
from dataset.models.indicators import Indicator
from sscb.people.models import ALL


class Mask(models.Model):
    """One figure of the Board's area, or one part of it, that is hidden. What was hidden once stays so."""

    class Part(models.TextChoices):
        COUNT = "count", "The count itself"
        SHARE = "share", "The percentage, rate or mean"
        NUMERATOR = "numerator", "The number counted"
        DENOMINATOR = "denominator", "The number it is counted among"

    class How(models.TextChoices):
        SMALL = "small", "1 to 4, printed <5"
        PROTECT = "protect", "It would give another away, printed [c]"

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="masks", db_index=False)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", db_index=False)
    period_start = models.DateField()
    period_end = models.DateField()
    part = models.CharField(max_length=11, choices=Part.choices)
    how = models.CharField(max_length=7, choices=How.choices)
    decided_on = models.DateField(help_text="When it was first hidden")

    class Privacy:
        plain = ALL

    class Meta:
        ordering = ["indicator", "area", "period_start", "period_end", "part"]
        constraints = [
            UniqueConstraint(name="mask_once", fields=["indicator", "area", "period_start", "period_end", "part"]),
            CheckConstraint(
                name="mask_part_known", condition=Q(part__in=["count", "share", "numerator", "denominator"])
            ),
            CheckConstraint(name="mask_how_known", condition=Q(how__in=["small", "protect"])),
        ]

    def __str__(self) -> str:
        return f"{self.indicator_id} {self.period_start} {self.part}: {self.how}"
