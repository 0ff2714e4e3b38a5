"""Confidentiality levels and the marking that follows from each (RULINGS 9)."""

from django.db import models


class Level(models.TextChoices):
    """Every record has one; new records start at the highest their type allows."""

    P0 = "P0", "Public"
    P1 = "P1", "Partnership"
    P2 = "P2", "One agency"
    P3 = "P3", "Board"
    P4 = "P4", "Case: need to know"
    P5 = "P5", "Restricted: named people only"


OFFICIAL = "OFFICIAL"
OFFICIAL_SENSITIVE = "OFFICIAL-SENSITIVE"


def marking(level: str) -> str:
    """The handling marking of a page, file or pack of this level."""
    return OFFICIAL_SENSITIVE if level in ("P3", "P4", "P5") else OFFICIAL


def highest(levels) -> str:
    """The level of a compound document: the highest of its parts."""
    return max(levels, default="P0")
