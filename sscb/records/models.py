"""Record: whatever the Board works on. One table for who may see it, whose it is, and how far it has come."""

import uuid as uuid_module

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, F, Q

from sscb.access.levels import Level, marking
from sscb.access.policy import ScopedQuerySet
from sscb.people.models import Group, Organisation
from sscb.records.search.fields import IndexedText


class RecordQuerySet(ScopedQuerySet):
    def open(self):
        return self.filter(closed_on=None)


class Record(models.Model):
    """The base of everything with a reference, a level, deadlines and a history (multi-table inheritance).

    `stage` and `version` live here and change only through `sscb.records.moving`: a compare-and-set through a child
    table is not one statement. `released_on` is also the day on which a case for review was laid before its group.
    """

    uuid = models.UUIDField(default=uuid_module.uuid4, unique=True, editable=False)
    type = models.CharField(max_length=40, db_index=True, help_text="The code of a plugged record type")
    reference = models.CharField(max_length=40, unique=True)
    title = models.CharField(max_length=200)
    level = models.CharField(max_length=2, choices=Level.choices)
    owner = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="records",
        help_text="The agency whose it is to answer",
    )  # fmt: skip
    group = models.ForeignKey(Group, null=True, blank=True, on_delete=models.PROTECT, related_name="records")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="records",
        help_text="The person it belongs to, where it is one person's own",
    )  # fmt: skip
    stage = models.CharField(max_length=30)
    version = models.PositiveIntegerField(default=1)
    opened_on = models.DateField()
    closed_on = models.DateField(null=True, blank=True)
    released_on = models.DateField(null=True, blank=True, help_text="Handed in, published or issued")
    handed_to = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    handed_on = models.DateField(null=True, blank=True)
    locked_on = models.DateField(null=True, blank=True)
    held_on = models.DateField(null=True, blank=True, help_text="Under a legal hold since")
    sealed_on = models.DateField(
        null=True, blank=True, help_text="Its receiver has it: since then only the reference, dates and receiver show"
    )
    disposed_on = models.DateField(null=True, blank=True)

    objects = RecordQuerySet.as_manager()

    class Privacy:
        identifying: set[str] = set()
        personal = {"person"}
        plain = {
            "id", "uuid", "type", "reference", "title", "level", "owner", "group", "stage", "version", "opened_on",
            "closed_on", "released_on", "handed_to", "handed_on", "locked_on", "held_on", "sealed_on", "disposed_on",
        }  # fmt: skip

    class Meta:
        base_manager_name = "_plain"
        indexes = [models.Index(fields=["level", "type"], name="record_level_type")]
        constraints = [
            CheckConstraint(
                name="record_not_closed_before_opened", condition=Q(closed_on=None) | Q(closed_on__gte=F("opened_on"))
            ),
            CheckConstraint(
                name="record_handed_to_and_on",
                condition=Q(handed_to=None, handed_on=None) | Q(handed_to__isnull=False, handed_on__isnull=False),
            ),
        ]

    _plain = models.Manager()

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"

    @property
    def marking(self) -> str:
        return marking(self.level)


class Words(models.Model):
    """SQLite: what the search knows of a record, a full-text index. On PostgreSQL it is a column of the record, and
    there is no such table. Kept by `search.keeping`."""

    record = models.OneToOneField(
        Record, primary_key=True, db_column="rowid", db_constraint=False, on_delete=models.DO_NOTHING,
        related_name="search_words",
    )  # fmt: skip
    body = IndexedText()

    class Privacy:
        plain = frozenset({"__all__"})

    class Meta:
        managed = False
        db_table = "records_words"
        verbose_name_plural = "words"


class Series(models.Model):
    """Where a series of references stands, so that no two records ever get the same."""

    prefix = models.CharField(max_length=30, unique=True)
    last = models.PositiveIntegerField(default=0)

    class Privacy:
        plain = frozenset({"__all__"})

    class Meta:
        verbose_name_plural = "series"


class AttachmentQuerySet(models.QuerySet):
    def opened(self):
        """Those that may be opened: found clean, or never scanned because this is the demonstration."""
        return self.filter(state__in=Attachment.OPEN)


class Attachment(models.Model):
    """A file that belongs to a record. Its bytes lie under their hash; one checked view hands them out (SEC-12)."""

    class State(models.TextChoices):
        QUARANTINED = "quarantined", "Waiting to be scanned"
        CLEAN = "clean", "Scanned, nothing found"
        NOT_SCANNED = "not_scanned", "Not scanned (demonstration)"
        INFECTED = "infected", "Refused: something harmful was found"

    OPEN = (State.CLEAN, State.NOT_SCANNED)

    uuid = models.UUIDField(default=uuid_module.uuid4, unique=True, editable=False)
    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="attachments")
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=10)
    size = models.PositiveBigIntegerField()
    pages = models.PositiveIntegerField(null=True, blank=True)
    sha256 = models.CharField(max_length=64, db_index=True)
    state = models.CharField(max_length=12, choices=State.choices, default=State.QUARANTINED)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = AttachmentQuerySet.as_manager()

    class Privacy:
        identifying = {"name"}
        personal = {"added_by"}
        plain = {"id", "uuid", "record", "kind", "size", "pages", "sha256", "state", "added_at"}

    class Meta:
        ordering = ["added_at", "id"]

    def __str__(self) -> str:
        return self.name

    @property
    def opens(self) -> bool:
        """Nobody opens what is not known to be clean, its sender included (SEC-35)."""
        return self.state in self.OPEN
