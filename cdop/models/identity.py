"""Who the child was. Opened with a reason, and each time written down; joined to nothing that leaves the review."""

import uuid as uuid_module

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from cdop.models.cases import ChildDeathReview
from cdop.models.sealing import Unsealed, UnsealedByIdentity


class Identity(models.Model):
    class NumberState(models.TextChoices):
        KNOWN = "known", "Known"
        NONE = "none", "None: not resident"
        NOT_YET = "not-yet", "Not available yet"

    class Sex(models.TextChoices):
        FEMALE = "female", "Female"
        MALE = "male", "Male"
        INDETERMINATE = "indeterminate", "Indeterminate"
        UNKNOWN = "unknown", "Not known"

    uuid = models.UUIDField(default=uuid_module.uuid4, unique=True, editable=False)
    review = models.OneToOneField(ChildDeathReview, on_delete=models.PROTECT, related_name="identity")
    name = models.CharField(max_length=200)
    other_names = models.CharField(max_length=200, blank=True)
    name_key = models.CharField(max_length=200, db_index=True, help_text="The name in small letters, for duplicates")
    sex = models.CharField(max_length=14, choices=Sex.choices, default=Sex.UNKNOWN)
    born_on = models.DateField(null=True, blank=True)
    nhs_number = models.CharField(max_length=10, blank=True)
    nhs_number_state = models.CharField(max_length=8, choices=NumberState.choices, default=NumberState.NOT_YET)
    ethnicity = models.CharField(max_length=60, blank=True)
    address = models.CharField(max_length=300, blank=True)
    postcode = models.CharField(max_length=10, blank=True)
    other_address = models.CharField(max_length=300, blank=True)
    place_of_death = models.CharField(max_length=200, blank=True)
    time_of_death = models.CharField(max_length=40, blank=True)
    circumstances = models.TextField(blank=True)

    objects = Unsealed()
    everything = models.Manager()

    class Privacy:
        identifying = {
            "name", "other_names", "name_key", "sex", "born_on", "nhs_number", "ethnicity", "address", "postcode",
            "other_address", "place_of_death", "time_of_death", "circumstances",
        }  # fmt: skip
        personal: set[str] = set()
        plain = {"id", "uuid", "review", "nhs_number_state"}

    class Meta:
        base_manager_name = "objects"
        verbose_name_plural = "identities"
        constraints = [
            UniqueConstraint(name="identity_nhs_number_once", fields=["nhs_number"], condition=~Q(nhs_number="")),
            CheckConstraint(
                name="identity_nhs_number_known_or_not",
                condition=Q(nhs_number="", nhs_number_state__in=["none", "not-yet"])
                | (~Q(nhs_number="") & Q(nhs_number_state="known")),
            ),
        ]

    def __str__(self) -> str:
        return "Identity of a child"

    @property
    def number_settled(self) -> bool:
        """The NHS number is known, or it is known that there is none."""
        return self.nhs_number_state != self.NumberState.NOT_YET


class Relative(models.Model):
    """Somebody with parental responsibility, or another child of the household."""

    class Kind(models.TextChoices):
        RESPONSIBLE = "responsible", "Has parental responsibility"
        CHILD = "child", "Other child in the household"
        ADULT = "adult", "Other adult in the household"

    identity = models.ForeignKey(Identity, on_delete=models.PROTECT, related_name="relatives")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    name = models.CharField(max_length=200)
    relationship = models.CharField(max_length=60, blank=True)
    born_on = models.DateField(null=True, blank=True)
    age = models.CharField(max_length=20, blank=True)
    sex = models.CharField(max_length=14, choices=Identity.Sex.choices, default="unknown")
    address = models.CharField(max_length=300, blank=True)
    at_risk = models.BooleanField(null=True, blank=True, help_text="Empty: not known")

    objects = UnsealedByIdentity()
    everything = models.Manager()

    class Privacy:
        identifying = {"name", "relationship", "born_on", "age", "sex", "address", "at_risk"}
        personal: set[str] = set()
        plain = {"id", "identity", "kind"}

    class Meta:
        base_manager_name = "objects"

    def __str__(self) -> str:
        return self.get_kind_display()
