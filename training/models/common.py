"""What the training tables share."""

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Q


def person(**more) -> models.ForeignKey:
    return models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", **more)


def on_and_by(name: str, on: str, by: str) -> CheckConstraint:
    return CheckConstraint(
        name=name,
        condition=Q(**{on: None, by: None}) | Q(**{f"{on}__isnull": False, f"{by}__isnull": False}),
    )
