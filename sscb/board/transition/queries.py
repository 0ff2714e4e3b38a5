"""The pages of the transition: the plan, and the register of what became of everything."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.urls import reverse

from sscb.access.policy import can
from sscb.board.queries.shown import State, many
from sscb.board.sockets import Tally
from sscb.board.transition import register
from sscb.board.transition.checking import faults, lines_of
from sscb.board.transition.lifecycle import AGREE, PREPARE, PROPOSE
from sscb.board.transition.models import GroupChange, SeatChange, TransitionPlan
from sscb.board.transition.register import FATES, KindRow, Listed
from sscb.people import naming
from sscb.people.models import Role
from sscb.timetable.days import add_days, in_words
from sscb.timetable.queries.calendar import start_dates
from sscb.timetable.starts import SAFEGUARDING_PARTNER_START

PAGE_SIZE = 25


@dataclass(frozen=True)
class GroupRow:
    uuid: Any
    was: str
    becomes: str
    now: str
    people: str
    why: str
    state: State
    may_change: bool
    may_drop: bool


@dataclass(frozen=True)
class SeatRow:
    uuid: Any
    person: str
    what: str
    because: str
    may_drop: bool


@dataclass(frozen=True)
class PlanPage:
    kicker: str
    heading: str
    lead: str
    state: State
    was_called: str
    start: str
    start_note: str
    facts: list[tuple[str, str]]
    groups: list[GroupRow]
    seats: list[SeatRow]
    faults: list[str]
    may_prepare: bool
    may_propose: bool
    may_agree: bool
    may_reopen: bool
    own_proposal: bool


def plan_page(plan: TransitionPlan, person: Any, as_at: date) -> PlanPage:
    recorded = start_dates().get(SAFEGUARDING_PARTNER_START.code)
    start = recorded or SAFEGUARDING_PARTNER_START.latest
    before, draft = as_at < start, plan.stage == "draft"
    lines = lines_of(plan)
    seats = list(plan.seats.select_related("person", "line", "line__group"))
    changes = before and draft and bool(can(person, PREPARE, plan))
    may_agree = before and plan.stage == "proposed" and bool(can(person, AGREE, plan))
    wrong = faults(plan) if before and plan.stage != "agreed" else []
    goes = sum(1 for one in lines if one.goes)
    begins = sum(1 for one in lines if one.outcome == GroupChange.Outcome.BEGINS)
    renamed = sum(1 for one in lines if one.outcome == GroupChange.Outcome.RENAMED)
    left = (start - as_at).days
    return PlanPage(
        kicker=f"{plan.reference} · the transition of the Board",
        heading=_heading(plan, start, left),
        lead=f"Of {many(len(lines) - begins, 'group')}, {many(goes, 'ends or merges', 'end or merge')}, {renamed} "
        f"{'goes' if renamed == 1 else 'go'} on under another name, and the others stay as they are. "
        f"{many(begins, 'group begins', 'groups begin')}. Nothing is deleted: what was, stays under its own name.",
        state=_state(plan, before), was_called=naming.board(add_days(start, -1)).name, start=in_words(start),
        start_note="" if recorded else "Nobody has recorded the day, so the statutory latest is taken.",
        facts=_facts(plan), groups=[_group_row(one, start, seats, changes) for one in lines],
        seats=[_seat_row(one, changes) for one in seats], faults=wrong, may_prepare=changes,
        may_propose=before and draft and not wrong and bool(can(person, PROPOSE, plan)),
        may_agree=may_agree and plan.proposed_by_id != person.pk and not wrong,
        may_reopen=before and not draft and bool(can(person, PREPARE if plan.stage == "proposed" else PROPOSE, plan)),
        own_proposal=may_agree and plan.proposed_by_id == person.pk,
    )  # fmt: skip


def _heading(plan: TransitionPlan, start: date, left: int) -> str:
    if left > 0:
        return f"In {many(left, 'day')} the Board becomes the {plan.new_name}"
    if plan.stage != "agreed":
        return f"The safeguarding partners began on {in_words(start)}, and the plan was not agreed"
    return f"On {in_words(start)} the Board became the {plan.new_name}"


def _state(plan: TransitionPlan, before: bool) -> State:
    if plan.stage == "agreed":
        return State("waiting", "Agreed; takes effect by itself") if before else State("done", "In force")
    if not before:
        return State("late", "Not agreed in time")
    return State("soon", "With the Independent Chair") if plan.stage == "proposed" else State("soon", "Being prepared")


def _facts(plan: TransitionPlan) -> list[tuple[str, str]]:
    facts = [("Begun", in_words(plan.opened_on))]
    if plan.proposed_on:
        facts.append(("Proposed by", f"{plan.proposed_by.name}, {in_words(plan.proposed_on)}"))
    if plan.agreed_on:
        facts.append(("Agreed by", f"{plan.agreed_by.name}, {in_words(plan.agreed_on)}"))
    if plan.changed_why:
        facts.append(("Opened again because", plan.changed_why))
    return facts


BECOMES = {
    "continues": State("done", "Continues"), "renamed": State("done", "New name"), "merged": State("waiting", "Merges"),
    "ends": State("waiting", "Ends"), "begins": State("waiting", "Begins"),
}  # fmt: skip


def _group_row(line: GroupChange, start: date, seats: list[SeatChange], changes: bool) -> GroupRow:
    was = line.group.name_on(add_days(start, -1)) if line.group and line.outcome != "begins" else ""
    now = (f"Its work passes to {line.into.called}" if line.into else _left(line)) if line.goes else line.called
    joins = sum(1 for one in seats if one.line_id == line.pk and one.kind == "joins")
    leaves = sum(1 for one in seats if one.line_id == line.pk and one.kind == "leaves")
    moved = [f"{joins} join"] if joins else []
    moved += [f"{leaves} leave"] if leaves else []
    if line.goes and not leaves:
        moved = ["Its members go along" if line.members_follow else "Its members leave"]
    return GroupRow(line.uuid, was, line.get_outcome_display(), now, ", ".join(moved), line.why or line.does,
                    BECOMES[line.outcome], changes, changes and line.outcome == "begins")  # fmt: skip


def _left(line: GroupChange) -> str:
    return "Not said yet" if line.outcome == GroupChange.Outcome.MERGED else "Nothing of it is open"


def _seat_row(seat: SeatChange, changes: bool) -> SeatRow:
    if seat.role:
        what = f"{seat.get_kind_display()}: {Role(seat.role).label}"
    elif seat.kind == "joins":
        what = f"Joins {seat.line.called} as {seat.get_position_display().lower()}"
    else:
        what = f"Leaves {seat.line.group.name if seat.line.group else seat.line.called}"
    because = "Follows from what becomes of the group" if seat.by_group else ""
    return SeatRow(seat.uuid, seat.person.name, what, because, changes and not seat.by_group)


# --- the register -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Filter:
    text: str
    url: str
    current: bool


@dataclass(frozen=True)
class Pages:
    previous_url: str
    next_url: str
    words: str


@dataclass(frozen=True)
class RegisterPage:
    kicker: str
    heading: str
    lead: str
    source: str
    kinds: list[KindRow]
    all: Tally
    fates: list[str]
    filters: list[Filter]
    rows: list[tuple[Listed, State]]
    pages: Pages
    kind_title: str = ""
    plan_url: str = ""
    plan_state: State | None = None
    may_begin: bool = False
    columns: list[str] = field(default_factory=list)


def register_page(person: Any, as_at: date, *, kind: str = "", fate: str = "", page: str = "1") -> RegisterPage:
    told = register.since(as_at)
    kinds = register.counts(person, as_at, told)
    whole = register.add_up(one.tally for one in kinds if one.tally)
    plan = TransitionPlan.objects.visible_to(person).order_by("pk").first()
    kind = kind if kind in {one.code for one in kinds if one.listed} else ""
    fate = fate if fate in FATES else ""
    shown = Paginator(register.listed(person, as_at, told, kind=kind, fate=fate), PAGE_SIZE).get_page(
        page if page.isdigit() else 1
    )
    rows = [register.row_of(one, person, told) for one in shown.object_list]
    return RegisterPage(
        kicker="The transition of the Board", heading=register_heading(whole, as_at, told),
        lead="Everything that was open when the plan was begun, or was begun before the partners: each thing is "
        "finished, handed over, kept by a group of the partnership, or still open.",
        source=source_words(as_at, told), kinds=kinds, all=whole, fates=list(FATES.values()),
        filters=[Filter("All", _url(kind, "", 1), not fate)]
        + [Filter(words, _url(kind, code, 1), fate == code) for code, words in FATES.items()],
        rows=[(one, State(register.MARKS[one.fate], _fate_words(one))) for one in rows],
        pages=Pages(
            _url(kind, fate, shown.number - 1) if shown.has_previous() else "",
            _url(kind, fate, shown.number + 1) if shown.has_next() else "",
            f"Page {shown.number} of {shown.paginator.num_pages}",
        ),
        kind_title=next((one.title for one in kinds if one.code == kind), ""),
        plan_url=reverse("board:transition_plan", args=[plan.uuid]) if plan else "",
        plan_state=_state(plan, as_at < told.start) if plan else None,
        may_begin=plan is None and as_at < told.start and bool(can(person, PREPARE)),
    )  # fmt: skip


def register_heading(whole: Tally, as_at: date, told: register.Since) -> str:
    when = (
        f"{many((told.start - as_at).days, 'day')} before the partners begin" if as_at < told.start
        else f"The partners began on {in_words(told.start)}"
    )  # fmt: skip
    return f"{when}: {whole.open} of {many(whole.total, 'thing')} {'is' if whole.open == 1 else 'are'} still open"


def source_words(as_at: date, told: register.Since) -> str:
    return (
        f"Counted by the portal from its records as at {in_words(as_at)}: open on {in_words(told.begun)}, or begun "
        f"between then and {in_words(add_days(told.start, -1))}."
    )


def _fate_words(one: Listed) -> str:
    day = f" {in_words(one.on)}" if one.on else ""
    return {"finished": f"Finished{day}", "handed": f"Handed over{day}", "kept": "Kept", "open": "Still open"}[one.fate]


def _url(kind: str, fate: str, page: int) -> str:
    every = {"kind": kind, "fate": fate, "page": page if page > 1 else ""}
    asked = {name: value for name, value in every.items() if value}
    return f"{reverse('board:transition')}{f'?{urlencode(asked)}' if asked else ''}#rows"
