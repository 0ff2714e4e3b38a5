"""Meetings of the panel as their people see them."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Q
from django.urls import reverse

from cdop.lifecycle import MEETING_STAGES, Stage
from cdop.models import Attendance, ChildDeathReview, Conflict, PanelItem, PanelMeeting, PanelPaper
from cdop.queries.quorum import quorum_on, quorum_rule_on, sitting_of
from cdop.quorum import in_words as quorum_words
from cdop.quorum import joined, missing
from cdop.transition import last_day, start_or_latest
from sscb.access.policy import can
from sscb.board.queries.shown import Fact, Link, State, Step, many
from sscb.timetable.days import in_words
from sscb.timetable.models import Deadline
from sscb.timetable.queries.calendar import start_dates
from sscb.timetable.starts import CDR_START

REMINDER = "cdop-meeting"
OUT = PanelItem.Outcome


@dataclass(frozen=True)
class MeetingRow:
    uuid: UUID
    day: date
    reference: str
    place: str
    cases: str
    state: State


@dataclass(frozen=True)
class ItemRow:
    """One case of an agenda. `closed_to_you`: a declared conflict; then nothing of the case is said."""

    uuid: UUID
    number: int
    reference: str
    age: str
    paper: Link | None
    paper_state: State
    state: State
    said: list[tuple[str, str]]
    steps: list[Step]
    closed_to_you: bool = False


@dataclass(frozen=True)
class SeatRow:
    uuid: UUID
    who: str
    what: str
    agency: str
    state: State
    marks: str
    step: Step | None


@dataclass(frozen=True)
class MeetingPage:
    heading: str
    lead: str
    items: list[ItemRow]
    seats: list[SeatRow]
    quorum: State
    quorum_words: str
    quorum_source: str
    facts: list[Fact]
    steps: list[Step]
    copy: str
    room_words: str


# --- pure words -------------------------------------------------------------------------------------------------------


def list_heading(upcoming: list[tuple[date, int, int]], last: date, as_at: date) -> str:
    """`upcoming`: (day, cases, room) of each meeting to come, next first."""
    if not upcoming:
        if as_at > last:
            return "The Board’s panel meets no more"
        return "No meeting of the panel is planned"
    day, cases, room = upcoming[0]
    free = max(room - cases, 0)
    rest = f"with room for {free} more" if free else "and its agenda is full"
    return f"The panel meets next on {in_words(day)}: {many(cases, 'case')}, {rest}"


def meeting_heading(
    *, day: date, cases: int, met: bool, cancelled: bool, decided: int, papers_out: bool, as_at: date
) -> str:
    """The figure and how it stands: 3 cases on 26 November 2019, papers not out yet."""
    if cancelled:
        return f"The meeting of {in_words(day)} was cancelled"
    if met:
        if decided == cases:
            return f"The panel dealt with {many(cases, 'case')} on {in_words(day)}"
        return f"{decided} of {many(cases, 'case')} dealt with at the meeting of {in_words(day)}"
    papers = "papers are out" if papers_out else "papers are not out yet"
    when = "today" if day == as_at else f"on {in_words(day)}"
    if not cases:
        return f"Nothing is on the agenda of the meeting {when}"
    return f"{many(cases, 'case')} for the panel {when}: {papers}"


# --- the list ---------------------------------------------------------------------------------------------------------


def meetings_of(person: Any, as_at: date) -> tuple[list[MeetingRow], list[MeetingRow], str, str]:
    """(to come, next first; past, newest first; heading; lead). Four queries."""
    rows = PanelMeeting.objects.visible_to(person).annotate(
        cases=Count("items", filter=~Q(items__outcome=OUT.TAKEN_OFF))
    )
    coming, past = [], []
    upcoming: list[tuple[date, int, int]] = []
    for one in rows.order_by("planned_on"):
        ahead = not one.met_on and not one.cancelled_on and one.planned_on >= as_at
        row = MeetingRow(
            one.uuid, one.met_on or one.planned_on, one.reference, one.place,
            f"{one.cases} of {one.room_for}", _meeting_state(one, as_at),
        )  # fmt: skip
        (coming if ahead else past).append(row)
        if ahead:
            upcoming.append((one.planned_on, one.cases, one.room_for))
    last = last_day(start_or_latest(start_dates().get(CDR_START.code))[0])
    return coming, past[::-1], list_heading(upcoming, last, as_at), _reminder(person, upcoming, last, as_at)


def _reminder(person: Any, upcoming: list, last: date, as_at: date) -> str:
    """When the panel's own custom would have it meet again (rule cdop-meeting), and its last day."""
    row = Deadline.objects.open().filter(rule=REMINDER).visible_to(person).order_by("due_on").first()
    said = []
    if row and row.due_on:
        kept = any(day <= row.due_on for day, _, _ in upcoming)
        about = f"It met last on {in_words(row.from_on)} and meets about every two months: by {in_words(row.due_on)}"
        said.append(about + ("." if kept else f", and no meeting is planned by then (rule {REMINDER})."))
    if as_at <= last:
        said.append(f"The last day on which it may meet is {in_words(last)}.")
    else:
        said.append(f"Its last day was {in_words(last)}.")
    return " ".join(said)


def _meeting_state(one: PanelMeeting, as_at: date) -> State:
    if one.cancelled_on:
        return State("stop", MEETING_STAGES["cancelled"])
    if one.met_on:
        return State("done", "Held")
    if one.planned_on < as_at:
        return State("late", "Not recorded yet")
    return State("soon" if one.papers_out_on else "waiting", MEETING_STAGES[one.stage])


# --- one meeting ------------------------------------------------------------------------------------------------------


def meeting_page(meeting: PanelMeeting, person: Any, as_at: date) -> MeetingPage:
    office, minutes = bool(can(person, "cdop.plan_panel", meeting)), bool(can(person, "cdop.minute_panel", meeting))
    items = list(meeting.items.exclude(outcome=OUT.TAKEN_OFF).select_related("review").order_by("order"))
    seats = list(meeting.attendance.select_related("person", "agency"))
    conflicts = list(Conflict.objects.filter(item__meeting=meeting).select_related("attendance__person"))
    mine = {one.item_id for one in conflicts if one.attendance.person_id == person.pk}
    papers = {one.review_id: one for one in PanelPaper.objects.visible_to(person).filter(
        review__in=[item.review_id for item in items]
    )}  # fmt: skip
    day = meeting.met_on or meeting.planned_on
    counted = [row for row in seats if row.present] if meeting.met_on else seats
    quorum, lacks, rule = quorum_on(day), missing(sitting_of(counted), quorum_on(day)), quorum_rule_on(day)
    copy = meeting.copies.filter(person=person).first()
    rows = [
        _item(place, item, papers.get(item.review_id), conflicts, meeting, mine, office=office, minutes=minutes,
              invited=any(row.person_id == person.pk for row in seats))
        for place, item in enumerate(items, start=1)
    ]  # fmt: skip
    return MeetingPage(
        heading=meeting_heading(
            day=day, cases=len(items), met=bool(meeting.met_on), cancelled=bool(meeting.cancelled_on),
            decided=sum(item.outcome != OUT.OPEN for item in items), papers_out=bool(meeting.papers_out_on),
            as_at=as_at,
        ),
        lead=_lead(meeting, office, copy),
        items=rows,
        seats=[_seat(row, meeting, minutes=minutes, conflicts=conflicts) for row in seats],
        quorum=_quorum_state(meeting, lacks),
        quorum_words=quorum_words(quorum),
        quorum_source=f"{rule.source}, from {in_words(rule.from_on)}." if rule
        else "The portal’s own, until the panel records what it agreed: guidance sets no quorum.",
        facts=_facts(meeting),
        steps=_steps(meeting, items, office=office, minutes=minutes, as_at=as_at),
        copy=f"Copy {copy.number} of {meeting.copies.count()}" if copy else "",
        room_words=f"{len(items)} of {meeting.room_for} places are taken.",
    )  # fmt: skip


def _lead(meeting: PanelMeeting, office: bool, copy: Any) -> str:
    if meeting.cancelled_on:
        return f"{meeting.cancelled_because}. Its cases are ready for another meeting."
    if copy and not office:
        return (
            f"Your numbered copy of the papers opens until {in_words(copy.ends_on)}. If your own work touches a case, "
            "declare it before you open its paper."
        )
    if not meeting.met_on and not office:
        return "Papers open here when they go out."
    return ""


def _quorum_state(meeting: PanelMeeting, lacks: list[str]) -> State:
    if not lacks:
        return State("done", "Quorum met" if meeting.met_on else "Enough are asked for a quorum")
    words = "No quorum: it lacks" if meeting.met_on else "For a quorum it still needs"
    return State("late" if meeting.met_on else "soon", f"{words} {joined(lacks)}")


def _facts(meeting: PanelMeeting) -> list[Fact]:
    found = [Fact("Reference", meeting.reference), Fact("Planned for", in_words(meeting.planned_on))]
    if meeting.first_planned_on != meeting.planned_on:
        found.append(Fact("First planned for", in_words(meeting.first_planned_on)))
    if meeting.place:
        found.append(Fact("Where", meeting.place))
    if meeting.papers_out_on:
        found.append(Fact("Papers out", in_words(meeting.papers_out_on)))
    if meeting.met_on:
        found.append(Fact("Held", in_words(meeting.met_on)))
    return found


def _steps(meeting: PanelMeeting, items: list, *, office: bool, minutes: bool, as_at: date) -> list[Step]:
    if meeting.met_on or meeting.cancelled_on:
        return []
    found = []

    def to(name: str) -> str:
        return reverse(f"cdop:meeting_{name}", args=[meeting.uuid])

    if minutes and meeting.planned_on <= as_at:
        found.append(Step("Record who is there", to("hold"), main=True))
    if office:
        if items and not meeting.papers_out_on:
            found.append(Step("Send the papers out", to("send"), post=True, main=not found))
        elif items:
            found.append(Step("Send what is missing", to("send"), post=True))
        found.append(Step("Put a case on the agenda", to("agenda")))
    if minutes:
        found.append(Step("Ask somebody to it", to("ask")))
    if office:
        found += [Step("Move it to another day", to("move")), Step("Cancel it", to("cancel"))]
    return found


def _item(
    place: int, item: PanelItem, paper: PanelPaper | None, conflicts: list[Conflict], meeting: PanelMeeting, mine: set,
    *, office: bool, minutes: bool, invited: bool,
) -> ItemRow:  # fmt: skip
    if item.pk in mine and not office:
        return ItemRow(
            item.uuid, place, "A case in which you take no part", "", None, State("stop", "Closed to you"),
            State("stop", "Your conflict of interest is declared"), [], [], closed_to_you=True,
        )  # fmt: skip
    approved = paper is not None and paper.stage == "approved"
    link = Link("Paper and analysis", reverse("cdop:paper", args=[paper.uuid])) if approved else None
    return ItemRow(
        item.uuid, place, item.review.reference, item.review.get_age_band_display(), link,
        _paper_state(paper, office=office), _outcome(item), _said(item, conflicts),
        _item_steps(item, meeting, office=office, minutes=minutes, invited=invited),
    )  # fmt: skip


def _paper_state(paper: PanelPaper | None, *, office: bool) -> State:
    if paper is None:
        return State("late", "Not written yet") if office else State("waiting", "Not open to you")
    if paper.stage != "approved":
        return State("soon", "Being written")
    return State("done", "Approved")


def _outcome(item: PanelItem) -> State:
    return {
        OUT.OPEN: State("waiting", "To be discussed"),
        OUT.REVIEWED: State("done", "Reviewed: complete"),
        OUT.DEFERRED: State("soon", "Deferred"),
    }[item.outcome]


def _said(item: PanelItem, conflicts: list[Conflict]) -> list[tuple[str, str]]:
    found = [("Declared a conflict", ", ".join(one.attendance.who for one in conflicts if one.item_id == item.pk))]
    found += [("Decided", item.decision), ("Wants to know", item.why),
              ("Without a quorum because", item.without_quorum_because)]  # fmt: skip
    return [pair for pair in found if pair[1]]


def _item_steps(item: PanelItem, meeting, *, office: bool, minutes: bool, invited: bool) -> list[Step]:
    found = []
    about = item.review.reference
    open_now = item.outcome == OUT.OPEN and not meeting.cancelled_on
    if open_now and minutes and meeting.met_on:
        found.append(Step("Record the decision", reverse("cdop:item_decide", args=[item.uuid]), main=True, about=about))
    if office and item.review.stage in (Stage.PANEL, Stage.REVIEWED, Stage.ACTIONS):
        if not meeting.met_on:
            found.append(Step("Write the paper", reverse("cdop:paper_write", args=[item.review.uuid]), about=about))
        found.append(Step("Analysis form", reverse("cdop:analysis", args=[item.review.uuid]), about=about))
    if open_now and (minutes or invited):
        found.append(Step("Declare a conflict", reverse("cdop:item_conflict", args=[item.uuid]), about=about))
    if open_now and office and not meeting.met_on:
        found.append(Step("Take it off", reverse("cdop:item_off", args=[item.uuid]), about=about))
    return found


def _seat(row: Attendance, meeting: PanelMeeting, *, minutes: bool, conflicts: list[Conflict]) -> SeatRow:
    state = State("waiting", "Asked")
    if row.present is not None:
        state = State("done", "There") if row.present else State("stop", "Not there")
    marks = [row.get_seat_display()]
    if row.is_health:
        marks.append("designated health professional")
    if row.stands_in_for:
        marks.append(f"stands in for {row.stands_in_for}")
    step = None
    if minutes and not meeting.met_on and not meeting.cancelled_on:
        step = Step("Take off the list", reverse("cdop:seat_off", args=[row.uuid]), post=True, about=row.who)
    what = row.person.job_title if row.person_id else row.job_title
    return SeatRow(row.uuid, row.who, what, row.agency.name if row.agency else "", state, ", ".join(marks), step)


def ready_cases(person: Any) -> list[tuple[str, str]]:
    """(uuid, words) of the cases whose papers are ready for a panel, oldest first."""
    rows = ChildDeathReview.objects.visible_to(person).filter(stage=Stage.READY, lives_here=True)
    return [
        (str(one.uuid), f"{one.reference}, {one.get_age_band_display()}, notified on {in_words(one.notified_on)}")
        for one in rows.order_by("notified_on")
    ]
