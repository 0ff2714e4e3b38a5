"""Which tables hang on a review, and by which path: asked of the models, so that a new table cannot be forgotten."""

from collections import deque
from functools import cache

from django.apps import apps
from django.db import models

from cdop.models import Bundle, ChildDeathReview, Handover, Sending
from sscb.records.models import Record

NOT_CONTENT: frozenset[type] = frozenset({ChildDeathReview, Handover, Bundle, Sending})
"""The review itself is written apart; the handing over is not part of what is handed over."""


@cache
def tables() -> dict[type[models.Model], str]:
    """Model -> path to its review, such as FormAnswer -> "form__review"; the nearest first, in order of declaration."""
    ours = [model for model in apps.get_app_config("cdop").get_models() if model not in NOT_CONTENT]
    found: dict[type[models.Model], str] = {}
    waiting = deque([(ChildDeathReview, "")])
    while waiting:
        target, path = waiting.popleft()
        for model in ours:
            if model in found:
                continue
            for field in model._meta.concrete_fields:
                if field.remote_field and field.related_model is target:
                    found[model] = f"{field.name}__{path}" if path else field.name
                    waiting.append((model, found[model]))
                    break
    return found


def everything_of(model: type[models.Model]) -> models.Manager:
    """Its rows, sealed or not: for what destroys them and for nothing that shows them."""
    return getattr(model, "everything", model._base_manager)


def rows_of(model: type[models.Model], review: ChildDeathReview) -> models.QuerySet:
    rows = model._default_manager.filter(**{tables()[model]: review.pk}).order_by("pk")
    return rows.all_for_job("what is handed over is all there is") if issubclass(model, Record) else rows
