"""Bank holidays, the local start dates, deadlines with their planned steps, what came of the steps, and the sweeps."""

import uuid as uuid_module

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from sscb.people.models import ALL, Organisation
from sscb.records.models import Record

ENGLAND_AND_WALES = "england-and-wales"
STAFF = "staff"


def _person(**more) -> models.ForeignKey:
    return models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", **more)


class BankHoliday(models.Model):
    """A day that is not a working day. Seeded from a library; one-off days are published late, so staff can add."""

    uuid = models.UUIDField(default=uuid_module.uuid4, unique=True, editable=False)
    on = models.DateField()
    title = models.CharField(max_length=100)
    note = models.CharField(max_length=100, blank=True)
    division = models.CharField(max_length=30, default=ENGLAND_AND_WALES)
    source = models.CharField(max_length=40, help_text="The library and its version, or staff")
    added_by = _person(null=True, blank=True)

    class Privacy:
        identifying: set[str] = set()
        personal = {"added_by"}
        plain = {"id", "uuid", "on", "title", "note", "division", "source"}

    class Meta:
        ordering = ["on"]
        constraints = [
            UniqueConstraint(name="bankholiday_once_a_day", fields=["on", "division"]),
            CheckConstraint(
                name="bankholiday_staff_are_named", condition=~Q(source=STAFF) | Q(added_by__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.on} {self.title}"


class LocalDate(models.Model):
    """A local start date, as somebody recorded it. Rows are added, never changed; the newest of a code holds."""

    uuid = models.UUIDField(default=uuid_module.uuid4, unique=True, editable=False)
    code = models.CharField(max_length=40)
    on = models.DateField()
    source = models.CharField(max_length=200, help_text="Where the date is published or decided")
    recorded_by = _person(null=True, blank=True)
    recorded_at = models.DateTimeField()

    class Privacy:
        identifying: set[str] = set()
        personal = {"recorded_by"}
        plain = {"id", "uuid", "code", "on", "source", "recorded_at"}

    class Meta:
        ordering = ["code", "-id"]
        constraints = [CheckConstraint(name="localdate_says_its_source", condition=~Q(source=""))]

    def __str__(self) -> str:
        return f"{self.code} {self.on}"


class RuleConfirmed(models.Model):
    """The business manager confirmed the value of a rule whose text could not be read when it was written down."""

    uuid = models.UUIDField(default=uuid_module.uuid4, unique=True, editable=False)
    rule = models.CharField(max_length=60)
    rule_version = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=200, help_text="Where the value was read")
    confirmed_on = models.DateField()
    confirmed_by = _person()

    class Privacy:
        identifying: set[str] = set()
        personal = {"confirmed_by"}
        plain = {"id", "uuid", "rule", "rule_version", "source", "confirmed_on"}

    class Meta:
        verbose_name_plural = "rules confirmed"
        constraints = [UniqueConstraint(name="ruleconfirmed_once", fields=["rule", "rule_version"])]

    def __str__(self) -> str:
        return f"{self.rule}, version {self.rule_version}"


class DeadlineQuerySet(models.QuerySet):
    def open(self):
        return self.filter(state=Deadline.State.OPEN)

    def late(self, as_at):
        """Open, and the last day has ended: due on 29 January is late from 30 January."""
        return self.open().filter(sense="limit", due_on__lt=as_at)

    def visible_to(self, person):
        """Those of records that this person may read."""
        return self.filter(record__in=Record.objects.visible_to(person))


class Deadline(models.Model):
    """The last day for one duty on one record, worked out when its trigger was written (RULINGS 1).

    `due_on` is the last lawful day, whole in London; without one, `reason` says why there is none. Whether it is late
    is worked out when it is read.
    """

    class State(models.TextChoices):
        OPEN = "open", "Open"
        MET = "met", "Met"
        CANCELLED = "cancelled", "No longer applies"

    class Strength(models.TextChoices):
        MUST = "must", "Statute: must"
        SHOULD = "should", "Guidance: should"
        TARGET = "target", "Target"
        LOCAL = "local", "The Board's own"

    class Sense(models.TextChoices):
        LIMIT = "limit", "Last day"
        MINIMUM = "minimum", "Keep until"
        MEASURE = "measure", "Measured only"

    uuid = models.UUIDField(default=uuid_module.uuid4, unique=True, editable=False)
    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="deadlines")
    rule = models.CharField(max_length=60)
    rule_version = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=150)
    citation = models.CharField(max_length=200)
    counts_from = models.CharField(max_length=60)
    from_on = models.DateField()
    from_at = models.DateTimeField(null=True, blank=True, help_text="The moment, where the rule counts hours")
    due_on = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    sum = models.CharField(max_length=200, blank=True, help_text="The reckoning in words")
    strength = models.CharField(max_length=8, choices=Strength.choices)
    sense = models.CharField(max_length=8, choices=Sense.choices, default=Sense.LIMIT)
    owner = models.CharField(max_length=100, help_text="Who must act, by office")
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    person = _person(null=True, blank=True, db_index=False)
    set_on = models.DateField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    met_on = models.DateField(null=True, blank=True)
    met_by = _person(null=True, blank=True, db_index=False)
    cancelled_on = models.DateField(null=True, blank=True)

    objects = DeadlineQuerySet.as_manager()

    class Privacy:
        identifying: set[str] = set()
        personal = {"person", "met_by"}
        plain = {
            "id", "uuid", "record", "rule", "rule_version", "title", "citation", "counts_from", "from_on", "from_at",
            "due_on", "reason", "sum", "strength", "sense", "owner", "organisation", "set_on", "state", "met_on",
            "cancelled_on",
        }  # fmt: skip

    class Meta:
        ordering = ["due_on", "id"]
        constraints = [
            UniqueConstraint(name="deadline_one_open_per_rule", fields=["record", "rule"], condition=Q(state="open")),
            CheckConstraint(
                name="deadline_due_or_reason",
                condition=Q(due_on__isnull=False, reason="") | (Q(due_on=None) & ~Q(reason="")),
            ),
            CheckConstraint(
                name="deadline_met_on_and_by",
                condition=Q(state="met", met_on__isnull=False, met_by__isnull=False)
                | (~Q(state="met") & Q(met_on=None, met_by=None)),
            ),
            CheckConstraint(
                name="deadline_cancelled_says_when",
                condition=Q(state="cancelled", cancelled_on__isnull=False)
                | (~Q(state="cancelled") & Q(cancelled_on=None)),
            ),
        ]
        indexes = [models.Index(name="deadline_open_due", fields=["due_on"], condition=Q(state="open"))]

    def __str__(self) -> str:
        return f"{self.rule} {self.due_on or 'without a limit'}"

    def is_late(self, as_at) -> bool:
        """Open on `as_at` and past its last day."""
        return self.state == self.State.OPEN and self.sense == "limit" and bool(self.due_on and self.due_on < as_at)

    @property
    def was_missed(self) -> bool:
        """Met, but after its last day: on record for ever."""
        return bool(self.met_on and self.due_on and self.sense == "limit" and self.met_on > self.due_on)


class Step(models.Model):
    """Something that the sweep will do for an open deadline: warn, call it late, lock. Gone once it is done or moot."""

    deadline = models.ForeignKey(Deadline, on_delete=models.CASCADE, related_name="steps", db_index=False)
    kind = models.CharField(max_length=40)
    due_on = models.DateField(db_index=True)
    by_handler = models.BooleanField(default=False, help_text="A plugged handler does it, one by one")

    class Privacy:
        plain = ALL

    class Meta:
        ordering = ["due_on", "id"]
        constraints = [UniqueConstraint(name="step_once", fields=["deadline", "kind", "due_on"])]

    def __str__(self) -> str:
        return f"{self.kind} {self.due_on}"


class Effect(models.Model):
    """What the sweep did about a step, once (REL-01). A reminder overtaken by a later one is kept as skipped."""

    class Outcome(models.TextChoices):
        MADE = "made", "Made"
        SKIPPED = "skipped", "Overtaken by a later one"

    deadline = models.ForeignKey(Deadline, on_delete=models.CASCADE, related_name="effects", db_index=False)
    kind = models.CharField(max_length=40)
    due_on = models.DateField()
    done_on = models.DateField()
    tell_on = models.DateField(db_index=True, help_text="The day whose letters carry it")
    outcome = models.CharField(max_length=8, choices=Outcome.choices)

    class Privacy:
        plain = ALL

    class Meta:
        ordering = ["due_on", "id"]
        constraints = [UniqueConstraint(name="effect_once", fields=["deadline", "kind", "due_on"])]

    def __str__(self) -> str:
        return f"{self.kind} {self.due_on}, {self.get_outcome_display().lower()}"


class SweepRun(models.Model):
    """A day that was swept, and what came of it. `missed_days`: days before it that nothing had swept."""

    uuid = models.UUIDField(default=uuid_module.uuid4, unique=True, editable=False)
    as_at = models.DateField(unique=True)
    started_at = models.DateTimeField(help_text="The Board's time")
    finished_at = models.DateTimeField(help_text="The Board's time")
    made = models.PositiveIntegerField(default=0)
    skipped = models.PositiveIntegerField(default=0)
    handled = models.PositiveIntegerField(default=0)
    failed = models.PositiveIntegerField(default=0)
    letters = models.PositiveIntegerField(null=True, help_text="People written to; empty until all letters are rows")
    told_after = models.DateField(null=True, help_text="The day whose letters came before these")
    missed_days = models.PositiveIntegerField(default=0)

    class Privacy:
        plain = ALL

    class Meta:
        ordering = ["-as_at"]

    def __str__(self) -> str:
        return f"Sweep as at {self.as_at}"
