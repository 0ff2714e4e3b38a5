"""Every write of the plan. Until the start it may change, once proposed only with a reason; after it, never."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError, Q

from sscb import clock
from sscb.access.errors import Conflict
from sscb.access.policy import require
from sscb.board.transition.lifecycle import AGREE, PREPARE, PROPOSE
from sscb.board.transition.models import GroupChange, SeatChange, TransitionPlan
from sscb.board.transition.writing import take_rows_back, write_rows
from sscb.history.services import write_history
from sscb.learning.services.columns import write
from sscb.people.models import Group, Membership, Person
from sscb.records.models import Record
from sscb.records.moving import advance, check_version, move
from sscb.records.services import next_reference
from sscb.timetable.days import in_words
from sscb.timetable.queries.calendar import partner_start
from sscb.timetable.starts import SAFEGUARDING_PARTNER_START

UNCHANGED = "Nothing was changed."


class Frozen(Conflict):
    """The safeguarding partners have begun: what was agreed is history now."""


def require_before_start() -> None:
    start = partner_start()
    if clock.today() >= start:
        raise Frozen(
            f"The safeguarding partners’ arrangements began on {in_words(start)}, so this plan is history and stays as "
            f"it was agreed. {UNCHANGED}"
        )


def _require_draft(plan: TransitionPlan) -> None:
    require_before_start()
    if plan.stage != "draft":
        raise Conflict(f"{plan.reference} is not being prepared any more. Say why it changes, and open it again first. "
                       f"{UNCHANGED}")  # fmt: skip


@transaction.atomic(durable=True)
def begin_plan(*, new_name: str, new_short: str, by: Person, on: date) -> TransitionPlan:
    """One plan for the one transition, with a line for each group there is: it continues, until somebody says else."""
    require(by, PREPARE)
    require_before_start()
    if TransitionPlan.objects.all_for_job("is there one already?").exists():
        raise Conflict(f"The plan of the transition is begun already. {UNCHANGED}")
    plan = TransitionPlan.objects.create(
        type="board.transition_plan", reference=next_reference("TRA", on), level="P3", stage="draft", opened_on=on,
        released_on=on, title="Plan of the transition of the Board",
        group=Group.objects.get(code="board"), new_name=new_name.strip(), new_short=new_short.strip(),
    )  # fmt: skip
    GroupChange.objects.bulk_create(GroupChange(plan=plan, group=one) for one in Group.objects.on(partner_start()))
    write_history(plan, "board.transition_begun", by=by, on=on, name=plan.new_name)
    return plan


@transaction.atomic(durable=True)
def name_body(*, plan: TransitionPlan, version: int, new_name: str, new_short: str, by: Person, on: date) -> None:
    """What the Board is called from the start on."""
    require(by, PREPARE, plan)
    _require_draft(plan)
    check_version(plan, version, mine={"new_name": new_name, "new_short": new_short})
    write(plan, new_name=new_name.strip(), new_short=new_short.strip())
    write_history(plan, "board.transition_named", by=by, on=on, name=plan.new_name)


@transaction.atomic(durable=True)
def change_group(
    *, plan: TransitionPlan, line: GroupChange, outcome: str, by: Person, on: date, name: str = "",
    into: GroupChange | None = None, members_follow: bool = False, why: str = "",
) -> GroupChange:  # fmt: skip
    """What becomes of one group. What does not go with the outcome is left out."""
    require(by, PREPARE, plan)
    _require_draft(plan)
    advance(plan)
    goes, named = outcome in ("merged", "ends"), outcome == "renamed" or line.group_id is None
    if (outcome == "begins") != (line.group_id is None):
        raise ValidationError({"outcome": f"A group that is there already cannot begin. {UNCHANGED}"})
    if named and not name.strip():
        raise ValidationError({"name": "Enter what it is called from then on"})
    if into and into.pk == line.pk:
        raise ValidationError({"into": "A group cannot pass into itself. Choose another one"})
    if goes and not why.strip():
        raise ValidationError({"why": "Enter why it ends"})
    line.outcome, line.name, line.why = outcome, name.strip() if named else "", why.strip()
    line.into = into if goes else None
    line.members_follow = bool(goes and into and members_follow)
    line.save()
    write_history(plan, "board.transition_group", by=by, on=on, group=line.called or line.name,
                  becomes=line.get_outcome_display().lower())  # fmt: skip
    return line


@transaction.atomic(durable=True)
def add_group_to_plan(*, plan: TransitionPlan, name: str, does: str, by: Person, on: date) -> GroupChange:
    """A group that begins on the day of the start."""
    require(by, PREPARE, plan)
    _require_draft(plan)
    advance(plan)
    line = GroupChange.objects.create(plan=plan, outcome="begins", name=name.strip(), does=does.strip())
    write_history(plan, "board.transition_group", by=by, on=on, group=line.name, becomes="begins")
    return line


@transaction.atomic(durable=True)
def drop_group_from_plan(*, plan: TransitionPlan, line: GroupChange, by: Person, on: date) -> None:
    """A group that was to begin, and is not. Whoever was to join it is not to any more."""
    require(by, PREPARE, plan)
    _require_draft(plan)
    if line.group_id is not None:
        raise Conflict(f"{line.called} is there already: say that it ends. {UNCHANGED}")
    advance(plan)
    if line.takes_over.exists():
        raise Conflict(f"Another group passes into {line.name}. Change that first. {UNCHANGED}")
    write_history(plan, "board.transition_group", by=by, on=on, group=line.name, becomes="does not begin")
    line.delete()


def change_seat(
    *, plan: TransitionPlan, kind: str, person: Person, by: Person, on: date, line: GroupChange | None = None,
    position: str = "", role: str = "",
) -> SeatChange:  # fmt: skip
    """Somebody leaves or joins a group on that day, or gives up or takes on a role."""
    require(by, PREPARE, plan)
    of_group = kind in ("leaves", "joins")
    if of_group and line is None:
        raise ValidationError({"line": "Choose the group"})
    if not of_group and not role:
        raise ValidationError({"role": "Choose the role"})
    if kind == "joins" and line.goes:
        raise ValidationError({"line": f"{line.called} goes on that day. Choose a group that stays or begins"})
    if kind == "leaves" and not _sits(person, line):
        raise ValidationError({"person": f"{person.name} does not sit on {line.called}. Choose somebody who does"})
    if kind == "joins" and _sits(person, line) and not plan.seats.filter(
        kind="leaves", person=person, line=line
    ).exists():  # fmt: skip
        raise ValidationError({"person": f"{person.name} sits on {line.called} already. For another position, say "
                                         "first that they leave it"})  # fmt: skip
    try:
        return _write_seat(plan, by, on, kind=kind, person=person, line=line if of_group else None,
                           position=position or "member" if kind == "joins" else "",
                           role="" if of_group else role)  # fmt: skip
    except IntegrityError as twice:
        raise ValidationError({"person": f"This is in the plan already. {UNCHANGED}"}) from twice


@transaction.atomic(durable=True)
def _write_seat(plan: TransitionPlan, by: Person, on: date, **told: Any) -> SeatChange:
    _require_draft(plan)
    advance(plan)
    seat = SeatChange.objects.create(plan=plan, **told)
    write_history(plan, "board.transition_seat", by=by, on=on)
    return seat


@transaction.atomic(durable=True)
def drop_seat(*, plan: TransitionPlan, seat: SeatChange, by: Person, on: date) -> None:
    require(by, PREPARE, plan)
    _require_draft(plan)
    advance(plan)
    seat.delete()
    write_history(plan, "board.transition_seat", by=by, on=on)


def _sits(person: Person, line: GroupChange) -> bool:
    return Membership.objects.on(partner_start()).filter(person=person, group=line.group_id).exists()


@transaction.atomic(durable=True)
def propose(*, plan: TransitionPlan, by: Person, on: date) -> None:
    """The first of two: the business manager puts it to the Independent Chair."""
    require(by, PROPOSE, plan)
    require_before_start()
    move(plan, to="proposed", by=by, on=on)
    write(plan, proposed_on=on, proposed_by=by)
    write_history(plan, "board.transition_proposed", by=by, on=on)


@transaction.atomic(durable=True)
def agree(*, plan: TransitionPlan, by: Person, on: date) -> None:
    """The second of two: the Independent Chair. Its rows are written and hold from the start on, without a job."""
    require(by, AGREE, plan)
    require_before_start()
    plan.agreed_on, plan.agreed_by = on, by
    move(plan, to="agreed", by=by, on=on)
    start = partner_start()
    write_rows(plan, start)
    write(plan, agreed_on=on, agreed_by=by, written_for=start)
    write_history(plan, "board.transition_agreed", by=by, on=on, day=in_words(start))


@transaction.atomic(durable=True)
def take_up_again(*, plan: TransitionPlan, why: str, by: Person, on: date) -> None:
    """It changes before the start: what was agreed is taken back, and two people agree anew."""
    require(by, PREPARE, plan)
    require_before_start()
    if not why.strip():
        raise ValidationError({"why": "Enter why it changes"})
    _undo(plan)
    move(plan, to="draft", by=by, on=on)
    write(plan, changed_why=why.strip(), proposed_on=None, proposed_by=None, agreed_on=None, agreed_by=None)
    write_history(plan, "board.transition_changed", by=by, on=on, why=why.strip())


def _undo(plan: TransitionPlan) -> None:
    if plan.written_for is None:
        return
    try:
        take_rows_back(plan)
    except ProtectedError as used:
        raise Conflict(f"A group that was to begin is in use already, so the plan cannot be taken back. {UNCHANGED}"
                       ) from used  # fmt: skip
    write(plan, written_for=None)


def follow_start(*, code: str, day: date, by: Person | None, on: date) -> None:
    """The day of the start was recorded anew: the rows of the agreed plan follow it, as deadlines do."""
    if code != SAFEGUARDING_PARTNER_START.code:
        return
    plan = TransitionPlan.objects.all_for_job("its rows follow the recorded day").filter(stage="agreed").first()
    if plan is None or plan.written_for == day:
        return
    _undo(plan)
    write_rows(plan, day)
    write(plan, written_for=day)
    write_history(plan, "board.transition_follows", by=by, on=on, day=in_words(day))


def pass_on(as_at: date) -> int:
    """What was open in a group that ended is its successor's: a job of the daily sweep, and twice is as good as once.

    A record under a legal hold, or locked, stays as it is: nothing in it changes.
    """
    gone = {one.pk: one for one in Group.objects.filter(to_on__lt=as_at, passes_to__isnull=False)}
    if not gone:
        return 0
    left = Record.objects.all_for_job("passed to the group that has its work now").open().filter(
        Q(group__in=gone), locked_on=None, held_on=None, sealed_on=None, disposed_on=None
    ).order_by("pk")  # fmt: skip
    count = 0
    for record in left:
        was = gone[record.group_id]
        heir = was.at_work(as_at)
        if heir.pk == was.pk:
            continue
        with transaction.atomic():
            advance(record, group=heir)
            write_history(record, "board.passed_on", by=None, on=as_at, was=was.name_on(was.to_on),
                          now=heir.name_on(as_at))  # fmt: skip
        count += 1
    return count
