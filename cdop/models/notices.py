"""Notices of the registrar and the coroner: what they did and on which day, and when word of it came."""

import uuid as uuid_module

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from cdop.models.cases import ChildDeathReview
from cdop.models.sealing import Unsealed
from cdop.notices import NOTICES


class Notice(models.Model):
    """`arrived_on` is empty while the act is known and its notice has not come: then it is chased."""

    uuid = models.UUIDField(default=uuid_module.uuid4, unique=True, editable=False)
    review = models.ForeignKey(ChildDeathReview, on_delete=models.PROTECT, related_name="notices")
    kind = models.CharField(max_length=13, choices=[(code, one.title) for code, one in NOTICES.items()])
    happened_on = models.DateField(help_text="The day of the registration, the decision or the report")
    arrived_on = models.DateField(null=True, blank=True, help_text="Empty: it has not come yet")
    note = models.TextField(blank=True, help_text="Such as the district, the reference, who was told by telephone")
    recorded_on = models.DateField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = Unsealed()
    everything = models.Manager()

    class Privacy:
        identifying = {"happened_on", "arrived_on", "note"}
        personal = {"recorded_by"}
        plain = {"id", "uuid", "review", "kind", "recorded_on"}

    class Meta:
        base_manager_name = "objects"
        ordering = ["id"]
        constraints = [
            UniqueConstraint(name="notice_once", fields=["review", "kind", "happened_on"]),
            CheckConstraint(
                name="notice_arrives_after_its_act",
                condition=Q(arrived_on=None) | Q(arrived_on__gte=F("happened_on")),
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()
