"""The plan of the Board's own transition, and what it writes: names, groups, places and roles with their days.

The day itself stands nowhere here but in the timetable, as the day on which the safeguarding partners begin;
`written_for` is the day for which the rows of an agreed plan are written, and follows when that day is recorded anew.
"""

import uuid as uuid_module

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from sscb.people.models import Group, Membership, Role, RoleHeld
from sscb.records.models import Record, RecordQuerySet


def _person(**more) -> models.ForeignKey:
    return models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", **more)


def _paired(name: str, on: str, by: str) -> CheckConstraint:
    return CheckConstraint(
        name=name, condition=Q(**{on: None, by: None}) | Q(**{f"{on}__isnull": False, f"{by}__isnull": False})
    )


class TransitionPlan(Record):
    """What becomes of the Board when the safeguarding partners begin. One person proposes it, another agrees."""

    new_name = models.CharField(max_length=120)
    new_short = models.CharField(max_length=12)
    proposed_on = models.DateField(null=True, blank=True)
    proposed_by = _person(null=True, blank=True)
    agreed_on = models.DateField(null=True, blank=True)
    agreed_by = _person(null=True, blank=True)
    changed_why = models.CharField(max_length=300, blank=True, help_text="Why it was taken up again, the newest")
    written_for = models.DateField(null=True, blank=True)

    objects = RecordQuerySet.as_manager()

    class Privacy:
        identifying: set[str] = set()
        personal = {"proposed_by", "agreed_by"}
        plain = {
            "record_ptr", "new_name", "new_short", "proposed_on", "agreed_on", "changed_why", "written_for",
        }  # fmt: skip

    class Meta:
        constraints = [
            _paired("transition_proposed_on_and_by", "proposed_on", "proposed_by"),
            _paired("transition_agreed_on_and_by", "agreed_on", "agreed_by"),
            CheckConstraint(
                name="transition_agreed_by_another", condition=Q(agreed_by=None) | ~Q(agreed_by=F("proposed_by"))
            ),
            CheckConstraint(
                name="transition_written_once_agreed", condition=Q(written_for=None) | Q(agreed_on__isnull=False)
            ),
        ]


class GroupChange(models.Model):
    """What becomes of one group. A group that begins gets its row when the plan is agreed."""

    class Outcome(models.TextChoices):
        CONTINUES = "continues", "Continues"
        RENAMED = "renamed", "Continues under another name"
        MERGED = "merged", "Merges into another group"
        ENDS = "ends", "Ends"
        BEGINS = "begins", "Begins"

    uuid = models.UUIDField(default=uuid_module.uuid4, unique=True, editable=False)
    plan = models.ForeignKey(TransitionPlan, on_delete=models.CASCADE, related_name="groups")
    group = models.ForeignKey(Group, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=9, choices=Outcome.choices, default=Outcome.CONTINUES)
    name = models.CharField(max_length=120, blank=True, help_text="What it is called from that day, where that changes")
    does = models.CharField(max_length=200, blank=True)
    into = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="takes_over")
    members_follow = models.BooleanField(default=False, help_text="Its members sit on the group that has its work")
    why = models.CharField(max_length=300, blank=True)

    class Privacy:
        plain = frozenset({"__all__"})

    class Meta:
        ordering = ["group__order", "pk"]
        constraints = [
            UniqueConstraint(name="groupchange_once", fields=["plan", "group"]),
            CheckConstraint(name="groupchange_named", condition=~Q(outcome__in=["renamed", "begins"]) | ~Q(name="")),
            CheckConstraint(name="groupchange_not_into_itself", condition=Q(into=None) | ~Q(into=F("id"))),
            CheckConstraint(name="groupchange_into_when_it_goes",
                            condition=Q(into=None) | Q(outcome__in=["merged", "ends"])),
        ]  # fmt: skip

    @property
    def goes(self) -> bool:
        return self.outcome in (self.Outcome.MERGED, self.Outcome.ENDS)

    @property
    def called(self) -> str:
        """What it is called from that day."""
        return self.name or (self.group.name if self.group else "")


class SeatChange(models.Model):
    """A place or a role that ends or begins on that day. `by_group`: it follows from what becomes of the group.

    `was_to_on`: the last day of the place or role before, so that it can be given back.
    """

    class Kind(models.TextChoices):
        LEAVES = "leaves", "Leaves"
        JOINS = "joins", "Joins"
        GIVES_UP = "gives-up", "Gives up the role"
        TAKES_ON = "takes-on", "Takes on the role"

    uuid = models.UUIDField(default=uuid_module.uuid4, unique=True, editable=False)
    plan = models.ForeignKey(TransitionPlan, on_delete=models.CASCADE, related_name="seats")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    person = _person()
    line = models.ForeignKey(GroupChange, null=True, blank=True, on_delete=models.CASCADE, related_name="seats")
    position = models.CharField(max_length=10, choices=Membership.Position.choices, blank=True)
    role = models.CharField(max_length=8, choices=Role.choices, blank=True)
    by_group = models.BooleanField(default=False)
    membership = models.ForeignKey(Membership, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    role_held = models.ForeignKey(RoleHeld, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    was_to_on = models.DateField(null=True, blank=True)

    class Privacy:
        identifying: set[str] = set()
        personal = {"person", "position", "role", "membership", "role_held"}
        plain = {"id", "uuid", "plan", "kind", "line", "by_group", "was_to_on"}

    class Meta:
        ordering = ["person__name", "pk"]
        constraints = [
            UniqueConstraint(name="seatchange_once_a_group", fields=["plan", "kind", "person", "line"],
                             condition=Q(line__isnull=False)),
            UniqueConstraint(name="seatchange_once_a_role", fields=["plan", "kind", "person", "role"],
                             condition=Q(line=None)),
            CheckConstraint(
                name="seatchange_of_a_group_or_a_role",
                condition=Q(kind__in=["leaves", "joins"], line__isnull=False, role="")
                | (Q(kind__in=["gives-up", "takes-on"], line=None, position="") & ~Q(role="")),
            ),
            CheckConstraint(name="seatchange_joins_as", condition=~Q(kind="joins") | ~Q(position="")),
        ]  # fmt: skip
