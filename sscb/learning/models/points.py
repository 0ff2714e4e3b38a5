"""What was learned."""

from django.db import models

from sscb.records.models import Record, RecordQuerySet


class LearningPoint(Record):
    """Something the Board has learned, from any of the framework's ten methods."""

    text = models.TextField()
    source = models.CharField(max_length=40, help_text="The method it came from: a code of `sscb.learning.methods`")
    source_uuid = models.UUIDField(null=True, blank=True, help_text="The record it came from, where there is one")
    source_words = models.CharField(max_length=200, blank=True)
    theme = models.CharField(max_length=60, blank=True)
    found_on = models.DateField()
    no_product_why = models.CharField(max_length=300, blank=True, help_text="Why nobody needs to be told")
    no_check_why = models.CharField(max_length=300, blank=True, help_text="Why its impact is not checked")

    objects = RecordQuerySet.as_manager()

    class Privacy:
        searched = ("text",)
        plain = {
            "record_ptr", "text", "source", "source_uuid", "source_words", "theme", "found_on", "no_product_why",
            "no_check_why",
        }  # fmt: skip
