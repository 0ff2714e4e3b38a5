"""What somebody is asked for on cases: their own, and nobody else's."""

from datetime import date
from typing import Any

from django.urls import reverse

from reviews.models import AgencySummary, Referral
from sscb.board.queries.shown import OwedRow, Step, by_date, day_words


def asked_of(person: Any, as_at: date) -> list[OwedRow]:
    """The pages that this person is asked for, the longest late first. One query."""
    rows = AgencySummary.objects.visible_to(person).filter(named=person, stage="asked")
    return [_owed(row, as_at) for row in rows.order_by("due_on", "pk")]


def _owed(row: AgencySummary, as_at: date) -> OwedRow:
    url = reverse("reviews:summary", args=[row.uuid])
    return OwedRow(
        f"{row.reference}: a page on your agency’s part in a case", url, "Asked of you for the safeguarding board",
        day_words(row.due_on), by_date(row.due_on, as_at, soon=3), Step("Answer it", url, about=row.reference),
        row.due_on,
    )  # fmt: skip


def answered_by(person: Any) -> list[AgencySummary]:
    rows = AgencySummary.objects.visible_to(person).filter(named=person, stage="answered")
    return list(rows.order_by("-answered_on", "-pk")[:20])


def referred_by(person: Any) -> list[Referral]:
    """The forms that this person sent: their own words, whoever may see the case."""
    return list(Referral.objects.filter(sent_by=person).select_related("case")[:20])
