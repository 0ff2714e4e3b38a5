"""A course, what asked for it, how each need was answered, and e-learning that was completed elsewhere."""

import uuid as uuid_module

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from sscb.people.models import Organisation
from sscb.records.models import Record, RecordQuerySet
from training.models.common import person


class Course(Record):
    """Something that is taught. Events are its dates; e-learning has none."""

    class Kind(models.TextChoices):
        COURSE = "course", "Course"
        WORKSHOP = "workshop", "Workshop"
        CONFERENCE = "conference", "Conference"
        BRIEFING = "briefing", "Briefing"
        ELEARNING = "e-learning", "E-learning"

    record_ptr = models.OneToOneField(
        Record, parent_link=True, on_delete=models.CASCADE, related_name="training_course"
    )
    code = models.SlugField(max_length=20, unique=True)
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.COURSE)
    aims = models.TextField(blank=True)
    outcomes = models.JSONField(default=list, help_text="What somebody can do afterwards, a line each")
    groups = models.JSONField(default=list, help_text="Training groups 1 to 8 that it is for")
    levels = models.JSONField(default=list, help_text="Health levels 1 to 5 that it counts for")
    hours = models.PositiveSmallIntegerField(default=6, help_text="Hours of learning")
    refresher_months = models.PositiveSmallIntegerField(null=True, blank=True)
    before = models.CharField(max_length=300, blank=True, help_text="What somebody must have done first")
    materials = models.TextField(blank=True, help_text="What is handed out, and where it lies")

    objects = RecordQuerySet.as_manager()

    class Privacy:
        plain = {
            "record_ptr", "code", "kind", "aims", "outcomes", "groups", "levels", "hours", "refresher_months", "before",
            "materials",
        }  # fmt: skip


class CoursePrompt(models.Model):
    """What asked for a course: a learning point, a gap, a priority. Every course has at least one."""

    class Kind(models.TextChoices):
        LEARNING = "learning", "Something that was learned"
        GAP = "gap", "A gap in the learning and development audit"
        PLAN = "plan", "A priority of the business plan"
        CONCERN = "concern", "An area of concern in the dataset"
        NATIONAL = "national", "National guidance"
        OTHER = "other", "Something else"

    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="prompts")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    record_uuid = models.UUIDField(null=True, blank=True, help_text="The record, where there is one")
    words = models.CharField(max_length=300, help_text="What it was, in words that everybody may read")
    named_on = models.DateField()
    named_by = person()

    class Privacy:
        identifying: set[str] = set()
        personal = {"named_by"}
        plain = {"id", "course", "kind", "record_uuid", "words", "named_on"}

    class Meta:
        ordering = ["id"]
        constraints = [
            CheckConstraint(name="courseprompt_says_what", condition=~Q(words="")),
            UniqueConstraint(
                name="courseprompt_once", fields=["course", "record_uuid"], condition=Q(record_uuid__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return self.words


class NeedAnswer(models.Model):
    """How something that asked for training was answered. Until there is a row, it asks."""

    class End(models.TextChoices):
        PROGRAMME = "programme", "In the programme"
        MET = "met", "Met another way"
        DECLINED = "declined", "Declined"

    need_uuid = models.UUIDField(unique=True, help_text="The learning point, or the gap, that asked")
    end = models.CharField(max_length=10, choices=End.choices)
    course = models.ForeignKey(Course, null=True, blank=True, on_delete=models.PROTECT, related_name="answers")
    why = models.CharField(max_length=300)
    answered_on = models.DateField()
    answered_by = person()

    class Privacy:
        identifying: set[str] = set()
        personal = {"answered_by"}
        plain = {"id", "need_uuid", "end", "course", "why", "answered_on"}

    class Meta:
        ordering = ["-answered_on", "-id"]
        constraints = [
            CheckConstraint(name="needanswer_says_why", condition=~Q(why="")),
            CheckConstraint(
                name="needanswer_in_programme_names_course",
                condition=Q(end="programme", course__isnull=False) | ~Q(end="programme"),
            ),
        ]

    def __str__(self) -> str:
        return self.get_end_display()


class Completion(models.Model):
    """One line of a file of e-learning: somebody completed a course elsewhere. `person` is empty while it waits."""

    uuid = models.UUIDField(default=uuid_module.uuid4, unique=True, editable=False)
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="completions")
    email = models.EmailField()
    name = models.CharField(max_length=120, blank=True)
    person = models.ForeignKey("people.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    completed_on = models.DateField()
    why_waiting = models.CharField(max_length=200, blank=True)
    imported_on = models.DateField()
    imported_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Privacy:
        identifying: set[str] = set()
        personal = {"email", "name", "person", "imported_by", "why_waiting"}
        plain = {"id", "uuid", "course", "agency", "completed_on", "imported_on"}

    class Meta:
        ordering = ["-completed_on", "-id"]
        constraints = [
            UniqueConstraint(name="completion_once", fields=["course", "email", "completed_on"]),
            CheckConstraint(
                name="completion_has_person_or_reason",
                condition=Q(person__isnull=False, why_waiting="") | (Q(person=None) & ~Q(why_waiting="")),
            ),
        ]

    def __str__(self) -> str:
        return f"Completion {self.pk}"
