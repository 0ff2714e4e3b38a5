"""A case that is considered for a review, and reviewed. Never a name: that is in `Identity`."""

import uuid as uuid_module

from django.db import models
from django.db.models import CheckConstraint, F, Q

from reviews.law import REGIMES
from reviews.lifecycle import UNDECIDED, UNFINISHED
from reviews.models.incidents import Incident
from reviews.models.pairs import one_person, person, together
from sscb.people.models import Organisation
from sscb.records.models import Record, RecordQuerySet


class CaseReviewQuerySet(RecordQuerySet):
    def undecided(self):
        return self.filter(stage__in=UNDECIDED)

    def unfinished(self):
        """Serious case reviews that are open: finished within the twelve months, or handed over."""
        return self.filter(kind=CaseReview.Kind.SCR, stage__in=UNFINISHED)


class CaseReview(Record):
    """Level P4. `notified_on`, the day the Board was told, starts the month for the chair's decision."""

    TYPE, LEVEL, PREFIX, TITLE = "reviews.review", "P4", "CR", "Case for consideration"

    class Kind(models.TextChoices):
        UNDECIDED = "", "Not decided"
        SCR = "scr", "Serious case review"
        MLR = "mlr", "Multi-agency learning review"

    kind = models.CharField(max_length=3, choices=Kind.choices, blank=True)
    regime = models.CharField(max_length=16, choices=REGIMES.items(), help_text="Frozen when it was referred")
    from_incident = models.ForeignKey(Incident, null=True, blank=True, on_delete=models.PROTECT, related_name="cases")
    pseudonym = models.CharField(max_length=40, help_text="What the child is called here, such as Child K")
    received_on = models.DateField()
    notified_on = models.DateField(help_text="The Board was told of it: starts the month for the decision")
    aware_on = models.DateField(null=True, blank=True, help_text="The local authority became aware")
    duplicates_checked_on = models.DateField(null=True, blank=True)
    duplicates_checked_by = person()
    cut_off_on = models.DateField(null=True, blank=True, help_text="Considered without the answers still missing")
    cut_off_by = person()
    cut_off_why = models.CharField(max_length=300, blank=True)
    withdrawal_asked_on = models.DateField(null=True, blank=True)
    withdrawal_asked_by = person()
    withdrawal_why = models.CharField(max_length=300, blank=True)
    family_summary = models.TextField(blank=True, help_text="What the family said, in summary, for the Board")

    told_now: dict = {}
    """What the form of the move at hand says, for the guards that ask for it. Kept in tables of its own, not here."""

    objects = CaseReviewQuerySet.as_manager()

    class Privacy:
        identifying = {"withdrawal_why", "cut_off_why", "family_summary"}
        personal = {"duplicates_checked_by", "cut_off_by", "withdrawal_asked_by"}
        plain = {
            "record_ptr", "kind", "regime", "from_incident", "pseudonym", "received_on", "notified_on", "aware_on",
            "duplicates_checked_on", "cut_off_on", "withdrawal_asked_on",
        }  # fmt: skip

    class Meta:
        ordering = ["-received_on", "-record_ptr_id"]
        constraints = [
            together("review_duplicates_checked_on_and_by", "duplicates_checked_on", "duplicates_checked_by"),
            together("review_cut_off_on_and_by", "cut_off_on", "cut_off_by"),
            together("review_withdrawal_asked_on_and_by", "withdrawal_asked_on", "withdrawal_asked_by"),
            CheckConstraint(
                name="review_aware_before_received", condition=Q(aware_on=None) | Q(aware_on__lte=F("received_on"))
            ),
        ]


class Referral(models.Model):
    """The Case for Consideration form, as it was sent. Its sender reads their own; nobody changes it."""

    uuid = models.UUIDField(default=uuid_module.uuid4, unique=True, editable=False)
    case = models.OneToOneField(CaseReview, on_delete=models.PROTECT, related_name="referral")
    sent_on = models.DateField()
    sent_by = one_person()
    agency = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    incident_on = models.DateField(null=True, blank=True)
    what_happened = models.TextField()
    abuse = models.CharField(max_length=10)
    died = models.BooleanField(default=False)
    seriously_harmed = models.BooleanField(default=False)
    joint_working = models.TextField(blank=True, help_text="What worries the sender about how agencies worked together")
    learning = models.TextField(help_text="What there may be to learn")
    agencies = models.TextField(blank=True, help_text="Who was involved, as far as the sender knows")

    class Privacy:
        identifying = {"incident_on", "what_happened", "joint_working", "learning", "agencies"}
        personal = {"sent_by"}
        plain = {"id", "uuid", "case", "sent_on", "agency", "abuse", "died", "seriously_harmed"}

    class Meta:
        ordering = ["-sent_on", "-id"]

    def __str__(self) -> str:
        return f"Case for consideration, sent {self.sent_on}"
