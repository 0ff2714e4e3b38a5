"""What somebody is asked for on cases: their own, and nobody else's."""

from datetime import date
from typing import Any

from django.urls import reverse

from reviews.models import AgencyReport, AgencySummary, CaseReview, Referral
from sscb.board.queries.shown import OwedRow, Step, by_date, day_words


def asked_of(person: Any, as_at: date) -> list[OwedRow]:
    """The pages and reports that this person is asked for, the longest late first. Two queries."""
    rows = AgencySummary.objects.visible_to(person).filter(named=person, stage="asked")
    reports = AgencyReport.objects.visible_to(person).filter(author=person, stage__in=("asked", "sent-back"))
    owed = [_owed(row, as_at) for row in rows] + [_report(row, as_at) for row in reports]
    return sorted(owed, key=lambda one: one.due_on)


def _report(row: AgencyReport, as_at: date) -> OwedRow:
    url = reverse("reviews:report", args=[row.uuid])
    back = row.stage == "sent-back"
    about = "Sent back by the review" if back else "Asked of you for a review"
    return OwedRow(
        f"{row.reference}: your agency’s report and chronology", url, about, day_words(row.due_on),
        by_date(row.due_on, as_at, soon=5), Step("Put it right" if back else "Write it", url, about=row.reference),
        row.due_on,
    )  # fmt: skip


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


def reports_by(person: Any) -> list[AgencyReport]:
    """What this person sent to reviews, and how it was taken."""
    rows = AgencyReport.objects.visible_to(person).filter(author=person, stage__in=("received", "accepted"))
    return list(rows.order_by("-received_on", "-pk")[:20])


def sits_on(person: Any) -> list[CaseReview]:
    """The reviews whose panel this person sits on, or which they lead: open to them by name."""
    rows = CaseReview.objects.visible_to(person).filter(sealed_on=None)
    found = rows.filter(panel__person=person, panel__left_on=None) | rows.filter(
        reviewers__person=person, reviewers__ended_on=None
    )
    return list(found.distinct().order_by("reference")[:20])
