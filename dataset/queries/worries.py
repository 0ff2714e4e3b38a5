"""What worries the Board in the figures: for the home pages, worst first, at most five."""

from datetime import date

from django.urls import reverse
from django.utils.safestring import mark_safe

from dataset.models import Indicator, Reading
from dataset.queries.audience import audience_of
from dataset.queries.concerns.lists import Mark, marks
from dataset.queries.rows import Row, make_row
from dataset.queries.standing import judged
from sscb.board.sockets import Icon, Worry
from sscb.charts import icons

MOST = 5
FROM_WEIGHT = 4
"""Readings from this weight up are a concern or a sure failure (see Judged.weight)."""


def worries(person, as_at: date) -> list[Worry]:
    """Indicators that have turned for the worse or will fail their target, as kept since their figures arrived."""
    rows = _worst(person, as_at)
    followed = marks(person, as_at) if rows else {}
    return [worry(row, followed.get(row.code)) for row in rows]


def signals(person, as_at: date) -> int:
    """How many there are of them, for a page that shows the number alone. One query."""
    return len(_worst(person, as_at))


def _worst(person, as_at: date) -> list[Row]:
    audience = audience_of(person)
    kept = Reading.objects.filter(audience=audience, weight__gte=FROM_WEIGHT).order_by("-weight", "indicator__order")
    rows = [Row(**row) for row in kept.values_list("row", flat=True)[:MOST]]
    stale = [row.code for row in rows if row.changes_on and row.changes_on < as_at.isoformat()]
    if stale:
        wanted = Indicator.objects.filter(code__in=stale)
        fresh = {
            one.judged.indicator.code: make_row(one.judged, one.comparators)
            for one in judged(audience=audience, as_at=as_at, indicators=wanted)
        }
        rows = [fresh.get(row.code, row) for row in rows]
    return [row for row in rows if row.group == "concern" or row.fails]


def title(row: Row) -> str:
    """ "Return interview in 72 hours: lower than usual, and set to miss 85%"."""
    target = row.assurance_note.removeprefix("target ")
    way = {"high": "higher", "low": "lower"}.get(row.side, "worse")
    if row.group == "concern":
        return f"{row.title}: {way} than usual" + (f", and set to miss {target}" if row.fails else "")
    if row.group == "improvement":
        return f"{row.title}: improving, and still set to miss {target}"
    return f"{row.title}: set to miss {target} as it runs now"


def worry(row: Row, mark: Mark | None = None) -> Worry:
    """One row of the home page; `mark`: its area of concern, where the reader may see one."""
    concern = row.group == "concern"
    svg = (
        icons.variation_icon(row.variation_kind, row.side, size=40) if concern
        else icons.assurance_icon(row.assurance_kind, size=40)
    )  # fmt: skip
    return Worry(
        title=title(row), url=reverse("dataset:indicator", args=[row.code]), sentence=row.sentence,
        icon=Icon(mark_safe(svg), row.variation if concern else row.assurance),  # noqa: S308 - drawn here
        asked=mark.asked if mark and mark.is_open and mark.asked else f"Figures from: {row.provider}",
        state=mark.state if mark and mark.is_open else None, sparkline=mark_safe(row.spark),  # noqa: S308 - drawn here
        weight=concern * 2 + row.fails,
    )  # fmt: skip
