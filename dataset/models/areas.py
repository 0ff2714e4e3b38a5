"""Places. One place may have had several codes; a code never means two places on one day."""

import uuid as uuid_module

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from sscb.people.models import ALL, DatedQuerySet, not_backwards


class Area(models.Model):
    """A local authority, region, country or police force area."""

    class Kind(models.TextChoices):
        AUTHORITY = "authority", "Local authority"
        REGION = "region", "Region"
        COUNTRY = "country", "Country"
        FORCE = "force", "Police force area"
        GROUP = "group", "Group of authorities, published as one"

    uuid = models.UUIDField(default=uuid_module.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    region = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="authorities")
    is_own = models.BooleanField(default=False, help_text="The Board's own area")
    stands_in = models.BooleanField(
        default=False, help_text="Invented figures of the demonstration, shown where the Board's own would stand"
    )
    rounded = models.BooleanField(default=False, help_text="Its counts are published rounded to 10")

    class Privacy:
        plain = ALL

    class Meta:
        ordering = ["name"]
        constraints = [
            UniqueConstraint(name="area_one_own", fields=["is_own"], condition=Q(is_own=True)),
            UniqueConstraint(name="area_one_stand_in", fields=["stands_in"], condition=Q(stands_in=True)),
            CheckConstraint(name="area_own_or_stand_in", condition=Q(is_own=False) | Q(stands_in=False)),
        ]

    def __str__(self) -> str:
        return self.name


class AreaCode(models.Model):
    """What a source calls a place: an ONS code, the Department for Education's number, or a name."""

    class Scheme(models.TextChoices):
        ONS = "ons", "ONS code"
        DFE = "dfe", "Department for Education number"
        NAME = "name", "Name"

    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="codes")
    scheme = models.CharField(max_length=5, choices=Scheme.choices)
    code = models.CharField(max_length=120, help_text="Names in small letters")
    from_on = models.DateField(null=True, blank=True)
    to_on = models.DateField(null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Privacy:
        plain = ALL

    class Meta:
        ordering = ["area", "scheme", "code"]
        constraints = [
            UniqueConstraint(name="areacode_one_place", fields=["scheme", "code"]),
            not_backwards("areacode_not_backwards"),
        ]

    def __str__(self) -> str:
        return f"{self.scheme} {self.code}: {self.area}"


class Neighbour(models.Model):
    """A statistical neighbour under a dated model. The latest model in force on a day counts; rank 1 is nearest."""

    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="neighbours")
    neighbour = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="neighbour_of")
    rank = models.PositiveSmallIntegerField()
    model = models.CharField(max_length=80, help_text="Such as 'April 2021'")
    closeness = models.CharField(max_length=20, blank=True)
    from_on = models.DateField()
    came_from = models.ForeignKey(
        "dataset.Import", null=True, blank=True, on_delete=models.PROTECT, related_name="neighbours"
    )

    class Privacy:
        plain = ALL

    class Meta:
        ordering = ["area", "-from_on", "rank"]
        constraints = [
            UniqueConstraint(name="neighbour_rank_once", fields=["area", "model", "rank"]),
            UniqueConstraint(name="neighbour_place_once", fields=["area", "model", "neighbour"]),
            CheckConstraint(name="neighbour_is_another", condition=~Q(area=F("neighbour"))),
        ]

    def __str__(self) -> str:
        return f"{self.rank}. {self.neighbour} ({self.model})"
