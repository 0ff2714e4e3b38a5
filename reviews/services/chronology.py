"""Each agency's rows of the chronology: entered or imported, all or nothing; integrated by the review."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from reviews.law import UNCHANGED
from reviews.models import AgencyReport, CaseReview, ChronologyRow
from reviews.models.reports import ABOUT
from reviews.services.gathering import passed_on
from sscb.access.errors import Conflict
from sscb.access.policy import require
from sscb.history.services import write_history
from sscb.people.models import Person
from sscb.records.moving import advance
from sscb.timetable.days import in_words

MOST_ROWS = 2000


@dataclass(frozen=True)
class Happened:
    """One row, as an agency tells it."""

    happened_on: date
    about: str
    what: str
    source: str
    response: str = ""
    theme: str = ""


def row_faults(told: Happened, *, window: tuple[date, date] | None, today: date) -> dict[str, str]:
    """What is wrong with a row, by field: the same for a form and for a file."""
    faults = {}
    if told.happened_on > today:
        faults["happened_on"] = f"{in_words(told.happened_on)} has not come."
    elif window and not window[0] <= told.happened_on <= window[1]:
        faults["happened_on"] = (
            f"The review looks at {in_words(window[0])} to {in_words(window[1])}; this is outside it. Ask the lead "
            "reviewer if it matters."
        )
    if told.about not in ABOUT:
        faults["about"] = f"Say whom it concerns by role: {', '.join(ABOUT.values())}."
    if not told.what.strip():
        faults["what"] = "Say what happened."
    if not told.source.strip():
        faults["source"] = "Say in which record it stands."
    return faults


def window_of(case_id: int) -> tuple[date, date] | None:
    """The time reviewed, by the terms that hold; None before there are any."""
    case = CaseReview.objects.all_for_job("the terms of the case in hand").get(pk=case_id)
    terms = case.terms.last()
    return (terms.from_on, terms.to_on) if terms else None


def refusal_to_write(report: AgencyReport) -> str:
    """Why this agency's rows cannot be changed now; or "". Open until the review has integrated them."""
    if report.stage == "withdrawn":
        return f"The Board’s office does not ask for {report.reference} any more. {UNCHANGED}"
    if fault := passed_on(report):
        return fault
    if report.chronology.exclude(integrated_on=None).exists():
        return (
            "The review has put your agency’s rows together with the others’, so they are not changed any more. Ask "
            f"the lead reviewer to open them again. {UNCHANGED}"
        )
    return ""


def _may_write(report: AgencyReport, by: Person) -> None:
    require(by, "reviews.write_report", report)
    if fault := refusal_to_write(report):
        raise Conflict(fault)


@transaction.atomic(durable=True)
def add_row(*, report: AgencyReport, told: Happened, by: Person, on: date) -> ChronologyRow:
    """One row, by the agency's author."""
    _may_write(report, by)
    if faults := row_faults(told, window=window_of(report.case_id), today=on):
        raise ValidationError(faults)
    _room_for(report, 1)
    advance(report)
    return ChronologyRow.objects.create(report=report, entered_on=on, entered_by=by, **_columns(told))


def _columns(told: Happened) -> dict:
    return {
        "happened_on": told.happened_on, "about": told.about, "what": told.what.strip(), "theme": told.theme,
        "source": told.source.strip(), "response": told.response.strip(),
    }  # fmt: skip


def _room_for(report: AgencyReport, more: int) -> None:
    if report.chronology.count() + more > MOST_ROWS:
        raise ValidationError(f"One agency’s chronology holds {MOST_ROWS:,} rows. Keep to what matters. {UNCHANGED}")


@transaction.atomic(durable=True)
def take_rows(*, report: AgencyReport, rows: Sequence[Happened], sha256: str, by: Person, on: date) -> int:
    """All rows of a file that was read without a fault; none where one of them stands here already."""
    _may_write(report, by)
    window = window_of(report.case_id)
    for one in rows:
        if faults := row_faults(one, window=window, today=on):
            raise ValidationError(f"{' '.join(faults.values())} {UNCHANGED}")
    if report.chronology.filter(from_file=sha256).exists():
        raise ValidationError(f"The rows of this file are here already. {UNCHANGED}")
    _room_for(report, len(rows))
    advance(report)
    ChronologyRow.objects.bulk_create(
        ChronologyRow(report=report, entered_on=on, entered_by=by, from_file=sha256, **_columns(one)) for one in rows
    )
    write_history(report, "reviews.rows_imported", by=by, on=on, rows=len(rows), sha256=sha256)
    return len(rows)


@transaction.atomic(durable=True)
def take_out_row(*, row: ChronologyRow, report: AgencyReport, by: Person, on: date) -> None:
    """The author takes a row out that they had entered: nobody of the review has read it yet."""
    _may_write(report, by)
    advance(report)
    row.delete()
    write_history(report, "reviews.row_taken_out", by=by, on=on)


@transaction.atomic(durable=True)
def integrate(*, case: CaseReview, by: Person, on: date) -> int:
    """Put the rows of every agency whose report has come together with those that are integrated; how many."""
    require(by, "reviews.work", case)
    come = AgencyReport.objects.of(case).filter(stage__in=("received", "accepted"))
    rows = ChronologyRow.objects.filter(report__in=come, integrated_on=None)
    if not rows.exists():
        raise Conflict(
            f"There is nothing to put together: no agency whose report has come has rows that are new. {UNCHANGED}"
        )
    advance(case)
    count = rows.update(integrated_on=on, integrated_by=by)
    write_history(case, "reviews.integrated", by=by, on=on, rows=count)
    return count


@transaction.atomic(durable=True)
def open_again(*, report: AgencyReport, case: CaseReview, why: str, by: Person, on: date) -> None:
    """An agency must put its rows right: they leave the integrated chronology until they are put together again."""
    require(by, "reviews.work", case)
    if not why.strip():
        raise ValidationError({"why": "Say why."})
    advance(case)
    report.chronology.update(integrated_on=None, integrated_by=None)
    write_history(case, "reviews.rows_opened", by=by, on=on, agency=report.agency.name)
