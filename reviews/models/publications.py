"""What is published of a review: the report and the Board's response, checked word by word before anybody reads it."""

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from reviews.models.cases import CaseReview
from reviews.models.pairs import one_person, person, together
from sscb.records.models import Record, RecordQuerySet


class PublicReportQuerySet(RecordQuerySet):
    def of(self, case):
        """That of the case in hand, for its readers and for services."""
        return self.all_for_job("the publication of the case in hand").filter(case=case)

    def public(self):
        """What stands on the public pages: published and not taken down."""
        return self.all_for_job("published reports are for everybody").filter(stage="published", level="P0")


class PublicReport(Record):
    """P4 and of no group until the day it is published, then public (P0). Its readers until then are the case's.

    `checked` is the fingerprint of the texts that were checked: a later change asks for another check.
    """

    TYPE, LEVEL, PREFIX, TITLE = "reviews.publication", "P4", "PUB", "Publication of a review"

    case = models.OneToOneField(CaseReview, on_delete=models.PROTECT, related_name="publication")
    heading = models.CharField(max_length=120, help_text="As the public reads it: a pseudonym, no place")
    summary = models.CharField(max_length=400)
    words = models.TextField(blank=True, help_text="The report, as the public reads it")
    response = models.TextField(blank=True, help_text="The Board's: what was done, what came of it, what remains")
    planned_on = models.DateField(null=True, blank=True)
    checked = models.CharField(max_length=64, blank=True)
    checked_on = models.DateField(null=True, blank=True)
    checked_by = person()
    legal_on = models.DateField(null=True, blank=True, help_text="Checked against data protection and court orders")
    legal_by = person()
    family_told_on = models.DateField(null=True, blank=True)
    family_how = models.CharField(max_length=300, blank=True)
    staff_told_on = models.DateField(null=True, blank=True)
    waits_for = models.CharField(max_length=300, blank=True, help_text="The process that publication waits for")
    look_again_on = models.DateField(null=True, blank=True)
    not_why = models.TextField(blank=True, help_text="Why it is not to be published, as the Panel is told")
    no_actions_why = models.CharField(max_length=300, blank=True, help_text="Why nothing is asked of anybody")
    published_on = models.DateField(null=True, blank=True)
    published_by = person()
    keep_until = models.DateField(null=True, blank=True, help_text="On the website at least until then")
    taken_down_on = models.DateField(null=True, blank=True)
    taken_down_by = person()
    taken_down_why = models.CharField(max_length=300, blank=True)

    objects = PublicReportQuerySet.as_manager()

    class Privacy:
        identifying = {"words", "response", "family_how", "waits_for", "not_why", "taken_down_why"}
        personal = {"checked_by", "legal_by", "published_by", "taken_down_by"}
        plain = {
            "record_ptr", "case", "heading", "summary", "planned_on", "checked", "checked_on", "legal_on",
            "family_told_on", "staff_told_on", "look_again_on", "no_actions_why", "published_on", "keep_until",
            "taken_down_on",
        }  # fmt: skip

    class Meta:
        ordering = ["-published_on", "-record_ptr_id"]
        constraints = [
            together("publication_checked_on_and_by", "checked_on", "checked_by"),
            together("publication_legal_on_and_by", "legal_on", "legal_by"),
            together("publication_published_on_and_by", "published_on", "published_by"),
            together("publication_taken_down_on_and_by", "taken_down_on", "taken_down_by"),
            CheckConstraint(name="publication_taken_down_says_why",
                            condition=Q(taken_down_on=None) | ~Q(taken_down_why="")),
        ]  # fmt: skip


class KeptWords(models.Model):
    """Words that look as if they said who somebody is, and why they may stay."""

    publication = models.ForeignKey(PublicReport, on_delete=models.PROTECT, related_name="kept")
    words = models.CharField(max_length=200)
    why = models.CharField(max_length=300)
    kept_on = models.DateField()
    kept_by = one_person()

    class Privacy:
        identifying = {"words", "why"}
        personal = {"kept_by"}
        plain = {"id", "publication", "kept_on"}

    class Meta:
        ordering = ["words"]
        constraints = [UniqueConstraint(name="words_kept_once", fields=["publication", "words"])]

    def __str__(self) -> str:
        return self.words
