"""The register of the transition: what stood open when it began, and what became of it.

Counted: whatever was open on the day on which the plan was begun, or was begun since and before the start. Of it,
each thing is in one place only: finished; handed over, once its receipt is confirmed; kept, since a group of the
partnership has it; or still open. The four make the total. Whatever the partnership begins later is not in it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, Count, Q, QuerySet, Value, When

from sscb.access.policy import can
from sscb.board.sockets import Carried, Tally, carried
from sscb.board.transition.models import TransitionPlan
from sscb.people.models import Group
from sscb.records.models import Record
from sscb.records.sockets import types
from sscb.timetable.queries.calendar import partner_start
from sscb.timetable.queries.late import url_of

FATES = {"finished": "Finished", "handed": "Handed over", "kept": "Kept", "open": "Still open"}
MARKS = {"finished": "done", "handed": "done", "kept": "done", "open": "waiting"}


@dataclass(frozen=True)
class Since:
    """From when the register counts, when the partners begin, and whether an agreed plan is in force on the day.

    `groups`: those that have what no record says, by code.
    """

    begun: date
    start: date
    in_force: bool
    groups: dict[str, Group]


@dataclass(frozen=True)
class KindRow:
    """`tally` None: it is not told to this reader here; `words` say where it is."""

    code: str
    title: str
    tally: Tally | None
    words: str = ""
    own_url: str = ""
    listed: bool = False


@dataclass(frozen=True)
class Listed:
    reference: str
    title: str
    url: str
    kind: str
    was: str
    now: str
    fate: str
    words: str
    on: date | None


def since(as_at: date) -> Since:
    """Three queries: the plan, the recorded day, and the groups that have what no record says."""
    start = partner_start()
    plan = TransitionPlan.objects.all_for_job("from when the register counts").order_by("pk").first()
    begun = min(plan.opened_on, start) if plan else start
    named = Group.objects.filter(code__in={one.of_group for one in carried if one.of_group}).select_related("passes_to")
    in_force = bool(plan and plan.stage == "agreed" and as_at >= start)
    return Since(begun, start, in_force, {one.code: one for one in named})


def counts(person: Any, as_at: date, told: Since) -> list[KindRow]:
    """One query for all kinds of which every reader counts what they may read; each of the others counts itself."""
    by_type = tallies(Record.objects.visible_to(person), told, as_at)
    return [_row(kind, person, as_at, told, by_type) for kind in carried]


def _row(kind: Carried, person: Any, as_at: date, told: Since, by_type: dict[str, Tally]) -> KindRow:
    own = kind.own_url() if kind.own_url and can(person, kind.own_rule) else ""
    if kind.rule and not can(person, kind.rule):
        return KindRow(kind.code, kind.title, None, kind.not_told, own)
    if kind.tally is not None:
        return KindRow(kind.code, kind.title, kind.tally(as_at, told.begun, told.start), "", own)
    return KindRow(kind.code, kind.title, add_up(by_type[one] for one in kind.types if one in by_type), "", own, True)


def add_up(tallies: Iterable[Tally]) -> Tally:
    found = list(tallies)
    return Tally(*(sum(getattr(one, name) for one in found) for name in ("finished", "handed", "kept", "open")))


def tallies(rows: QuerySet, told: Since, as_at: date) -> dict[str, Tally]:
    """By type of record. One query."""
    every = [one for kind in carried for one in kind.types]
    found = with_fate(standing(rows.filter(type__in=every), told, as_at), told)
    counted = found.order_by().values("type").annotate(
        **{f"n_{fate}": Count("pk", filter=Q(fate=fate)) for fate in FATES}
    )  # fmt: skip
    return {row["type"]: Tally(*(row[f"n_{fate}"] for fate in FATES)) for row in counted}


def standing(rows: QuerySet, told: Since, as_at: date) -> QuerySet:
    """Of the Board's time, and not closed before the register begins."""
    ours = rows.filter(Q(opened_on__lt=told.start) & Q(opened_on__lte=as_at))
    return ours.filter(Q(closed_on=None) | Q(closed_on__gte=told.begun))


def with_fate(rows: QuerySet, told: Since) -> QuerySet:
    done = {one: kind.finished for kind in carried for one in kind.types if kind.finished}
    finished = Q(closed_on__isnull=False)
    for code, stages in done.items():
        finished |= Q(type=code, stage__in=stages)
    may_stay = [one for kind in carried if kind.may_stay for one in kind.types]
    of_a_group = [one for kind in carried if kind.may_stay and kind.of_group in told.groups for one in kind.types]
    kept = Q(group__isnull=False, group__to_on=None, type__in=may_stay) | Q(group=None, type__in=of_a_group)
    if not told.in_force:
        kept = Q(pk__in=[])
    return rows.annotate(
        fate=Case(
            When(Q(handed_on__isnull=False, sealed_on__isnull=False), then=Value("handed")),
            When(finished, then=Value("finished")), When(kept, then=Value("kept")), default=Value("open"),
        )
    )  # fmt: skip


def listed(person: Any, as_at: date, told: Since, *, kind: str = "", fate: str = "") -> QuerySet:
    """The records behind the counts, of all kinds that are counted here or of one, in one fate or in any."""
    shown = [
        one for one in carried
        if one.tally is None and (not one.rule or can(person, one.rule)) and kind in ("", one.code)
    ]  # fmt: skip
    codes = [code for one in shown for code in one.types]
    rows = with_fate(standing(Record.objects.visible_to(person).filter(type__in=codes), told, as_at), told)
    if fate in FATES:
        rows = rows.filter(fate=fate)
    first = Case(When(fate="open", then=Value(0)), default=Value(1))
    return rows.select_related("group", "group__passes_to", "handed_to").order_by(first, "type", "opened_on", "pk")


def _group_codes() -> dict[str, str]:
    return {code: kind.of_group for kind in carried for code in kind.types if kind.of_group}


def row_of(one: Any, person: Any, told: Since) -> Listed:
    """One record as the register lists it. Of what is need to know, the reference alone."""
    kind = types[one.type]
    group = one.group or told.groups.get(_group_codes().get(one.type, ""))
    was = group.name_on(told.begun) if group else ""
    heir = group.at_work(told.start) if group else None
    now = heir.name_on(told.start) if heir else ""
    if one.fate == "handed":
        now = one.handed_to.name if one.handed_to else ""
    day = {"finished": one.closed_on, "handed": one.handed_on}.get(one.fate)
    return Listed(
        one.reference, "" if one.level >= "P4" else one.title, url_of(one, person), kind.title, was, now, one.fate,
        kind.stages.get(one.stage, ""), day,
    )  # fmt: skip
