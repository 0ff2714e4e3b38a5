"""The annual report: put together from the year's records, judged by the Board, frozen, printed (handbook 6.5)."""

from datetime import date
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.template.loader import render_to_string

from sscb import clock
from sscb.access.levels import marking
from sscb.access.policy import require
from sscb.board.business import lifecycle
from sscb.board.business.models import AnnualReport
from sscb.board.business.public_report import WRITTEN, doubts, fingerprint, public_parts, still_owed
from sscb.board.business.queries import year_words
from sscb.board.business.services import _not_later, begin
from sscb.board.business.yearly import Year, gather
from sscb.history.services import write_history
from sscb.jobs.services import ring
from sscb.learning.printing import MARGINS
from sscb.learning.services.columns import write
from sscb.pdf.printing import CannotPrint, Printer, pack_stylesheet
from sscb.people import naming
from sscb.people.models import Person
from sscb.records.moving import Lowered, advance, move
from sscb.records.services import add_attachment

PRINT = "board.print_report"
UNCHANGED = "Nothing was changed."


@transaction.atomic
def begin_report(*, year: int, by: Person, on: date) -> AnnualReport:
    """A report on a year that has begun."""
    require(by, lifecycle.RUN)
    if AnnualReport.objects.all_for_job("one report a year").filter(year=year).exists():
        raise ValidationError({"year": f"The report on {year_words(year)} was begun already. {UNCHANGED}"})
    if date(year, 4, 1) > on:
        raise ValidationError({"year": f"That year has not begun yet. {UNCHANGED}"})
    made = begin(
        AnnualReport,
        "annual_report",
        "ANR",
        "draft",
        "P3",
        title=f"Annual report, {year_words(year)}",
        on=on,
        year=year,
    )
    write_history(made, "board.report_begun", by=by, on=on)
    return made


def written(one: AnnualReport) -> dict[str, str]:
    return {name: getattr(one, name) for name in WRITTEN}


@transaction.atomic(durable=True)
def write_report(
    *, record: AnnualReport, foreword: str, judgement: str, weak: str, lay_view: str, next_year: str, by: Person,
    on: date,
) -> AnnualReport:  # fmt: skip
    """What no record can say: how well services worked, what is weak and why."""
    require(by, lifecycle.RUN, record)
    if record.stage != "draft":
        raise ValidationError(f"It is with the agencies: take it back first. {UNCHANGED}")
    advance(record)
    write(record, foreword=foreword, judgement=judgement, weak=weak, lay_view=lay_view, next_year=next_year)
    write_history(record, "board.report_written", by=by, on=on)
    return record


@transaction.atomic(durable=True)
def consult_agencies(*, record: AnnualReport, by: Person, on: date) -> AnnualReport:
    """The figures are frozen as they stand, so that everybody reads the same."""
    if record.stage == "draft" and (owed := still_owed(record)):
        raise ValidationError(f"Not written yet: {'; '.join(owed)}. {UNCHANGED}")
    move(record, to="consulted", by=by, on=on)
    sections = gather(Year(record.year, on), by)
    write(record, sections=sections)
    write_history(record, "board.report_consulted", by=by, on=on, sections=len(sections))
    return record


@transaction.atomic(durable=True)
def take_back(*, record: AnnualReport, by: Person, on: date) -> AnnualReport:
    move(record, to="draft", by=by, on=on)
    write(record, sections=None, left_out={}, consulted="", agreed_on=None, agreed_by=None)
    write_history(record, "board.report_again", by=by, on=on)
    return record


@transaction.atomic(durable=True)
def agree_report(*, record: AnnualReport, consulted: str, agreed_on: date, by: Person, on: date) -> AnnualReport:
    _not_later(agreed_on, "agreed_on", on)
    record.consulted = consulted
    move(record, to="agreed", by=by, on=on)
    write(record, consulted=consulted.strip(), agreed_on=agreed_on, agreed_by=by)
    write_history(record, "board.report_agreed", by=by, on=on)
    return record


@transaction.atomic(durable=True)
def leave_out(*, record: AnnualReport, part: str, why: str, by: Person, on: date) -> AnnualReport:
    """A part that is not fit for everybody is not printed; that it is left out, and why, is."""
    require(by, lifecycle.RUN, record)
    titles = {one["code"]: one["title"] for one in record.sections or ()}
    if record.stage not in ("consulted", "agreed") or part not in titles:
        raise ValidationError({"part": f"Choose a part of the report, before it is published. {UNCHANGED}"})
    advance(record)
    write(record, left_out={**record.left_out, part: why.strip()})
    write_history(record, "board.report_left_out", by=by, on=on, why=why.strip(), part=titles[part])
    return record


@transaction.atomic(durable=True)
def publish_report(*, record: AnnualReport, by: Person, on: date, why: str = "") -> AnnualReport:
    """Everybody reads it from now on; the PDF is printed by a job. Raises ValidationError while a doubt has no answer.

    `why` the doubts that were found may stand, said by whoever has looked at each.
    """
    found = doubts(record)
    if grave := [one for one in found if one.never]:
        raise ValidationError(
            f"{grave[0].part}: {grave[0].words} Write the report again, or leave the part out. {UNCHANGED}"
        )
    if found and not why.strip():
        raise ValidationError({"why": f"Say why what was found may stand, or write the report again. {UNCHANGED}"})
    move(record, to="published", by=by, on=on)
    agreed = Lowered("It is published", agreed_by=by, decided="the Board’s agreement to the report")
    advance(record, lowered=agreed, level="P0", released_on=on)
    write(record, stands_why=why.strip(), published_on=on)
    write_history(record, "board.report_published", by=by, on=on, why=why.strip(), sha256=fingerprint(record))
    ring(PRINT, by=by, args={"report": str(record.uuid)}, about=record)
    return record


@transaction.atomic(durable=True)
def say_sent(*, record: AnnualReport, sent_to: str, by: Person, on: date) -> AnnualReport:
    record.sent_to = sent_to
    move(record, to="sent", by=by, on=on)
    write(record, sent_to=sent_to.strip())
    write_history(record, "board.report_sent", by=by, on=on)
    return record


def run_print(job: Any, progress: Any) -> dict[str, Any]:
    """The job: one PDF for one published report. Twice is as good as once."""
    found = AnnualReport.objects.all_for_job("printing").filter(
        uuid=job.args["report"], stage__in=("published", "sent")
    )
    report = found.first()
    if report is None or report.attachments.exists():
        return {"printed": 0}
    progress.step(0, 1, "Laying it out")
    style = pack_stylesheet() + MARGINS.format(marking=marking(report.level), reference=report.reference)
    body = naming.board(report.agreed_on or clock.today()).name
    html = render_to_string(
        "board/pack/annual_report.html", {"body": body, "report": report, "parts": public_parts(report)}
    )
    try:
        with Printer(1, fonts_folder=settings.FONTS, strict=settings.MODE == "test") as printer:
            printed = printer.print_one(html, style)
    except CannotPrint:
        return {"printed": 0}
    if not printed.ok:
        raise RuntimeError(printed.detail or printed.error)
    with transaction.atomic():
        add_attachment(
            record=report, name=f"{report.reference.lower()}.pdf", kind="pdf", content=printed.pdf, by=None,
            pages=printed.pages,
        )  # fmt: skip
    return {"printed": printed.pages}
