"""What was handed over to a partner's body."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from cdop.models import ChildDeathReview, Handover
from sscb.board.queries.shown import State


@dataclass(frozen=True)
class CollectRow:
    uuid: UUID
    reference: str
    what: str
    sent_on: date
    received_on: date | None
    state: State


def collect_rows(person: Any) -> list[CollectRow]:
    """Of the person's own body, what waits first. Two queries and those of access."""
    mine = ChildDeathReview.objects.visible_to(person).filter(handed_on__isnull=False)
    found = Handover.objects.filter(review__in=mine.values("pk"), sent_on__isnull=False).select_related("review")
    rows = [
        CollectRow(
            one.review.uuid, one.review.reference, one.get_what_display(), one.sent_on, one.received_on,
            State("done", f"Received {one.received_on:%-d %b %Y}") if one.received_on
            else State("late", "Waits for your receipt"),
        )
        for one in found.order_by("sent_on", "review__reference")
    ]  # fmt: skip
    return sorted(rows, key=lambda row: row.received_on is not None)


def collect_heading(rows: list[CollectRow]) -> str:
    """3 cases wait for your receipt."""
    waiting = sum(1 for row in rows if row.received_on is None)
    if not rows:
        return "Nothing was handed over to your body yet"
    if not waiting:
        return "You have confirmed everything that was handed over to you"
    return f"{waiting} case{'s wait' if waiting > 1 else ' waits'} for your receipt"
