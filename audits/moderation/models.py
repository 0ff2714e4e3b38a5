"""Who moderates a return, and how."""

from django.conf import settings
from django.db import models

from audits.returns.models import AuditReturn


class Moderation(models.Model):
    """One look at one return: a desk, peers, a panel or a walk-about, and who takes part. Nobody of the own agency."""

    class Kind(models.TextChoices):
        DESK = "desk", "At a desk: grade, description and evidence are read"
        PEER = "peer", "Peers: other agencies read the return"
        PANEL = "panel", "A panel, with the agency"
        WALK = "walk", "A walk-about: front-line staff are asked"

    of = models.ForeignKey(AuditReturn, on_delete=models.PROTECT, related_name="moderations")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    panel = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+")
    begun_on = models.DateField()
    begun_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Privacy:
        identifying: set[str] = set()
        personal = {"begun_by", "panel"}
        plain = {"id", "of", "kind", "begun_on"}

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.kind
