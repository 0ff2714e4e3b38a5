"""What the subgroup found, limb by limb, and what the Independent Chair decided. Rows are added, never changed."""

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from reviews.law import ABUSE, AUTOMATIC, Answers, Test, scr_test
from reviews.models.cases import CaseReview
from reviews.models.pairs import one_person


class Consideration(models.Model):
    """One meeting of the subgroup on one case."""

    class Recommends(models.TextChoices):
        SCR = "scr", "A serious case review"
        MLR = "mlr", "A multi-agency learning review"
        NONE = "none", "No review"

    case = models.ForeignKey(CaseReview, on_delete=models.PROTECT, related_name="considerations")
    number = models.PositiveSmallIntegerField()
    met_on = models.DateField()
    present = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+", blank=True)
    abuse = models.CharField(max_length=10, choices=ABUSE.items())
    abuse_evidence = models.TextField()
    died = models.BooleanField()
    died_evidence = models.TextField(blank=True)
    seriously_harmed = models.BooleanField()
    seriously_harmed_evidence = models.TextField(blank=True)
    joint_working = models.BooleanField()
    joint_working_evidence = models.TextField(blank=True)
    automatic = models.CharField(max_length=15, choices=AUTOMATIC.items(), blank=True)
    recommends = models.CharField(max_length=4, choices=Recommends.choices)
    reasons = models.TextField()
    dissent = models.TextField(blank=True, help_text="Who did not agree, and why, in roles and not names")
    recorded_on = models.DateField()
    recorded_by = one_person()

    class Privacy:
        identifying = {
            "abuse_evidence", "died_evidence", "seriously_harmed_evidence", "joint_working_evidence", "reasons",
            "dissent",
        }  # fmt: skip
        personal = {"recorded_by", "present"}
        plain = {
            "id", "case", "number", "met_on", "abuse", "died", "seriously_harmed", "joint_working", "automatic",
            "recommends", "recorded_on",
        }  # fmt: skip

    class Meta:
        ordering = ["number"]
        constraints = [UniqueConstraint(name="consideration_number_once", fields=["case", "number"])]

    def __str__(self) -> str:
        return f"Consideration {self.number}"

    @property
    def test(self) -> Test:
        return scr_test(
            Answers(self.abuse, self.died, self.seriously_harmed, self.joint_working, automatic=self.automatic)
        )


class Decision(models.Model):
    """The Independent Chair's own. A later one, on new facts or the Panel's challenge, stands beside the first."""

    class Outcome(models.TextChoices):
        SCR = "scr", "A serious case review is held"
        MLR = "mlr", "A multi-agency learning review is held"
        NONE = "none", "No review is held"

    case = models.ForeignKey(CaseReview, on_delete=models.PROTECT, related_name="decisions")
    number = models.PositiveSmallIntegerField()
    outcome = models.CharField(max_length=4, choices=Outcome.choices)
    rationale = models.TextField()
    new_facts = models.TextField(blank=True, help_text="The Panel's challenge or the new facts it was decided again on")
    due_on = models.DateField(null=True, blank=True, help_text="The last day of the month, as it stood")
    late_because = models.TextField(blank=True)
    decided_on = models.DateField()
    decided_by = one_person()

    class Privacy:
        identifying = {"rationale", "new_facts", "late_because"}
        personal = {"decided_by"}
        plain = {"id", "case", "number", "outcome", "due_on", "decided_on"}

    class Meta:
        ordering = ["number"]
        constraints = [
            UniqueConstraint(name="decision_number_once", fields=["case", "number"]),
            CheckConstraint(name="decision_again_says_why", condition=Q(number=1) | ~Q(new_facts="")),
            CheckConstraint(
                name="decision_late_says_why",
                condition=Q(due_on=None) | Q(decided_on__lte=models.F("due_on")) | ~Q(late_because=""),
            ),
        ]

    def __str__(self) -> str:
        return self.get_outcome_display()
