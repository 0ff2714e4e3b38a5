"""Planning a meeting: its agenda from the template, its papers asked for, its dates."""

from datetime import date, time
from typing import Any

from django.db import transaction

from sscb import clock
from sscb.access.policy import require
from sscb.board.agenda import Planned
from sscb.board.bodies import cycle_of, is_boards, level_of, require_run
from sscb.board.models import AgendaItem, Meeting
from sscb.board.services.papers import ask_for_paper, chair_of
from sscb.board.sockets import sections
from sscb.history.services import write_history
from sscb.jobs.services import ring
from sscb.people.models import Group, Person
from sscb.timetable.services import set_deadlines


@transaction.atomic(durable=True)
def plan_meeting(
    *, group: Group, reference: str, title: str, meets_on: date, starts: time, ends: time, place: str,
    agenda: list[Planned], by: Person | None, on: date, **more: Any,
) -> Meeting:  # fmt: skip
    """A meeting of the Board or a group, with its agenda; every item that needs a paper has one asked for.

    The dates of its cycle (agenda set, papers due, pack out) follow from the body's own rules in the timetable.
    """
    if by is not None:
        require(by, "board.plan_meeting")
        require_run(by, group)
    cycle, chair = cycle_of(group), None if is_boards(group) else chair_of(group, meets_on)
    meeting = Meeting.objects.create(
        type="board.meeting", reference=reference, title=title, level=level_of(group), group=group, stage="planned",
        opened_on=on, released_on=on, meets_on=meets_on, starts=starts, ends=ends, place=place, **more,
    )  # fmt: skip
    deadlines = set_deadlines(meeting, trigger=cycle.trigger, on=meets_on, by=by, person=chair)
    due_on = next((one.due_on for one in deadlines if one.rule == cycle.papers_due), meets_on)
    leads = _leads_on(meets_on)
    for position, line in enumerate(agenda, start=1):
        item = AgendaItem.objects.create(
            meeting=meeting, number=line.number, position=position, title=line.title, kind=line.kind,
            lead=leads.get(line.lead, line.lead), minutes=line.minutes, oral=line.oral, part_b=line.part_b,
        )  # fmt: skip
        if not line.oral:
            section = line.section if line.section in sections else ""
            ask_for_paper(item=item, section=section, due_on=max(due_on, on), by=by, on=on)
    write_history(meeting, "board.meeting_planned", by=by, on=on, day=f"{meets_on:%-d %B %Y}")
    return meeting


def _leads_on(day: date) -> dict[str, str]:
    """Chairs as the template names them, and as their groups are called on the day of the meeting."""
    groups = Group.objects.select_related("passes_to")
    return {f"{one.named} chair": f"{one.at_work(day).name_on(day)} chair" for one in groups}


@transaction.atomic(durable=True)
def step_date(*, to: date, by: Person) -> date:
    """Step the demonstration's date forward; raises clock.BackwardStep for an earlier one. The sweep follows."""
    require(by, "board.step_date")
    clock.set_demonstration_date(to)
    write_history(None, "board.date_stepped", by=by, on=to, day=f"{to:%-d %B %Y}")
    ring("timetable.sweep", by=by, key=f"step:{to.isoformat()}", args={"as_at": to.isoformat()})
    return to
