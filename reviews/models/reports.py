"""One agency's report to a review, asked of one person, and its rows of the chronology. No other agency sees either."""

import uuid as uuid_module

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from reviews.models.cases import CaseReview
from reviews.models.pairs import one_person, person, together
from sscb.people.models import Organisation
from sscb.records.models import Attachment, Record, RecordQuerySet


class ReportQuerySet(RecordQuerySet):
    def of(self, case):
        """Those of the case in hand: whoever may read its file reads them there, or a service asks for itself."""
        return self.all_for_job("the reports of the case in hand").filter(case=case)


class AgencyReport(Record):
    """Level P4, of no group: its author opens it by a named grant, readers of the file through the case."""

    TYPE, LEVEL, PREFIX, TITLE = "reviews.report", "P4", "REP", "Report of an agency to a review"

    case = models.ForeignKey(CaseReview, on_delete=models.PROTECT, related_name="reports")
    agency = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    author = one_person(help_text="Of the agency, and not the line manager of the case")
    asks = models.TextField(help_text="What this agency is asked, beside the terms of reference")
    asked_on = models.DateField()
    due_on = models.DateField()
    findings = models.TextField(blank=True, help_text="What the agency learned, without names")
    file = models.ForeignKey(Attachment, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    received_on = models.DateField(null=True, blank=True)
    received_by = person()
    told = models.JSONField(default=list, help_text="What in it says who somebody is: [[page, sentence], ...]")

    objects = ReportQuerySet.as_manager()

    class Privacy:
        identifying = {"findings", "asks", "told"}
        personal = {"author", "received_by"}
        plain = {"record_ptr", "case", "agency", "asked_on", "due_on", "file", "received_on"}

    class Meta:
        ordering = ["agency__name", "record_ptr_id"]
        constraints = [
            together("report_received_on_and_by", "received_on", "received_by"),
            UniqueConstraint(name="report_one_per_agency_and_case", fields=["case", "agency"]),
        ]


class QualityCheck(models.Model):
    """Somebody read a report for the review: it was accepted, or sent back with what is wanted. Rows are added."""

    class Outcome(models.TextChoices):
        ACCEPTED = "accepted", "Accepted"
        SENT_BACK = "sent-back", "Sent back"

    report = models.ForeignKey(AgencyReport, on_delete=models.PROTECT, related_name="checks")
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    answers_terms = models.BooleanField(help_text="It answers the terms of reference")
    analyses = models.BooleanField(help_text="It says why, and not only what")
    no_names = models.BooleanField(help_text="It names no child, family or member of staff")
    words = models.TextField(blank=True, help_text="What is wanted, where it was sent back")
    checked_on = models.DateField()
    checked_by = one_person()

    class Privacy:
        identifying = {"words"}
        personal = {"checked_by"}
        plain = {"id", "report", "outcome", "answers_terms", "analyses", "no_names", "checked_on"}

    class Meta:
        ordering = ["checked_on", "id"]
        constraints = [
            CheckConstraint(name="check_sent_back_says_why", condition=~Q(outcome="sent-back") | ~Q(words="")),
            CheckConstraint(
                name="check_accepted_is_good",
                condition=~Q(outcome="accepted") | Q(answers_terms=True, analyses=True, no_names=True),
            ),
        ]

    def __str__(self) -> str:
        return self.get_outcome_display()


ABOUT: dict[str, str] = {
    "child": "The child",
    "mother": "Mother",
    "father": "Father",
    "carer": "Carer or partner",
    "sibling": "Brother or sister",
    "family": "The family",
    "professional": "Between professionals",
}


class ChronologyRow(models.Model):
    """One contact or event as one agency's records have it. Its agency changes it until the panel integrates it."""

    uuid = models.UUIDField(default=uuid_module.uuid4, unique=True, editable=False)
    report = models.ForeignKey(AgencyReport, on_delete=models.PROTECT, related_name="chronology")
    happened_on = models.DateField()
    about = models.CharField(max_length=12, choices=ABOUT.items(), help_text="Whom it concerns, by role")
    what = models.TextField()
    response = models.TextField(blank=True, help_text="What the agency did")
    source = models.CharField(max_length=120, help_text="The record it stands in")
    theme = models.CharField(max_length=60, blank=True)
    entered_on = models.DateField()
    entered_by = one_person()
    from_file = models.CharField(max_length=64, blank=True, help_text="SHA-256 of the file it was imported from")
    integrated_on = models.DateField(null=True, blank=True)
    integrated_by = person()

    class Privacy:
        identifying = {"happened_on", "what", "response", "source"}
        personal = {"entered_by", "integrated_by"}
        plain = {
            "id", "uuid", "report", "about", "theme", "entered_on", "from_file", "integrated_on",
        }  # fmt: skip

    class Meta:
        ordering = ["happened_on", "id"]
        constraints = [together("chronology_integrated_on_and_by", "integrated_on", "integrated_by")]

    def __str__(self) -> str:
        return f"Row of a chronology, entered {self.entered_on}"
