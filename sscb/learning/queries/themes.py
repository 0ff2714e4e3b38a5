"""Themes: how much was learned about each, what was asked, told and shown to work."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from sscb.learning.models import LearningPoint
from sscb.learning.themes import theme_words


@dataclass(frozen=True)
class ThemeRow:
    theme: str
    words: str
    points: int
    asked: int
    told: int
    made: int


def themes_for(person: Any) -> list[ThemeRow]:
    """One query, in the order of how much was learned."""
    seen = LearningPoint.objects.visible_to(person).order_by()
    found = (
        seen.values("theme")
        .annotate(
            points=Count("pk", distinct=True),
            asked=Count("pk", filter=Q(actions__isnull=False) | Q(recommendations__isnull=False), distinct=True),
            told=Count("pk", filter=Q(products__published_on__isnull=False), distinct=True),
            made=Count("pk", filter=Q(checks__asks="difference", checks__verdict__in=("yes", "partly")), distinct=True),
        )
        .order_by("-points", "theme")
    )
    return [
        ThemeRow(
            one["theme"], theme_words(one["theme"]) or "No theme", one["points"], one["asked"], one["told"], one["made"]
        )
        for one in found
    ]
