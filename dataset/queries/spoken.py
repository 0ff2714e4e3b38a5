"""Indicators in a few words, for whoever asks through the kernel: what stands on the scorecard and nothing else."""

from datetime import date
from typing import Any

from django.urls import reverse

from dataset.models import Indicator, Reading
from dataset.queries.audience import audience_of
from dataset.queries.standing import rows_of
from sscb.board.figures import FigureSaid
from sscb.charts import numbers


def say(person: Any, codes: list[str], as_at: date) -> dict[str, FigureSaid]:
    """Two queries. Without a person: as the pack prints it."""
    audience = Reading.Audience.WIDER.value if person is None else audience_of(person)
    wanted = list(Indicator.objects.on_scorecard().filter(code__in=codes).only("pk", "theme", "code", "order"))
    rows = rows_of(wanted, audience=audience, as_at=as_at)
    return {
        row.code: FigureSaid(
            row.code, row.title, _words(row),
            reverse("dataset:indicator", args=[row.code]),
            date.fromisoformat(row.data_on) if row.data_on else None,
        )
        for row in rows.values()
    }  # fmt: skip


def _words(row) -> str:
    reading = row.variation.lower()
    return reading if row.latest in ("", numbers.NOT_COUNTED) else f"{row.latest}, {reading}"


def offers() -> list[tuple[str, str]]:
    rows = Indicator.objects.on_scorecard().order_by("code").values_list("code", "title")
    return [(code, f"{code}: {title}") for code, title in rows]
