"""A cycle of an audit, and each agency's return in it."""

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from sscb.records.models import Record, RecordQuerySet


class AuditCycle(Record):
    """One round of one kind of audit, with a frozen question set. Level P3: the Board reads how it goes."""

    TYPE, LEVEL, PREFIX, TITLE = "audits.cycle", "P3", "AUC", "Audit cycle"

    kind = models.CharField(max_length=40, help_text="The code of a plugged kind of audit")
    questions = models.CharField(max_length=80, help_text="The question set as CODE/version; never changed once open")
    fingerprint = models.CharField(max_length=64, blank=True, help_text="Of the questions as they were then")
    opens_on = models.DateField()
    closes_on = models.DateField(help_text="The last day for handing in, whole")
    follows = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="followed_by")
    received_on = models.DateField(null=True, blank=True, help_text="The Board received the thematic report")

    objects = RecordQuerySet.as_manager()

    class Privacy:
        identifying: set[str] = set()
        personal: set[str] = set()
        plain = {"record_ptr", "kind", "questions", "fingerprint", "opens_on", "closes_on", "follows", "received_on"}

    class Meta:
        ordering = ["-opens_on", "record_ptr_id"]
        constraints = [
            CheckConstraint(name="auditcycle_closes_after_it_opens", condition=Q(closes_on__gt=F("opens_on"))),
        ]


class AuditReturn(Record):
    """One agency's answers in one cycle. Level P2, owned by the agency; `released_on`: handed in."""

    TYPE, LEVEL, PREFIX, TITLE = "audits.return", "P2", "AUR", "Audit return"

    cycle = models.ForeignKey(AuditCycle, on_delete=models.PROTECT, related_name="returns")
    agency_kind = models.CharField(max_length=12, help_text="The agency's kind when it was invited")
    due_on = models.DateField(help_text="The last day for handing in; later than the cycle's where it was extended")
    appealed_on = models.DateField(null=True, blank=True)
    exempt_because = models.CharField(max_length=300, blank=True)
    exempt_approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    exempt_approved_on = models.DateField(null=True, blank=True)

    why_now = ""
    """The reason given for the move at hand; the moves that need one ask for it. Kept in the history, not here."""

    objects = RecordQuerySet.as_manager()

    class Privacy:
        identifying: set[str] = set()
        personal = {"exempt_approved_by"}
        plain = {
            "record_ptr", "cycle", "agency_kind", "due_on", "appealed_on", "exempt_because", "exempt_approved_on",
        }  # fmt: skip

    class Meta:
        ordering = ["record_ptr_id"]
        constraints = [
            CheckConstraint(
                name="auditreturn_exempt_approved_on_and_by",
                condition=Q(exempt_approved_on=None, exempt_approved_by=None)
                | Q(exempt_approved_on__isnull=False, exempt_approved_by__isnull=False),
            ),
        ]


class Extension(models.Model):
    """A longer window for one agency. The first day stays on record with the cycle."""

    of = models.ForeignKey(AuditReturn, on_delete=models.PROTECT, related_name="extensions")
    before_on = models.DateField()
    until_on = models.DateField()
    why = models.CharField(max_length=300)
    given_on = models.DateField()
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Privacy:
        identifying: set[str] = set()
        personal = {"given_by"}
        plain = {"id", "of", "before_on", "until_on", "why", "given_on"}

    class Meta:
        ordering = ["id"]
        constraints = [
            CheckConstraint(name="auditextension_is_longer", condition=Q(until_on__gt=F("before_on"))),
            CheckConstraint(name="auditextension_says_why", condition=~Q(why="")),
            UniqueConstraint(name="auditextension_once_a_day", fields=["of", "until_on"]),
        ]
