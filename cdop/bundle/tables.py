"""Which tables hang on a child death review, and by which path."""

from functools import cache

from django.db import models

from cdop.models import Bundle, ChildDeathReview, Handover, Sending
from sscb.records.bundles.tables import tables_of
from sscb.records.models import Record

NOT_CONTENT: frozenset[type] = frozenset({ChildDeathReview, Handover, Bundle, Sending})
"""The review itself is written apart; the handing over is not part of what is handed over."""


@cache
def tables() -> dict[type[models.Model], str]:
    """Model -> path to its review; the nearest first."""
    return tables_of("cdop", ChildDeathReview, NOT_CONTENT)


def everything_of(model: type[models.Model]) -> models.Manager:
    """Its rows, sealed or not: for what destroys them and for nothing that shows them."""
    return getattr(model, "everything", model._base_manager)


def rows_of(model: type[models.Model], review: ChildDeathReview) -> models.QuerySet:
    rows = model._default_manager.filter(**{tables()[model]: review.pk}).order_by("pk")
    return rows.all_for_job("what is handed over is all there is") if issubclass(model, Record) else rows
