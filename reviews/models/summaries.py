"""One agency's page on its part in a case: asked for, answered by the one person named, seen by no other agency."""

from django.db import models
from django.db.models import UniqueConstraint

from reviews.models.cases import CaseReview
from reviews.models.pairs import one_person, person, together
from sscb.people.models import Organisation
from sscb.records.models import Record, RecordQuerySet


class SummaryQuerySet(RecordQuerySet):
    def of(self, case):
        """Those of the case in hand: whoever may read the case reads them there, or a service asks for itself."""
        return self.all_for_job("the summaries of the case in hand").filter(case=case)


class AgencySummary(Record):
    """Level P4, of no group: its author opens it by a named grant, readers of the case on the case's own page."""

    TYPE, LEVEL, PREFIX, TITLE = "reviews.summary", "P4", "SUM", "Summary of an agency’s part in a case"

    class Known(models.TextChoices):
        NONE = "", "Not answered"
        YES = "yes", "Yes, the agency was involved"
        NO = "no", "No, the agency did not know the child or family"

    case = models.ForeignKey(CaseReview, on_delete=models.PROTECT, related_name="summaries")
    agency = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    named = one_person(help_text="The one person who answers")
    asked_on = models.DateField()
    due_on = models.DateField()
    known = models.CharField(max_length=3, choices=Known.choices, blank=True)
    text = models.TextField(blank=True, help_text="One page, without names")
    together_words = models.TextField(blank=True, help_text="How the agencies worked together, as this one saw it")
    files_secured = models.BooleanField(default=False, help_text="Its records are locked against change")
    answered_on = models.DateField(null=True, blank=True)
    answered_by = person()

    objects = SummaryQuerySet.as_manager()

    class Privacy:
        identifying = {"text", "together_words"}
        personal = {"named", "answered_by"}
        plain = {
            "record_ptr", "case", "agency", "asked_on", "due_on", "known", "files_secured", "answered_on",
        }  # fmt: skip

    class Meta:
        ordering = ["agency__name", "record_ptr_id"]
        constraints = [
            together("summary_answered_on_and_by", "answered_on", "answered_by"),
            UniqueConstraint(name="summary_one_per_agency_and_case", fields=["case", "agency"]),
        ]
