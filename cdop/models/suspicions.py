"""The panel suspects abuse or neglect: passed on at once, and seen to be passed on (rule cdop-abuse-suspected)."""

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, F, Q

from cdop.models.cases import ChildDeathReview
from cdop.models.sealing import Unsealed
from sscb.records.models import Record, RecordQuerySet


class Suspicion(Record):
    """Level P4, opened by name to whoever must pass it on. Says nothing of the child: `words` are the panel's own."""

    TYPE, LEVEL, PREFIX, TITLE = "cdop.suspicion", "P4", "CON", "Concern raised by the panel"

    class Way(models.TextChoices):
        SCR = "scr", "Referred for a serious case review"
        PARTNERS = "partners", "The national Panel and the safeguarding partners are told"

    review = models.ForeignKey(ChildDeathReview, on_delete=models.PROTECT, related_name="suspicions")
    way = models.CharField(max_length=8, choices=Way.choices, help_text="Frozen: by the day of the suspicion")
    words = models.TextField(help_text="What makes the panel suspect it; read by the co-ordinator alone")
    suspected_on = models.DateField()
    suspected_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    told_whom = models.CharField(max_length=200, blank=True)
    told_on = models.DateField(null=True, blank=True)
    told_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    late_because = models.CharField(max_length=300, blank=True)

    objects = Unsealed.from_queryset(RecordQuerySet)()
    everything = models.Manager()
    _unsealed = Unsealed()

    class Privacy:
        identifying = {"words"}
        personal = {"suspected_by", "told_by"}
        plain = {"record_ptr", "review", "way", "suspected_on", "told_whom", "told_on", "late_because"}

    class Meta:
        base_manager_name = "_unsealed"
        constraints = [
            CheckConstraint(
                name="suspicion_told_on_and_by",
                condition=Q(told_on=None, told_by=None)
                | (Q(told_on__isnull=False, told_by__isnull=False) & ~Q(told_whom="")),
            ),
            CheckConstraint(
                name="suspicion_told_late_says_why",
                condition=Q(told_on=None) | Q(told_on=F("suspected_on")) | ~Q(late_because=""),
            ),
            CheckConstraint(
                name="suspicion_not_told_before", condition=Q(told_on=None) | Q(told_on__gte=F("suspected_on"))
            ),
        ]

    def is_incident(self, as_at) -> bool:
        """Not passed on by the end of its day: a serious incident of the process."""
        return (self.told_on or as_at) > self.suspected_on
