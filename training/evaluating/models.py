"""What is asked about an event, what is said of it, what an observer saw, and which figures a course is linked to."""

import uuid as uuid_module

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from training.evaluating.points import WORDS
from training.evaluating.scoring import STRENGTHS


def person(**more) -> models.ForeignKey:
    return models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", **more)


class Asking(models.Model):
    """One link, for one form, once. Only a hash of its token is kept: who reads the table cannot answer for anybody."""

    uuid = models.UUIDField(default=uuid_module.uuid4, unique=True, editable=False)
    booking = models.ForeignKey("training.Booking", on_delete=models.PROTECT, related_name="asked")
    point = models.CharField(max_length=11, choices=WORDS.items())
    token_hash = models.CharField(max_length=64, unique=True)
    opens_on = models.DateField()
    due_on = models.DateField()
    closes_on = models.DateField()
    made_on = models.DateField()
    answered_on = models.DateField(null=True, blank=True)

    class Privacy:
        identifying = {"token_hash"}
        personal: set[str] = set()
        plain = {"id", "uuid", "booking", "point", "opens_on", "due_on", "closes_on", "made_on", "answered_on"}

    class Meta:
        ordering = ["id"]
        constraints = [
            UniqueConstraint(name="asking_once_a_point", fields=["booking", "point"]),
            CheckConstraint(
                name="asking_days_in_order", condition=Q(due_on__gte=F("opens_on"), closes_on__gte=F("due_on"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_point_display()}, {self.booking_id}"


class Answered(models.Model):
    """What somebody said, once. The office sees it whole; trainers and the Board see totals of five and more.

    A quote is shown only with `quote_consent`. `strength`: what Training and Development finds that a story shows.
    """

    uuid = models.UUIDField(default=uuid_module.uuid4, unique=True, editable=False)
    to = models.OneToOneField(Asking, on_delete=models.PROTECT, related_name="answer")
    items = models.CharField(max_length=20, help_text="Version of the items")
    said = models.JSONField(default=dict)
    quote = models.CharField(max_length=300, blank=True)
    quote_consent = models.BooleanField(default=False)
    strength = models.CharField(max_length=8, choices=STRENGTHS.items(), blank=True)
    judged_on = models.DateField(null=True, blank=True)
    judged_by = person(null=True, blank=True)

    class Privacy:
        identifying: set[str] = set()
        personal = {"said", "quote", "judged_by"}
        plain = {"id", "uuid", "to", "items", "quote_consent", "strength", "judged_on"}

    class Meta:
        ordering = ["id"]
        verbose_name_plural = "answered"
        constraints = [
            CheckConstraint(
                name="answered_judged_on_and_by",
                condition=Q(judged_on=None, judged_by=None, strength="")
                | (Q(judged_on__isnull=False, judged_by__isnull=False) & ~Q(strength="")),
            ),
        ]

    def __str__(self) -> str:
        return f"Answer {self.pk}"


class Observation(models.Model):
    """A session observed for quality by a peer or a member of Training and Development, never by its own trainer."""

    uuid = models.UUIDField(default=uuid_module.uuid4, unique=True, editable=False)
    event = models.ForeignKey("training.Event", on_delete=models.PROTECT, related_name="observations")
    observed_on = models.DateField()
    observed_by = person()
    standards = models.JSONField(help_text="Key of a standard -> grade 1 to 4")
    grade = models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(4)])
    strengths = models.TextField()
    change = models.TextField(blank=True, help_text="What the trainer is asked to do otherwise")
    fed_back_on = models.DateField(null=True, blank=True)
    trainer_says = models.TextField(blank=True)

    class Privacy:
        identifying: set[str] = set()
        personal = {"observed_by", "strengths", "change", "trainer_says"}
        plain = {"id", "uuid", "event", "observed_on", "standards", "grade", "fed_back_on"}

    class Meta:
        ordering = ["observed_on", "id"]
        constraints = [
            CheckConstraint(name="observation_grade_1_to_4", condition=Q(grade__gte=1, grade__lte=4)),
            CheckConstraint(
                name="observation_fed_back_after", condition=Q(fed_back_on=None) | Q(fed_back_on__gte=F("observed_on"))
            ),
        ]

    def __str__(self) -> str:
        return f"Observation of {self.event_id}"


class CourseReading(models.Model):
    """A figure that should move if a course works: a question of case audits, or an indicator, by its kernel code."""

    uuid = models.UUIDField(default=uuid_module.uuid4, unique=True, editable=False)
    course = models.ForeignKey("training.Course", on_delete=models.PROTECT, related_name="readings")
    source = models.CharField(max_length=60, help_text="The figure source's code")
    code = models.CharField(max_length=80)
    why = models.CharField(max_length=300, help_text="Why it should move if the course works")
    linked_on = models.DateField()
    linked_by = person()

    class Privacy:
        identifying: set[str] = set()
        personal = {"linked_by"}
        plain = {"id", "uuid", "course", "source", "code", "why", "linked_on"}

    class Meta:
        ordering = ["id"]
        constraints = [
            UniqueConstraint(name="coursereading_once", fields=["course", "code"]),
            CheckConstraint(name="coursereading_says_why", condition=~Q(why="")),
        ]

    def __str__(self) -> str:
        return self.code
