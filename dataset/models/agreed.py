"""What Quality and Performance has agreed about an indicator's chart: limits drawn afresh, targets, rules, notes.

All four are lists that only grow. What was agreed before stays to be seen, with who, when and why.
"""

import uuid as uuid_module

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from dataset.models.indicators import Indicator
from sscb.learning.models import Action


def _person(**more):
    return models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", **more)


class Redrawing(models.Model):
    """Limits drawn afresh from a day on: somebody proposes it with a reason, the chair of the subgroup approves it."""

    class State(models.TextChoices):
        PROPOSED = "proposed", "Waiting for the chair"
        APPROVED = "approved", "Approved"
        REFUSED = "refused", "Refused"

    uuid = models.UUIDField(default=uuid_module.uuid4, unique=True, editable=False)
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="redrawings")
    from_on = models.DateField(help_text="First day of the first period under the new limits")
    why = models.CharField(max_length=300, help_text="The known cause, and why the shift will last")
    state = models.CharField(max_length=10, choices=State.choices, default=State.PROPOSED)
    proposed_on = models.DateField()
    proposed_by = _person()
    minute = models.CharField(max_length=60, blank=True, help_text="The minute in which it was agreed")
    decided_on = models.DateField(null=True, blank=True)
    decided_by = _person(null=True, blank=True)
    why_not = models.CharField(max_length=300, blank=True)

    class Privacy:
        identifying: set[str] = set()
        personal = {"proposed_by", "decided_by"}
        plain = {"id", "uuid", "indicator", "from_on", "why", "state", "proposed_on", "minute", "decided_on", "why_not"}

    class Meta:
        ordering = ["indicator", "from_on", "id"]
        constraints = [
            UniqueConstraint(name="redrawing_once", fields=["indicator", "from_on"], condition=~Q(state="refused")),
            CheckConstraint(
                name="redrawing_decided_on_and_by",
                condition=Q(decided_on=None, decided_by=None) | Q(decided_on__isnull=False, decided_by__isnull=False),
            ),
            CheckConstraint(
                name="redrawing_decided_or_waiting",
                condition=Q(state="proposed", decided_on=None) | (~Q(state="proposed") & Q(decided_on__isnull=False)),
            ),
            CheckConstraint(
                name="redrawing_by_two_people", condition=Q(decided_by=None) | ~Q(decided_by=F("proposed_by"))
            ),
            CheckConstraint(name="redrawing_approved_has_minute", condition=~Q(state="approved") | ~Q(minute="")),
        ]

    def __str__(self) -> str:
        return f"{self.indicator.code} from {self.from_on}"


class Aim(models.Model):
    """A target and the edge of amber, from a day on. Without a number there is no target from that day on."""

    uuid = models.UUIDField(default=uuid_module.uuid4, unique=True, editable=False)
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="aims")
    from_on = models.DateField()
    target = models.FloatField(null=True, blank=True)
    tolerance = models.FloatField(null=True, blank=True, help_text="The edge of amber")
    why = models.CharField(max_length=300)
    minute = models.CharField(max_length=60, help_text="The minute in which it was agreed")
    set_on = models.DateField()
    set_by = _person()

    class Privacy:
        identifying: set[str] = set()
        personal = {"set_by"}
        plain = {"id", "uuid", "indicator", "from_on", "target", "tolerance", "why", "minute", "set_on"}

    class Meta:
        ordering = ["indicator", "from_on", "id"]
        constraints = [
            UniqueConstraint(name="aim_once_a_day", fields=["indicator", "from_on"]),
            CheckConstraint(
                name="aim_target_and_tolerance",
                condition=Q(target=None, tolerance=None) | Q(target__isnull=False, tolerance__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator.code} from {self.from_on}: {self.target}"


class ReadingRule(models.Model):
    """How charts are read: the Board's rule, or one indicator's own with its reason. The newest row counts."""

    uuid = models.UUIDField(default=uuid_module.uuid4, unique=True, editable=False)
    indicator = models.ForeignKey(
        Indicator, null=True, blank=True, on_delete=models.PROTECT, related_name="reading_rules",
        help_text="None: every indicator without a rule of its own",
    )  # fmt: skip
    as_the_board = models.BooleanField(default=False, help_text="The indicator has no rule of its own any more")
    run = models.PositiveSmallIntegerField(default=7, help_text="Points on one side of the mean: 7 or 8")
    trend = models.PositiveSmallIntegerField(default=7, help_text="Points rising or falling: 6 or 7")
    screening = models.BooleanField(default=True, help_text="Leave out moving ranges of 3.267 times their mean")
    why = models.CharField(max_length=300)
    set_on = models.DateField()
    set_by = _person()

    class Privacy:
        identifying: set[str] = set()
        personal = {"set_by"}
        plain = {"id", "uuid", "indicator", "as_the_board", "run", "trend", "screening", "why", "set_on"}

    class Meta:
        ordering = ["id"]
        constraints = [
            CheckConstraint(name="readingrule_run_7_or_8", condition=Q(run__in=[7, 8])),
            CheckConstraint(name="readingrule_trend_6_or_7", condition=Q(trend__in=[6, 7])),
            CheckConstraint(name="readingrule_has_reason", condition=~Q(why="")),
        ]

    def __str__(self) -> str:
        return f"{self.indicator.code if self.indicator_id else 'Board'}: {self.run}, {self.trend}, {self.screening}"


class ChartNote(models.Model):
    """Something that happened, marked on the chart by a letter. Typed by Quality and Performance; no names in it."""

    class Kind(models.TextChoices):
        PROVIDER = "provider", "Another provider or system"
        ACTION = "action", "An action was taken"
        EVENT = "event", "Something happened"

    uuid = models.UUIDField(default=uuid_module.uuid4, unique=True, editable=False)
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="notes")
    on = models.DateField()
    kind = models.CharField(max_length=10, choices=Kind.choices)
    text = models.CharField(max_length=160)
    action = models.ForeignKey(Action, null=True, blank=True, on_delete=models.PROTECT, related_name="chart_notes")
    added_on = models.DateField()
    added_by = _person()
    taken_off_on = models.DateField(null=True, blank=True)
    taken_off_by = _person(null=True, blank=True)

    class Privacy:
        identifying: set[str] = set()
        personal = {"added_by", "taken_off_by"}
        plain = {"id", "uuid", "indicator", "on", "kind", "text", "action", "added_on", "taken_off_on"}

    class Meta:
        ordering = ["indicator", "on", "id"]
        constraints = [
            CheckConstraint(
                name="chartnote_taken_off_on_and_by",
                condition=Q(taken_off_on=None, taken_off_by=None)
                | Q(taken_off_on__isnull=False, taken_off_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.on}: {self.text}"


class EventDay(models.Model):
    """The day of one rare event that an indicator counts, for the time between events. A day and nothing else."""

    uuid = models.UUIDField(default=uuid_module.uuid4, unique=True, editable=False)
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="event_days")
    on = models.DateField()
    added_on = models.DateField()
    added_by = _person()

    class Privacy:
        identifying = {"on"}
        personal = {"added_by"}
        plain = {"id", "uuid", "indicator", "added_on"}

    class Meta:
        ordering = ["indicator", "on", "id"]

    def __str__(self) -> str:
        return f"{self.indicator_id}"


__all__ = ["Aim", "ChartNote", "EventDay", "ReadingRule", "Redrawing"]
