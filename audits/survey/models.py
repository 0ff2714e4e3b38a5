"""A survey of one agency's front-line staff in one cycle, and its replies. Nothing of a reply says whose it is."""

import secrets
import uuid as uuid_module

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, F, Q

from audits.returns.models import AuditReturn


def new_link() -> str:
    return secrets.token_urlsafe(24)


class Survey(models.Model):
    """One link an agency and cycle, which can only add a reply, until its last day has ended."""

    uuid = models.UUIDField(default=uuid_module.uuid4, unique=True, editable=False)
    of = models.OneToOneField(AuditReturn, on_delete=models.PROTECT, related_name="survey")
    link = models.CharField(max_length=40, unique=True, default=new_link)
    opens_on = models.DateField()
    closes_on = models.DateField(help_text="The last day, whole")
    made_on = models.DateField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Privacy:
        identifying = {"link"}
        personal = {"made_by"}
        plain = {"id", "uuid", "of", "opens_on", "closes_on", "made_on"}

    class Meta:
        ordering = ["id"]
        constraints = [
            CheckConstraint(name="auditsurvey_closes_after_it_opens", condition=Q(closes_on__gte=F("opens_on"))),
        ]

    def __str__(self) -> str:
        return f"Survey {self.of_id}"


class Reply(models.Model):
    """What one member of staff said: a statement's key -> 1 (no) to 4 (yes, and I have done it), 0 (does not apply).

    There is no person, no address, no time and no order in it: its number is drawn by lot.
    """

    uuid = models.UUIDField(primary_key=True, default=uuid_module.uuid4, editable=False)
    to = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="replies")
    said = models.JSONField()

    class Privacy:
        identifying: set[str] = set()
        personal: set[str] = set()
        plain = {"uuid", "to", "said"}

    class Meta:
        verbose_name_plural = "replies"

    def __str__(self) -> str:
        return "Reply"
