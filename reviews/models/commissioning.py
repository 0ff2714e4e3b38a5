"""What a review is given when it is commissioned: its reviewers, terms of reference and panel, and when that met."""

import uuid as uuid_module

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from reviews.models.cases import CaseReview
from reviews.models.pairs import one_person, together
from reviews.models.pairs import person as somebody

METHODS: dict[str, str] = {
    "learning-together": "SCIE Learning Together",
    "silp": "Significant Incident Learning Process (SILP)",
    "welsh": "Welsh child practice review model",
    "root-cause": "Root cause analysis",
    "imr": "Individual management reviews with an overview report",
    "appreciative": "Appreciative inquiry",
    "thematic": "Thematic review",
    "audit-event": "Case audit and practitioner event",
    "other": "Another method",
}
"""The handbook's list (2.3). Which four the Board has agreed is not known."""


class Reviewer(models.Model):
    """Who leads or writes a review: of neither the Board nor an agency involved. `is_independent` is asked, not set."""

    class Part(models.TextChoices):
        LEAD = "lead", "Lead reviewer and author"
        CHAIR = "chair", "Chairs the review"
        AUTHOR = "author", "Writes the report"

    uuid = models.UUIDField(default=uuid_module.uuid4, unique=True, editable=False)
    case = models.ForeignKey(CaseReview, on_delete=models.PROTECT, related_name="reviewers")
    person = one_person(help_text="Signs in here, and opens this case by a named grant")
    part = models.CharField(max_length=6, choices=Part.choices)
    works_for_board = models.BooleanField(help_text="Is or was a member, or paid by the Board for other work")
    works_for_agency = models.BooleanField(help_text="Works or worked for an agency involved in the case")
    knew_the_case = models.BooleanField(help_text="Managed, advised on or knew the case or the family")
    independence_words = models.TextField(help_text="How it was checked, and what was found")
    fee = models.CharField(max_length=60, blank=True)
    contract_on = models.DateField(null=True, blank=True)
    agreement_on = models.DateField(help_text="Signed the confidentiality agreement")
    appointed_on = models.DateField()
    appointed_by = one_person()
    access_until = models.DateField(help_text="Until when the case is open to them; renewed by the business manager")
    ended_on = models.DateField(null=True, blank=True)
    ended_by = somebody()
    ended_why = models.CharField(max_length=300, blank=True)

    class Privacy:
        identifying: set[str] = set()
        personal = {"person", "independence_words", "fee", "appointed_by", "ended_by", "ended_why"}
        plain = {
            "id", "uuid", "case", "part", "works_for_board", "works_for_agency", "knew_the_case", "contract_on",
            "agreement_on", "appointed_on", "access_until", "ended_on",
        }  # fmt: skip

    class Meta:
        ordering = ["appointed_on", "id"]
        constraints = [
            together("reviewer_ended_on_and_by", "ended_on", "ended_by"),
            UniqueConstraint(
                name="reviewer_once_on_a_case", fields=["case", "person"], condition=Q(ended_on=None)
            ),
            CheckConstraint(
                name="reviewer_is_independent",
                condition=Q(works_for_board=False, works_for_agency=False, knew_the_case=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_part_display()}, since {self.appointed_on}"


class Terms(models.Model):
    """One version of the terms of reference. Rows are added, never changed; the last one holds."""

    case = models.ForeignKey(CaseReview, on_delete=models.PROTECT, related_name="terms")
    number = models.PositiveSmallIntegerField()
    method = models.CharField(max_length=20, choices=METHODS.items())
    method_why = models.TextField(help_text="Why this method, in proportion to the case; how it is a systems approach")
    from_on = models.DateField(help_text="The time reviewed begins")
    to_on = models.DateField(help_text="The time reviewed ends")
    questions = models.TextField(help_text="What the review asks, one a line")
    family_plan = models.TextField(help_text="How the family and the child are asked to take part")
    media_plan = models.TextField(blank=True)
    changed = models.TextField(blank=True, help_text="What changed since the version before")
    why = models.TextField(blank=True, help_text="Why it changed")
    agreed_on = models.DateField()
    agreed_words = models.CharField(max_length=200, help_text="Who agreed it: by office, and the meeting")
    recorded_on = models.DateField()
    recorded_by = one_person()

    class Privacy:
        identifying = {"from_on", "to_on", "questions", "family_plan", "media_plan", "changed", "why", "method_why"}
        personal = {"recorded_by", "agreed_words"}
        plain = {"id", "case", "number", "method", "agreed_on", "recorded_on"}

    class Meta:
        ordering = ["number"]
        verbose_name_plural = "terms"
        constraints = [
            UniqueConstraint(name="terms_number_once", fields=["case", "number"]),
            CheckConstraint(name="terms_begin_before_they_end", condition=Q(to_on__gte=F("from_on"))),
            CheckConstraint(
                name="terms_again_say_what_and_why", condition=Q(number=1) | (~Q(changed="") & ~Q(why=""))
            ),
        ]

    def __str__(self) -> str:
        return f"Terms of reference, version {self.number}"


class PanelMember(models.Model):
    """A senior person of an agency, who had no part in the case. Reads its file until `access_until`."""

    uuid = models.UUIDField(default=uuid_module.uuid4, unique=True, editable=False)
    case = models.ForeignKey(CaseReview, on_delete=models.PROTECT, related_name="panel")
    person = one_person()
    chairs = models.BooleanField(default=False)
    agreement_on = models.DateField(help_text="Signed the confidentiality agreement")
    declared_on = models.DateField(help_text="Said that they have no conflict of interest")
    joined_on = models.DateField()
    joined_by = one_person()
    access_until = models.DateField()
    left_on = models.DateField(null=True, blank=True)
    left_by = somebody()
    left_why = models.CharField(max_length=300, blank=True)
    conflicted = models.BooleanField(default=False, help_text="Left because of a conflict of interest")

    class Privacy:
        identifying: set[str] = set()
        personal = {"person", "joined_by", "left_by", "left_why"}
        plain = {
            "id", "uuid", "case", "chairs", "agreement_on", "declared_on", "joined_on", "access_until", "left_on",
            "conflicted",
        }  # fmt: skip

    class Meta:
        ordering = ["-chairs", "joined_on", "id"]
        constraints = [
            together("panel_member_left_on_and_by", "left_on", "left_by"),
            UniqueConstraint(name="panel_member_once", fields=["case", "person"], condition=Q(left_on=None)),
        ]

    def __str__(self) -> str:
        return f"Panel member since {self.joined_on}"


class PanelMeeting(models.Model):
    """Planned, then held. Conflicts are asked for at each one."""

    uuid = models.UUIDField(default=uuid_module.uuid4, unique=True, editable=False)
    case = models.ForeignKey(CaseReview, on_delete=models.PROTECT, related_name="panel_meetings")
    planned_on = models.DateField()
    about = models.CharField(max_length=200)
    held_on = models.DateField(null=True, blank=True)
    held_by = somebody(help_text="Who wrote down that it was held")
    present = models.ManyToManyField(PanelMember, related_name="+", blank=True)
    conflicts = models.TextField(blank=True, help_text="What was declared at the meeting; “None” where nothing was")
    decided = models.TextField(blank=True)

    class Privacy:
        identifying = {"conflicts", "decided", "about"}
        personal = {"present", "held_by"}
        plain = {"id", "uuid", "case", "planned_on", "held_on"}

    class Meta:
        ordering = ["planned_on", "id"]
        constraints = [
            together("panel_meeting_held_on_and_by", "held_on", "held_by"),
            CheckConstraint(
                name="panel_meeting_asked_for_conflicts", condition=Q(held_on=None) | ~Q(conflicts="")
            ),
        ]

    def __str__(self) -> str:
        return f"Panel meeting planned for {self.planned_on}"
