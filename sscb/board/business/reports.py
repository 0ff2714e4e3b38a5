"""The annual report: put together from the year's records, judged by the Board, frozen, printed (handbook 6.5)."""

from collections.abc import Sequence
from dataclasses import dataclass
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
from sscb.board.business.framework import framework_year
from sscb.board.business.models import AnnualReport, BoardLink, BoardRisk, BudgetLine, PlanAction
from sscb.board.business.queries import _day, _short, _url, now_of, pounds, standing_of, year_words
from sscb.board.business.services import _not_later, begin
from sscb.board.business.standing import TO_THE_BOARD
from sscb.board.models import Challenge
from sscb.history.services import write_history
from sscb.jobs.services import ring
from sscb.learning.models import ForumMeeting, ImpactCheck, Product, YoungView
from sscb.learning.printing import MARGINS
from sscb.learning.services.columns import write
from sscb.pdf.printing import CannotPrint, Printer, pack_stylesheet
from sscb.people import naming
from sscb.people.models import Person
from sscb.records.moving import advance, move
from sscb.records.services import add_attachment
from sscb.records.sockets import types
from sscb.records.stepping import Fact, Mark, Part, Row, Shown, Table

PRINT = "board.print_report"
UNCHANGED = "Nothing was changed."


@dataclass(frozen=True)
class Year:
    """From April to March, but never later than the day it is put together on."""

    begins: int
    as_at: date

    @property
    def within(self) -> tuple[date, date]:
        return date(self.begins, 4, 1), min(date(self.begins + 1, 3, 31), self.as_at)


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
    return {name: getattr(one, name) for name in ("foreword", "judgement", "lay_view", "next_year")}


@transaction.atomic(durable=True)
def write_report(
    *, record: AnnualReport, foreword: str, judgement: str, lay_view: str, next_year: str, by: Person, on: date
) -> AnnualReport:
    """What no record can say: how well services worked, what is weak and why."""
    require(by, lifecycle.RUN, record)
    if record.stage != "draft":
        raise ValidationError(f"It is with the agencies: take it back first. {UNCHANGED}")
    advance(record)
    write(record, foreword=foreword, judgement=judgement, lay_view=lay_view, next_year=next_year)
    write_history(record, "board.report_written", by=by, on=on)
    return record


@transaction.atomic(durable=True)
def consult_agencies(*, record: AnnualReport, by: Person, on: date) -> AnnualReport:
    """The figures are frozen as they stand, so that everybody reads the same."""
    move(record, to="consulted", by=by, on=on)
    sections = gather(Year(record.year, on), by)
    write(record, sections=sections)
    write_history(record, "board.report_consulted", by=by, on=on, sections=len(sections))
    return record


@transaction.atomic(durable=True)
def take_back(*, record: AnnualReport, by: Person, on: date) -> AnnualReport:
    move(record, to="draft", by=by, on=on)
    write(record, sections=None)
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
def publish_report(*, record: AnnualReport, by: Person, on: date) -> AnnualReport:
    """The whole partnership reads it; the PDF is printed by a job."""
    move(record, to="published", by=by, on=on)
    advance(record, level="P1", released_on=on)
    write_history(record, "board.report_published", by=by, on=on)
    ring(PRINT, by=by, args={"report": str(record.uuid)}, about=record)
    return record


@transaction.atomic(durable=True)
def say_sent(*, record: AnnualReport, sent_to: str, by: Person, on: date) -> AnnualReport:
    record.sent_to = sent_to
    move(record, to="sent", by=by, on=on)
    write(record, sent_to=sent_to.strip())
    write_history(record, "board.report_sent", by=by, on=on)
    return record


# --- putting it together ----------------------------------------------------------------------------------------------


def gather(year: Year, person: Any) -> list[dict[str, Any]]:
    """Parts as plain data: title, a sentence, columns and rows. Figures are the year's, whoever looks at them."""
    found = (_methods(year, person), _young(year, person), _forums(year, person), _plan(year, person),
             _challenges(year, person), _risks(year, person), _spread(year, person), _difference(year, person),
             _money(year, person), _boards(year, person))  # fmt: skip
    return [one for one in found if one["rows"]]


def _part(title: str, columns: Sequence[str], rows: Sequence[Sequence[str]], note: str = "") -> dict[str, Any]:
    return {"title": title, "note": note, "columns": list(columns), "rows": [list(row) for row in rows]}


def _methods(year: Year, person: Any) -> dict[str, Any]:
    rows = framework_year(person, *year.within)
    return _part(
        "What the framework’s methods did and taught", ("Method", "Did", "Learned", "Asked of agencies", "Difference"),
        [(row.method.title, ", ".join(row.did), str(row.points), row.asked_words, row.impact_words) for row in rows
         if row.method.of_ten],
    )  # fmt: skip


def _young(year: Year, person: Any) -> dict[str, Any]:
    found = YoungView.objects.visible_to(person).filter(opened_on__range=year.within).order_by("pk")
    return _part(
        "What young people said, and what came of it",
        ("They said", "Answer", "What was done or why not"),
        [(one.title, one.get_answer_display() or "None yet", one.did or one.reason) for one in found],
    )


def _forums(year: Year, person: Any) -> dict[str, Any]:
    found = ForumMeeting.objects.visible_to(person).filter(stage="held", meets_on__range=year.within)
    return _part("The Board at practitioner forums", ("Meeting", "Who came for the Board"),
                 [(one.title, one.board_person or "Nobody") for one in found.order_by("meets_on")])  # fmt: skip


def _plan(year: Year, person: Any) -> dict[str, Any]:
    actions = PlanAction.objects.visible_to(person).filter(
        priority_of__from_year__lte=year.begins, priority_of__to_year__gte=year.begins
    )
    return _part(
        "The business plan", ("Action", "Priority", "State", "Difference"),
        [(one.title, one.priority_of.title, _standing_words(one, year.within[1]), one.impact)
         for one in actions.select_related("priority_of").order_by("priority_of_id", "due_on")],
    )  # fmt: skip


def _standing_words(one: PlanAction, as_at: date) -> str:
    how = standing_of(one, as_at)
    return f"{how.colour}: {how.words}"


def _challenges(year: Year, person: Any) -> dict[str, Any]:
    found = Challenge.objects.visible_to(person).filter(opened_on__range=year.within).select_related("owner")
    return _part("Challenges to agencies", ("Challenge", "To", "What came of it"),
                 [(one.title, one.owner.name if one.owner else "", one.difference or one.outcome or "Open")
                  for one in found.order_by("opened_on")])  # fmt: skip


def _risks(year: Year, person: Any) -> dict[str, Any]:
    """Those that stood in the register when the year, or the part of it told here, ended."""
    last = year.within[1]
    found = BoardRisk.objects.visible_to(person).filter(opened_on__lte=last).exclude(closed_on__lte=last).order_by("pk")
    rows = [(one.title, str(now_of(one)), one.controls) for one in found if now_of(one) >= TO_THE_BOARD]
    return _part("Risks that are the Board’s", ("Risk", "Now", "What is done about it"), rows)


def _spread(year: Year, person: Any) -> dict[str, Any]:
    found = Product.objects.visible_to(person).filter(published_on__range=year.within).order_by("published_on")
    return _part("Learning that was published", ("Published", "What", "For whom"),
                 [(one.title, one.get_kind_display(), one.audience) for one in found])  # fmt: skip


def _difference(year: Year, person: Any) -> dict[str, Any]:
    found = ImpactCheck.objects.visible_to(person).filter(judged_on__range=year.within).order_by("judged_on")
    return _part("What was found when impact was checked", ("Question", "Verdict", "What it rests on"),
                 [(one.title, one.get_verdict_display(), one.finding) for one in found])  # fmt: skip


def _money(year: Year, person: Any) -> dict[str, Any]:
    found = BudgetLine.objects.visible_to(person).filter(year=year.begins).order_by("side", "pk")
    return _part(
        "What partners gave, and what was spent",
        ("Line", "In or out", "Planned", "Came to"),
        [(one.title, one.get_side_display(), pounds(one.planned), pounds(one.actual)) for one in found],
    )


def _boards(year: Year, person: Any) -> dict[str, Any]:
    found = BoardLink.objects.visible_to(person).filter(happened_on__range=year.within).order_by("happened_on")
    return _part("Work with other boards", ("Paper or theme", "With", "What came of it"),
                 [(one.title, one.get_other_display(), one.result or "Open") for one in found])  # fmt: skip


# --- shown ------------------------------------------------------------------------------------------------------------


def reports_for(person: Any):
    return AnnualReport.objects.visible_to(person).order_by("-year")


def report_mark(one: AnnualReport) -> Mark:
    code = {"draft": "soon", "consulted": "waiting", "agreed": "waiting", "published": "done", "sent": "done"}
    return Mark(code[one.stage], types[one.type].stages[one.stage])


def report_row(one: AnnualReport, as_at: date) -> Row:
    return Row(one.title, _url(one), one.reference, (("Agreed", _short(one.agreed_on)),), report_mark(one))


def reports_heading(rows: Sequence[Any], as_at: date) -> str:
    newest = next(iter(rows), None)
    if newest is None:
        return "No annual report was begun yet"
    return f"{newest.title}: {types[newest.type].stages[newest.stage].lower()}"


def report_shown(one: AnnualReport, person: Any, as_at: date) -> Shown:
    """Live until it is put to the agencies, frozen from then on."""
    sections = gather(Year(one.year, as_at), person) if one.sections is None else one.sections
    facts = [Fact("Of", naming.board(one.agreed_on or as_at).name), Fact("Year", year_words(one.year)),
             Fact("Figures", "Frozen" if one.sections is not None else "As the records stand today")]  # fmt: skip
    if one.agreed_on:
        facts.append(Fact("Agreed", _day(one.agreed_on)))
    return Shown(
        report_mark(one), facts=facts, files=True,
        parts=[Part("Foreword", one.foreword), Part("How well services worked", one.judgement),
               Part("What the lay members say", one.lay_view), Part("What comes next year", one.next_year),
               Part("What the agencies said", one.consulted), Part("To whom it was sent", one.sent_to)],
        tables=[Table(part["title"], part["note"], part["columns"],
                      [list(zip(part["columns"], row, strict=True)) for row in part["rows"]]) for part in sections],
    )  # fmt: skip


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
        "board/pack/annual_report.html", {"body": body, "report": report, "sections": report.sections}
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
