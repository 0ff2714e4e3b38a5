"""Those who were there: practitioners and the family. And what was learned on the way, before any report."""

import uuid as uuid_module

from django.db import models
from django.db.models import CheckConstraint, F, Q

from reviews.models.cases import CaseReview
from reviews.models.pairs import one_person, person, together


class PractitionerEvent(models.Model):
    """Planned, then held. What was said is read by the reviewer, the Independent Chair and the Board's office."""

    class Kind(models.TextChoices):
        EVENT = "event", "Practitioner event"
        TALK = "talk", "Conversation with one practitioner"
        RETURN = "return", "Event on the draft findings"

    uuid = models.UUIDField(default=uuid_module.uuid4, unique=True, editable=False)
    case = models.ForeignKey(CaseReview, on_delete=models.PROTECT, related_name="events")
    kind = models.CharField(max_length=6, choices=Kind.choices)
    planned_on = models.DateField()
    invited = models.CharField(max_length=300, help_text="Which agencies and posts, without names")
    held_on = models.DateField(null=True, blank=True)
    held_by = person(help_text="Who wrote down that it was held")
    came = models.PositiveSmallIntegerField(null=True, blank=True)
    notes = models.TextField(blank=True)

    class Privacy:
        identifying = {"invited", "notes"}
        personal = {"held_by"}
        plain = {"id", "uuid", "case", "kind", "planned_on", "held_on", "came"}

    class Meta:
        ordering = ["planned_on", "id"]
        constraints = [together("practitioner_event_held_on_and_by", "held_on", "held_by")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, planned for {self.planned_on}"


class FamilyVoice(models.Model):
    """One member of the family, by role: invited, what they answered and said, and told of the day of publication."""

    class Who(models.TextChoices):
        CHILD = "child", "The child"
        MOTHER = "mother", "Mother"
        FATHER = "father", "Father"
        CARER = "carer", "Carer"
        SIBLING = "sibling", "Brother or sister"
        GRANDPARENT = "grandparent", "Grandparent"
        OTHER = "other", "Somebody else of the family"

    class Answer(models.TextChoices):
        WAITING = "", "No answer yet"
        YES = "yes", "Takes part"
        NO = "no", "Does not wish to"
        LATER = "later", "Later, after other proceedings"
        SILENT = "silent", "Did not answer"

    uuid = models.UUIDField(default=uuid_module.uuid4, unique=True, editable=False)
    case = models.ForeignKey(CaseReview, on_delete=models.PROTECT, related_name="family")
    who = models.CharField(max_length=12, choices=Who.choices)
    invited_on = models.DateField()
    invited_how = models.CharField(max_length=200, help_text="Such as a letter brought by the health visitor")
    answer = models.CharField(max_length=6, choices=Answer.choices, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    said = models.TextField(blank=True, help_text="What they want the review to know")
    heard_on = models.DateField(null=True, blank=True)
    told_on = models.DateField(null=True, blank=True, help_text="Told of the report and of the day of its publication")
    told_how = models.CharField(max_length=200, blank=True)

    class Privacy:
        identifying = {"who", "invited_how", "said", "told_how", "answer"}
        personal: set[str] = set()
        plain = {"id", "uuid", "case", "invited_on", "answered_on", "heard_on", "told_on"}

    class Meta:
        ordering = ["invited_on", "id"]
        constraints = [
            CheckConstraint(
                name="family_answer_and_when",
                condition=Q(answer="", answered_on=None)
                | (~Q(answer="") & Q(answered_on__isnull=False, answered_on__gte=F("invited_on"))),
            ),
            CheckConstraint(name="family_heard_says_what", condition=Q(heard_on=None) | ~Q(said="")),
            CheckConstraint(name="family_told_says_how", condition=Q(told_on=None) | ~Q(told_how="")),
        ]

    def __str__(self) -> str:
        return f"Invited {self.invited_on}"


class EarlyLearning(models.Model):
    """What need not wait for the report. `point` is the learning point that came of it, where one did."""

    uuid = models.UUIDField(default=uuid_module.uuid4, unique=True, editable=False)
    case = models.ForeignKey(CaseReview, on_delete=models.PROTECT, related_name="early_learning")
    noted_on = models.DateField()
    noted_by = one_person()
    text = models.TextField(help_text="What was learned, without anything of the family")
    done = models.TextField(blank=True, help_text="What was done at once, and by whom")
    point = models.UUIDField(null=True, blank=True, help_text="The learning point that it became")

    class Privacy:
        identifying = {"text", "done"}
        personal = {"noted_by"}
        plain = {"id", "uuid", "case", "noted_on", "point"}

    class Meta:
        ordering = ["noted_on", "id"]
        verbose_name_plural = "early learning"

    def __str__(self) -> str:
        return f"Early learning, noted {self.noted_on}"
