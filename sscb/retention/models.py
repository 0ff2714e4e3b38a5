"""Periods and their sign-off, holds and moratoria, proposals of disposal, and the certificates that prove it."""

import uuid as uuid_module

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from sscb.records.models import Record


def _person(**more) -> models.ForeignKey:
    return models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", **more)


def _maybe() -> models.ForeignKey:
    return _person(null=True, blank=True)


def _together(name: str, on: str, by: str) -> CheckConstraint:
    return CheckConstraint(
        name=name, condition=Q(**{on: None, by: None}) | Q(**{f"{on}__isnull": False, f"{by}__isnull": False})
    )


class PeriodVersion(models.Model):
    """Another period for a line of the schedule. Rows are added, never changed; version 1 is the default in code."""

    uuid = models.UUIDField(default=uuid_module.uuid4, unique=True, editable=False)
    line = models.CharField(max_length=20)
    number = models.PositiveSmallIntegerField()
    years = models.PositiveSmallIntegerField(default=0)
    months = models.PositiveSmallIntegerField(default=0)
    days = models.PositiveSmallIntegerField(default=0)
    why = models.CharField(max_length=300)
    from_on = models.DateField()
    changed_on = models.DateField()
    changed_by = _person()

    class Privacy:
        identifying: set[str] = set()
        personal = {"changed_by", "why"}
        plain = {"id", "uuid", "line", "number", "years", "months", "days", "from_on", "changed_on"}

    class Meta:
        ordering = ["line", "number"]
        constraints = [
            UniqueConstraint(name="periodversion_number_once", fields=["line", "number"]),
            CheckConstraint(name="periodversion_says_why", condition=~Q(why="")),
            CheckConstraint(
                name="periodversion_is_some_time", condition=Q(years__gt=0) | Q(months__gt=0) | Q(days__gt=0)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.line}, version {self.number}"


class SignOff(models.Model):
    """The data protection officer agrees to a line of the schedule as it stands in one version."""

    uuid = models.UUIDField(default=uuid_module.uuid4, unique=True, editable=False)
    line = models.CharField(max_length=20)
    number = models.PositiveSmallIntegerField()
    signed_on = models.DateField()
    signed_by = _person()

    class Privacy:
        identifying: set[str] = set()
        personal = {"signed_by"}
        plain = {"id", "uuid", "line", "number", "signed_on"}

    class Meta:
        constraints = [UniqueConstraint(name="signoff_once", fields=["line", "number"])]

    def __str__(self) -> str:
        return f"{self.line}, version {self.number}"


class UntilTwoRelease(models.Model):
    """Placed by one, at once; ended by two: one asks and says why, another agrees."""

    uuid = models.UUIDField(default=uuid_module.uuid4, unique=True, editable=False)
    reason = models.CharField(max_length=300)
    reference = models.CharField(max_length=80, help_text="Of whoever asked for it, such as a coroner’s number")
    placed_on = models.DateField()
    placed_by = _person()
    ask_why = models.CharField(max_length=300, blank=True)
    asked_on = models.DateField(null=True, blank=True)
    asked_by = _maybe()
    released_on = models.DateField(null=True, blank=True)
    released_by = _maybe()

    class Meta:
        abstract = True
        ordering = ["-placed_on", "-id"]
        constraints = [
            _together("%(class)s_asked_on_and_by", "asked_on", "asked_by"),
            _together("%(class)s_released_on_and_by", "released_on", "released_by"),
            CheckConstraint(
                name="%(class)s_released_by_another", condition=Q(released_by=None) | ~Q(released_by=F("asked_by"))
            ),
            CheckConstraint(name="%(class)s_says_why", condition=~Q(reason="") & ~Q(reference="")),
        ]


OF_TWO = {"placed_by", "asked_by", "released_by", "reason", "ask_why"}
OF_TWO_PLAIN = {"id", "uuid", "reference", "placed_on", "asked_on", "released_on"}


class Hold(UntilTwoRelease):
    """A legal hold: on a record with all that belongs to it; on the child whom a record is about; or on a person with
    an account. `Reached` are the records it stops."""

    class On(models.TextChoices):
        RECORD = "record", "Record"
        CHILD = "child", "Child"
        ACCOUNT = "account", "Person with an account"

    on = models.CharField(max_length=8, choices=On.choices, default=On.RECORD)
    record = models.ForeignKey(
        Record, null=True, blank=True, on_delete=models.PROTECT, related_name="holds",
        help_text="What is held, or the record of the child who is",
    )  # fmt: skip
    person = _maybe()

    class Privacy:
        identifying: set[str] = set()
        personal = OF_TWO | {"person"}
        plain = OF_TWO_PLAIN | {"record", "on"}

    class Meta(UntilTwoRelease.Meta):
        constraints = [
            *UntilTwoRelease.Meta.constraints,
            UniqueConstraint(name="hold_one_at_a_time", fields=["record", "on"], condition=Q(released_on=None)),
            UniqueConstraint(name="hold_one_on_a_person", fields=["person"], condition=Q(released_on=None)),
            CheckConstraint(
                name="hold_on_a_record_or_a_person",
                condition=Q(on="account", record=None, person__isnull=False)
                | (~Q(on="account") & Q(record__isnull=False, person=None)),
            ),
        ]

    def __str__(self) -> str:
        return f"Hold {self.reference}"


class Reached(models.Model):
    """A record that a hold stops: itself, what belongs to it, or what is about the same person. Added to, when more
    is linked later."""

    hold = models.ForeignKey(Hold, on_delete=models.PROTECT, related_name="reached")
    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="+")
    since = models.DateField()

    class Privacy:
        plain = frozenset({"__all__"})

    class Meta:
        verbose_name_plural = "reached"
        constraints = [UniqueConstraint(name="reached_once", fields=["hold", "record"])]

    def __str__(self) -> str:
        return f"{self.record_id} since {self.since}"


class Moratorium(UntilTwoRelease):
    """The one switch: while one stands, nothing at all is disposed of, such as during an inquiry."""

    class Privacy:
        identifying: set[str] = set()
        personal = OF_TWO
        plain = OF_TWO_PLAIN

    class Meta(UntilTwoRelease.Meta):
        verbose_name_plural = "moratoria"

    def __str__(self) -> str:
        return f"Moratorium {self.reference}"


class KeptLonger(models.Model):
    """The child of this record was looked after, or sexual abuse is alleged: 75 years from birth (RET-1)."""

    class Because(models.TextChoices):
        LOOKED_AFTER = "looked-after", "The child was looked after"
        SEXUAL_ABUSE = "sexual-abuse", "Sexual abuse is alleged"

    record = models.OneToOneField(Record, on_delete=models.PROTECT, related_name="+")
    because = models.CharField(max_length=14, choices=Because.choices)
    said_on = models.DateField()
    said_by = _person()

    class Privacy:
        identifying = {"because"}
        personal = {"said_by"}
        plain = {"id", "record", "said_on"}

    class Meta:
        verbose_name_plural = "kept longer"

    def __str__(self) -> str:
        return "Kept 75 years from birth"


class Proposal(models.Model):
    """A record, or an account, that has reached its end. Two people approve; a job does it, in two steps that a killed
    worker can take up again: rows first, then files."""

    class State(models.TextChoices):
        WAITING = "waiting", "Waits for approval"
        ONCE = "once", "Approved by one"
        APPROVED = "approved", "Approved by two, being done"
        ROWS_GONE = "rows", "Rows are gone, files are going"
        DONE = "done", "Disposed of"
        EXTENDED = "extended", "Kept longer"
        WITHDRAWN = "withdrawn", "No longer at its end"

    OPEN = (State.WAITING, State.ONCE, State.APPROVED, State.ROWS_GONE)

    uuid = models.UUIDField(default=uuid_module.uuid4, unique=True, editable=False)
    record = models.ForeignKey(Record, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    person = _maybe()
    line = models.CharField(max_length=20)
    number = models.PositiveSmallIntegerField(help_text="Version of the period")
    began_on = models.DateField(help_text="The day that it counts from")
    kept_until = models.DateField()
    state = models.CharField(max_length=9, choices=State.choices, default=State.WAITING)
    proposed_on = models.DateField()
    first_on = models.DateField(null=True, blank=True)
    first_by = _maybe()
    second_on = models.DateField(null=True, blank=True)
    second_by = _maybe()
    extended_on = models.DateField(null=True, blank=True)
    extended_by = _maybe()
    extended_to = models.DateField(null=True, blank=True)
    extended_why = models.CharField(max_length=300, blank=True)
    stands_in_the_way = models.CharField(max_length=300, blank=True, help_text="Why it could not be done yet")
    files = models.JSONField(default=dict, help_text="Hashes and folders still to be deleted")
    done_on = models.DateField(null=True, blank=True)

    class Privacy:
        identifying: set[str] = set()
        personal = {"person", "first_by", "second_by", "extended_by", "extended_why"}
        plain = {
            "id", "uuid", "record", "line", "number", "began_on", "kept_until", "state", "proposed_on", "first_on",
            "second_on", "extended_on", "extended_to", "stands_in_the_way", "files", "done_on",
        }  # fmt: skip

    class Meta:
        ordering = ["kept_until", "id"]
        constraints = [
            UniqueConstraint(
                name="proposal_one_open_per_record", fields=["record"],
                condition=Q(state__in=["waiting", "once", "approved", "rows"]),
            ),
            UniqueConstraint(
                name="proposal_one_open_per_person", fields=["person"],
                condition=Q(state__in=["waiting", "once", "approved", "rows"]),
            ),
            CheckConstraint(
                name="proposal_of_a_record_or_a_person",
                condition=Q(record=None, person__isnull=False) | Q(record__isnull=False, person=None),
            ),
            _together("proposal_first_on_and_by", "first_on", "first_by"),
            _together("proposal_second_on_and_by", "second_on", "second_by"),
            _together("proposal_extended_on_and_by", "extended_on", "extended_by"),
            CheckConstraint(name="proposal_approved_by_two", condition=Q(second_by=None) | ~Q(second_by=F("first_by"))),
            CheckConstraint(
                name="proposal_done_only_when_approved_by_two",
                condition=~Q(state__in=["approved", "rows", "done"])
                | Q(first_by__isnull=False, second_by__isnull=False),
            ),
            CheckConstraint(
                name="proposal_extended_says_why", condition=~Q(state="extended") | ~Q(extended_why="")
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.line}, kept until {self.kept_until}"


class Certificate(models.Model):
    """The proof of one disposal, kept for good: class, ids, hashes, approvers, method and day; no content.

    No foreign keys, so that it outlives what it tells of. `mark` is written into the history, which nobody can change.
    """

    uuid = models.UUIDField(default=uuid_module.uuid4, unique=True, editable=False)
    number = models.CharField(max_length=20, unique=True)
    line = models.CharField(max_length=20)
    version = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=80, help_text="What sort of record, in words")
    reference = models.CharField(max_length=60)
    object_uuid = models.UUIDField(db_index=True)
    also = models.JSONField(default=list, help_text="References of what went with it")
    rows = models.JSONField(default=dict, help_text="How many rows of which table")
    hashes = models.JSONField(default=list, help_text="SHA-256 of each file destroyed")
    began_on = models.DateField(null=True, blank=True)
    kept_until = models.DateField(null=True, blank=True)
    method = models.CharField(max_length=300)
    approved = models.JSONField(default=list, help_text="Name, office and day of each who approved it")
    disposed_on = models.DateField()
    issued_at = models.DateTimeField()
    mark = models.CharField(max_length=64, unique=True)

    class Privacy:
        identifying: set[str] = set()
        personal = {"approved"}
        plain = {
            "id", "uuid", "number", "line", "version", "kind", "reference", "object_uuid", "also", "rows", "hashes",
            "began_on", "kept_until", "method", "disposed_on", "issued_at", "mark",
        }  # fmt: skip

    class Meta:
        ordering = ["-disposed_on", "-id"]

    def __str__(self) -> str:
        return self.number
