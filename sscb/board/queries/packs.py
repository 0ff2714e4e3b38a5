"""The page on which a pack is built: can it be issued, and if not, why not?"""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.urls import reverse

from sscb import clock
from sscb.access.policy import can
from sscb.board.agenda import clock_words
from sscb.board.bodies import is_boards
from sscb.board.models import Meeting, PackVersion, Paper
from sscb.board.packs.checks import Fault, every_fault, faults
from sscb.board.packs.issuing import versions_for
from sscb.board.queries.meetings import pack_issue_on, paper_state, papers_of
from sscb.board.queries.shown import Fact, Link, Progress, State, Step, by_date, full_day, many, number_words
from sscb.jobs.queries import newest_job_about
from sscb.learning.queries.promises import broken_promises
from sscb.pdf import missing_libraries
from sscb.timetable.models import Deadline


@dataclass(frozen=True)
class Stage:
    title: str
    when: str
    state: State


@dataclass(frozen=True)
class Building:
    title: str
    left: str
    progress: Progress
    note: str
    stop: Step | None = None


@dataclass(frozen=True)
class Failed:
    what: str
    why: str
    step: Step | None


@dataclass(frozen=True)
class Build:
    title: str
    note: str
    step: Step | None
    link: Link | None = None


@dataclass(frozen=True)
class SectionRow:
    item: str
    title: str
    url: str
    source: str
    pages: str
    state: State
    faulty: bool = False
    progress: Progress | None = None


@dataclass(frozen=True)
class FaultRow:
    code: str
    code_words: str
    what: str
    where: str
    step: Step | None


@dataclass(frozen=True)
class Issue:
    note: str
    step: Step | None
    shut: str
    link: Link | None = None
    link_note: str = ""


@dataclass(frozen=True)
class VersionRow:
    title: str
    url: str
    built_words: str
    pages: str
    figures_words: str
    state_words: str
    changed: str
    files: list[Link] = field(default_factory=list)


@dataclass(frozen=True)
class PackPage:
    kicker: str
    heading: str
    lead: str
    stages: list[Stage]
    building: Building | None
    failed: Failed | None
    build: Build | None
    sections: list[SectionRow]
    sections_note: str
    all_url: str
    faults: list[FaultRow]
    must: int
    look: int
    sound: str
    issue: Issue
    dated: list[Fact]
    versions: list[VersionRow]
    versions_empty: str


def pack_page(meeting: Meeting, person: Any, as_at: date) -> PackPage:
    may_build = bool(can(person, "board.build_pack", meeting))
    may_issue = bool(can(person, "board.issue_pack", meeting))
    versions = list(versions_for(meeting, may_build=may_build)[:20])
    newest = versions[0] if versions else None
    _say_if_given_up(newest, meeting)
    ready = _to_issue(versions)
    papers = papers_of(meeting, person)
    found = every_fault(ready, papers, as_at)
    broken = broken_promises(person, as_at).count if may_build and ready else 0
    if broken:
        what = f"{many(broken, 'promise')} of the thread {'is' if broken == 1 else 'are'} broken"
        where = "What was learned has gone no further. See what the Board may ask about."
        found.append(Fault(what, where, False, url=reverse("learning:promises")))
    must, look = [one for one in found if one.grave], [one for one in found if not one.grave]
    missing = [paper for paper in papers if paper.stage == "expected"]
    has_part_b = any(one.item.part_b for one in papers)
    building = newest if newest and newest.state == PackVersion.State.BUILDING else None
    url = reverse("board:build", args=[meeting.uuid])
    return PackPage(
        kicker=f"{meeting.title}, {full_day(meeting.meets_on)}",
        heading=_heading(newest, ready, missing, must),
        lead="",
        stages=_stages(meeting, papers, must, as_at),
        building=_building(meeting, building),
        failed=_failed(newest, url if may_build else ""),
        build=None if building or not may_build else _build(newest, ready, url),
        sections=_sections(papers, newest, as_at, may_build),
        sections_note=_sections_note(papers),
        all_url="",
        faults=[_fault(one, papers, may_build) for one in found],
        must=len(must),
        look=len(look),
        sound=_sound(papers, found),
        issue=_issue(ready, must, missing, may_issue),
        dated=_dated(newest),
        versions=[_version_row(one, has_part_b and one.state == "issued") for one in versions],
        versions_empty="No draft has been built yet.",
    )


def _sound(papers, found) -> str:
    whole = len(papers) - len({one.paper for one in found if one.paper})
    return f"{many(whole, 'paper and section', 'papers and sections')} without a fault."


def _say_if_given_up(newest: PackVersion | None, meeting: Meeting) -> None:
    """A build whose job died too often could not write that into its draft; the page says it all the same."""
    if newest and newest.state == PackVersion.State.BUILDING:
        job = newest_job_about(meeting, "board.build_pack")
        if job and job.uuid == newest.job and job.state == "failed":
            newest.state, newest.problem = PackVersion.State.FAILED, job.error


def _to_issue(versions: list[PackVersion]) -> PackVersion | None:
    """The newest draft that is ready, unless something later was issued; `versions` has the newest first."""
    whole = (one for one in versions if one.state in (PackVersion.State.READY, PackVersion.State.ISSUED))
    newest = next(whole, None)
    return newest if newest and newest.state == PackVersion.State.READY else None


def _heading(newest, ready, missing, must) -> str:
    rest = []
    if missing:
        rest.append(
            f"{number_words(len(missing)).lower()} {'papers are' if len(missing) > 1 else 'paper is'} still to come"
        )
    if must:
        rest.append(f"{many(len(must), 'fault')} must be put right")
    if newest and newest.state == PackVersion.State.BUILDING:
        return f"Draft {newest.draft} is being built"
    if newest and newest.state == PackVersion.State.FAILED:
        return f"Draft {newest.draft} could not be built. The pack before it is unchanged"
    if ready:
        if must:
            return f"Draft {ready.draft} cannot be issued yet: {' and '.join(rest)}"
        return f"Draft {ready.draft} can be issued" + (f": {rest[0]}, each with a sheet that says so" if rest else "")
    if newest and newest.state == PackVersion.State.ISSUED:
        return f"Version {newest.number} is issued: {newest.pages} pages"
    return "No draft has been built yet" + (f": {' and '.join(rest)}" if rest else "")


def _stages(meeting, papers, must, as_at) -> list[Stage]:
    due = {row.rule: row for row in Deadline.objects.filter(record_id=meeting.pk)}

    def stage(title, rule, done, undone) -> Stage:
        row = due.get(rule)
        when = full_day(row.due_on) if row and row.due_on else ""
        if done or (row and row.state == "met"):
            return Stage(title, when, State("done", "Done"))
        return Stage(title, when, undone or (by_date(row.due_on, as_at) if row else State("waiting", "To come")))

    missing = sum(1 for paper in papers if paper.stage == "expected")
    wait = due.get("board-papers-due")
    late = wait and wait.due_on and wait.due_on < as_at
    issued = PackVersion.objects.filter(meeting=meeting, state=PackVersion.State.ISSUED).exists()
    return [
        stage("Agenda set", "board-agenda-set", meeting.items.exists(), None),
        stage("Papers in", "board-papers-due", not missing, State("late" if late else "waiting", f"{missing} to come")),
        stage(
            "Checked and marked",
            "board-quality-check",
            False,
            State("stop", f"{len(must)} to put right") if must else None,
        ),
        stage("Frozen and issued", "board-pack-issue", issued, None),
        Stage(
            "Board meets" if is_boards(meeting.group) else "The group meets",
            full_day(meeting.meets_on),
            State("done", "Held")
            if meeting.meets_on < as_at
            else State("waiting", f"In {many((meeting.meets_on - as_at).days, 'day')}"),
        ),
    ]


def _building(meeting, version) -> Building | None:
    if version is None:
        return None
    job = newest_job_about(meeting, "board.build_pack")
    done, total = (job.done, job.total) if job and job.total else (0, 1)
    note = job.note if job and job.note else "Waiting for a worker."
    again = " It was stopped and started again; nothing that was ready is done twice." if job and job.restarted else ""
    return Building(
        title=f"Building: {done} of {total} sections",
        left="",
        progress=Progress("Sections laid out", done, total, large=True),
        note=f"{note}.{again}".replace("..", "."),
    )


def _failed(newest, url) -> Failed | None:
    if newest is None or newest.state != PackVersion.State.FAILED:
        return None
    step = Step("Build again", url, post=True, main=True) if url else None
    return Failed(f"Draft {newest.draft} stopped", newest.problem, step)


def _build(newest, ready, url) -> Build:
    problem = missing_libraries()
    if problem:
        return Build("Packs cannot be made on this machine", problem, None)
    number = (newest.draft if newest else 0) + 1
    note = (
        "Only what has changed since the last draft is laid out again."
        if ready
        else "Figures are taken at the moment you press the button."
    )
    link = Link("Open the newest draft (PDF)", reverse("board:pack_file", args=[ready.uuid])) if ready else None
    return Build(f"Draft {number}", note, Step("Build pack", url, post=True, main=True), link)


def _sections(papers, newest, as_at, may_build) -> list[SectionRow]:
    pages: dict[str, int] = {}
    if newest:
        for part in newest.parts.all():
            if part.item and part.pages:
                pages[part.item] = pages.get(part.item, 0) + part.pages
    failed = {part.item: part for part in newest.parts.all() if part.state == "failed"} if newest else {}
    rows = []
    for paper in papers:
        state = State("stop", "Could not be laid out") if paper.item.number in failed else paper_state(paper, as_at)
        rows.append(
            SectionRow(
                paper.item.number,
                paper.title,
                reverse("board:paper", args=[paper.uuid]) if may_build else "",
                "portal" if paper.section else ("uploaded" if paper.stage == "received" else "to come"),
                str(pages.get(paper.item.number, "")),
                state,
                faulty=state.code in ("late", "stop"),
            )
        )
    return rows


def _sections_note(papers) -> str:
    own = sum(1 for paper in papers if paper.section)
    return f"{many(len(papers), 'paper')}, {own} of them written by the portal."


def _fault(one, papers: list[Paper], may_build: bool) -> FaultRow:
    paper = next((paper for paper in papers if paper.reference == one.paper), None)
    step = Step("See them", one.url, about=one.what) if one.url else None
    if paper and may_build:
        name = "cover" if "say" in one.what else "hand_in"
        text = "Write it" if name == "cover" else "Hand it in"
        if "again" in one.what or "holds" in one.what:
            text = "Replace it"
        step = Step(text, reverse(f"board:{name}", args=[paper.uuid]), about=paper.title)
    return FaultRow(
        "stop" if one.grave else "soon", "Must be put right" if one.grave else "Worth a look", one.what, one.where, step
    )


def _issue(ready, must, missing, may_issue) -> Issue:
    if ready is None:
        return Issue("The button opens when a draft is ready and nothing must be put right.", None, "Issue the pack")
    note = "Issuing freezes this draft: it never changes afterwards, and members can open it."
    if missing:
        are = "papers not in are" if len(missing) > 1 else "paper not in is"
        note += f" {number_words(len(missing))} {are} shown as “to follow”."
    if must or not may_issue:
        shut = f"Issue version {ready.number}"
        why = (
            "The button opens when nothing must be put right."
            if must
            else "The business manager or the chair issues it."
        )
        return Issue(why, None, shut)
    return Issue(
        note, Step(f"Issue version {ready.number}", reverse("board:issue", args=[ready.uuid]), post=True, main=True), ""
    )


def _dated(version) -> list[Fact]:
    if version is None:
        return [Fact("Figures", "None taken yet.")]
    local = version.as_at.astimezone(clock.LONDON)
    figures = version.manifest.get("figures", [])
    facts = [Fact("Taken", f"{full_day(local.date())}, {clock_words(local.time())}")]
    if figures:
        provisional = sum(1 for one in figures if "provisional" in one["state"])
        facts += [
            Fact("Figures", f"{len(figures)}, each with its source and state"),
            Fact("Provisional", str(provisional)),
        ]
    if version.fingerprint:
        facts.append(Fact("Fingerprint", f"{version.fingerprint[:4]} {version.fingerprint[4:8]}"))
    return facts


def _version_row(version: PackVersion, has_part_b: bool) -> VersionRow:
    issued = version.state == PackVersion.State.ISSUED
    built = version.finished_at.astimezone(clock.LONDON) if version.finished_at else None
    taken = version.as_at.astimezone(clock.LONDON)
    files = []
    if version.sha256:
        files.append(
            Link(
                f"PDF of {'version' if issued else 'draft'} {version.number if issued else version.draft}",
                reverse("board:pack_file", args=[version.uuid]),
            )
        )
        if has_part_b:
            files.append(Link("Part B (your own copy)", reverse("board:part_b_file", args=[version.uuid])))
    return VersionRow(
        title=f"Version {version.number}" if issued else f"Draft {version.draft}",
        url="",
        built_words=f"{built:%-d %b}, {clock_words(built.time())}" if built else "being built",
        pages=str(version.pages or ""),
        figures_words=f"{taken:%-d %b}, {clock_words(taken.time())}",
        state_words=f"Issued {version.issued_on:%-d %b}, frozen" if issued else version.get_state_display(),
        changed=_changed_words(version),
        files=files,
    )


def _changed_words(version: PackVersion) -> str:
    if version.state == PackVersion.State.FAILED:
        return version.problem
    told = version.changes or {}
    if not told or told.get("first"):
        return ""
    papers = "; ".join(f"{one['what'].lower()}: {one['title']} (page {one['page']})" for one in told["papers"])
    figures = f"{many(len(told['figures']), 'figure')} moved" if told["figures"] else ""
    return "; ".join(part for part in (papers, figures) if part) or "No paper or figure changed."


@dataclass(frozen=True)
class PackCard:
    title: str
    strong: str
    rest: str
    progress: Progress | None
    facts: list[Fact]
    note: str
    step: Step | None
    links: list[Link]


def pack_card(meeting: Meeting, person: Any, as_at: date, papers: list[Paper] | None = None) -> PackCard:
    """The state of the next pack, for the business manager's home."""
    papers = papers_of(meeting, person) if papers is None else papers
    inside = sum(1 for paper in papers if paper.stage != "expected")
    newest = PackVersion.objects.filter(meeting=meeting).first()
    ready = newest if newest and newest.state == PackVersion.State.READY else None
    if ready:
        ready.meeting = meeting
    found = faults(ready, papers, as_at)
    must = sum(1 for one in found if one.grave)
    issue_by = pack_issue_on(meeting)
    last = "None yet"
    if newest and newest.pages:
        last = f"No. {newest.draft}, {newest.pages} pages"
    elif newest:
        last = f"No. {newest.draft}, {newest.get_state_display().lower()}"
    facts = [
        Fact("Sections the portal writes", str(sum(1 for paper in papers if paper.section))),
        Fact("Must be put right", str(must), State("stop", "Blocks issue") if must else None),
        Fact("Worth a look", str(len(found) - must)),
        Fact("Last draft", last),
    ]
    return PackCard(
        title=f"{'Board pack' if is_boards(meeting.group) else 'Pack'} {meeting.reference}",
        strong=f"{inside} of {len(papers)} papers are in.",
        rest=f"It is issued by {full_day(issue_by)}, in {many((issue_by - as_at).days, 'day')}."
        if issue_by and issue_by >= as_at
        else "",
        progress=Progress("Papers in", inside, max(len(papers), 1)),
        facts=facts,
        note="",
        step=Step("Open the pack", reverse("board:pack", args=[meeting.uuid]), main=True),
        links=[Link("See the agenda", reverse("board:meeting", args=[meeting.uuid]))],
    )
