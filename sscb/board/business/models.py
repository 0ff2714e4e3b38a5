"""What the Board's office keeps of the Board itself. None of it is about a child."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import CheckConstraint, F, Q

from sscb.records.models import Record, RecordQuerySet

ONE_TO_FIVE = (MinValueValidator(1), MaxValueValidator(5))


def _person() -> models.ForeignKey:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )


def _together(name: str, on: str, by: str) -> CheckConstraint:
    return CheckConstraint(
        name=name, condition=Q(**{on: None, by: None}) | Q(**{f"{on}__isnull": False, f"{by}__isnull": False})
    )


def _five(name: str, *fields: str) -> CheckConstraint:
    within = Q()
    for field in fields:
        within &= Q(**{f"{field}__range": (1, 5)})
    return CheckConstraint(name=name, condition=within)


class Priority(Record):
    """Three to five of them make the plan: why it was chosen, what should be different, how that is measured."""

    why = models.TextField(help_text="The evidence for choosing it")
    outcome = models.TextField(help_text="What should be different for children")
    measures = models.TextField(blank=True)
    from_year = models.PositiveSmallIntegerField()
    to_year = models.PositiveSmallIntegerField()
    came_of_it = models.TextField(blank=True)

    objects = RecordQuerySet.as_manager()

    class Privacy:
        searched = ("why", "outcome")
        plain = {"record_ptr", "why", "outcome", "measures", "from_year", "to_year", "came_of_it"}

    class Meta:
        constraints = [
            CheckConstraint(name="priority_not_backwards", condition=Q(to_year__gte=F("from_year"))),
        ]


class PlanAction(Record):
    """One action of the plan; no action without an end. `first_due_on` never changes."""

    priority_of = models.ForeignKey(Priority, on_delete=models.PROTECT, related_name="plan_actions")
    text = models.TextField()
    lead = models.CharField(max_length=120, help_text="Who leads, by role")
    starts_on = models.DateField(null=True, blank=True)
    due_on = models.DateField()
    first_due_on = models.DateField()
    slipped = models.PositiveSmallIntegerField(default=0)
    progress = models.TextField(blank=True)
    progress_on = models.DateField(null=True, blank=True)
    evidence = models.TextField(blank=True)
    impact = models.TextField(blank=True)

    objects = RecordQuerySet.as_manager()

    class Privacy:
        searched = ("text",)
        identifying: set[str] = set()
        personal = {"lead"}
        plain = {
            "record_ptr", "priority_of", "text", "starts_on", "due_on", "first_due_on", "slipped", "progress",
            "progress_on", "evidence", "impact",
        }  # fmt: skip

    class Meta:
        constraints = [
            CheckConstraint(name="planaction_not_due_before_first", condition=Q(due_on__gte=F("first_due_on"))),
        ]


class FrameworkReview(Record):
    """One yearly look at the Learning and Improvement Framework. What was agreed is a version, and is kept."""

    due_on = models.DateField()
    version_name = models.CharField(max_length=40, blank=True)
    changes = models.TextField(blank=True)
    text = models.TextField(blank=True, help_text="The framework as it stands in this version")
    agreed_on = models.DateField(null=True, blank=True)
    agreed_by = _person()
    agreed_where = models.CharField(max_length=120, blank=True)
    in_plan = models.ForeignKey(PlanAction, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = RecordQuerySet.as_manager()

    class Privacy:
        searched = ("changes", "text")
        identifying: set[str] = set()
        personal = {"agreed_by"}
        plain = {"record_ptr", "due_on", "version_name", "changes", "text", "agreed_on", "agreed_where", "in_plan"}

    class Meta:
        constraints = [_together("frameworkreview_agreed_on_and_by", "agreed_on", "agreed_by")]


class BoardRisk(Record):
    """Cause, event, effect; likelihood by impact before and after what is done about it."""

    cause = models.TextField()
    effect = models.TextField()
    controls = models.TextField(blank=True)
    likelihood = models.PositiveSmallIntegerField(validators=ONE_TO_FIVE)
    impact = models.PositiveSmallIntegerField(validators=ONE_TO_FIVE)
    left_likelihood = models.PositiveSmallIntegerField(validators=ONE_TO_FIVE)
    left_impact = models.PositiveSmallIntegerField(validators=ONE_TO_FIVE)
    held_by = models.CharField(max_length=120, help_text="Whose it is, by role")
    review_on = models.DateField()
    notes = models.TextField(blank=True, help_text="Each look at it, the newest last")

    objects = RecordQuerySet.as_manager()

    class Privacy:
        searched = ("cause", "effect", "controls")
        identifying: set[str] = set()
        personal = {"held_by"}
        plain = {
            "record_ptr", "cause", "effect", "controls", "likelihood", "impact", "left_likelihood", "left_impact",
            "review_on", "notes",
        }  # fmt: skip

    class Meta:
        constraints = [_five("risk_one_to_five", "likelihood", "impact", "left_likelihood", "left_impact")]


class BudgetLine(Record):
    """A contribution of a partner (the record's `owner`), or something the Board spends on, in one year from April."""

    class Side(models.TextChoices):
        IN = "in", "Comes in"
        OUT = "out", "Goes out"

    year = models.PositiveSmallIntegerField(help_text="In which it begins, in April")
    side = models.CharField(max_length=3, choices=Side.choices)
    planned = models.DecimalField(max_digits=10, decimal_places=2)
    actual = models.DecimalField(max_digits=10, decimal_places=2, null=True, blank=True)
    notes = models.TextField(blank=True)

    objects = RecordQuerySet.as_manager()

    class Privacy:
        plain = {"record_ptr", "year", "side", "planned", "actual", "notes"}

    class Meta:
        constraints = [
            CheckConstraint(
                name="budgetline_not_negative", condition=Q(planned__gte=0) & (Q(actual=None) | Q(actual__gte=0))
            ),
        ]


class Letter(Record):
    """A letter of the Independent Chair, and what came back."""

    to = models.CharField(max_length=160, help_text="To which office")
    body = models.TextField()
    sent_on = models.DateField(null=True, blank=True)
    sent_by = _person()
    reply = models.TextField(blank=True)
    replied_on = models.DateField(null=True, blank=True)

    objects = RecordQuerySet.as_manager()

    class Privacy:
        searched = ("body",)
        identifying: set[str] = set()
        personal = {"to", "sent_by"}
        plain = {"record_ptr", "body", "sent_on", "reply", "replied_on"}

    class Meta:
        constraints = [_together("letter_sent_on_and_by", "sent_on", "sent_by")]


class BoardLink(Record):
    """A paper or a theme shared with another board, in either direction, and what came of it."""

    class Other(models.TextChoices):
        SAB = "sab", "Safeguarding Adults Board"
        HWB = "hwb", "Health and Wellbeing Board"
        CSP = "csp", "Community Safety Partnership"
        CCG = "ccg", "Clinical Commissioning Group"
        LSCB = "lscb", "Another safeguarding children board"

    class Way(models.TextChoices):
        RECEIVED = "received", "Received from them"
        SENT = "sent", "Sent to them"
        SHARED = "shared", "A theme both work on"

    other = models.CharField(max_length=4, choices=Other.choices)
    way = models.CharField(max_length=8, choices=Way.choices)
    theme = models.CharField(max_length=60, blank=True)
    text = models.TextField()
    happened_on = models.DateField()
    result = models.TextField(blank=True)

    objects = RecordQuerySet.as_manager()

    class Privacy:
        searched = ("text",)
        plain = {"record_ptr", "other", "way", "theme", "text", "happened_on", "result"}


class AnnualReport(Record):
    """One year from April, assembled from the year's records; `sections` is frozen when it is put to the agencies."""

    year = models.PositiveSmallIntegerField(unique=True, help_text="In which it begins, in April")
    foreword = models.TextField(blank=True)
    judgement = models.TextField(blank=True, help_text="How well services worked, and what is weak")
    weak = models.TextField(blank=True, help_text="What is weak, why, and what is done about it")
    lay_view = models.TextField(blank=True, help_text="What the lay members say")
    next_year = models.TextField(blank=True)
    sections = models.JSONField(null=True, blank=True)
    consulted = models.TextField(blank=True, help_text="What agencies said, and what was changed")
    agreed_on = models.DateField(null=True, blank=True)
    agreed_by = _person()
    left_out = models.JSONField(default=dict, blank=True, help_text="Parts that are not printed, each with its reason")
    stands_why = models.TextField(blank=True, help_text="Why what the check found may stand")
    published_on = models.DateField(null=True, blank=True)
    sent_to = models.TextField(blank=True)

    objects = RecordQuerySet.as_manager()

    class Privacy:
        identifying: set[str] = set()
        personal = {"agreed_by"}
        plain = {
            "record_ptr", "year", "foreword", "judgement", "weak", "lay_view", "next_year", "sections", "consulted",
            "agreed_on", "left_out", "stands_why", "published_on", "sent_to",
        }  # fmt: skip

    class Meta:
        constraints = [_together("annualreport_agreed_on_and_by", "agreed_on", "agreed_by")]
