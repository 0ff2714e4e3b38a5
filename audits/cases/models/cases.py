"""A case of the sample, each agency’s own tool on it, and what the meeting made of them. No name stands here."""

import uuid as uuid_module

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from audits.cases.models.themes import CaseTheme, both_or_neither, person
from audits.cases.words import AGES, GRADES, STATUSES, THEMES
from sscb.people.models import Organisation
from sscb.records.models import Record, RecordQuerySet


class AuditCase(Record):
    """One child’s case, by reference. Level P4: the audit group, the office, and whoever is named."""

    TYPE, LEVEL = "audits.case", "P4"

    theme = models.ForeignKey(CaseTheme, on_delete=models.PROTECT, related_name="cases")
    number = models.PositiveSmallIntegerField()
    drawn_as = models.CharField(max_length=40, blank=True, help_text="The list’s pseudonym; emptied with the keys")
    age_band = models.CharField(max_length=6, choices=AGES.items(), blank=True)
    status = models.CharField(max_length=4, choices=STATUSES.items())
    instead_of = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="swapped")
    opened_at = models.DateTimeField(null=True, blank=True)
    opened_by = person(null=True, blank=True)
    not_waited = models.CharField(max_length=300, blank=True, help_text="Why it was opened before all were in")
    grade = models.CharField(max_length=2, choices=[(code, words) for code, (words, _) in GRADES.items()], blank=True)
    grade_why = models.TextField(blank=True)
    apart_why = models.TextField(blank=True, help_text="Why two agencies are two steps apart")
    agreed_on = models.DateField(null=True, blank=True)
    agreed_by = person(null=True, blank=True)
    safe_because = models.TextField(blank=True, help_text="Why no child is unsafe now, where the question was asked")
    safe_on = models.DateField(null=True, blank=True)
    safe_by = person(null=True, blank=True)

    why_now, wait_is_closed = "", False
    """For the move at hand only: the reason given; and that the chair does not wait for the rest."""

    objects = RecordQuerySet.as_manager()

    class Privacy:
        identifying = {"drawn_as", "grade_why", "apart_why", "safe_because", "age_band"}
        personal = {"opened_by", "agreed_by", "safe_by"}
        plain = {
            "record_ptr", "theme", "number", "status", "instead_of", "opened_at", "not_waited", "grade", "agreed_on",
            "safe_on",
        }  # fmt: skip

    class Meta:
        ordering = ["number"]
        constraints = [
            UniqueConstraint(name="auditcase_number_once", fields=["theme", "number"]),
            both_or_neither("auditcase_opened_at_and_by", "opened_at", "opened_by"),
            both_or_neither("auditcase_agreed_on_and_by", "agreed_on", "agreed_by"),
            both_or_neither("auditcase_safe_on_and_by", "safe_on", "safe_by"),
        ]


class AgencyAudit(Record):
    """One agency’s audit of its own file. Level P4, the agency’s; opened to the group only with all the others.

    Until then it belongs to no group: the matrix lets nobody in but the office, who is shown no answer, and whoever
    holds a grant on it.
    """

    TYPE, LEVEL, PREFIX = "audits.tool", "P4", "ACA"

    case = models.ForeignKey(AuditCase, on_delete=models.PROTECT, related_name="tools")
    auditor = person()
    due_on = models.DateField()
    asked_on = models.DateField()
    asked_by = person()
    chased_on = models.DateField(null=True, blank=True)
    handed_on_day = models.DateField(null=True, blank=True)
    why_not = models.CharField(max_length=300, blank=True, help_text="Why the agency is not involved")
    opened_on_day = models.DateField(null=True, blank=True, help_text="Since when the others see it")
    key_sealed = models.TextField(blank=True, help_text="The agency’s own record number, encrypted; emptied in time")

    why_now = ""

    objects = RecordQuerySet.as_manager()

    class Privacy:
        identifying = {"key_sealed", "why_not"}
        personal = {"auditor", "asked_by"}
        plain = {"record_ptr", "case", "due_on", "asked_on", "chased_on", "handed_on_day", "opened_on_day"}

    class Meta:
        ordering = ["record_ptr_id"]


class ToolAnswer(models.Model):
    """What one agency answered to one question. `kept_because`: why words that look identifying were left."""

    of = models.ForeignKey(AgencyAudit, on_delete=models.PROTECT, related_name="answers")
    key = models.CharField(max_length=40)
    choice = models.CharField(max_length=40, blank=True, help_text="yes, partly, no, na; a grade; or one of a list")
    words = models.TextField(blank=True)
    kept_because = models.CharField(max_length=200, blank=True)

    class Privacy:
        identifying = {"words", "kept_because"}
        personal: set[str] = set()
        plain = {"id", "of", "key", "choice"}

    class Meta:
        ordering = ["id"]
        constraints = [UniqueConstraint(name="toolanswer_once", fields=["of", "key"])]

    def __str__(self) -> str:
        return self.key


class Voice(models.Model):
    """What the child, the family or a practitioner said, gathered before the meeting."""

    class Whose(models.TextChoices):
        CHILD = "child", "The child"
        FAMILY = "family", "Parent or carer"
        PRACTITIONER = "practitioner", "A practitioner"

    case = models.ForeignKey(AuditCase, on_delete=models.PROTECT, related_name="voices")
    whose = models.CharField(max_length=12, choices=Whose.choices)
    words = models.TextField()
    gathered = models.CharField(max_length=160, help_text="How, by what role, and whether its use was agreed to")
    added_on = models.DateField()
    added_by = person()

    class Privacy:
        identifying = {"words", "gathered"}
        personal = {"added_by"}
        plain = {"id", "case", "whose", "added_on"}

    class Meta:
        ordering = ["whose", "id"]

    def __str__(self) -> str:
        return self.get_whose_display()


class Finding(models.Model):
    """A strength, a thing to improve or good practice to share, as the meeting wrote it down."""

    class Kind(models.TextChoices):
        STRENGTH = "strength", "Strength"
        IMPROVE = "improve", "To improve"
        PRACTICE = "practice", "Good practice to share"

    case = models.ForeignKey(AuditCase, on_delete=models.PROTECT, related_name="findings")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    text = models.TextField()
    theme = models.CharField(max_length=30, choices=THEMES.items())
    added_on = models.DateField()
    added_by = person()

    class Privacy:
        identifying = {"text"}
        personal = {"added_by"}
        plain = {"id", "case", "kind", "theme", "added_on"}

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.get_kind_display()


class SafetyFlag(models.Model):
    """A child may be unsafe now: an agency is told the same day, and says what it did."""

    uuid = models.UUIDField(default=uuid_module.uuid4, unique=True, editable=False)
    tool = models.ForeignKey(AgencyAudit, on_delete=models.PROTECT, related_name="flags")
    agency = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    why = models.TextField()
    raised_on = models.DateField()
    raised_by = person()
    what_was_done = models.TextField(blank=True)
    answered_on = models.DateField(null=True, blank=True)
    answered_by = person(null=True, blank=True)

    class Privacy:
        identifying = {"why", "what_was_done"}
        personal = {"raised_by", "answered_by"}
        plain = {"id", "uuid", "tool", "agency", "raised_on", "answered_on"}

    class Meta:
        ordering = ["id"]
        constraints = [
            both_or_neither("safetyflag_answered_on_and_by", "answered_on", "answered_by"),
            CheckConstraint(name="safetyflag_says_why", condition=~Q(why="")),
        ]

    def __str__(self) -> str:
        return "A child may be unsafe"
