"""Meetings: which is next, what is on the agenda, which papers are in."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import OuterRef, Subquery, Sum
from django.urls import reverse

from sscb import clock
from sscb.access.policy import can
from sscb.board.agenda import BREAK, clock_words
from sscb.board.bodies import BOARD, PACK_ISSUE, called, is_boards, run_by
from sscb.board.models import AgendaItem, Meeting, PackVersion, Paper
from sscb.board.queries.bodies import Filter, bodies_seen, body_links
from sscb.board.queries.minutes import may_read_minutes, shown_items
from sscb.board.queries.shown import Fact, Link, State, Step, by_date, full_day, many, number_words
from sscb.people import naming
from sscb.timetable.models import Deadline


def next_board_meeting(on: date) -> Meeting | None:
    """The Board's next meeting on or after this day, for work that no reader asked for.

    It knows the sum of its agenda (`agenda_minutes`) and when its pack is to be issued (`pack_issue_on`): one query.
    """
    minutes = AgendaItem.objects.filter(meeting=OuterRef("pk")).values("meeting").annotate(total=Sum("minutes"))
    issue = Deadline.objects.filter(record_id=OuterRef("pk"), rule__in=PACK_ISSUE)
    coming = Meeting._base_manager.filter(group__code=BOARD, meets_on__gte=on).select_related("group")
    return coming.order_by("meets_on").annotate(
        agenda_minutes=Subquery(minutes.values("total")), pack_issue_on=Subquery(issue.values("due_on")[:1])
    ).first()


def pack_issue_on(meeting: Meeting) -> date | None:
    """By when the pack of this meeting is to be issued."""
    if hasattr(meeting, "pack_issue_on"):
        return meeting.pack_issue_on
    return Deadline.objects.filter(record_id=meeting.pk, rule__in=PACK_ISSUE).values_list("due_on", flat=True).first()


def find_meeting(reference: str) -> Meeting | None:
    """By reference (2019/4), or `next`: for the command line."""
    if reference == "next":
        return next_board_meeting(clock.today())
    return Meeting._base_manager.filter(reference=reference).first()


def board_meetings(person: Any, body: str = BOARD):
    found = Meeting.objects.visible_to(person).filter(group__code=body)
    return found.select_related("group").order_by("meets_on")


@dataclass(frozen=True)
class MeetingRow:
    title: str
    url: str
    when: str
    where: str
    pack_words: str
    state: State | None


@dataclass(frozen=True)
class MeetingsPage:
    kicker: str
    heading: str
    lead: str
    coming: list[MeetingRow]
    past: list[MeetingRow]
    coming_empty: str = "No meeting is planned. The Board’s office plans the next one."
    past_empty: str = "No meeting has been held yet."
    step: Step | None = None
    bodies: list[Filter] = field(default_factory=list)
    of_board: bool = True
    runs: bool = False
    """Whether this reader plans meetings of some body."""


def meetings_page(person: Any, as_at: date, body: str = BOARD) -> MeetingsPage | None:
    """Meetings of one body; None for a body that this person may not know meets."""
    bodies = bodies_seen(person)
    group = next((one for one in bodies if one.code == body), None)
    if group is None and body != BOARD:
        return None
    meetings = list(board_meetings(person, body))
    issued: dict[int, int] = {}
    for version in PackVersion.objects.filter(meeting__in=[one.pk for one in meetings], state="issued"):
        issued[version.meeting_id] = max(issued.get(version.meeting_id, 0), version.number)
    rows = [(one, _row(one, issued.get(one.pk), as_at)) for one in meetings]
    coming = [row for one, row in rows if one.meets_on >= as_at]
    past = [row for one, row in reversed(rows) if one.meets_on < as_at]
    name = called(group)
    heading = "No Board meeting is planned" if is_boards(group) else f"No meeting of {name} is planned"
    if coming:
        first = next(one for one, _ in rows if one.meets_on >= as_at)
        left = (first.meets_on - as_at).days
        heading = f"{name} next meets on {first.meets_on:%A %-d %B}, in {many(left, 'day')}"
    plans = "the Board’s office plans" if is_boards(group) else "its chair or the Board’s office plans"
    return MeetingsPage(
        "Board meetings" if is_boards(group) else f"Meetings of {name}", heading, "", coming, past,
        coming_empty=f"No meeting is planned: {plans} the next one.",
        bodies=body_links(reverse("board:meetings"), bodies, body), of_board=is_boards(group),
        runs=bool(can(person, "board.plan_meeting")) and bool(run_by(person)),
    )  # fmt: skip


def _row(meeting: Meeting, version: int | None, as_at: date) -> MeetingRow:
    state = State("done", "Held") if meeting.meets_on < as_at else by_date(meeting.meets_on, as_at)
    if meeting.meets_on >= as_at:
        state = State("waiting", state.words.replace("Due in", "In"))
    return MeetingRow(
        meeting.title,
        reverse("board:meeting", args=[meeting.uuid]),
        when_words(meeting),
        meeting.place,
        f"Version {version}" if version else "Not issued",
        state,
    )


def when_words(meeting: Meeting) -> str:
    return f"{meeting.meets_on:%A %-d %B %Y}, {clock_words(meeting.starts)} to {clock_words(meeting.ends)}"


@dataclass(frozen=True)
class ItemRow:
    number: str
    title: str
    url: str
    purpose: str
    minutes: int
    who: str
    paper: str
    state: State | None
    step: Step | None = None
    faulty: bool = False


@dataclass(frozen=True)
class MeetingPage:
    kicker: str
    heading: str
    lead: str
    agenda: list[ItemRow]
    facts: list[Fact]
    steps: list[Step]
    pack: Any = None
    stages: list[Any] = field(default_factory=list)
    agenda_note: str = ""
    agenda_empty: str = "No agenda was kept in the portal for this meeting."
    attending: list[Any] = field(default_factory=list)
    attending_words: str = ""


def papers_of(meeting: Meeting, person: Any) -> list[Paper]:
    """The papers of a meeting that this person may know of."""
    found = Paper.objects.filter(item__meeting=meeting, item__taken_off_on=None).visible_to(person)
    found = found.select_related("item", "file", "agency", "group")
    return list(found.order_by("item__position", "reference"))


def _may_hand_in(meeting: Meeting, person: Any) -> set[int]:
    """Keys of the papers of a meeting that this person may hand in."""
    if not can(person, "board.add_paper"):
        return set()
    papers = Paper.objects.filter(item__meeting=meeting, item__taken_off_on=None)
    return set(papers.visible_to(person, "attach").values_list("pk", flat=True))


def paper_state(paper: Paper, as_at: date) -> State:
    if paper.stage == "received":
        late = paper.received_on and paper.received_on > paper.due_on
        return State("done", "In, late" if late else "In")
    if paper.stage == "withdrawn":
        return State("stop", "Withdrawn")
    return by_date(paper.due_on, as_at)


def meeting_page(meeting: Meeting, person: Any, as_at: date, *, pack: Any = None) -> MeetingPage:
    papers = papers_of(meeting, person)
    by_item: dict[int, list[Paper]] = {}
    for paper in papers:
        by_item.setdefault(paper.item_id, []).append(paper)
    mine = _may_hand_in(meeting, person)
    items = []
    for item in shown_items(meeting, person):
        own = by_item.get(item.pk, [])
        first = own[0] if own else None
        paper_words = "break" if item.number == BREAK else "oral"
        if first:
            paper_words = "portal" if first.section else first.reference
        items.append(
            ItemRow(
                item.number,
                item.title,
                reverse("board:paper", args=[first.uuid]) if first and first.pk in mine else "",
                "" if item.kind == "none" else item.get_kind_display(),
                item.minutes,
                "" if item.number == BREAK else item.lead,
                paper_words,
                paper_state(first, as_at) if first else None,
                Step("Hand in", reverse("board:hand_in", args=[first.uuid]), about=first.title)
                if first and first.stage == "expected" and first.pk in mine
                else None,
            )
        )
    left, name = (meeting.meets_on - as_at).days, called(meeting.group)
    missing = sum(1 for paper in papers if paper.stage == "expected")
    if left < 0:
        heading = f"{name} met on {full_day(meeting.meets_on)}"
    elif missing:
        heading = (
            f"{name} meets in {many(left, 'day')}. {number_words(missing)} "
            f"paper{'s are' if missing != 1 else ' is'} still to come"
        )
    else:
        heading = f"{name} meets in {many(left, 'day')}, and every paper is in"
    facts = [Fact("When", when_words(meeting)), Fact("Where", meeting.place)]
    facts += [
        Fact(name, text)
        for name, text in (
            ("Getting there", meeting.getting_there),
            ("Quorum", meeting.quorum),
            ("Questions to", meeting.questions_to),
            ("Note", meeting.note),
        )
        if text
    ]
    steps = []
    if can(person, "board.build_pack", meeting):
        steps.append(Step("Open the pack", reverse("board:pack", args=[meeting.uuid]), main=True))
    if can(person, "board.plan_meeting", meeting):
        steps.append(Step("Change the agenda", reverse("board:agenda", args=[meeting.uuid])))
        if left >= 0:
            steps.append(Step("Change day, time or place", reverse("board:change_meeting", args=[meeting.uuid])))
    if may_read_minutes(meeting, person) and can(person, "board.read_minutes", meeting):
        steps.append(Step("Minutes", reverse("board:minutes", args=[meeting.uuid]), main=left < 0))
    if any(paper.item.part_b for paper in papers) and can(person, "board.issue_pack", meeting):
        steps.append(Step("Name a reader of part B", reverse("board:name_reader", args=[meeting.uuid])))
    if papers and can(person, "board.read_pack", meeting):
        steps.append(Step("Your notes", reverse("board:notes", args=[meeting.uuid])))
    minutes = sum(item.minutes for item in items)
    return MeetingPage(
        kicker=f"{naming.board(meeting.meets_on).name} · meeting {meeting.reference}",
        heading=heading,
        lead="",
        agenda=items,
        facts=facts,
        steps=steps,
        pack=pack,
        agenda_note=f"{minutes} minutes in all." if items else "",
    )


@dataclass(frozen=True)
class NextMeeting:
    title: str
    when: str
    where: str
    note: str
    step: Step | None
    links: list[Link]


def coming_meeting(person: Any, as_at: date) -> Meeting | None:
    """The next Board meeting that this person may see."""
    return board_meetings(person).filter(meets_on__gte=as_at).first()


def next_meeting_card(person: Any, as_at: date, meeting: Meeting | None = None) -> NextMeeting | None:
    """The next Board meeting, where the page has not fetched it, and the newest pack that this reader may open."""
    meeting = meeting or coming_meeting(person, as_at)
    if meeting is None:
        return None
    version = (
        PackVersion.objects.filter(state="issued", meeting__group__code=BOARD)
        .select_related("meeting")
        .order_by("-issued_on", "-number")
        .first()
    )
    step = None
    if version and can(person, "board.read_pack", version.meeting):
        current = "the pack" if version.meeting_id == meeting.pk else "the last pack"
        step = Step(f"Open {current}", reverse("board:pack_file", args=[version.uuid]), main=True)
    note = "" if version and version.meeting_id == meeting.pk else "The pack is not issued yet."
    left = (meeting.meets_on - as_at).days
    return NextMeeting(
        title=f"Board meeting {meeting.reference}",
        when=when_words(meeting),
        where=f"{meeting.place}. In {many(left, 'day')}.",
        note=note,
        step=step,
        links=[Link(f"Agenda for {meeting.meets_on:%-d %B}", reverse("board:meeting", args=[meeting.uuid]))],
    )
