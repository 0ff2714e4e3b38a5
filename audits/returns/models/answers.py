"""The living answers of a return, what proves them, and every change of them for ever."""

import uuid as uuid_module

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from audits.returns.models.cycles import AuditReturn
from sscb.records.models import Attachment


def _person(**more) -> models.ForeignKey:
    return models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", **more)


class Answer(models.Model):
    """One question's answer. `self_grade` is the agency's, `moderated_grade` the Board's: neither replaces the other.

    `value` holds what is not a grade: words, numbers, shares, grids and rows, as its question's kind of answer says.
    `confirmed`: said for this cycle; an answer carried forward waits to be confirmed. `edition` is raised by every
    save, so that nobody overwrites what they have not seen.
    """

    uuid = models.UUIDField(default=uuid_module.uuid4, unique=True, editable=False)
    of = models.ForeignKey(AuditReturn, on_delete=models.PROTECT, related_name="answers")
    key = models.CharField(max_length=60)
    self_grade = models.SmallIntegerField(null=True, blank=True)
    not_applicable = models.BooleanField(default=False)
    why_not_applicable = models.CharField(max_length=300, blank=True)
    value = models.JSONField(null=True, blank=True)
    words = models.TextField(blank=True, help_text="What is in place, and how it is known")
    impact = models.TextField(blank=True, help_text="What it changed for children")
    gap_reason = models.CharField(max_length=300, blank=True, help_text="Why a gap needs no action")
    confirmed = models.BooleanField(default=False)
    carried_from = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    moderated_grade = models.SmallIntegerField(null=True, blank=True)
    moderated_not_applicable = models.BooleanField(null=True, blank=True)
    moderator_words = models.TextField(blank=True)
    moderated_on = models.DateField(null=True, blank=True)
    moderated_by = _person(null=True, blank=True)
    edition = models.PositiveIntegerField(default=1)
    changed_on = models.DateField(null=True, blank=True)
    changed_by = _person(null=True, blank=True)

    class Privacy:
        identifying = {"value", "words", "impact", "moderator_words"}
        personal = {"moderated_by", "changed_by"}
        plain = {
            "id", "uuid", "of", "key", "self_grade", "not_applicable", "why_not_applicable", "gap_reason", "confirmed",
            "carried_from", "moderated_grade", "moderated_not_applicable", "moderated_on", "edition", "changed_on",
        }  # fmt: skip

    class Meta:
        ordering = ["id"]
        constraints = [
            UniqueConstraint(name="auditanswer_once", fields=["of", "key"]),
            CheckConstraint(
                name="auditanswer_graded_or_not_applicable", condition=Q(self_grade=None) | Q(not_applicable=False)
            ),
            CheckConstraint(
                name="auditanswer_not_applicable_says_why",
                condition=Q(not_applicable=False) | ~Q(why_not_applicable=""),
            ),
            CheckConstraint(
                name="auditanswer_moderated_on_and_by",
                condition=Q(moderated_on=None, moderated_by=None)
                | Q(moderated_on__isnull=False, moderated_by__isnull=False),
            ),
            CheckConstraint(
                name="auditanswer_changed_on_and_by",
                condition=Q(changed_on=None, changed_by=None) | Q(changed_on__isnull=False, changed_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.key

    @property
    def is_given(self) -> bool:
        return self.self_grade is not None or self.not_applicable or self.value not in (None, "", [], {})

    @property
    def grade(self) -> int | str | None:
        """As grading reads it."""
        return "N" if self.not_applicable else self.self_grade


class AnswerRevision(models.Model):
    """Who changed what, when, from what, to what, and why. Never edited, never removed."""

    answer = models.ForeignKey(Answer, on_delete=models.PROTECT, related_name="revisions")
    field = models.CharField(max_length=30)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    why = models.CharField(max_length=300, blank=True)
    made_at = models.DateTimeField()
    made_on = models.DateField()
    made_by = _person()

    class Privacy:
        identifying = {"before", "after"}
        personal = {"made_by"}
        plain = {"id", "answer", "field", "why", "made_at", "made_on"}

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.field


class Comment(models.Model):
    """Said about one answer, by the agency or by a moderator; beside the answer, never in it."""

    uuid = models.UUIDField(default=uuid_module.uuid4, unique=True, editable=False)
    answer = models.ForeignKey(Answer, on_delete=models.PROTECT, related_name="comments")
    text = models.TextField()
    said_at = models.DateTimeField()
    said_by = _person()

    class Privacy:
        identifying = {"text"}
        personal = {"said_by"}
        plain = {"id", "uuid", "answer", "said_at"}

    class Meta:
        ordering = ["id"]
        constraints = [CheckConstraint(name="auditcomment_says_something", condition=~Q(text=""))]

    def __str__(self) -> str:
        return "Comment"


class Evidence(models.Model):
    """What shows that an answer is so: a file or an address, the period it covers, and when it is out of date."""

    class Kind(models.TextChoices):
        POLICY = "policy", "Policy"
        MINUTES = "minutes", "Minutes"
        AUDIT = "audit", "Audit"
        FIGURES = "figures", "Figures"
        SURVEY = "survey", "Survey"
        TRAINING = "training", "Training record"
        OBSERVATION = "observation", "Observation"
        OTHER = "other", "Something else"

    uuid = models.UUIDField(default=uuid_module.uuid4, unique=True, editable=False)
    answer = models.ForeignKey(Answer, on_delete=models.PROTECT, related_name="evidence")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    title = models.CharField(max_length=160)
    from_on = models.DateField(help_text="First day of the period that it covers")
    to_on = models.DateField(help_text="Last day of the period that it covers")
    expires_on = models.DateField(null=True, blank=True)
    file = models.ForeignKey(Attachment, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    address = models.CharField(max_length=300, blank=True, help_text="Where it is, for whoever may open it there")
    added_on = models.DateField()
    added_by = _person()
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawn_by = _person(null=True, blank=True)
    checked_on = models.DateField(null=True, blank=True)
    checked_by = _person(null=True, blank=True)
    check_result = models.CharField(max_length=200, blank=True)

    class Privacy:
        identifying = {"title", "address", "check_result"}
        personal = {"added_by", "withdrawn_by", "checked_by"}
        plain = {
            "id", "uuid", "answer", "kind", "from_on", "to_on", "expires_on", "file", "added_on", "withdrawn_on",
            "checked_on",
        }  # fmt: skip

    class Meta:
        ordering = ["id"]
        verbose_name_plural = "evidence"
        constraints = [
            CheckConstraint(name="auditevidence_period_runs_forward", condition=Q(to_on__gte=F("from_on"))),
            CheckConstraint(
                name="auditevidence_is_somewhere", condition=Q(file__isnull=False) | ~Q(address="")
            ),
            CheckConstraint(
                name="auditevidence_withdrawn_on_and_by",
                condition=Q(withdrawn_on=None, withdrawn_by=None)
                | Q(withdrawn_on__isnull=False, withdrawn_by__isnull=False),
            ),
            CheckConstraint(
                name="auditevidence_checked_on_and_by",
                condition=Q(checked_on=None, checked_by=None) | Q(checked_on__isnull=False, checked_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.title
