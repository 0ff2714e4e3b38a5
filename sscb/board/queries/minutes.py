"""What a meeting came to: who was there, whether it could decide, what was said and decided, what was put right."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.urls import reverse

from sscb.access.policy import can
from sscb.board.agenda import BREAK, clock_words, times
from sscb.board.bodies import BOARD, is_boards, reports_to, within
from sscb.board.models import AgendaItem, Attendance, Decision, Meeting, Paper
from sscb.board.queries.log_at_meeting import LogLine, log_lines
from sscb.board.queries.shown import Fact, State, Step, full_day, many
from sscb.learning.models import Action
from sscb.people import naming
from sscb.people.models import Membership, Person

THERE = (Attendance.Status.PRESENT, Attendance.Status.DEPUTY)
STATES = {"present": "done", "deputy": "done", "apology": "waiting", "absent": "late"}


@dataclass(frozen=True)
class Quorum:
    """Half of the member agencies and every agency without which the Board cannot decide (default)."""

    there: int
    of: int
    missing: tuple[str, ...]

    @property
    def reached(self) -> bool:
        return 2 * self.there >= self.of and not self.missing

    @property
    def words(self) -> str:
        said = f"{self.there} of {many(self.of, 'member agency', 'member agencies')} were there"
        if self.missing:
            return f"{said}. Not quorate: {' and '.join(self.missing)} must be there."
        return f"{said}. {'Quorate.' if self.reached else 'Not quorate: half must be there.'}"


def members_on(meeting: Meeting) -> list[Membership]:
    found = Membership.objects.on(meeting.meets_on).filter(group=meeting.group).exclude(position="adviser")
    return list(found.select_related("person", "person__organisation").order_by("person__name"))


def quorum_of(meeting: Meeting, members: list[Membership], came: list[Attendance]) -> Quorum:
    """By the members of the meeting's day, and by the agencies as they were when attendance was recorded."""
    agencies = {one.person.organisation for one in members if one.person.organisation}
    agencies |= {one.agency for one in came if one.agency}
    there = {one.agency for one in came if one.agency and one.status in THERE}
    needed = agencies - there if is_boards(meeting.group) else ()  # a subgroup decides nothing for the Board
    missing = sorted(one.name for one in needed if one.required_for_quorum)
    return Quorum(len(there), len(agencies), tuple(missing))


@dataclass(frozen=True)
class CameRow:
    """One line of the attendance, for reading and for the form. `gone`: no member any more, and since when."""

    person: Person
    agency: str
    key: str
    status: str
    status_words: str
    deputy: str
    state: State | None
    gone: str = ""


def attendance_rows(meeting: Meeting) -> tuple[list[CameRow], Quorum]:
    """Members of the day and everybody of whom something is recorded: who leaves in between does not vanish."""
    members = members_on(meeting)
    came = {one.person_id: one for one in meeting.attendance.select_related("person", "person__organisation", "agency")}
    left = {
        row.person_id: row.to_on
        for row in Membership.objects.filter(group=meeting.group, to_on__isnull=False).order_by("to_on")
    }
    places = {one.person_id for one in members if one.to_on is None}
    rows = []
    people = {one.person_id: one.person for one in members} | {key: one.person for key, one in came.items()}
    for key, person in sorted(people.items(), key=lambda pair: pair[1].name):
        known = came.get(key)
        agency = known.agency if known else person.organisation
        gone = f"No member since {full_day(left[key])}" if key not in places and key in left else ""
        words = known.get_status_display() if known else "Not recorded"
        if known and known.deputy:
            words = f"Deputy: {known.deputy}"
        rows.append(
            CameRow(
                person, agency.name if agency else "No agency", person.uuid.hex, known.status if known else "", words,
                known.deputy if known else "", State(STATES[known.status], words) if known else None, gone,
            )
        )  # fmt: skip
    return rows, quorum_of(meeting, members, list(came.values()))


@dataclass(frozen=True)
class ItemMinutes:
    number: str
    time: str
    title: str
    text: str
    decisions: list[Decision]
    corrections: list[Any]
    step: Step | None


@dataclass(frozen=True)
class MinutesPage:
    kicker: str
    heading: str
    lead: str
    state: State
    rows: list[CameRow]
    quorum: Quorum
    interests: list[Any]
    items: list[ItemMinutes]
    general: list[Any]
    messages: str
    actions: list[Any]
    facts: list[Fact]
    steps: list[Step] = field(default_factory=list)
    log: list[LogLine] = field(default_factory=list)


STAGES = {
    "planned": State("waiting", "Not held yet"), "issued": State("waiting", "Not held yet"),
    "held": State("soon", "Being minuted"), "minutes": State("soon", "Draft, to be approved"),
    "approved": State("done", "Approved"),
}  # fmt: skip


def may_read_minutes(meeting: Meeting, person: Any) -> bool:
    """Drafts are the office's and the chair's until they are sent to the members."""
    if meeting.stage in ("minutes", "approved"):
        return True
    return bool(can(person, "board.minute", meeting) or can(person, "board.approve_minutes", meeting))


def shown_items(meeting: Meeting, person: Any) -> list[AgendaItem]:
    """The items of a meeting; those of part B only to who writes the minutes, or may read a paper of theirs."""
    items = list(meeting.items.select_related("minute").prefetch_related("decisions"))
    if not any(item.part_b for item in items) or can(person, "board.minute", meeting):
        return items
    readable = set(
        Paper.objects.filter(item__meeting=meeting, level__gt=meeting.level)
        .visible_to(person)
        .values_list("item_id", flat=True)
    )
    return [item for item in items if not item.part_b or item.pk in readable]


def minutes_page(meeting: Meeting, person: Any, as_at: date) -> MinutesPage:
    rows, quorum = attendance_rows(meeting)
    writes = bool(can(person, "board.minute", meeting)) and meeting.stage != "approved"
    approves = bool(can(person, "board.approve_minutes", meeting))
    every = shown_items(meeting, person)
    starts = times(meeting.starts, [item.minutes for item in every])
    corrections = list(meeting.corrections.select_related("item", "written_by"))
    items = [
        _item(meeting, item, clock_words(start), corrections, writes)
        for item, start in zip(every, starts, strict=True)
        if item.number != BREAK
    ]
    decided = sum(len(one.decisions) for one in items)
    heading = f"{meeting.title}: {many(decided, 'decision')}, {quorum.there} agencies there"
    if meeting.stage in ("planned", "issued"):
        heading = f"{meeting.title}, {full_day(meeting.meets_on)}: record it as it happens"
    elif meeting.stage == "approved":
        heading = f"The minutes of {meeting.reference} are approved"
    actions = Action.objects.visible_to(person).filter(source_words__startswith=f"{meeting.title}, item ")
    shown = {one.number for one in items}
    asked = [one for one in actions.select_related("agency") if one.source_words.rsplit(" ", 1)[-1] in shown]
    return MinutesPage(
        f"{naming.board(meeting.meets_on).name} · meeting {meeting.reference}, {full_day(meeting.meets_on)}",
        heading, "", STAGES[meeting.stage], rows, quorum,
        list(meeting.interests.select_related("person")), items, [one for one in corrections if one.item_id is None],
        meeting.messages, asked,
        [Fact("When", f"{full_day(meeting.meets_on)}, {clock_words(meeting.starts)} to {clock_words(meeting.ends)}"),
         Fact("Where", meeting.place), Fact("Quorum", quorum.words),
         *([Fact("Upward", f"Sent to {meeting.sent_to.title}")] if meeting.sent_to else [])],
        _steps(meeting, person, writes, approves, as_at),
        [] if meeting.stage == "approved" else log_lines(meeting, person, as_at),
    )  # fmt: skip


def _item(meeting, item, time: str, corrections, writes: bool) -> ItemMinutes:
    minute = getattr(item, "minute", None)
    step = None
    if writes:
        address = reverse("board:minute_item", args=[meeting.uuid])
        step = Step("Change" if minute else "Minute it", f"{address}?item={item.number}", about=item.title)
    return ItemMinutes(
        item.number, time, item.title, minute.text if minute else "", list(item.decisions.all()),
        [one for one in corrections if one.item_id == item.pk], step,
    )  # fmt: skip


def _steps(meeting, person, writes: bool, approves: bool, as_at: date) -> list[Step]:
    steps, go = [], reverse("board:step_minutes", args=[meeting.uuid])
    if meeting.stage != "approved" and can(person, "board.carry_log", meeting):
        steps.append(Step("Go through the action log", reverse("board:action_log", args=[meeting.uuid])))
    if writes:
        steps.append(Step("Who came, and interests", reverse("board:attendance", args=[meeting.uuid])))
        if meeting.stage in ("planned", "issued") and meeting.meets_on <= as_at:
            steps.append(Step("Record that it was held", f"{go}?to=held", post=True, main=True))
        if meeting.stage == "held":
            steps.append(Step("Send the draft minutes to members", f"{go}?to=minutes", post=True, main=True))
    if approves and meeting.stage == "minutes":
        steps.append(Step("Record that the minutes are approved", f"{go}?to=approved", post=True, main=True))
    if approves and meeting.stage == "approved":
        steps.append(Step("Write a correction", reverse("board:correct_minutes", args=[meeting.uuid])))
    if meeting.stage == "approved" and not is_boards(meeting.group) and can(person, "board.send_upward", meeting):
        upward = reverse("board:send_upward", args=[meeting.uuid])
        above = within(reports_to(meeting.group))
        steps.append(Step(f"Send to {above}{' again' if meeting.sent_to else ''}", upward, main=not meeting.sent_to))
    return steps


@dataclass(frozen=True)
class LogRow:
    reference: str
    text: str
    reason: str
    voted: str
    day: str
    meeting: str
    url: str
    review: State | None
    review_words: str


def decision_log(person: Any, as_at: date, body: str = BOARD) -> list[LogRow]:
    """Every decision of one body's meetings that this person sees, the newest first, with when to look again."""
    told = Meeting.objects.filter(group__code=body)
    known = {one.pk: one for one in told.filter(stage__in=("minutes", "approved")).visible_to(person)}
    if can(person, "board.minute") or can(person, "board.approve_minutes"):  # who writes them reads drafts too
        known |= {one.pk: one for one in told.filter(stage="held").visible_to(person, "change")}
    rows = []
    found = Decision.objects.filter(item__meeting__in=known, item__part_b=False).select_related("item")
    for one in found:
        meeting = known[one.item.meeting_id]
        due = one.review_on
        state = None
        if due:
            state = State("late" if due < as_at else "waiting", f"Look again {full_day(due)}")
        rows.append(
            LogRow(one.reference, one.text, one.reason, one.voted,
                   f"{naming.board(one.taken_on).short}, {full_day(one.taken_on)}", meeting.title,
                   reverse("board:minutes", args=[meeting.uuid]), state, full_day(due) if due else "")
        )  # fmt: skip
    return rows
