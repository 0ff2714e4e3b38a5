"""The agenda while it is being made: its lines and their times, what is put off, what comes from the forward plan."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F

from sscb import clock
from sscb.access.policy import require
from sscb.access.services import LONGEST_GRANT, grant_access
from sscb.board.agenda import BREAK
from sscb.board.bodies import BOARD, PAPERS_DUE, cycle_of, is_boards, require_run
from sscb.board.models import AgendaItem, Meeting, PackVersion, Paper, PlannedItem
from sscb.board.services.papers import ask_for_paper, chair_of, set_paper_clock
from sscb.board.sockets import sections
from sscb.history.services import write_history
from sscb.people.models import Group, Person
from sscb.records.moving import advance, check_version, move
from sscb.timetable.models import Deadline
from sscb.timetable.services import cancel_deadlines, set_deadlines

NOTHING = "Nothing was changed."
OUT_OF_THE_WAY = 1000


@dataclass(frozen=True)
class Line:
    """One line of the agenda as its builder typed it. Lines stand in the order given."""

    uuid: UUID
    number: str
    title: str
    kind: str
    lead: str
    minutes: int


@transaction.atomic(durable=True)
def set_agenda(*, meeting: Meeting, lines: Iterable[Line], version: int, by: Person, on: date) -> Meeting:
    """Order, numbers, titles and minutes. Numbers that stand in an issued pack stay for ever."""
    require(by, "board.plan_meeting", meeting)
    lines, items = list(lines), {item.uuid: item for item in meeting.items.all()}
    strangers = [line.title for line in lines if line.uuid not in items]
    if strangers:
        raise ValidationError(
            f"“{strangers[0]}” is not on this agenda any more: somebody took it off. {NOTHING} Open the agenda again."
        )
    numbers = [line.number for line in lines]
    twice = sorted({number for number in numbers if numbers.count(number) > 1})
    if twice:
        raise ValidationError(f"Two items have the number {twice[0]}. Give one of them another number. {NOTHING}")
    if was_issued(meeting):
        moved = [items[line.uuid] for line in lines if items[line.uuid].number != line.number]
        if moved:
            raise ValidationError(
                f"Item {moved[0].number} is printed under this number in an issued pack, so its number stays. {NOTHING}"
            )
    check_version(meeting, version, mine={})
    AgendaItem.objects.filter(meeting=meeting).update(position=F("position") + OUT_OF_THE_WAY)
    for line in lines:  # numbers change places, so each first takes one that nobody has
        if items[line.uuid].number != line.number:
            AgendaItem.objects.filter(uuid=line.uuid).update(number=f"~{items[line.uuid].pk}"[:6])
    for place, line in enumerate(lines, start=1):
        AgendaItem.objects.filter(uuid=line.uuid).update(
            position=place, number=line.number, title=line.title, kind=line.kind, lead=line.lead, minutes=line.minutes
        )
    write_history(
        meeting, "board.agenda_set", by=by, on=on, items=len(lines), minutes=sum(line.minutes for line in lines)
    )
    return meeting


@transaction.atomic(durable=True)
def add_item(
    *, meeting: Meeting, title: str, kind: str, lead: str, minutes: int, oral: bool, by: Person, on: date,
    number: str = "", part_b: bool = False, section: str = "",
) -> AgendaItem:  # fmt: skip
    """One more item, at the end; its paper is written by a `section`, or asked for unless it is spoken to."""
    require(by, "board.plan_meeting", meeting)
    if part_b and not is_boards(meeting.group):
        raise ValidationError({"part_b": f"All of this meeting is for the group’s members alone. {NOTHING}"})
    written = sections.get(section) if section else None
    if written and oral:
        raise ValidationError({"oral": f"“{written.title}” is a paper. Choose one or the other. {NOTHING}"})
    if written and written.part_b and not part_b:
        raise ValidationError({"part_b": f"“{written.title}” is for named readers only. Put it in part B. {NOTHING}"})
    item = _add(meeting, title=title, kind=kind, lead=lead, minutes=minutes, oral=oral, part_b=part_b, number=number,
                by=by, on=on, section=section)  # fmt: skip
    advance(meeting)
    return item


@transaction.atomic(durable=True)
def plan_item(
    *, title: str, kind: str, lead: str, minutes: int, wanted_on: date, why: str, by: Person, on: date,
    group: Group | None = None,
) -> PlannedItem:  # fmt: skip
    """A line of the forward plan of the Board, or of one of its groups."""
    require(by, "board.plan_meeting")
    group = group or Group.objects.get(code=BOARD)
    require_run(by, group)
    planned = PlannedItem.objects.create(
        title=title, kind=kind, lead=lead, minutes=minutes, wanted_on=wanted_on, why=why, group=group
    )
    # The history of what has no record is read by the office: of a group's plan it says only that it grew.
    write_history(None, "board.item_planned", by=by, on=on, title=title if is_boards(group) else f"({group.name})")
    return planned


@transaction.atomic(durable=True)
def take_from_plan(*, planned: PlannedItem, meeting: Meeting, by: Person, on: date) -> AgendaItem:
    """Put a line of the forward plan on an agenda. Two people at once: the second is told."""
    require(by, "board.plan_meeting", meeting)
    own = PlannedItem.objects.filter(pk=planned.pk, group=meeting.group, meeting=None)
    if not own.update(meeting=meeting):
        raise ValidationError(f"“{planned.title}” is on an agenda already. {NOTHING}")
    item = _add(meeting, title=planned.title, kind=planned.kind, lead=planned.lead, minutes=planned.minutes, oral=False,
                part_b=False, number="", by=by, on=on)  # fmt: skip
    advance(meeting)
    return item


@transaction.atomic(durable=True)
def put_off(*, item: AgendaItem, by: Person, on: date) -> PlannedItem:
    """Take an item off the agenda and put it in the forward plan. What was handed in for it stays."""
    meeting = item.meeting
    require(by, "board.plan_meeting", meeting)
    if was_issued(meeting):
        raise ValidationError(
            f"Item {item.number} is in a pack that was issued, so it cannot leave the agenda without a trace. Withdraw "
            f"its paper instead: the pack then says so. {NOTHING}"
        )
    for paper in Paper._base_manager.filter(item=item).exclude(stage="withdrawn"):
        move(paper, to="withdrawn", by=by, on=on, why="Put off.")
        cancel_deadlines(paper, by=by, why="Its item was put off.", on=on)
    AgendaItem.objects.filter(pk=item.pk).update(
        taken_off_on=on, number=f"x{item.pk}"[:6], position=item.pk % 30000 + OUT_OF_THE_WAY
    )
    advance(meeting)
    write_history(meeting, "board.item_put_off", by=by, on=on, title=item.title)
    return PlannedItem.objects.create(
        title=item.title, kind=item.kind, lead=item.lead, minutes=item.minutes, wanted_on=meeting.meets_on,
        why=f"Put off from {meeting.reference}", group=meeting.group,
    )  # fmt: skip


@transaction.atomic(durable=True)
def change_meeting(*, meeting: Meeting, version: int, by: Person, on: date, **fields) -> Meeting:
    """Another day, time or place. Every date of its cycle moves with the day, and so do the days its papers are due."""
    require(by, "board.plan_meeting", meeting)
    check_version(meeting, version, mine={})
    moved = fields.get("meets_on", meeting.meets_on) != meeting.meets_on
    if moved and meeting.stage not in ("planned", "issued"):
        raise ValidationError({"meets_on": f"{meeting.reference} was held, so its day stays. {NOTHING}"})
    for name, value in fields.items():
        setattr(meeting, name, value)
    Meeting._base_manager.filter(pk=meeting.pk).update(**fields)
    if moved:
        chair = None if is_boards(meeting.group) else chair_of(meeting.group, meeting.meets_on)
        set_deadlines(meeting, trigger=cycle_of(meeting.group).trigger, on=meeting.meets_on, by=by, person=chair)
        due = _papers_due(meeting)
        for paper in Paper._base_manager.filter(item__meeting=meeting, stage="expected") if due else ():
            Paper._base_manager.filter(pk=paper.pk).update(due_on=due)
            paper.due_on = due
            set_paper_clock(paper, by=by)
        write_history(meeting, "board.meeting_moved", by=by, on=on, day=f"{meeting.meets_on:%-d %B %Y}")
    return meeting


@transaction.atomic(durable=True)
def name_reader(*, meeting: Meeting, person: Person, by: Person, on: date) -> int:
    """Open part B of one meeting to one named person, until a month after it (R-P-4); how many papers that are."""
    require(by, "board.issue_pack", meeting)
    papers = list(Paper._base_manager.filter(item__meeting=meeting, item__part_b=True, item__taken_off_on=None))
    if not papers:
        raise ValidationError(f"Part B of {meeting.reference} has no paper yet. {NOTHING}")
    ends_at = clock.now() + min(LONGEST_GRANT, timedelta(days=max(1, (meeting.meets_on - on).days + 30)))
    for paper in papers:
        grant_access(
            record=paper, to=person, purpose=f"Part B of {meeting.title}", ends_at=ends_at, by=by,
            rule="board.issue_pack", of=meeting,
        )  # fmt: skip
    write_history(meeting, "board.reader_named", by=by, on=on, to=str(person.uuid))
    return len(papers)


def was_issued(meeting: Meeting) -> bool:
    return PackVersion.objects.filter(meeting=meeting, state=PackVersion.State.ISSUED).exists()


def add_line(meeting: Meeting, *, title: str, kind: str, lead: str, under: str) -> AgendaItem:
    """An item of no minutes of its own, below the one whose title begins so; at the end where there is none."""
    items = list(meeting.items.all())
    above = next((one for one in items if one.title.startswith(under)), items[-1])
    taken = set(AgendaItem.ever.filter(meeting=meeting).values_list("number", flat=True))
    number = next(f"{above.number}.{n}" for n in range(1, 99) if f"{above.number}.{n}" not in taken)
    advance(meeting)
    return AgendaItem.objects.create(
        meeting=meeting, number=number, position=_place(items, number), title=title, kind=kind, lead=lead, minutes=0
    )


def _place(items: list[AgendaItem], number: str) -> int:
    """Where an item stands: 9.1 behind 9 and its other appendices, making room; anything else at the end."""
    base = number.partition(".")[0]
    own = [one for one in items if one.number.partition(".")[0] == base] if "." in number else []
    if not own:
        return max((one.position for one in items), default=0) + 1
    place = own[-1].position + 1
    for one in reversed([one for one in items if one.position >= place]):
        AgendaItem.objects.filter(pk=one.pk).update(position=one.position + 1)
    return place


def _papers_due(meeting: Meeting) -> date | None:
    found = Deadline.objects.filter(record_id=meeting.pk, rule__in=PAPERS_DUE)
    return found.values_list("due_on", flat=True).first()


def _add(meeting, *, title, kind, lead, minutes, oral, part_b, number, by, on, section="") -> AgendaItem:
    items = list(meeting.items.all())
    taken = {item.number for item in items}
    if number in taken:
        raise ValidationError({"number": f"There is an item {number} already. Enter another number. {NOTHING}"})
    whole = [int(one.removeprefix("B").split(".")[0]) for one in taken if one.removeprefix("B")[:1].isdigit()]
    item = AgendaItem.objects.create(
        meeting=meeting, number=number or f"{'B' if part_b else ''}{max(whole, default=0) + 1}",
        position=_place(items, number), title=title, kind=kind, lead=lead, minutes=minutes, oral=oral, part_b=part_b,
    )  # fmt: skip
    if not oral and number != BREAK:
        due = _papers_due(meeting)
        ask_for_paper(item=item, section=section, due_on=max(due or meeting.meets_on, on), by=by, on=on)
    return item
