"""The strategy with its evaluation framework, and the programme of a year with the versions that were agreed."""

import uuid as uuid_module

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from sscb.records.models import Record, RecordQuerySet
from training.models.common import person


class Strategy(Record):
    """How the programme is built, how it is evaluated, and how learning enters supervision and one to ones."""

    record_ptr = models.OneToOneField(
        Record, parent_link=True, on_delete=models.CASCADE, related_name="training_strategy"
    )
    from_on = models.DateField()
    to_on = models.DateField()
    text = models.TextField()
    evaluation = models.JSONField(default=list, help_text="Rows of point, when, level and what is asked")
    supervision = models.TextField(blank=True, help_text="How learning enters supervision and one to ones")
    minute = models.CharField(max_length=80, blank=True, help_text="Where Training and Development agreed it")

    objects = RecordQuerySet.as_manager()

    class Privacy:
        plain = {"record_ptr", "from_on", "to_on", "text", "evaluation", "supervision", "minute"}

    class Meta:
        verbose_name_plural = "strategies"
        constraints = [
            CheckConstraint(name="strategy_not_backwards", condition=Q(to_on__gte=models.F("from_on"))),
        ]


class Programme(Record):
    """What is offered from April to March. Its courses change through the year, each change with its reason."""

    record_ptr = models.OneToOneField(
        Record, parent_link=True, on_delete=models.CASCADE, related_name="training_programme"
    )
    year = models.CharField(max_length=9, unique=True, help_text="Such as 2019/20")
    strategy = models.ForeignKey(Strategy, null=True, blank=True, on_delete=models.PROTECT, related_name="programmes")

    objects = RecordQuerySet.as_manager()

    class Privacy:
        plain = {"record_ptr", "year", "strategy"}


class PlannedCourse(models.Model):
    """A course in the programme of one year, and how often it is meant to run."""

    uuid = models.UUIDField(default=uuid_module.uuid4, unique=True, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="planned")
    course = models.ForeignKey("training.Course", on_delete=models.PROTECT, related_name="planned")
    runs = models.PositiveSmallIntegerField(default=1)
    added_on = models.DateField()
    dropped_on = models.DateField(null=True, blank=True)

    class Privacy:
        plain = frozenset({"__all__"})

    class Meta:
        ordering = ["id"]
        constraints = [UniqueConstraint(name="plannedcourse_once_a_year", fields=["programme", "course"])]

    def __str__(self) -> str:
        return f"{self.course_id} in {self.programme_id}"


class ProgrammeVersion(models.Model):
    """The programme as Training and Development agreed it: frozen."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    agreed_on = models.DateField()
    agreed_by = person()
    minute = models.CharField(max_length=80, help_text="Meeting and minute of Training and Development")
    holds = models.JSONField(help_text="Rows of code, title, runs and what asked for it")

    class Privacy:
        identifying: set[str] = set()
        personal = {"agreed_by"}
        plain = {"id", "programme", "number", "agreed_on", "minute", "holds"}

    class Meta:
        ordering = ["programme", "number"]
        constraints = [
            UniqueConstraint(name="programmeversion_once", fields=["programme", "number"]),
            CheckConstraint(name="programmeversion_has_a_minute", condition=~Q(minute="")),
        ]

    def __str__(self) -> str:
        return f"Version {self.number}"


class ProgrammeChange(models.Model):
    """One change during the year: what, to which course, and why."""

    class What(models.TextChoices):
        ADD = "add", "Course added"
        DROP = "drop", "Course taken out"
        ALTER = "alter", "Course altered"
        RUNS = "runs", "More or fewer dates"

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="changes")
    course = models.ForeignKey("training.Course", on_delete=models.PROTECT, related_name="changes")
    what = models.CharField(max_length=6, choices=What.choices)
    why = models.CharField(max_length=300)
    changed_on = models.DateField()
    changed_by = person()

    class Privacy:
        identifying: set[str] = set()
        personal = {"changed_by"}
        plain = {"id", "programme", "course", "what", "why", "changed_on"}

    class Meta:
        ordering = ["-changed_on", "-id"]
        constraints = [CheckConstraint(name="programmechange_says_why", condition=~Q(why=""))]

    def __str__(self) -> str:
        return self.get_what_display()
