"""What is counted of a child, in groups wide enough to be reported after suppression. No name, no day, no place."""

from django.db import models

from cdop.ethnicity import GROUPS
from cdop.models.cases import ChildDeathReview
from cdop.models.identity import Identity

PLACES = {"hospital": "Hospital", "hospice": "Hospice", "home": "Home", "public": "Public place or road",
          "elsewhere": "Elsewhere", "unknown": "Not known"}  # fmt: skip


class Counted(models.Model):
    """Kept apart from the identity, so that statistics never open it and outlive its disposal."""

    review = models.OneToOneField(ChildDeathReview, on_delete=models.PROTECT, related_name="counted")
    sex = models.CharField(max_length=14, choices=Identity.Sex.choices, default=Identity.Sex.UNKNOWN)
    ethnic_group = models.CharField(max_length=8, choices=GROUPS.items(), default="unknown")
    place_kind = models.CharField(max_length=10, choices=PLACES.items(), default="unknown")

    class Privacy:
        identifying = {"sex", "ethnic_group", "place_kind"}
        personal: set[str] = set()
        plain = {"id", "review"}

    class Meta:
        verbose_name_plural = "counted"

    def __str__(self) -> str:
        return "Counted in the statistics"
