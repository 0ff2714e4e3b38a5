"""Areas of concern: what is joined in one, what agencies were asked and answered, and how it went step by step."""

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from dataset.models.indicators import Indicator
from sscb.board.models import Challenge
from sscb.learning.models import Action, LearningPoint
from sscb.people.models import ALL
from sscb.records.models import Record, RecordQuerySet


class Concern(Record):
    """An area of concern of Quality and Performance. It may join several indicators and what was learned elsewhere.

    `monitored_from`: first day of the first period that counts as evidence of impact. `released_on` of the record: the
    day it was accepted, from which the Board knows of it.
    """

    class Resolved(models.TextChoices):
        SIGNAL = "signal", "The signal has gone"
        EXPLAINED = "explained", "An explanation that Quality and Performance agrees with"

    asks = models.TextField(help_text="What is to be answered")
    evidence = models.TextField(help_text="What it rests on")
    harm = models.TextField(help_text="What it may mean for children")
    raised_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    indicators = models.ManyToManyField(Indicator, through="ConcernIndicator", related_name="concerns")
    points = models.ManyToManyField(LearningPoint, related_name="+", blank=True)
    periods = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Without the signal, in a row")
    monitored_from = models.DateField(null=True, blank=True)
    resolved_how = models.CharField(max_length=10, choices=Resolved.choices, blank=True)
    impact = models.TextField(blank=True, help_text="What difference it made")
    board_told = models.CharField(max_length=120, blank=True, help_text="Where the Board was told of its end")
    escalated_as = models.ForeignKey(Challenge, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    follows = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="followed_by")

    objects = RecordQuerySet.as_manager()

    why_now = minute_now = ""
    """Reason and minute of the move being made, for its guards."""

    class Privacy:
        identifying: set[str] = set()
        personal = {"raised_by"}
        plain = {
            "record_ptr", "asks", "evidence", "harm", "periods", "monitored_from", "resolved_how", "impact",
            "board_told", "escalated_as", "follows",
        }  # fmt: skip

    class Meta:
        constraints = [
            CheckConstraint(
                name="concern_periods_and_from",
                condition=Q(periods=None, monitored_from=None) | Q(periods__gte=1, monitored_from__isnull=False),
            ),
            CheckConstraint(
                name="concern_resolved_how_known", condition=Q(resolved_how__in=["", "signal", "explained"])
            ),
        ]


class ConcernIndicator(models.Model):
    """One indicator joined in a concern, with its reading as it stood on that day: later figures never change it.

    `frozen`: for each audience (`qp`, `wider`) what the reading said: period, figure, its parts, variation, the rule
    that fired, and the sentence.
    """

    class NoticedAs(models.TextChoices):
        SIGNAL = "signal", "A signal of concern"
        RED = "red", "Set to miss its target"
        LATE = "late", "Figures that have not been sent"
        WORRY = "worry", "A member’s worry"

    concern = models.ForeignKey(Concern, on_delete=models.CASCADE, related_name="joined")
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="joined")
    noticed_as = models.CharField(max_length=8, choices=NoticedAs.choices)
    period_start = models.DateField(null=True, blank=True)
    period_end = models.DateField(null=True, blank=True)
    value = models.FloatField(null=True, blank=True)
    frozen = models.JSONField(default=dict)
    joined_on = models.DateField()

    class Privacy:
        plain = ALL

    class Meta:
        ordering = ["joined_on", "indicator__order"]
        constraints = [UniqueConstraint(name="concernindicator_once", fields=["concern", "indicator"])]

    def __str__(self) -> str:
        return f"{self.concern_id} {self.indicator_id}"


class ConcernStep(models.Model):
    """One move of a concern: when, by whom, what was said, and the minute that holds the decision."""

    concern = models.ForeignKey(Concern, on_delete=models.CASCADE, related_name="steps")
    to = models.CharField(max_length=12)
    taken_on = models.DateField()
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    words = models.TextField(blank=True)
    minute = models.CharField(max_length=60, blank=True, help_text="Such as Q&P 2019/31")

    class Privacy:
        identifying: set[str] = set()
        personal = {"person"}
        plain = {"id", "concern", "to", "taken_on", "words", "minute"}

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.concern_id}: {self.to}"


class Question(Record):
    """What one agency (the record's `owner`) is asked about a concern, and what it answered.

    It is the agency's own paper until it is handed in; then its answer is part of the concern.
    """

    about = models.ForeignKey(Concern, on_delete=models.PROTECT, related_name="questions")
    text = models.TextField()
    because = models.TextField(blank=True, help_text="What the figures show, told to the agency")
    asked_on = models.DateField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField()
    chased = models.PositiveSmallIntegerField(default=0)
    chased_on = models.DateField(null=True, blank=True)
    explanation = models.TextField(blank=True)
    data = models.TextField(blank=True, help_text="What shows it")
    does = models.TextField(blank=True, help_text="What the agency does about it")
    answered_on = models.DateField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    actions = models.ManyToManyField(Action, related_name="+", blank=True)

    objects = RecordQuerySet.as_manager()

    why_now = ""

    class Privacy:
        identifying: set[str] = set()
        personal = {"asked_by", "answered_by"}
        plain = {
            "record_ptr", "about", "text", "because", "asked_on", "due_on", "chased", "chased_on", "explanation",
            "data", "does", "answered_on",
        }  # fmt: skip

    class Meta:
        constraints = [
            CheckConstraint(
                name="question_answered_on_and_by",
                condition=Q(answered_on=None, answered_by=None)
                | Q(answered_on__isnull=False, answered_by__isnull=False),
            ),
            CheckConstraint(
                name="question_asked_on_and_by", condition=Q(asked_on__isnull=False, asked_by__isnull=False)
            ),
        ]
