"""What the figures say, worked out once when figures arrive and not each time a page is opened (RULINGS 19)."""

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from dataset.models.indicators import Indicator
from sscb.people.models import ALL


class Reading(models.Model):
    """The scorecard's row of one indicator for one kind of reader: plain JSON, thrown away and made again at will."""

    class Audience(models.TextChoices):
        QP = "qp", "Quality and Performance, the Chair and the Board's office"
        WIDER = "wider", "Everybody else: small numbers hidden"

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="readings")
    audience = models.CharField(max_length=5, choices=Audience.choices)
    row = models.JSONField(help_text="See dataset.queries.rows.Row")
    weight = models.PositiveSmallIntegerField(default=0, help_text="0: nothing to look at. Higher comes first")
    computed_from = models.CharField(max_length=64, help_text="Hash of the figures and definitions it was made of")

    class Privacy:
        plain = ALL

    class Meta:
        ordering = ["indicator", "audience"]
        constraints = [
            UniqueConstraint(name="reading_one_per_audience", fields=["indicator", "audience"]),
            CheckConstraint(name="reading_audience_known", condition=Q(audience__in=["qp", "wider"])),
        ]

    def __str__(self) -> str:
        return f"{self.indicator_id} {self.audience}"
