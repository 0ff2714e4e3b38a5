"""What was done on a case beside its stages: the joint agency response, results, and the national database."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from cdop.models.cases import ChildDeathReview
from cdop.models.sealing import Unsealed
from cdop.paths import STEPS


class CaseStep(models.Model):
    """A step of the response to a death: the day it was done, or why it was not, or not in time."""

    review = models.ForeignKey(ChildDeathReview, on_delete=models.PROTECT, related_name="steps")
    code = models.CharField(max_length=20, choices=[(code, step.title) for code, step in STEPS.items()])
    done_on = models.DateField(null=True, blank=True)
    why = models.TextField(blank=True, help_text="Why it was late, or not done")
    recorded_on = models.DateField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = Unsealed()
    everything = models.Manager()

    class Privacy:
        identifying = {"why", "done_on"}
        personal = {"recorded_by"}
        plain = {"id", "review", "code", "recorded_on"}

    class Meta:
        base_manager_name = "objects"
        ordering = ["id"]
        constraints = [
            UniqueConstraint(name="casestep_once", fields=["review", "code"]),
            CheckConstraint(
                name="casestep_done_or_says_why", condition=Q(done_on__isnull=False) | ~Q(why="")
            ),
        ]

    def __str__(self) -> str:
        return self.get_code_display()

    def lies_before(self, died_on: date) -> bool:
        """The date of death was put right after it was recorded: one of the two is wrong."""
        return self.done_on is not None and self.done_on < died_on


class DatabaseEntry(models.Model):
    """That the case was entered in the National Child Mortality Database, or refused there, and when."""

    class Outcome(models.TextChoices):
        ENTERED = "entered", "Entered"
        REFUSED = "refused", "Refused by the database"

    review = models.OneToOneField(ChildDeathReview, on_delete=models.PROTECT, related_name="database_entry")
    outcome = models.CharField(max_length=8, choices=Outcome.choices)
    on = models.DateField()
    why = models.CharField(max_length=200, blank=True, help_text="What the database said when it refused")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = Unsealed()
    everything = models.Manager()

    class Privacy:
        identifying = {"why"}
        personal = {"recorded_by"}
        plain = {"id", "review", "outcome", "on"}

    class Meta:
        base_manager_name = "objects"
        verbose_name_plural = "database entries"
        constraints = [
            CheckConstraint(name="databaseentry_a_refusal_says_why", condition=~Q(outcome="refused") | ~Q(why="")),
        ]

    def __str__(self) -> str:
        return self.get_outcome_display()
