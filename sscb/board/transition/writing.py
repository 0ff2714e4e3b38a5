"""The rows of an agreed plan: names, groups, places and roles that hold from the start on and need no job to begin.

Written when the plan is agreed, for the day on which the safeguarding partners begin; taken back when the plan is
changed again; and written anew when that day is recorded anew. What was before the day is touched in one place only:
the last day of what ends.
"""

from datetime import date

from sscb.board.transition.models import GroupChange, SeatChange, TransitionPlan
from sscb.people.models import Group, Membership, Name, RoleHeld
from sscb.people.naming import forget
from sscb.people.services import add_group, call, give_role, join
from sscb.timetable.days import add_days

FIRST_ORDER = 100
"""Groups that begin stand behind those that were there."""


def write_rows(plan: TransitionPlan, start: date) -> None:
    """In the caller's transaction. What ends, ends first: nobody sits twice on one group."""
    last = add_days(start, -1)
    call(group=None, name=plan.new_name, short=plan.new_short, on=start)
    lines = list(plan.groups.select_related("group", "into"))
    for place, line in enumerate(lines):
        if line.outcome == GroupChange.Outcome.BEGINS:
            line.group = _begun(line, start, FIRST_ORDER + place)
            line.save(update_fields=["group"])
        elif line.outcome == GroupChange.Outcome.RENAMED:
            call(group=line.group, name=line.name, on=start)
    groups = {line.pk: line.group for line in lines}
    for line in lines:
        if line.goes:
            _end(line, groups.get(line.into_id), last)
            _say_who_follows(plan, line, start)
    seats = plan.seats.select_related("line", "person", "membership", "role_held").order_by("pk")
    for seat in [one for one in seats if one.kind in ("leaves", "gives-up")]:
        _let_go(seat, last)
    for seat in [one for one in seats if one.kind in ("joins", "takes-on")]:
        _take_up(seat, groups, start)


def take_rows_back(plan: TransitionPlan) -> None:
    """As if it had never been agreed: what had an end before has that end again."""
    start = plan.written_for
    for seat in plan.seats.select_related("membership", "role_held").order_by("-pk"):
        begun = seat.kind in ("joins", "takes-on")
        for row in (seat.membership, seat.role_held):
            if row is None:
                continue
            SeatChange.objects.filter(pk=seat.pk).update(membership=None, role_held=None, was_to_on=None)
            if begun:
                row.delete()
            else:
                type(row).objects.filter(pk=row.pk).update(to_on=seat.was_to_on)
    plan.seats.filter(by_group=True).delete()
    lines = list(plan.groups.select_related("group"))
    gone = [one.group_id for one in lines if one.goes]
    Group.objects.filter(pk__in=gone).update(to_on=None, passes_to=None)
    begun = [one.group_id for one in lines if one.outcome == GroupChange.Outcome.BEGINS and one.group_id]
    GroupChange.objects.filter(plan=plan, group__in=begun).update(group=None)
    Group.objects.filter(pk__in=begun).delete()
    Name.objects.filter(from_on=start, group=None).delete()
    Name.objects.filter(from_on=start, group__in=[one.group_id for one in lines if one.group_id]).delete()
    forget()


def _begun(line: GroupChange, start: date, order: int) -> Group:
    code = f"{line.plan.reference.lower()}-{line.pk}"
    board = Group.objects.get(code="board")
    return add_group(
        code=code, name=line.name, kind=Group.Kind.SUBGROUP, order=order, reports_to=board, does=line.does,
        from_on=start,
    )  # fmt: skip


def _end(line: GroupChange, successor: Group | None, last: date) -> None:
    Group.objects.filter(pk=line.group_id).update(to_on=last, passes_to=successor)


def _say_who_follows(plan: TransitionPlan, line: GroupChange, start: date) -> None:
    """Everybody of a group that goes leaves it; where its members follow, they sit on its successor from then on."""
    told = set(plan.seats.filter(kind="leaves", line=line).values_list("person", flat=True))
    there: set[int] = set()
    if line.into_id:
        there = set(plan.seats.filter(kind="joins", line=line.into).values_list("person", flat=True))
        if line.into.group_id:
            there |= set(Membership.objects.on(start).filter(group=line.into.group_id).values_list("person", flat=True))
    for place in Membership.objects.on(start).filter(group=line.group_id).order_by("pk"):
        if place.person_id not in told:
            SeatChange.objects.create(plan=plan, kind="leaves", person_id=place.person_id, line=line, by_group=True)
        if line.members_follow and line.into_id and place.person_id not in there:
            there.add(place.person_id)
            # Its chair is a member there: whoever is in the chair of the successor stays in it.
            position = "member" if place.position == Membership.Position.CHAIR else place.position
            SeatChange.objects.create(
                plan=plan, kind="joins", person_id=place.person_id, line=line.into, position=position, by_group=True
            )


def _let_go(seat: SeatChange, last: date) -> None:
    """The place or role that holds on the last day ends with it. One that began later would end before it began."""
    rows = (
        Membership.objects.filter(group=seat.line.group_id) if seat.kind == "leaves"
        else RoleHeld.objects.filter(role=seat.role)
    )  # fmt: skip
    row = rows.on(last).filter(person=seat.person_id).order_by("-from_on").first()
    if row is None:
        return
    seat.was_to_on, row.to_on = row.to_on, last
    row.save(update_fields=["to_on"])
    _remember(seat, row)


def _take_up(seat: SeatChange, groups: dict[int, Group], start: date) -> None:
    if seat.kind == "takes-on":
        row = give_role(person=seat.person, role=seat.role, on=start)
    else:
        row = join(person=seat.person, group=groups[seat.line_id], on=start, position=seat.position)
    _remember(seat, row)


def _remember(seat: SeatChange, row: Membership | RoleHeld) -> None:
    kept = {"membership": row} if isinstance(row, Membership) else {"role_held": row}
    SeatChange.objects.filter(pk=seat.pk).update(was_to_on=seat.was_to_on, **kept)
