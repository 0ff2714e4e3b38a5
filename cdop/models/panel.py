"""The panel's meetings: which cases, who was there, what was decided. The panel sees anonymised papers only."""

import uuid as uuid_module

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from cdop.models.cases import ChildDeathReview
from cdop.models.sealing import UnsealedByItem
from sscb.people.models import Organisation
from sscb.records.models import Record, RecordQuerySet


def _person(**more) -> models.ForeignKey:
    return models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", **more)


class PanelMeeting(Record):
    """Level P4, of the panel's own group: its members and its co-ordinator read it, nobody else of the Board."""

    TYPE, LEVEL, PREFIX, TITLE = "cdop.meeting", "P4", "CDOP", "Child death overview panel"

    planned_on = models.DateField()
    first_planned_on = models.DateField(help_text="Never changes; a postponed meeting keeps it")
    place = models.CharField(max_length=120, blank=True)
    room_for = models.PositiveSmallIntegerField(default=6, help_text="Cases that one meeting can take")
    papers_out_on = models.DateField(null=True, blank=True)
    met_on = models.DateField(null=True, blank=True)
    cancelled_on = models.DateField(null=True, blank=True)
    cancelled_because = models.CharField(max_length=200, blank=True)

    objects = RecordQuerySet.as_manager()

    class Privacy:
        identifying: set[str] = set()
        personal: set[str] = set()
        plain = {
            "record_ptr", "planned_on", "first_planned_on", "place", "room_for", "papers_out_on", "met_on",
            "cancelled_on", "cancelled_because",
        }  # fmt: skip

    class Meta:
        ordering = ["planned_on", "record_ptr_id"]
        constraints = [
            UniqueConstraint(name="panelmeeting_one_a_day", fields=["planned_on"], condition=Q(cancelled_on=None)),
            CheckConstraint(name="panelmeeting_held_or_cancelled", condition=Q(met_on=None) | Q(cancelled_on=None)),
            CheckConstraint(
                name="panelmeeting_cancelled_says_why", condition=Q(cancelled_on=None) | ~Q(cancelled_because="")
            ),
        ]


class PanelItem(models.Model):
    """One case on one agenda, and what the panel decided about it."""

    class Outcome(models.TextChoices):
        OPEN = "open", "To be discussed"
        REVIEWED = "reviewed", "Reviewed"
        DEFERRED = "deferred", "Deferred"
        TAKEN_OFF = "off", "Taken off the agenda"

    uuid = models.UUIDField(default=uuid_module.uuid4, unique=True, editable=False)
    meeting = models.ForeignKey(PanelMeeting, on_delete=models.PROTECT, related_name="items")
    review = models.ForeignKey(ChildDeathReview, on_delete=models.PROTECT, related_name="panel_items")
    order = models.PositiveSmallIntegerField(default=0)
    outcome = models.CharField(max_length=8, choices=Outcome.choices, default=Outcome.OPEN)
    why = models.CharField(max_length=300, blank=True)
    decision = models.TextField(blank=True, help_text="The minute of this case")
    without_quorum_because = models.CharField(max_length=300, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    decided_by = _person(null=True, blank=True)

    class Privacy:
        identifying = {"why", "decision", "without_quorum_because"}
        personal = {"decided_by"}
        plain = {"id", "uuid", "meeting", "review", "order", "outcome", "decided_on"}

    class Meta:
        ordering = ["order", "id"]
        constraints = [
            UniqueConstraint(name="panelitem_once_per_meeting", fields=["meeting", "review"]),
            CheckConstraint(name="panelitem_a_deferral_says_why", condition=~Q(outcome="deferred") | ~Q(why="")),
            CheckConstraint(
                name="panelitem_decided_on_and_by",
                condition=Q(decided_on=None, decided_by=None) | Q(decided_on__isnull=False, decided_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.get_outcome_display()


class Attendance(models.Model):
    """Who is asked to a meeting and who sat there, for which agency. Somebody without an account is typed in.

    `present` is empty until the meeting was held. Whoever treated the child is not the panel.
    """

    class Seat(models.TextChoices):
        CHAIR = "chair", "Chair"
        DEPUTY_CHAIR = "deputy", "Deputy chair"
        MEMBER = "member", "Member"
        ADVISER = "adviser", "Adviser"
        IN_ATTENDANCE = "attends", "In attendance"

    uuid = models.UUIDField(default=uuid_module.uuid4, unique=True, editable=False)
    meeting = models.ForeignKey(PanelMeeting, on_delete=models.PROTECT, related_name="attendance")
    person = _person(null=True, blank=True)
    name = models.CharField(max_length=120, blank=True, help_text="Of somebody without an account")
    job_title = models.CharField(max_length=120, blank=True)
    agency = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    seat = models.CharField(max_length=8, choices=Seat.choices, default=Seat.MEMBER)
    is_health = models.BooleanField(default=False, help_text="A designated health professional")
    stands_in_for = models.CharField(max_length=120, blank=True)
    present = models.BooleanField(null=True, blank=True)
    arrived_at = models.DateTimeField(null=True, blank=True)
    left_at = models.DateTimeField(null=True, blank=True)

    class Privacy:
        identifying: set[str] = set()
        personal = {"person", "name", "job_title", "stands_in_for", "present", "arrived_at", "left_at"}
        plain = {"id", "uuid", "meeting", "agency", "seat", "is_health"}

    class Meta:
        verbose_name_plural = "attendance"
        ordering = ["id"]
        constraints = [
            UniqueConstraint(
                name="attendance_once_per_person", fields=["meeting", "person"], condition=Q(person__isnull=False)
            ),
            CheckConstraint(
                name="attendance_somebody", condition=Q(person__isnull=False, name="") | (Q(person=None) & ~Q(name=""))
            ),
            CheckConstraint(
                name="attendance_left_after_arriving",
                condition=Q(arrived_at=None) | Q(left_at=None) | Q(left_at__gte=F("arrived_at")),
            ),
        ]

    def __str__(self) -> str:
        return "Attendance"

    @property
    def who(self) -> str:
        return self.person.name if self.person_id else self.name


class Conflict(models.Model):
    """A declared conflict of interest: this person leaves for this case, and sees nothing of it."""

    item = models.ForeignKey(PanelItem, on_delete=models.PROTECT, related_name="conflicts")
    attendance = models.ForeignKey(Attendance, on_delete=models.PROTECT, related_name="conflicts")
    why = models.CharField(max_length=200)
    declared_on = models.DateField()
    declared_by = _person()

    objects = UnsealedByItem()
    everything = models.Manager()

    class Privacy:
        identifying = {"why"}
        personal = {"attendance", "declared_by"}
        plain = {"id", "item", "declared_on"}

    class Meta:
        base_manager_name = "objects"
        constraints = [UniqueConstraint(name="conflict_once", fields=["item", "attendance"])]

    def __str__(self) -> str:
        return "Conflict of interest"


class QuorumRule(models.Model):
    """What the panel needs to decide: a local rule that the panel sets, from a day on. The newest that holds counts."""

    from_on = models.DateField(unique=True)
    agencies = models.PositiveSmallIntegerField(help_text="At least so many agencies, the chair's own included")
    needs_chair = models.BooleanField(default=True, help_text="The chair or the deputy chair")
    needs_health = models.BooleanField(default=True, help_text="A designated health professional")
    source = models.CharField(max_length=200, help_text="Where the panel agreed it")
    recorded_on = models.DateField()
    recorded_by = _person()

    class Privacy:
        identifying: set[str] = set()
        personal = {"recorded_by"}
        plain = {"id", "from_on", "agencies", "needs_chair", "needs_health", "source", "recorded_on"}

    class Meta:
        ordering = ["-from_on"]
        constraints = [CheckConstraint(name="quorumrule_one_agency_at_least", condition=Q(agencies__gte=1))]

    def __str__(self) -> str:
        return f"Quorum from {self.from_on}"
