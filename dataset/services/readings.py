"""Keeping what the scorecard shows, so that opening it costs no arithmetic (RULINGS 19)."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q

from dataset.models import Import, Indicator, Reading, Value
from dataset.queries.judging import fingerprint
from dataset.queries.rows import make_row
from dataset.queries.standing import judged
from dataset.services.disclosing import decide_small_numbers
from sscb import clock


def refresh_readings(indicators: Iterable[Indicator] | None = None) -> int:
    """Work the rows of these indicators out again, and of those that have none yet; all if none are named.

    What is hidden of all figures is decided first, since one figure may give another away. Returns how many rows were
    written. Called where figures have arrived, within their transaction, so that no page shows
    an older reading of them.
    """
    wanted = None if indicators is None else {one.pk: one for one in indicators}
    if wanted is not None:
        never = Indicator.objects.on_scorecard().filter(readings=None)
        wanted |= {one.pk: one for one in never}
    hidden = decide_small_numbers(on=clock.today())
    if wanted is not None:
        wanted |= {one.pk: one for one in Indicator.objects.on_scorecard().filter(pk__in=hidden - set(wanted))}
        if not wanted:
            return 0
        wanted = [*wanted.values()]
    kept = []
    for audience in Reading.Audience.values:
        for one in judged(audience=audience, as_at=clock.today(), indicators=wanted):
            row = make_row(one.judged, one.comparators).as_json()
            kept.append(
                Reading(
                    indicator=one.judged.indicator, audience=audience, weight=one.judged.weight, row=row,
                    computed_from=fingerprint(one.judged, row),
                )
            )  # fmt: skip
    with transaction.atomic():
        Reading.objects.bulk_create(
            kept, update_conflicts=True, unique_fields=["indicator", "audience"],
            update_fields=["row", "weight", "computed_from"],
        )  # fmt: skip
    return len(kept)


def refresh_what_is_old(as_at: date) -> int:
    """The rows whose day has come, such as when a target changed or a month was missed; by the sweep, so that no page
    works them out for each reader. How many rows were written; again: none."""
    day = as_at.isoformat()
    kept = Reading.objects.values_list("indicator_id", "row__changes_on")
    old = {pk for pk, changes_on in kept if changes_on and changes_on < day}
    return refresh_readings(Indicator.objects.filter(pk__in=old)) if old else 0


def refresh_after_import(import_: Import) -> int:
    """The rows of the indicators that this file gave figures for; all of them where it gave neighbours."""
    if import_.neighbours.exists():
        return refresh_readings()
    return refresh_readings(
        Indicator.objects.on_scorecard().filter(
            pk__in=Value.objects.filter(Q(came_from=import_) | Q(parts_from=import_)).values("version__indicator")
        )
    )


def refresh_after_restatement(values: Iterable[Value]) -> int:
    """The rows of the indicators whose figures were replaced."""
    return refresh_readings(
        Indicator.objects.on_scorecard().filter(versions__in={value.version_id for value in values}).distinct()
    )


def run_refresh(job: Any, progress: Any) -> dict[str, Any]:
    """The job kind `dataset.refresh_readings`: all rows anew, as after the date has moved on."""
    progress.step(0, 1, "Reading the figures")
    return {"rows": refresh_readings()}
