"""The analysis form (form C): what the panel found. Name, address and date of birth are absent by design."""

import uuid as uuid_module

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from cdop.models.cases import ChildDeathReview
from cdop.models.sealing import Unsealed, UnsealedByAnalysis
from sscb.people.models import Organisation

CATEGORIES = {
    1: "Deliberately inflicted injury, abuse or neglect",
    2: "Suicide or deliberate self-inflicted harm",
    3: "Trauma and other external factors",
    4: "Malignancy",
    5: "Acute medical or surgical condition",
    6: "Chronic medical condition",
    7: "Chromosomal, genetic and congenital anomalies",
    8: "Perinatal/neonatal event",
    9: "Infection",
    10: "Sudden unexpected, unexplained death",
}
"""The uppermost that applies is the primary one. Grade U: the text of the form was not read."""
INFLUENCE = {
    "0": "Information not available",
    "1": "No factor identified",
    "1S": "Factor identified, unlikely to have contributed",
    "2": "Factor that may have contributed to vulnerability, ill-health or death",
    "3": "Factor that fully and sufficiently explains the death",
}
"""Five codes: `1S` is printed 1*."""
DOMAINS = {"child": "The child’s needs", "parenting": "Parenting capacity",
           "environment": "Family and environment", "services": "Service provision",
           "A": "Factors intrinsic to the child", "B": "Social environment, including family and parenting",
           "C": "Physical environment", "D": "Service delivery"}  # fmt: skip
"""The four of form C and the four of the 2018 form: kept apart, never carried over one to one."""
OLD_DOMAINS, NEW_DOMAINS = ("child", "parenting", "environment", "services"), ("A", "B", "C", "D")


class Analysis(models.Model):
    class Modifiable(models.TextChoices):
        IDENTIFIED = "identified", "Modifiable factors identified"
        NONE = "none", "No modifiable factors identified"
        INADEQUATE = "inadequate", "Inadequate information to judge"

    uuid = models.UUIDField(default=uuid_module.uuid4, unique=True, editable=False)
    review = models.OneToOneField(ChildDeathReview, on_delete=models.PROTECT, related_name="analysis")
    category = models.PositiveSmallIntegerField(choices=CATEGORIES.items(), null=True, blank=True)
    modifiable = models.CharField(max_length=10, choices=Modifiable.choices, blank=True)
    cause = models.TextField(blank=True, help_text="As understood by the panel")
    summary = models.TextField(blank=True)
    documents = models.TextField(blank=True, help_text="What the panel saw")
    follow_up = models.TextField(blank=True, help_text="Immediate follow-up for the family")
    agreed_on = models.DateField(null=True, blank=True)
    agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = Unsealed()
    everything = models.Manager()

    class Privacy:
        identifying = {"cause", "summary", "documents", "follow_up"}
        personal = {"agreed_by"}
        plain = {"id", "uuid", "review", "category", "modifiable", "agreed_on"}

    class Meta:
        base_manager_name = "objects"
        verbose_name_plural = "analyses"
        constraints = [
            CheckConstraint(
                name="analysis_agreed_on_and_by",
                condition=Q(agreed_on=None, agreed_by=None) | Q(agreed_on__isnull=False, agreed_by__isnull=False),
            ),
            CheckConstraint(
                name="analysis_agreed_is_whole",
                condition=Q(agreed_on=None) | (Q(category__isnull=False) & ~Q(modifiable="")),
            ),
            CheckConstraint(
                name="analysis_category_1_to_10", condition=Q(category=None) | Q(category__range=(1, 10))
            ),
        ]

    def __str__(self) -> str:
        return "Analysis form"


class SecondaryCategory(models.Model):
    analysis = models.ForeignKey(Analysis, on_delete=models.PROTECT, related_name="secondary")
    category = models.PositiveSmallIntegerField(choices=CATEGORIES.items())

    objects = UnsealedByAnalysis()
    everything = models.Manager()

    class Privacy:
        identifying: set[str] = set()
        personal: set[str] = set()
        plain = {"id", "analysis", "category"}

    class Meta:
        base_manager_name = "objects"
        verbose_name_plural = "secondary categories"
        ordering = ["category"]
        constraints = [
            UniqueConstraint(name="secondarycategory_once", fields=["analysis", "category"]),
            CheckConstraint(name="secondarycategory_1_to_10", condition=Q(category__range=(1, 10))),
        ]

    def __str__(self) -> str:
        return self.get_category_display()


class Factor(models.Model):
    """A factor in one of the four domains, and how far it bore on the death."""

    analysis = models.ForeignKey(Analysis, on_delete=models.PROTECT, related_name="factors")
    domain = models.CharField(max_length=12, choices=DOMAINS.items())
    text = models.CharField(max_length=300, blank=True)
    influence = models.CharField(max_length=2, choices=INFLUENCE.items())

    objects = UnsealedByAnalysis()
    everything = models.Manager()

    class Privacy:
        identifying = {"text"}
        personal: set[str] = set()
        plain = {"id", "analysis", "domain", "influence"}

    class Meta:
        base_manager_name = "objects"
        ordering = ["id"]
        constraints = [
            CheckConstraint(name="factor_influence_is_one_of_five", condition=Q(influence__in=list(INFLUENCE))),
            CheckConstraint(name="factor_domain_is_known", condition=Q(domain__in=list(DOMAINS))),
        ]

    def __str__(self) -> str:
        return f"{self.get_domain_display()}: {self.influence}"


class ModifiableFactor(models.Model):
    """Something that may have contributed and that action, here or nationally, could change. The theme is reported."""

    uuid = models.UUIDField(default=uuid_module.uuid4, unique=True, editable=False)
    analysis = models.ForeignKey(Analysis, on_delete=models.PROTECT, related_name="modifiable_factors")
    domain = models.CharField(max_length=12, choices=DOMAINS.items())
    theme = models.CharField(max_length=60, help_text="Such as safe sleeping; never words about this child")
    text = models.CharField(max_length=300, blank=True)

    objects = UnsealedByAnalysis()
    everything = models.Manager()

    class Privacy:
        identifying = {"text"}
        personal: set[str] = set()
        plain = {"id", "uuid", "analysis", "domain", "theme"}

    class Meta:
        base_manager_name = "objects"
        ordering = ["id"]
        constraints = [
            UniqueConstraint(name="modifiablefactor_theme_once", fields=["analysis", "domain", "theme"]),
            CheckConstraint(name="modifiablefactor_domain_is_known", condition=Q(domain__in=list(DOMAINS))),
        ]

    def __str__(self) -> str:
        return self.theme


class Finding(models.Model):
    """An issue, a learning point, a recommendation or an action. Whoever a recommendation is for must be told of it.

    `text` stays with the case. What the Board may learn from it is written apart, `plain_title` and `plain_text`,
    checked, and signed off by a second person; then it stands in the learning room under `published_as`, which is
    known here and not there.
    """

    class Kind(models.TextChoices):
        ISSUE = "issue", "Issue"
        LEARNING = "learning", "Learning point"
        RECOMMENDATION = "recommendation", "Recommendation"
        ACTION = "action", "Action"

    uuid = models.UUIDField(default=uuid_module.uuid4, unique=True, editable=False)
    analysis = models.ForeignKey(Analysis, on_delete=models.PROTECT, related_name="findings")
    kind = models.CharField(max_length=14, choices=Kind.choices)
    text = models.TextField()
    to_body = models.CharField(max_length=120, blank=True)
    agency = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        help_text="Whose it is, where it is an agency of the Board",
    )  # fmt: skip
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    due_on = models.DateField(null=True, blank=True)
    told_on = models.DateField(null=True, blank=True)
    told_how = models.CharField(max_length=120, blank=True)
    response = models.TextField(blank=True)
    plain_title = models.CharField(max_length=150, blank=True)
    plain_text = models.TextField(blank=True)
    theme = models.CharField(max_length=60, blank=True)
    written_on = models.DateField(null=True, blank=True)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    published_on = models.DateField(null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    published_as = models.UUIDField(null=True, blank=True)

    objects = UnsealedByAnalysis()
    everything = models.Manager()

    class Privacy:
        identifying = {"text", "response"}
        personal = {"owner", "written_by", "published_by"}
        plain = {
            "id", "uuid", "analysis", "kind", "to_body", "agency", "due_on", "told_on", "told_how", "plain_title",
            "plain_text", "theme", "written_on", "published_on", "published_as",
        }  # fmt: skip

    class Meta:
        base_manager_name = "objects"
        ordering = ["id"]
        constraints = [
            CheckConstraint(
                name="finding_a_recommendation_is_for_somebody", condition=~Q(kind="recommendation") | ~Q(to_body="")
            ),
            CheckConstraint(
                name="finding_an_action_has_agency_and_date",
                condition=~Q(kind="action") | Q(agency__isnull=False, due_on__isnull=False),
            ),
            CheckConstraint(
                name="finding_written_on_and_by",
                condition=Q(written_on=None, written_by=None) | Q(written_on__isnull=False, written_by__isnull=False),
            ),
            CheckConstraint(
                name="finding_published_on_and_by",
                condition=Q(published_on=None, published_by=None)
                | Q(published_on__isnull=False, published_by__isnull=False),
            ),
            CheckConstraint(
                name="finding_published_by_another",
                condition=Q(published_by=None) | ~Q(published_by=models.F("written_by")),
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()
