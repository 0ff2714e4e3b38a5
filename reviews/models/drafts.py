"""The report of a review: its drafts, who has which copy, and what readers said of it. No draft is ever overwritten."""

import uuid as uuid_module

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from reviews.models.cases import CaseReview
from reviews.models.pairs import one_person, person, together
from sscb.records.models import Record, RecordQuerySet


class Draft(models.Model):
    """One version of the report, as the lead reviewer handed it in. A change is the next version."""

    uuid = models.UUIDField(default=uuid_module.uuid4, unique=True, editable=False)
    case = models.ForeignKey(CaseReview, on_delete=models.PROTECT, related_name="drafts")
    number = models.PositiveSmallIntegerField()
    text = models.TextField()
    changed = models.TextField(blank=True, help_text="What is new in it, for whoever read the one before")
    written_on = models.DateField()
    written_by = one_person()

    class Privacy:
        identifying = {"text", "changed"}
        personal = {"written_by"}
        plain = {"id", "uuid", "case", "number", "written_on"}

    class Meta:
        ordering = ["number"]
        constraints = [UniqueConstraint(name="draft_numbered_once", fields=["case", "number"])]

    def __str__(self) -> str:
        return f"Draft {self.number}"


class CopyQuerySet(RecordQuerySet):
    def of(self, case):
        """Those of the case in hand: whoever may read the case sees there who has which."""
        return self.all_for_job("the copies of the case in hand").filter(case=case)


class DraftCopy(Record):
    """A numbered copy for one reader. Level P4, of no group: they open it by a named grant, which ends.

    Whoever has no account reads it with the office (`to_words`), which writes down what they say.
    """

    TYPE, LEVEL, PREFIX, TITLE = "reviews.copy", "P4", "CPY", "Copy of a draft report"

    class Purpose(models.TextChoices):
        COMMENT = "comment", "To comment on the draft"
        FACTS = "facts", "To check the facts"
        SIGN_OFF = "sign-off", "To be read before the Board decides"

    class Answer(models.TextChoices):
        NONE = "", "Not answered"
        NOTHING = "nothing", "Nothing to correct"
        WORDS = "words", "With comments or corrections"

    class Outcome(models.TextChoices):
        OPEN = "", "Not settled"
        YES = "yes", "Taken up"
        PART = "part", "Taken up in part"
        NO = "no", "Not taken up"

    case = models.ForeignKey(CaseReview, on_delete=models.PROTECT, related_name="copies")
    draft = models.ForeignKey(Draft, on_delete=models.PROTECT, related_name="copies")
    number = models.PositiveSmallIntegerField(help_text="Of all copies of this report, in the order they went out")
    purpose = models.CharField(max_length=8, choices=Purpose.choices)
    to = person(help_text="The one person who opens it")
    to_words = models.CharField(max_length=120, blank=True, help_text="Who reads it without an account: a role")
    extract = models.TextField(blank=True, help_text="The part that they read; empty: the whole draft")
    sent_on = models.DateField()
    due_on = models.DateField()
    first_opened_on = models.DateField(null=True, blank=True, help_text="First opened by its reader")
    answer = models.CharField(max_length=8, choices=Answer.choices, blank=True)
    said = models.TextField(blank=True)
    answered_on = models.DateField(null=True, blank=True)
    answered_by = person(help_text="Its reader, or whoever wrote it down for them")
    outcome = models.CharField(max_length=4, choices=Outcome.choices, blank=True)
    outcome_why = models.TextField(blank=True)
    settled_on = models.DateField(null=True, blank=True)
    settled_by = person()

    objects = CopyQuerySet.as_manager()

    class Privacy:
        identifying = {"extract", "said", "outcome_why", "to_words"}
        personal = {"to", "answered_by", "settled_by"}
        plain = {
            "record_ptr", "case", "draft", "number", "purpose", "sent_on", "due_on", "first_opened_on", "answer",
            "answered_on", "outcome", "settled_on",
        }  # fmt: skip

    class Meta:
        ordering = ["number"]
        constraints = [
            together("copy_answered_on_and_by", "answered_on", "answered_by"),
            together("copy_settled_on_and_by", "settled_on", "settled_by"),
            CheckConstraint(name="copy_goes_to_somebody", condition=Q(to=None) ^ Q(to_words="")),
        ]


class BoardMinute(models.Model):
    """What the Board decided on a report, from its minutes."""

    class Outcome(models.TextChoices):
        PUBLISH = "publish", "Accepted, to be published"
        KEEP = "keep", "Accepted, not to be published"
        BACK = "back", "Not accepted"

    case = models.ForeignKey(CaseReview, on_delete=models.PROTECT, related_name="minutes")
    draft = models.ForeignKey(Draft, on_delete=models.PROTECT, related_name="minutes")
    outcome = models.CharField(max_length=8, choices=Outcome.choices)
    board_on = models.DateField()
    minute = models.TextField(help_text="What the minutes say")
    recorded_on = models.DateField()
    recorded_by = one_person()

    class Privacy:
        identifying = {"minute"}
        personal = {"recorded_by"}
        plain = {"id", "case", "draft", "outcome", "board_on", "recorded_on"}

    class Meta:
        ordering = ["recorded_on", "id"]

    def __str__(self) -> str:
        return self.get_outcome_display()
