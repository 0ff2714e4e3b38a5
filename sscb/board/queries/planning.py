"""The agenda while it is built, with the times that follow from it; and the forward plan."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, Q

from sscb.board.agenda import BREAK, clock_words, times
from sscb.board.models import AgendaItem, Meeting, Paper, PlannedItem
from sscb.board.queries.shown import full_day, many
from sscb.board.services.agenda import Line, was_issued
from sscb.people.models import Group


@dataclass(frozen=True)
class AgendaRow:
    uuid: UUID
    key: str
    order: str
    number: str
    time: str
    title: str
    kind: str
    lead: str
    minutes: str
    oral: bool
    part_b: bool
    paper: str
    is_break: bool
    needs: str = ""
    """What must be done about it before the pack is issued; such a line stands open."""


@dataclass(frozen=True)
class AgendaPage:
    kicker: str
    heading: str
    lead: str
    rows: list[AgendaRow]
    kinds: list[tuple[str, str]]
    sum_words: str
    fits: bool
    fixed: bool
    version: int
    planned: list[PlannedItem]


def agenda_page(meeting: Meeting, person: Any, typed: Any = None) -> AgendaPage:
    """As saved, or as typed where it could not be saved: nobody types an agenda twice."""
    items = list(meeting.items.prefetch_related(Prefetch("papers", Paper.objects.all().visible_to(person))))
    starts = times(meeting.starts, [item.minutes for item in items])
    rows = [
        _row(item, place, clock_words(start), typed)
        for place, (item, start) in enumerate(zip(items, starts, strict=True), start=1)
    ]
    taken = sum(item.minutes for item in items)
    lasts = int((datetime.combine(date.min, meeting.ends) - datetime.combine(date.min, meeting.starts)).seconds / 60)
    if taken == lasts:
        words = f"{many(taken, 'minute')}: it ends at {clock_words(meeting.ends)}, as planned."
    else:
        over = f"{many(abs(taken - lasts), 'minute')} {'too long' if taken > lasts else 'to spare'}"
        words = f"{many(taken, 'minute')} of {lasts}: {over}. A pack is issued when the two agree."
    planned = PlannedItem.objects.filter(meeting=None, wanted_on__lte=meeting.meets_on, group=meeting.group)
    heading = f"Agenda for {full_day(meeting.meets_on)}"
    return AgendaPage(
        meeting.title, heading, "", rows, list(AgendaItem.Kind.choices), words, taken == lasts, was_issued(meeting),
        meeting.version, list(planned),
    )  # fmt: skip


def _row(item: AgendaItem, place: int, start: str, typed: Any) -> AgendaRow:
    key = item.uuid.hex

    def told(name: str, saved: Any) -> str:
        return typed.get(f"{name}_{key}", str(saved)) if typed is not None else str(saved)

    paper = next(iter(item.papers.all()), None)
    words = "oral" if item.oral else ""
    if paper and not item.oral:
        words = "portal" if paper.section else paper.reference
    return AgendaRow(
        item.uuid, key, told("order", place * 10), told("number", item.number), start, told("title", item.title),
        told("kind", item.kind), told("lead", item.lead), told("minutes", item.minutes), item.oral, item.part_b,
        words, item.number == BREAK, _needs(item, paper),
    )  # fmt: skip


def _needs(item: AgendaItem, paper: Paper | None) -> str:
    if item.number == BREAK:
        return ""
    if not item.minutes and "." not in item.number and not item.part_b:
        return "It is given no minutes."
    if not item.oral and paper is None:
        return "It has no paper and is not spoken to either. Ask for its paper, or put it off."
    return ""


def lines_of(meeting: Meeting, typed: Any) -> tuple[list[Line], list[str]]:
    """The builder's form as lines in their new order, and sentences for what cannot be so."""
    known = {item.uuid.hex: item for item in meeting.items.all()}
    kinds = set(AgendaItem.Kind.values)
    lines, faults = [], []
    for place, name in enumerate(name for name in typed if name.startswith("title_")):
        key = name.removeprefix("title_")
        title, number = typed[name].strip()[:150], typed.get(f"number_{key}", "").strip()[:6]
        item = known.get(key)
        minutes, order = typed.get(f"minutes_{key}", ""), typed.get(f"order_{key}", "")
        if not title or not number:
            faults.append(f"Item {number or place + 1} needs a number and a title. Nothing was changed.")
            continue
        if not minutes.isdigit() or int(minutes) > 480:
            faults.append(f"Enter the minutes of “{title}” as a number from 0 to 480. Nothing was changed.")
            continue
        kind = typed.get(f"kind_{key}", "none")
        line = Line(
            item.uuid if item else UUID(int=0), number, title, kind if kind in kinds else "none",
            typed.get(f"lead_{key}", "").strip()[:80], int(minutes),
        )  # fmt: skip
        lines.append((int(order) if order.isdigit() else (place + 1) * 10, place, line))
    lines.sort(key=lambda one: one[:2])
    return [line for *_, line in lines], faults


@dataclass(frozen=True)
class PlannedRow:
    title: str
    kind: str
    lead: str
    wanted: str
    why: str
    offered: str
    body: str = ""


@dataclass(frozen=True)
class ForwardPage:
    kicker: str
    heading: str
    lead: str
    rows: list[PlannedRow]


def forward_plan(person: Any, as_at: date, groups: list[Group]) -> ForwardPage:
    """What is to come to these bodies, by its day, and to which meeting it will be offered or on whose agenda it is."""
    coming = list(Meeting.objects.visible_to(person).filter(group__in=groups, meets_on__gte=as_at))
    coming.sort(key=lambda one: one.meets_on)
    kinds = dict(AgendaItem.Kind.choices)
    rows = []
    found = PlannedItem.objects.filter(Q(meeting=None) | Q(meeting__meets_on__gte=as_at), group__in=groups)
    names = {one.pk: one.name for one in groups}
    for one in found.select_related("meeting"):
        first = next((it for it in coming if it.meets_on >= one.wanted_on and it.group_id == one.group_id), None)
        offered = f"On the agenda of {one.meeting.reference}" if one.meeting else "No meeting is planned for it yet"
        if not one.meeting and first:
            offered = f"Offered to {first.reference}"
        rows.append(
            PlannedRow(one.title, kinds.get(one.kind, ""), one.lead, full_day(one.wanted_on), one.why, offered,
                       names[one.group_id] if len(groups) > 1 else "")
        )
    loose = sum(1 for one in found if not one.meeting)
    heading = f"{many(loose, 'item is', 'items are')} waiting for a meeting" if loose else "Nothing waits for a meeting"
    return ForwardPage("Forward plan", heading, "", rows)
