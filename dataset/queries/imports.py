"""What the pages of imports and restatements show, made ready: sentences, tables, the next step."""

from dataclasses import dataclass, field
from typing import Any

from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.http import urlencode

from dataset.importing.comparing import Report
from dataset.models import Import, Restatement, Value
from sscb import clock
from sscb.charts import numbers
from sscb.jobs.models import Job

State = Import.State
MARKS = {
    State.READING: ("waiting", "Being read"), State.CHECKED: ("soon", "Waiting for you"),
    State.ACCEPTED: ("done", "Imported"), State.REFUSED: ("stop", "Not taken"), State.LEFT: ("waiting", "Left"),
}  # fmt: skip


@dataclass(frozen=True)
class Mark:
    code: str
    words: str


@dataclass(frozen=True)
class ImportRow:
    file: str
    url: str
    who: str
    when: Any
    state: Mark
    what: str


@dataclass(frozen=True)
class ImportPage:
    """Everything the page of one import shows."""

    uuid: Any
    heading: str
    lead: str
    state: str
    facts: list[dict[str, str]]
    counts: list[dict[str, Any]] = field(default_factory=list)
    report: Report | None = None
    indicators: list[dict[str, Any]] = field(default_factory=list)
    restatements: list[dict[str, Any]] = field(default_factory=list)
    unclaimed: list[dict[str, Any]] = field(default_factory=list)
    faults_more: int = 0
    may_accept: bool = False
    note: str = ""


@dataclass(frozen=True)
class RestatementRow:
    """One figure that a later file gives otherwise."""

    uuid: Any
    indicator: str
    title: str
    area: str
    period: str
    stands: str
    stands_from: str
    proposed: str
    proposed_from: str
    received: Any
    state: Mark
    url: str
    why: str = ""


def import_rows() -> list[ImportRow]:
    """Imports, the latest first; the page cuts them into pages."""
    found = Import.objects.select_related("uploaded_by").defer("report")
    return [
        ImportRow(
            file=one.file_name, url=reverse("dataset:import", args=[one.uuid]),
            who=one.uploaded_by.name if one.uploaded_by else "the command line", when=one.uploaded_at,
            state=Mark(*MARKS[State(one.state)]), what=numbers.counted(one.rows, "row") if one.rows else "",
        )
        for one in found[:500]
    ]  # fmt: skip


def import_page(import_: Import) -> ImportPage:
    """The page of one import in whatever state it is."""
    report = Report.from_json(import_.report) if import_.report else None
    job = _job(import_)
    heading, lead = _words(import_, report, job)
    facts = [
        {"term": "Layout", "text": report.layout_title if report else "Not known yet"},
        {"term": "Size", "text": f"{filesizeformat(import_.size)}, {import_.rows:,} rows"},
        {"term": "Bytes", "text": f"SHA-256 {import_.sha256}"},
        {"term": "Chosen by", "text": f"{_who(import_.uploaded_by)}, {numbers.day(clock.day_of(import_.uploaded_at))}"},
    ]
    if import_.accepted_at:
        facts.append({"term": "Accepted by",
                      "text": f"{_who(import_.accepted_by)}, {numbers.day(clock.day_of(import_.accepted_at))}"})
    page: dict[str, Any] = {}
    if report and import_.state in (State.CHECKED, State.ACCEPTED, State.LEFT):
        page = _tables(import_, report)
    busy = import_.state == State.READING or (import_.state == State.CHECKED and job and job.state in Job.UNFINISHED)
    return ImportPage(
        uuid=import_.uuid, heading=heading, lead=lead, state="reading" if busy else import_.state, facts=facts,
        report=report, note=(job.note if job and busy else ""),
        may_accept=bool(import_.state == State.CHECKED and not busy and report and report.can_be_accepted
                        and not report.changes_nothing), **page,
    )  # fmt: skip


def _tables(import_: Import, report: Report) -> dict[str, Any]:
    counts = [
        {"figure": f"{report.new:,}", "words": "new figures"},
        {"figure": f"{report.unchanged:,}", "words": "as they are already"},
        {"figure": f"{report.restated + report.waiting:,}", "words": "other than what stands"},
        {"figure": f"{report.rejected:,}", "words": "rows or cells that cannot be taken"},
    ]
    if report.completed:
        counts.insert(1, {"figure": f"{report.completed:,}", "words": "get the numerator and denominator they lacked"})
    if report.neighbours_new or report.neighbours_unchanged:
        counts = [{"figure": str(report.neighbours_new), "words": "authorities with new neighbours"},
                  {"figure": str(report.neighbours_unchanged), "words": "as they are already"}]  # fmt: skip
    elif report.definitions_new or report.definitions_unchanged:
        counts = [{"figure": str(report.definitions_new), "words": "definitions new or worded anew"},
                  {"figure": str(report.definitions_unchanged), "words": "as they are already"}]  # fmt: skip
    address = reverse("dataset:map", args=[import_.uuid])
    return {
        "counts": counts,
        "indicators": [
            {**one, **{f"{name}_words": f"{one[name]:,}" for name in ("new", "unchanged", "restated")}}
            for one in report.indicators
        ],
        "restatements": [
            {**one, "stands": _shown(one["stands"]), "proposed": _shown(one["proposed"])}
            for one in report.restatements
        ],
        "unclaimed": [
            {**one, "cells_words": f"{one['cells']:,}", "url": f"{address}?{urlencode({'column': one['column']})}"}
            for one in report.unclaimed
        ],
        "faults_more": report.rejected - len(report.faults),
    }


def _words(import_: Import, report: Report | None, job: Job | None) -> tuple[str, str]:
    """The heading is the answer; the lead says what to do."""
    name = import_.file_name
    if import_.state == State.READING:
        if job and job.state == Job.State.FAILED:
            return f"{name} could not be read", job.error or "Choose the file again. Nothing was changed."
        return f"{name} is being read", "This page looks again every two seconds. Nothing is imported yet."
    if import_.state == State.REFUSED:
        return f"{name} was not taken", f"{import_.why_not} Nothing was changed."
    if report is None:
        return name, ""
    if import_.state == State.LEFT:
        return f"{name} was left", "Nothing of it was imported."
    if import_.state == State.ACCEPTED:
        return _accepted_words(name, report)
    if job and job.state == Job.State.FAILED and job.args.get("do") == "accept":
        return f"{name} was not imported", job.error or "Nothing was changed; try again."
    if report.rejected:
        return (
            f"{numbers.capital(numbers.counted(report.rejected, 'fault'))} in {name}: nothing can be imported",
            "Correct them in the file and choose it again. All of a file is imported, or nothing.",
        )
    if report.changes_nothing:
        before = "This very file was imported before. " if report.seen_before else ""
        if report.waiting:
            before += f"{numbers.capital(numbers.counted(report.waiting, 'figure'))} already waits to be decided. "
        return f"{name} changes nothing", f"{before}Every figure that an indicator claims is here already."
    if report.neighbours_new:
        return f"{name} gives {numbers.counted(report.neighbours_new, 'authority', 'authorities')} new neighbours", ""
    if report.definitions_new:
        return f"{name} defines {numbers.counted(report.definitions_new, 'measure')}", ""
    asks = f" and asks about {numbers.counted(report.restated, 'figure')}" if report.restated else ""
    lead = "Look at what it would do, then import it or leave it. Nothing is imported yet."
    if report.restated:
        lead += " Where it gives another figure than the one that stands, the old one stays until somebody decides."
    if report.completed and not report.new and not report.restated:
        return f"{name} says what {numbers.counted(report.completed, 'figure')} {_is(report.completed)} out of", lead
    if report.restated and not report.new:
        return f"{name} asks about {numbers.counted(report.restated, 'figure')}", lead
    return f"{name} adds {numbers.counted(report.new, 'figure')}{asks}", lead


def _accepted_words(name: str, report: Report) -> tuple[str, str]:
    lead = ""
    if report.restated:
        lead = (f"{numbers.capital(numbers.counted(report.restated, 'figure'))} of it differ from what stands. "
                "The old figures count until somebody decides.")  # fmt: skip
    if report.neighbours_new:
        return f"{name} was imported: new neighbours of {report.neighbours_new} authorities", lead
    if report.definitions_new:
        return f"{name} was imported: {report.definitions_new} definitions", lead
    if report.completed:
        lead = (f"{numbers.capital(numbers.counted(report.completed, 'figure'))} that came without numerator and "
                f"denominator {_has(report.completed)} them now. {lead}").strip()  # fmt: skip
    return f"{name} was imported: {numbers.counted(report.new, 'new figure')}", lead


def _is(count: int) -> str:
    return "is" if count == 1 else "are"


def _has(count: int) -> str:
    return "has" if count == 1 else "have"


def restatement_rows(*, open_only: bool, import_: Import | None = None, limit: int = 500) -> list[RestatementRow]:
    """Restatements, the latest file first."""
    found = Restatement.objects.select_related(
        "stands__version__indicator", "stands__area", "stands__came_from", "came_from", "decided_by"
    )
    found = found.filter(state=Restatement.State.OPEN) if open_only else found.exclude(state=Restatement.State.OPEN)
    if import_ is not None:
        found = found.filter(came_from=import_)
    return [restatement_row(one) for one in found[:limit]]


def restatement_row(one: Restatement) -> RestatementRow:
    """One restatement in words."""
    stands, indicator = one.stands, one.stands.version.indicator
    marks = {"open": ("soon", "To be decided"), "accepted": ("done", "New figure counts"),
             "refused": ("stop", "Old figure stands")}  # fmt: skip
    return RestatementRow(
        uuid=one.uuid, indicator=indicator.code, title=indicator.title, area=stands.area.name,
        period=stands.period_label, stands=_shown_of(stands), stands_from=_source(stands),
        proposed=_shown_of(one), proposed_from=_source(one), received=one.received_at,
        state=Mark(*marks[one.state]), url=reverse("dataset:restatement", args=[one.uuid]), why=one.why,
    )  # fmt: skip


def _source(one: Value | Restatement) -> str:
    where = f"{one.sheet}, row" if one.sheet else "row"
    return f"{one.came_from.file_name}, {where} {one.row}, {one.column}"


def _shown_of(one: Value | Restatement) -> str:
    parts = ""
    if one.numerator is not None and one.denominator is not None:
        parts = f" ({_shown(one.numerator)} of {_shown(one.denominator)})"
    return _shown(one.value if one.value is not None else one.text or one.marker) + parts


def _shown(value: Any) -> str:
    """A figure as the source prints it, without binary leftovers: 37.700000000000003 is 37.7."""
    if isinstance(value, float | int):
        places = f"{value:.10g}".partition(".")[2]
        return numbers.plain(value, min(len(places), 5)) if "e" not in places else f"{value:.5g}"
    return str(value or "nothing")


def _who(person: Any) -> str:
    return person.name if person else "the command line"


def _job(import_: Import) -> Job | None:
    return Job.objects.filter(uuid=import_.job_uuid).first() if import_.job_uuid else None
