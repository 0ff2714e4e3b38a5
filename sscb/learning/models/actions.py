"""What an agency is asked to do, or has promised."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Q

from sscb.learning.models.points import LearningPoint
from sscb.learning.models.recommendations import Recommendation
from sscb.learning.status import Status, status_of
from sscb.people.models import Organisation
from sscb.records.models import Record, RecordQuerySet


class Action(Record):
    """A task that an agency owes. `first_due_on` never changes; `carried` counts how often the date moved.

    Carried out is a stage, verified by the subgroup. Whether practice changed is another question (`practice`), with
    proofs and a judge of its own. What several agencies do together is one action of each, under one recommendation.
    """

    class Practice(models.TextChoices):
        CHANGED = "changed", "Practice changed"
        PARTLY = "partly", "Practice changed in part"
        SAME = "same", "Practice did not change"

    text = models.TextField()
    points = models.ManyToManyField(LearningPoint, related_name="actions", blank=True)
    plan = models.ForeignKey(Recommendation, null=True, blank=True, on_delete=models.PROTECT, related_name="actions")
    agency = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="actions")
    lead = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="actions"
    )
    source_words = models.CharField(max_length=200, blank=True)
    impact = models.TextField(blank=True, help_text="What should be different for children")
    measure = models.CharField(max_length=300, blank=True, help_text="What would show it")
    starts_on = models.DateField(null=True, blank=True)
    due_on = models.DateField()
    first_due_on = models.DateField()
    carried = models.PositiveSmallIntegerField(default=0)
    progress = models.TextField(blank=True)
    progress_on = models.DateField(null=True, blank=True)
    evidence = models.TextField(blank=True)
    done_on = models.DateField(null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    practice = models.CharField(max_length=7, choices=Practice.choices, blank=True)
    judgement = models.TextField(blank=True, help_text="Why the judge says so")
    judged_on = models.DateField(null=True, blank=True)
    judged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    why_now = ""
    """The reason of the move being made, for its guard."""

    objects = RecordQuerySet.as_manager()

    class Privacy:
        searched = ("text", "impact")
        identifying: set[str] = set()
        personal = {"lead", "done_by", "judged_by"}
        plain = {
            "record_ptr", "text", "plan", "agency", "source_words", "impact", "measure", "starts_on", "due_on",
            "first_due_on", "carried", "progress", "progress_on", "evidence", "done_on", "practice", "judgement",
            "judged_on",
        }  # fmt: skip

    def status(self, as_at: date) -> Status:
        """Worked out, never written. A list fetches `is_verified` beforehand (`queries.actions.with_proofs`)."""
        verified = self.__dict__.get("is_verified")
        if verified is None:
            verified = self.proofs.filter(shows="done", verified_on__isnull=False).exists()
        return status_of(
            stage=self.stage, due_on=self.due_on, said_on=self.progress_on or self.opened_on, as_at=as_at,
            carried=self.carried, shown=bool(self.evidence.strip()), verified=verified,
            starts_on=self.starts_on,
        )  # fmt: skip

    class Meta:
        constraints = [
            CheckConstraint(
                name="action_done_on_and_by",
                condition=Q(done_on=None, done_by=None) | Q(done_on__isnull=False, done_by__isnull=False),
            ),
            CheckConstraint(
                name="action_judged_on_and_by",
                condition=Q(judged_on=None, judged_by=None, practice="")
                | (Q(judged_on__isnull=False, judged_by__isnull=False) & ~Q(practice="")),
            ),
            CheckConstraint(name="action_not_due_before_first", condition=Q(due_on__gte=models.F("first_due_on"))),
        ]
