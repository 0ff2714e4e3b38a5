"""Keeping what the scorecard shows, so that opening it costs no arithmetic (RULINGS 19)."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from dataset.models import Indicator, Reading
from dataset.queries.judging import fingerprint
from dataset.queries.rows import make_row
from dataset.queries.standing import judged
from sscb import clock


def refresh_readings(indicators: Iterable[Indicator] | None = None) -> int:
    """Work the rows of these indicators out again (all of them if none are named). Returns how many were written.

    Called where figures have arrived, within their transaction, so that no page shows an older reading of them.
    """
    wanted = None if indicators is None else list(indicators)
    kept = []
    for audience in Reading.Audience.values:
        for one in judged(audience=audience, as_at=clock.today(), indicators=wanted):
            kept.append(
                Reading(
                    indicator=one.judged.indicator, audience=audience, weight=one.judged.weight,
                    row=make_row(one.judged, one.comparators).as_json(), computed_from=fingerprint(one.judged),
                )
            )  # fmt: skip
    with transaction.atomic():
        Reading.objects.bulk_create(
            kept, update_conflicts=True, unique_fields=["indicator", "audience"],
            update_fields=["row", "weight", "computed_from"],
        )  # fmt: skip
    return len(kept)


def run_refresh(job: Any, progress: Any) -> dict[str, Any]:
    """The job kind `dataset.refresh_readings`: all rows anew, as after the date has moved on."""
    progress.step(0, 1, "Reading the figures")
    return {"rows": refresh_readings()}
