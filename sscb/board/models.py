"""Meetings, agendas, papers, and the packs made of them. What happens in a meeting: `sscb.board.meeting_models`."""

import uuid as uuid_module

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from sscb.board.business.models import (
    AnnualReport,
    BoardLink,
    BoardRisk,
    BudgetLine,
    FrameworkReview,
    Letter,
    PlanAction,
    Priority,
)
from sscb.board.meeting_models import (
    Attendance,
    CalendarKey,
    Correction,
    Decision,
    Interest,
    Minute,
    PlannedItem,
)
from sscb.board.transition.models import GroupChange, SeatChange, TransitionPlan
from sscb.people.models import Organisation
from sscb.records.models import Attachment, Record, RecordQuerySet


class Meeting(Record):
    """A meeting of the Board or of one of its groups (the record's `group`). Reference: year and number, 2019/4."""

    class Upward(models.TextChoices):
        DECISIONS = "decisions", "Its decisions"
        MINUTES = "minutes", "Its decisions and minutes"

    meets_on = models.DateField()
    starts = models.TimeField()
    ends = models.TimeField()
    place = models.CharField(max_length=120)
    getting_there = models.CharField(max_length=300, blank=True)
    quorum = models.CharField(max_length=300, blank=True)
    questions_to = models.CharField(max_length=200, blank=True)
    note = models.CharField(max_length=300, blank=True, help_text="Said on the front sheet, such as a polling day")
    messages = models.TextField(blank=True, help_text="Messages to staff from this meeting")
    sent_to = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="from_groups",
        help_text="The meeting of the body above before which the approved minutes were laid",
    )  # fmt: skip
    sent_what = models.CharField(max_length=9, choices=Upward.choices, blank=True)

    objects = RecordQuerySet.as_manager()

    class Privacy:
        identifying: set[str] = set()
        personal = {"questions_to"}
        plain = {
            "record_ptr", "meets_on", "starts", "ends", "place", "getting_there", "quorum", "note", "messages",
            "sent_to", "sent_what",
        }  # fmt: skip

    class Meta:
        ordering = ["meets_on"]
        constraints = [CheckConstraint(name="meeting_ends_after_start", condition=Q(ends__gt=models.F("starts")))]


class OnTheAgenda(models.Manager):
    """Items as their meeting has them; what was taken off again is found through `AgendaItem.ever`."""

    def get_queryset(self):
        return super().get_queryset().filter(taken_off_on=None)


class AgendaItem(models.Model):
    """One item. Number and paper share one numbering: paper 9 is item 9, its appendix 9.1."""

    class Kind(models.TextChoices):
        DECISION = "decision", "Decision"
        DISCUSSION = "discussion", "Discussion"
        ASSURANCE = "assurance", "Assurance"
        INFORMATION = "information", "Information"
        NONE = "none", "–"

    uuid = models.UUIDField(default=uuid_module.uuid4, unique=True, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="items")
    number = models.CharField(max_length=6)
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=150)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    lead = models.CharField(max_length=80, help_text="By office, not by name")
    minutes = models.PositiveSmallIntegerField(default=0)
    oral = models.BooleanField(default=False, help_text="Spoken to, without a paper")
    part_b = models.BooleanField(default=False)
    taken_off_on = models.DateField(null=True, blank=True)

    objects = OnTheAgenda()
    ever = models.Manager()

    class Privacy:
        plain = frozenset({"__all__"})

    class Meta:
        ordering = ["position"]
        constraints = [
            UniqueConstraint(name="agendaitem_number_once", fields=["meeting", "number"]),
            UniqueConstraint(name="agendaitem_position_once", fields=["meeting", "position"]),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


class Paper(Record):
    """What stands behind an item, with its cover sheet: uploaded as a PDF, or written by a section of the portal."""

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="papers")
    section = models.CharField(max_length=60, blank=True, help_text="Code of the plugged section that writes it")
    file = models.ForeignKey(Attachment, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    author = models.CharField(max_length=120, blank=True)
    sponsor = models.CharField(max_length=120, blank=True)
    agency = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="papers")
    due_on = models.DateField()
    received_on = models.DateField(null=True, blank=True)
    asked_to = models.JSONField(default=list, help_text='What the Board is asked: [["Decide", "whether ..."], ...]')
    summary = models.JSONField(default=list, help_text="Three lines")
    children = models.TextField(blank=True, help_text="What it means for children")
    voice = models.CharField(max_length=300, blank=True)
    equality = models.CharField(max_length=300, blank=True)
    resources = models.CharField(max_length=300, blank=True)
    risk = models.CharField(max_length=300, blank=True)
    seen_before = models.CharField(max_length=300, blank=True)
    publication = models.CharField(max_length=200, blank=True)
    late_reason = models.CharField(max_length=300, blank=True)
    late_accepted_by = models.CharField(max_length=120, blank=True)
    lint = models.JSONField(default=list, help_text="What was found in the file when it came: [[grave, sentence], ...]")

    objects = RecordQuerySet.as_manager()

    class Privacy:
        identifying: set[str] = set()
        personal = {"author", "sponsor", "late_accepted_by"}
        plain = {
            "record_ptr", "item", "section", "file", "agency", "due_on", "received_on", "asked_to", "summary",
            "children", "voice", "equality", "resources", "risk", "seen_before", "publication", "late_reason",
            "lint",
        }  # fmt: skip

    class Meta:
        ordering = ["item__position", "reference"]


class PackVersion(models.Model):
    """One build of a meeting's pack. Drafts come and go; an issued version never changes."""

    class State(models.TextChoices):
        BUILDING = "building", "Being built"
        READY = "ready", "Ready to read"
        FAILED = "failed", "Stopped"
        ISSUED = "issued", "Issued"

    uuid = models.UUIDField(default=uuid_module.uuid4, unique=True, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="packs")
    number = models.PositiveSmallIntegerField(help_text="The version this is, or will be when it is issued")
    draft = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.BUILDING)
    as_at = models.DateTimeField(help_text="The moment at which all figures were taken")
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    job = models.UUIDField(null=True, blank=True)
    manifest = models.JSONField(default=dict, help_text="Parts, hashes, page numbers and figures: what was printed")
    fingerprint = models.CharField(max_length=64, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    pages = models.PositiveIntegerField(null=True, blank=True, help_text="The last page's number")
    sheets = models.PositiveIntegerField(null=True, blank=True)
    marking = models.CharField(max_length=30, blank=True)
    changes = models.JSONField(default=dict, help_text="What changed since the issued version before it")
    problem = models.TextField(blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    issued_on = models.DateField(null=True, blank=True)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Privacy:
        identifying: set[str] = set()
        personal = {"asked_by", "issued_by"}
        plain = {
            "id", "uuid", "meeting", "number", "draft", "state", "as_at", "job", "manifest", "fingerprint", "sha256",
            "pages", "sheets", "marking", "changes", "problem", "finished_at", "issued_on",
        }  # fmt: skip

    class Meta:
        ordering = ["-draft"]
        constraints = [
            UniqueConstraint(name="packversion_draft_once", fields=["meeting", "draft"]),
            UniqueConstraint(name="packversion_issued_once", fields=["meeting", "number"], condition=Q(state="issued")),
            UniqueConstraint(name="packversion_one_building", fields=["meeting"], condition=Q(state="building")),
            CheckConstraint(
                name="packversion_issued_on_and_by",
                condition=Q(issued_on=None, issued_by=None) | Q(issued_on__isnull=False, issued_by__isnull=False),
            ),
            CheckConstraint(
                name="packversion_ready_has_its_file", condition=~Q(state__in=["ready", "issued"]) | ~Q(sha256="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meeting.reference} version {self.number}, draft {self.draft}"


class PackPart(models.Model):
    """One part of a build: the frozen facts of a section or paper, and where its pages ended up."""

    class State(models.TextChoices):
        WAITING = "waiting", "In the queue"
        FROZEN = "frozen", "Facts frozen"
        READY = "ready", "Ready"
        FAILED = "failed", "Failed"

    version = models.ForeignKey(PackVersion, on_delete=models.CASCADE, related_name="parts")
    code = models.CharField(max_length=80)
    position = models.PositiveSmallIntegerField()
    item = models.CharField(max_length=6, blank=True)
    title = models.CharField(max_length=150)
    made_by = models.CharField(max_length=10, choices=[("portal", "portal"), ("uploaded", "uploaded")])
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    facts = models.JSONField(null=True, blank=True)
    facts_sha256 = models.CharField(max_length=64, blank=True)
    print_sha256 = models.CharField(max_length=64, blank=True, help_text="Of what was laid out: key of the kept pages")
    pages = models.PositiveIntegerField(null=True, blank=True)
    kept = models.BooleanField(default=False, help_text="The pages were there already and were not laid out again")
    problem = models.TextField(blank=True)
    made = models.JSONField(default=dict, help_text="How it was laid out: enough to print it again, or to leave it out")

    class Privacy:
        plain = frozenset({"__all__"})

    class Meta:
        ordering = ["position"]
        constraints = [UniqueConstraint(name="packpart_code_once", fields=["version", "code"])]


class PackCopy(models.Model):
    """One reader's own copy of an issued version that holds restricted papers: its number, and what was handed out."""

    version = models.ForeignKey(PackVersion, on_delete=models.PROTECT, related_name="copies")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    taken_on = models.DateField()

    class Privacy:
        identifying: set[str] = set()
        personal = {"person"}
        plain = {"id", "version", "number", "taken_on"}

    class Meta:
        constraints = [
            UniqueConstraint(name="packcopy_person_once", fields=["version", "person"]),
            UniqueConstraint(name="packcopy_number_once", fields=["version", "number"]),
        ]


class ReaderNote(models.Model):
    """What one reader wrote beside a paper, for themselves alone. It hangs on the paper, not on its file or pages."""

    uuid = models.UUIDField(default=uuid_module.uuid4, unique=True, editable=False)
    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="notes")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    page = models.CharField(max_length=8, blank=True, help_text="As printed, such as 34a")
    text = models.TextField()
    sha256 = models.CharField(max_length=64, blank=True, help_text="Of the file it was written beside")
    written_at = models.DateTimeField()

    class Privacy:
        identifying: set[str] = set()
        personal = {"person", "text"}
        plain = {"id", "uuid", "paper", "page", "sha256", "written_at"}

    class Meta:
        ordering = ["paper__item__position", "written_at"]


class Challenge(Record):
    """One line of the challenge log: a question to an agency's chief officer (the record's `owner`), and what came of
    it. Boards keep it for inspectors (audits handbook 6.4)."""

    raised_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    to_office = models.CharField(max_length=120, help_text="Whose office it is put to, such as Chief Constable")
    asks = models.TextField(help_text="What the chief officer is asked")
    evidence = models.TextField(blank=True, help_text="What it rests on")
    about = models.ForeignKey(
        Record, null=True, blank=True, on_delete=models.PROTECT, related_name="challenges",
        help_text="The record it came from, such as an area of concern",
    )  # fmt: skip
    due_on = models.DateField()
    chased = models.PositiveSmallIntegerField(default=0)
    chased_on = models.DateField(null=True, blank=True)
    answer = models.TextField(blank=True)
    answered_on = models.DateField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    outcome = models.TextField(blank=True, help_text="What came of it")
    difference = models.TextField(blank=True, help_text="The difference it made for children")

    why_now = ""
    """The reason of the move being made, for its guard."""

    objects = RecordQuerySet.as_manager()

    class Privacy:
        searched = ("asks", "evidence", "answer", "outcome")
        identifying: set[str] = set()
        personal = {"raised_by", "answered_by"}
        plain = {
            "record_ptr", "to_office", "asks", "evidence", "about", "due_on", "chased", "chased_on", "answer",
            "answered_on", "outcome", "difference",
        }  # fmt: skip

    class Meta:
        constraints = [
            CheckConstraint(
                name="challenge_answered_on_and_by",
                condition=Q(answered_on=None, answered_by=None)
                | Q(answered_on__isnull=False, answered_by__isnull=False),
            ),
        ]


__all__ = [
    "AgendaItem",
    "AnnualReport",
    "Attendance",
    "BoardLink",
    "BoardRisk",
    "BudgetLine",
    "CalendarKey",
    "Challenge",
    "Correction",
    "Decision",
    "FrameworkReview",
    "GroupChange",
    "Interest",
    "Letter",
    "Meeting",
    "Minute",
    "PackCopy",
    "PackPart",
    "PackVersion",
    "Paper",
    "PlanAction",
    "PlannedItem",
    "Priority",
    "ReaderNote",
    "SeatChange",
    "TransitionPlan",
]
