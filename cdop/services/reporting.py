"""The panel's reports: begun, written, agreed by its chair with their figures kept, and sent to the Board."""

from collections.abc import Mapping
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from cdop.models import Report
from cdop.queries.reports import ends_on, figures_now
from cdop.report_words import PARTS, title
from cdop.services.lawful import write
from cdop.transition import UNCHANGED
from cdop.years import Year, last_quarter, year_of
from sscb.access.policy import require
from sscb.history.services import write_history
from sscb.jobs.services import ring
from sscb.people.models import Group, Person
from sscb.records.moving import advance, check_version, move
from sscb.records.services import next_reference
from sscb.timetable.days import in_words
from sscb.timetable.services import meet_deadlines, set_deadlines

YEAR_ENDED, ANNUAL_RULE, RETURN_RULE = "cdop.year_ended_on", "cdop-annual-report", "lscb1-return"


@transaction.atomic(durable=True)
def begin_report(*, kind: str, year: Year, by: Person, on: date, quarter: int | None = None) -> Report:
    """Begin the report of a year, or the paper of a quarter that has ended. A year's deadlines count from its end.

    Raises ValidationError for a period that has not come, or whose report was begun already.
    """
    require(by, "cdop.write_report")
    return _begin(kind, year, quarter, by, on)


def _begin(kind: str, year: Year, quarter: int | None, by: Person, on: date) -> Report:
    if quarter is None and year > year_of(on):
        raise ValidationError(f"The year {year.words} has not begun. {UNCHANGED}")
    if quarter is not None and (year, quarter) > last_quarter(on):
        raise ValidationError(f"That quarter ends on {in_words(year.quarter_ends_on(quarter))}. {UNCHANGED}")
    if Report.objects.all_for_job("one for each period").filter(
        kind=kind, first_year=year.first, quarter=quarter
    ).exists():
        raise ValidationError(f"This report was begun already: open it from the list. {UNCHANGED}")
    report = Report.objects.create(
        type=Report.TYPE, level=Report.LEVEL, reference=next_reference(Report.PREFIX, on), kind=kind,
        title=title(kind, year, quarter), group=Group.objects.filter(code="cdop").first(), stage="drafting",
        opened_on=on, first_year=year.first, quarter=quarter,
    )  # fmt: skip
    if kind == Report.Kind.ANNUAL:
        set_deadlines(report, trigger=YEAR_ENDED, on=year.ends_on, by=by, only=(ANNUAL_RULE, RETURN_RULE))
    write_history(report, "cdop.report_begun", by=by, on=on, kind=kind, period=report.period)
    return report


@transaction.atomic(durable=True)
def write_report(*, report: Report, version: int, texts: Mapping[str, str], by: Person, on: date) -> Report:
    """What people say in it. Raises SomeoneElseWasFirst, and ValidationError once it is agreed."""
    require(by, "cdop.write_report", report)
    if report.stage != "drafting":
        raise ValidationError(f"{report.reference} is agreed: its chair can open it again. {UNCHANGED}")
    unknown = set(texts) - set(PARTS[report.kind])
    if unknown:
        raise TypeError(f"No parts of this report: {sorted(unknown)}")
    check_version(report, version, mine={})
    write(report, texts={**report.texts, **{code: text.strip() for code, text in texts.items()}})
    write_history(report, "cdop.report_written", by=by, on=on, parts=", ".join(sorted(texts)))
    return report


@transaction.atomic(durable=True)
def agree_report(*, report: Report, by: Person, on: date) -> Report:
    """The panel's chair agrees. From here on its figures are those of today, for ever, wherever they are shown."""
    require(by, "cdop.agree_report", report)
    if on <= ends_on(report):
        raise ValidationError(
            f"Its period ends on {in_words(ends_on(report))}: its figures are not whole yet. {UNCHANGED}"
        )
    move(report, to="agreed", by=by, on=on)
    figures = figures_now(report, as_at=on)
    write(report, figures=figures, agreed_on=on, agreed_by=by)
    write_history(report, "cdop.report_agreed", by=by, on=on, masked=figures["masked"])
    ring("cdop.print_report", by=by, key=f"print report {report.uuid} {on}", args={"report": str(report.uuid)})
    return report


@transaction.atomic(durable=True)
def open_report_again(*, report: Report, why: str, by: Person, on: date) -> Report:
    """The chair takes the agreement back, before it is sent. What its figures hid stays hidden in the next ones."""
    if not why.strip():
        raise ValidationError(f"Say why it is opened again. {UNCHANGED}")
    move(report, to="drafting", by=by, on=on, why=why)
    write(report, agreed_on=None, agreed_by=None)
    write_history(report, "cdop.report_opened", by=by, on=on, why=why)
    return report


@transaction.atomic(durable=True)
def send_report(*, report: Report, by: Person, on: date) -> Report:
    """It goes to the Board: every member may read it from now on. A yearly one meets its duty; the next is begun."""
    move(report, to="sent", by=by, on=on)
    advance(report, released_on=on)
    write_history(report, "cdop.report_sent", by=by, on=on)
    if report.kind == Report.Kind.ANNUAL:
        meet_deadlines(report, rules=(ANNUAL_RULE,), by=by, on=on)
        following = Year(report.first_year + 1)
        known = Report.objects.all_for_job("one for each period").filter(kind=report.kind, first_year=following.first)
        if not known.exists():
            _begin(report.kind, following, None, by, on)
    return report


@transaction.atomic(durable=True)
def send_return(*, report: Report, by: Person, on: date) -> Report:
    """Record that the yearly return went to its collector. Raises ValidationError where none is owed, or it went."""
    require(by, "cdop.send_return", report)
    if on <= report.year.ends_on:
        raise ValidationError(f"The year ends on {in_words(report.year.ends_on)}. {UNCHANGED}")
    if not meet_deadlines(report, rules=(RETURN_RULE,), by=by, on=on):
        raise ValidationError(
            "No yearly return is owed for this year: it went already, or the rule (lscb1-return) had ended. "
            f"{UNCHANGED}"
        )
    write(report, return_sent_on=on, return_sent_by=by)
    write_history(report, "cdop.return_sent", by=by, on=on, year=report.period)
    return report
