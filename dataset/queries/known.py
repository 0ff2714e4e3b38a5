"""The figures of the Board's own area as they were known on a day, without what came or was restated later."""

from datetime import date, datetime, time
from typing import Any

from django.db.models import Q

from dataset.models import Mask, Value
from sscb import clock
from sscb.charts import numbers

HEADS = ("indicator", "title", "area", "period", "figure", "state", "known since", "file", "sha256 of the file")
HIDDEN = {"small": "<5", "protect": "[c]"}
SMALL = range(1, 5)


def figures_known(person: Any, on_day: date) -> tuple[tuple[str, ...], list[list]]:
    """Of each point the figure that stood then. What was ever hidden is hidden here: the bundle leaves the portal."""
    end = datetime.combine(on_day, time.max, clock.LONDON)
    masks = {
        tuple(place): how
        for *place, how in Mask.objects.filter(part__in=[Mask.Part.COUNT, Mask.Part.SHARE]).values_list(
            "indicator_id", "area_id", "period_start", "period_end", "how"
        )
    }
    rows = Value.objects.filter(Q(area__is_own=True) | Q(area__stands_in=True), received_at__lte=end)
    rows = rows.exclude(restates__decided_on__gt=on_day).select_related("version__indicator", "area", "came_from")
    found: dict[tuple, Value] = {}
    for one in rows.order_by("version__indicator__code", "period_start", "period_end", "received_at", "pk"):
        found[(one.version.indicator_id, one.area_id, one.period_start, one.period_end)] = one
    return HEADS, [
        [one.version.indicator.code, one.version.indicator.title, one.area.name, one.period_label,
         HIDDEN.get(masks.get(key, ""), "") or _shown(one), one.get_state_display(), f"{clock.day_of(one.received_at)}",
         one.came_from.file_name, one.came_from.sha256]
        for key, one in found.items()
    ]  # fmt: skip


def _shown(one: Value) -> str:
    if one.value is None:
        return one.marker or "not sent"
    if one.out_of == "count" and one.value in SMALL:
        return HIDDEN["small"]
    return one.text or numbers.shown(one.value, one.decimals or 0)
