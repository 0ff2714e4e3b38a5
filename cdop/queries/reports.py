"""The panel's reports as their readers find them: those there are, one of them, and what it says in figures."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import F
from django.urls import reverse

from cdop import report_words as say
from cdop.models import Report
from cdop.queries.figures import figures_of, half_of
from cdop.years import Year, last_ended, last_quarter
from sscb.access.policy import can
from sscb.board.queries.shown import OwedRow, State, Step
from sscb.board.sockets import Owing
from sscb.disclosure import Disclosed
from sscb.timetable.days import in_words
from sscb.timetable.models import Deadline
from sscb.timetable.queries import Listed


@dataclass(frozen=True)
class ReportRow:
    uuid: UUID
    title: str
    reference: str
    period: str
    state: State
    sent_on: date | None


@dataclass(frozen=True)
class Owed:
    """A report that may be begun now."""

    kind: str
    first_year: int
    quarter: int | None
    words: str


def reports_of(person: Any):
    """Every report this person may read, the newest period first; a yearly one before the quarters of its year."""
    found = Report.objects.visible_to(person)
    return found.order_by("-first_year", F("quarter").desc(nulls_first=True))


def row_of(report: Report) -> ReportRow:
    return ReportRow(report.uuid, report.title, report.reference, report.period, state_of(report), report.released_on)


def state_of(report: Report) -> State:
    if report.stage == "sent":
        return State("done", f"Sent to the Board {in_words(report.released_on)}")
    if report.stage == "agreed":
        return State("soon", f"Agreed {in_words(report.agreed_on)}, not sent yet")
    return State("waiting", "Being written")


def owed(as_at: date) -> list[Owed]:
    """The newest year and quarter that have ended and whose report nobody has begun."""
    year, quarter = last_quarter(as_at)
    wanted = [
        Owed(Report.Kind.ANNUAL, last_ended(as_at).first, None, say.title(say.ANNUAL, last_ended(as_at), None)),
        Owed(Report.Kind.QUARTERLY, year.first, quarter, say.title(say.QUARTERLY, year, quarter)),
    ]
    found = Report.objects.all_for_job("which periods have a report").values_list("kind", "first_year", "quarter")
    begun = set(found)
    return [one for one in wanted if (one.kind, one.first_year, one.quarter) not in begun]


def full_year(report: Report) -> Year:
    """The newest full year its five years end with."""
    return report.year if report.quarter in (None, 4) else Year(report.first_year - 1)


def figures_now(report: Report, *, as_at: date) -> dict[str, Any]:
    """What its figures would be if it were agreed on `as_at`; those of an agreed one are kept with it.

    A quarterly paper repeats the five years as the newest agreed report has them: what changes from quarter to quarter
    would be a few children's. A yearly report counts anew, and hides again whatever was hidden before.
    """
    year = full_year(report)
    agreed = _agreed_before(report, year)
    if agreed is not None and report.kind == Report.Kind.QUARTERLY:
        figures = {**agreed.figures, "kind": report.kind}
        figures["lead"] = say.lead(Disclosed.from_json(figures["disclosed"]), report.kind, year)
    else:
        kept = report.figures or (agreed.figures if agreed else None)
        earlier = Disclosed.from_json(kept["disclosed"]) if kept and kept["year"] == year.first else None
        figures = figures_of(report.kind, year, as_at=as_at, earlier=earlier)
    half = half_of(report.year, as_at=as_at) if report.quarter in (2, 3) else {}
    lead = f"{half['lead']} {figures['lead']}" if half else figures["lead"]
    return {**figures, "half": half, "lead": lead}


def _agreed_before(report: Report, year: Year) -> Report | None:
    found = Report.objects.all_for_job("figures already decided for the same years").exclude(pk=report.pk)
    for one in found.filter(agreed_on__isnull=False).order_by("-agreed_on", "-pk"):
        if one.figures.get("year") == year.first:
            return one
    return None


def ends_on(report: Report) -> date:
    """The last day of the period it is about."""
    return report.year.quarter_ends_on(report.quarter) if report.quarter else report.year.ends_on


def figures_shown(report: Report, *, as_at: date) -> dict[str, Any]:
    """The figures of the report: as kept with the agreement, or as they stand once its period has ended.

    Before that there are none: five years that move from day to day would tell of single children.
    """
    if report.agreed_on:
        return report.figures
    return figures_now(report, as_at=as_at) if as_at > ends_on(report) else {}


@dataclass(frozen=True)
class Text:
    code: str
    title: str
    words: str


def texts_of(report: Report) -> list[Text]:
    """What people wrote in it, part by part, in the order of its kind."""
    return [Text(code, title, report.texts.get(code, "")) for code, title in say.PARTS[report.kind].items()]


def deadlines_of(report: Report, as_at: date) -> list[dict[str, Any]]:
    """Its duties, the late first."""
    rows = []
    for row in Deadline.objects.filter(record_id=report.pk).exclude(state="cancelled").order_by("due_on", "id"):
        if row.state == Deadline.State.MET:
            state = State("done", f"Done {in_words(row.met_on)}")
        elif row.is_late(as_at):
            state = State("late", f"Late since {in_words(row.due_on)}")
        else:
            state = State("waiting", "Open")
        rows.append({"title": row.title, "rule": row.rule, "due_on": row.due_on, "reason": row.reason, "sum": row.sum,
                     "state": state})  # fmt: skip
    return rows


def to_begin(person: Any, as_at: date) -> list[OwedRow]:
    """For the co-ordinator: reports whose period has ended and that nobody has begun, so no record yet. One query."""
    if not can(person, "cdop.write_report"):
        return []
    url, rows = reverse("cdop:reports"), []
    for one in owed(as_at):
        ended = Year(one.first_year).quarter_ends_on(one.quarter or 4)
        rows.append(
            OwedRow(one.words, url, "Its period has ended", f"Ended {in_words(ended)}", State("waiting", "To be begun"),
                    Step("Open", url, about=one.words), ended)
        )  # fmt: skip
    return rows


def _ended(one: Listed, as_at: date, row: OwedRow) -> OwedRow | None:
    """With the day its period ended; nothing to agree before, nor while a part of it says nothing."""
    report = Report(**{name: one.more[f"report__{name}"] for name in WRITTEN})
    ended = ends_on(report)
    if one.stage == "drafting" and (as_at <= ended or report.unwritten):
        return None
    return replace(row, due_on=ended, due_words=f"Ended {in_words(ended)}")


WRITTEN = ("kind", "first_year", "quarter", "texts")
OWING = tuple(
    Owing("cdop.report", (stage,), rule, "Open", state=("waiting", words), late=None, row=_ended,
          more=tuple(f"report__{name}" for name in WRITTEN))
    for stage, rule, words in (
        ("agreed", "cdop.write_report", "To be sent to the Board"),
        ("drafting", "cdop.agree_report", "To be agreed by you"),
    )
)  # fmt: skip
"""On home pages: to be sent by the co-ordinator, to be agreed by the panel's chair."""


def newest_for_the_board(as_at: date) -> Report | None:
    """The report the Board's pack is made from: the newest that was agreed by `as_at`."""
    found = Report.objects.all_for_job("the pack is made for all its readers")
    return found.filter(agreed_on__lte=as_at).order_by("-agreed_on", "-pk").first()
