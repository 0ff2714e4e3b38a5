"""The file of a review, by part: what it was given, agencies' reports, voices, what goes on beside it."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Q

from reviews.models import AgencyReport, CaseReview, ClockStop
from reviews.queries.timeline import row_stage
from reviews.services.commissioning import RUNNING
from reviews.services.voices import LATER
from sscb.access.policy import can
from sscb.access.services import kept_out
from sscb.board.queries.shown import State, by_date
from sscb.timetable.days import in_words

PARTS = {
    "given": "Reviewer, terms and panel",
    "reports": "Agencies’ reports",
    "voices": "Practitioners and family",
    "beside": "Proceedings and clock stops",
}


@dataclass(frozen=True)
class May:
    """What this reader may write in the file now."""

    run: bool
    work: bool
    later: bool
    notes: bool
    legal: bool


def may_in(case: CaseReview, person: Any) -> May:
    """`notes`: what practitioners said is not for the panel (handbook 5.2); `legal`: chair and manager alone."""
    running = case.stage in RUNNING and not case.locked_on
    office = bool(can(person, "reviews.read_file"))
    leads = bool(can(person, "reviews.work", case))
    run = running and bool(can(person, "reviews.run") and can(person, "reviews.run", case))
    return May(
        run=run, work=running and leads, later=leads and not case.locked_on and case.stage in (*RUNNING, *LATER),
        notes=office or bool(can(person, "reviews.lead", case)),
        legal=bool(can(person, "reviews.run") or can(person, "reviews.steer")),
    )  # fmt: skip


@dataclass(frozen=True)
class ReportShown:
    uuid: UUID
    agency: str
    author: str
    stage: str
    state: State
    asked_on: date
    due_on: date
    received_on: date | None
    checks: list
    rows: int
    integrated: int
    has_file: bool

    @property
    def rows_words(self) -> str:
        if not self.rows:
            return "No row of the chronology yet"
        return f"{self.rows} row{'' if self.rows == 1 else 's'} of the chronology, {self.integrated} put together"


def reports_of(case: CaseReview, as_at: date) -> list[ReportShown]:
    """Each agency's report and how far its chronology is; never its rows. Two queries."""
    rows = AgencyReport.objects.of(case).select_related("agency", "author").prefetch_related("checks__checked_by")
    rows = rows.annotate(
        rows=Count("chronology", distinct=True),
        together=Count("chronology", filter=Q(chronology__integrated_on__isnull=False), distinct=True),
    )
    return [_report(row, as_at) for row in rows]


def _report(row: Any, as_at: date) -> ReportShown:
    state = {
        "accepted": State("done", "Accepted"), "received": State("soon", "Waits to be read"),
        "withdrawn": State("stop", "No longer asked for"),
        "sent-back": State("late", "Sent back"),
    }.get(row.stage) or by_date(row.due_on, as_at, soon=5)  # fmt: skip
    return ReportShown(
        row.uuid, row.agency.name, row.author.name, row.stage, state, row.asked_on, row.due_on, row.received_on,
        list(row.checks.all()), row.rows, row.together, bool(row.file_id),
    )  # fmt: skip


def given_to(case: CaseReview) -> dict:
    """Reviewers, every version of the terms, the panel with who left it and why, its meetings."""
    terms = list(case.terms.select_related("recorded_by"))
    return {
        "reviewers": list(case.reviewers.select_related("person")),
        "terms": terms[-1] if terms else None,
        "earlier_terms": terms[-2::-1],
        "members": list(case.panel.select_related("person__organisation")),
        "meetings": list(case.panel_meetings.prefetch_related("present__person")),
    }


def voices_of(case: CaseReview) -> dict:
    return {
        "events": list(case.events.all()),
        "family": list(case.family.all()),
        "early": list(case.early_learning.select_related("noted_by")),
    }


@dataclass(frozen=True)
class StopShown:
    row: ClockStop
    days: str


def beside(case: CaseReview, as_at: date) -> dict:
    stops = []
    for row in case.stops.select_related("process"):
        days = max(((row.to_on or as_at) - row.from_on).days, 0)
        stops.append(StopShown(row, f"{days} day{'' if days == 1 else 's'}{'' if row.to_on else ' so far'}"))
    return {"processes": list(case.processes.all()), "stops": stops}


def said_to_author(report: AgencyReport) -> dict:
    """What an agency's author needs of the review, and no more: the time reviewed, what it asks, what was sent back."""
    case = CaseReview.objects.all_for_job("the terms of the review that an agency reports to").get(pk=report.case_id)
    terms = case.terms.last()
    back = report.checks.last() if report.stage == "sent-back" else None
    return {
        "terms": terms,
        "window": f"{in_words(terms.from_on)} to {in_words(terms.to_on)}" if terms else "",
        "back": back,
        "kind": case.get_kind_display(),
        "stage_words": row_stage(report),
    }


def conflicted(case: CaseReview, person: Any) -> bool:
    """Somebody of its panel or a reviewer, who left it for a conflict of interest: they know of the case."""
    out = kept_out(case).filter(pk=person.pk).exists()
    return out and (case.panel.filter(person=person).exists() or case.reviewers.filter(person=person).exists())


__all__ = [
    "PARTS", "May", "ReportShown", "beside", "conflicted", "given_to", "may_in", "reports_of",
    "said_to_author", "voices_of",
]  # fmt: skip
