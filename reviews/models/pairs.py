"""Who and when go together, in every table of the reviews."""

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Q


def person(**more) -> models.ForeignKey:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+", **more
    )


def one_person(**more) -> models.ForeignKey:
    return models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", **more)


def together(name: str, on: str, by: str) -> CheckConstraint:
    """Both or neither."""
    return CheckConstraint(
        name=name, condition=Q(**{on: None, by: None}) | Q(**{f"{on}__isnull": False, f"{by}__isnull": False})
    )
