"""What is not settled in a plan, in sentences, before anybody agrees to it. Nothing may be left without an owner."""

from collections import Counter
from typing import Any

from django.db.models import Count, Q

from sscb.access.policy import OFFICE_GROUPS, QP, TD
from sscb.access.sockets import rules
from sscb.board.models import Meeting
from sscb.board.transition.models import GroupChange, SeatChange, TransitionPlan
from sscb.people import naming
from sscb.people.models import Group, Membership
from sscb.records.models import Record
from sscb.timetable.days import add_days, in_words
from sscb.timetable.queries.calendar import partner_start


def needed_groups() -> set[str]:
    """Codes of the groups to which a right or a duty of the portal belongs: they may be renamed, and not end."""
    return {rule.group for rule in rules if rule.group} | {*OFFICE_GROUPS.values(), QP, TD, "board", "li"}


def faults(plan: TransitionPlan) -> list[str]:
    """Each a sentence: what is missing, and what to do. Empty: it may be agreed. Six queries at most."""
    start, lines = partner_start(), lines_of(plan)
    return [*_of_names(plan, lines), *_of_groups(lines, start), *_of_seats(plan, lines, start)]


def lines_of(plan: TransitionPlan) -> list[GroupChange]:
    found = plan.groups.select_related("group", "into", "into__group")
    return sorted(found, key=lambda one: (one.group is None, one.group.order if one.group else 0, one.pk))


def _of_names(plan: TransitionPlan, lines: list[GroupChange]):
    if plan.new_name == naming.board(add_days(plan.opened_on, -1)).name:
        yield "The new name is the old one. Give the name that the arrangements were published under."
    called = Counter(one.called.casefold() for one in lines if not one.goes)
    for one in lines:
        if not one.goes and called[one.called.casefold()] > 1:
            called[one.called.casefold()] = 0
            yield f"Two groups would be called {one.called}. Give one of them another name."


def _of_groups(lines: list[GroupChange], start: Any):
    needed, goes = needed_groups(), [one for one in lines if one.goes]
    planned = {one.group_id for one in lines}
    for group in Group.objects.on(start).exclude(pk__in=[pk for pk in planned if pk]):
        yield f"Nothing is said about {group.name}, which was set up since. Say what becomes of it."
    held = _held(goes, start)
    for one in goes:
        group = one.group
        if group.code in needed:
            yield (
                f"{group.name} may not end: rights and duties in the portal belong to it. Let it continue under "
                "another name."
            )
        if one.into and one.into.goes:
            yield f"{group.name} would pass to {one.into.called}, which goes itself. Name a group that stays."
        if one.into is None:
            records, meetings = held.get(group.pk, (0, 0))
            has = [f"{records} open record{'' if records == 1 else 's'}"] if records else []
            has += [f"{meetings} meeting{'' if meetings == 1 else 's'} planned on or after {in_words(start)}"]\
                if meetings else []
            if has or one.outcome == GroupChange.Outcome.MERGED:
                what = f"It has {' and '.join(has)}. " if has else ""
                yield f"{group.name} has no successor. {what}Name the group that has its work from then on."


def _held(goes: list[GroupChange], start: Any) -> dict[int, tuple[int, int]]:
    """Open records of each group that goes, meetings apart; and its meetings from the start on."""
    groups = [one.group_id for one in goes]
    open_now = Record.objects.all_for_job("whether a group that ends leaves something behind").open()
    rows = open_now.filter(group__in=groups).order_by().values("group").annotate(
        records=Count("pk", filter=~Q(type="board.meeting"))
    )  # fmt: skip
    coming = Meeting.objects.all_for_job("meetings of a group that ends").filter(
        group__in=groups, meets_on__gte=start
    ).order_by().values_list("group").annotate(n=Count("pk"))  # fmt: skip
    found = {group: (0, n) for group, n in coming}
    return {**found, **{row["group"]: (row["records"], found.get(row["group"], (0, 0))[1]) for row in rows}}


def _of_seats(plan: TransitionPlan, lines: list[GroupChange], start: Any):
    """Each group that stays or begins has somebody in the chair, once the plan is in force."""
    seats = list(plan.seats.filter(by_group=False))
    leaving = {(one.line_id, one.person_id) for one in seats if one.kind == SeatChange.Kind.LEAVES}
    chairs: Counter[int] = Counter()
    for group, person in Membership.objects.on(start).filter(position="chair").values_list("group", "person"):
        line = next((one for one in lines if one.group_id == group), None)
        if line and not line.goes and (line.pk, person) not in leaving:
            chairs[line.pk] += 1
    for one in seats:
        if one.kind == SeatChange.Kind.JOINS and one.position == "chair":
            chairs[one.line_id] += 1
    led = set(Membership.objects.filter(position="chair").values_list("group", flat=True))
    for one in lines:
        if one.goes:
            continue
        if chairs[one.pk] > 1:
            yield f"{one.called} would have {chairs[one.pk]} chairs. Say who gives up the chair."
        elif not chairs[one.pk] and (one.group_id is None or one.group_id in led):
            yield f"Nobody would chair {one.called}. Say who takes the chair."
