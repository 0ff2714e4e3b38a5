"""What tells practitioners of what was learned, and whom it reached."""

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from sscb.learning.models.points import LearningPoint
from sscb.people.models import Organisation
from sscb.records.models import Record, RecordQuerySet


def _person() -> models.ForeignKey:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )


class Product(Record):
    """A briefing, a bulletin, a workshop pack: written from learning points, approved by somebody else, published.

    P1 while it is written; public (P0) from the day it is published. `typed` is what its author typed, `body` the same
    made safe (`sscb.learning.rich`).
    """

    class Kind(models.TextChoices):
        SEVEN = "seven", "Seven-minute briefing"
        BULLETIN = "bulletin", "Learning bulletin"
        NEWSLETTER = "newsletter", "Newsletter item"
        WORKSHOP = "workshop", "Workshop pack"
        PROTOCOL = "protocol", "Protocol or procedure"

    kind = models.CharField(max_length=10, choices=Kind.choices)
    summary = models.CharField(max_length=300)
    typed = models.TextField()
    body = models.TextField()
    audience = models.CharField(max_length=200)
    theme = models.CharField(max_length=60, blank=True)
    points = models.ManyToManyField(LearningPoint, related_name="products", blank=True)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    approved_on = models.DateField(null=True, blank=True)
    approved_by = _person()
    published_on = models.DateField(null=True, blank=True)
    published_by = _person()

    objects = RecordQuerySet.as_manager()

    class Privacy:
        searched = ("summary", "body")
        identifying: set[str] = set()
        personal = {"written_by", "approved_by", "published_by"}
        plain = {
            "record_ptr", "kind", "summary", "typed", "body", "audience", "theme", "approved_on", "published_on",
        }  # fmt: skip

    class Meta:
        constraints = [
            CheckConstraint(
                name="product_approved_on_and_by",
                condition=Q(approved_on=None, approved_by=None)
                | (Q(approved_on__isnull=False, approved_by__isnull=False) & ~Q(approved_by=F("written_by"))),
            ),
            CheckConstraint(
                name="product_published_on_and_by",
                condition=Q(published_on=None, published_by=None)
                | Q(published_on__isnull=False, published_by__isnull=False, approved_on__isnull=False),
            ),
        ]


class Cascade(models.Model):
    """A product sent to one agency: received, and told to how many of how many staff."""

    product = models.ForeignKey(Product, on_delete=models.PROTECT, related_name="cascades")
    agency = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    sent_on = models.DateField()
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    letters = models.PositiveSmallIntegerField(default=0, help_text="To how many people of the agency it was sent")
    received_on = models.DateField(null=True, blank=True)
    received_by = _person()
    told_on = models.DateField(null=True, blank=True)
    told_by = _person()
    route = models.CharField(max_length=200, blank=True, help_text="How staff were told")
    reached = models.PositiveIntegerField(null=True, blank=True)
    of = models.PositiveIntegerField(null=True, blank=True)

    class Privacy:
        identifying: set[str] = set()
        personal = {"sent_by", "received_by", "told_by"}
        plain = {"id", "product", "agency", "sent_on", "letters", "received_on", "told_on", "route", "reached", "of"}

    class Meta:
        ordering = ["agency__name"]
        constraints = [
            UniqueConstraint(name="cascade_once_to_an_agency", fields=["product", "agency"]),
            CheckConstraint(
                name="cascade_received_on_and_by",
                condition=Q(received_on=None, received_by=None)
                | Q(received_on__isnull=False, received_by__isnull=False),
            ),
            CheckConstraint(
                name="cascade_told_on_and_by",
                condition=Q(told_on=None, told_by=None, reached=None, of=None)
                | Q(told_on__isnull=False, told_by__isnull=False, reached__isnull=False, of__gte=F("reached")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.product_id} to {self.agency_id}"
