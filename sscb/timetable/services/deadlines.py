"""Setting, meeting, moving and cancelling deadlines. All within the caller's transaction."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import Q

from sscb import clock
from sscb.history.services import write_history
from sscb.people.models import Organisation, Person
from sscb.timetable.days import WorkingDays
from sscb.timetable.models import Deadline, Effect, Step
from sscb.timetable.queries.calendar import start_dates, working_days
from sscb.timetable.rules import Due, NotInForce, Rule, Version, due_for
from sscb.timetable.sockets import effects, rules

LATE = "late"


def set_deadlines(
    record: Any,
    *,
    trigger: str,
    on: date | datetime,
    by: Person | None,
    organisation: Organisation | None = None,
    person: Person | None = None,
    only: Collection[str] | None = None,
) -> list[Deadline]:
    """Something happened on `on`: set every deadline of the rules that count from `trigger` and are in force that day.

    A rule without a limit gets a row without a date that says why. A duty already open for this record is worked out
    again from the new date, so a trigger that was put right moves its deadlines. `only`: these rule codes alone.
    `organisation` and `person` are whose duty it is, where that is known. An aware datetime matters to rules that
    count hours. Raises NoSuchDay where a count leaves the list of bank holidays.
    """
    _in_transaction()
    local, days, done = start_dates(), working_days(), []
    standing = {row.rule: row for row in Deadline.objects.open().filter(record_id=record.pk)}
    for rule in rules:
        if rule.counts_from != trigger or (only is not None and rule.code not in only):
            continue
        try:
            due = due_for(rule, on, days, local)
        except NotInForce:
            continue
        row = standing.get(rule.code)
        if row is None:
            row = _new(record, rule, due, on, by=by, organisation=organisation, person=person, days=days)
        else:
            row.organisation, row.person = organisation or row.organisation, person or row.person
            _move(row, rule, due, on, by=by, why="Its trigger was put right.", days=days)
        done.append(row)
    return done


def _in_transaction() -> None:
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("A deadline is written in the transaction of what set it.")


def _day(on: date | datetime) -> date:
    return clock.day_of(on) if isinstance(on, datetime) else on


def _reckoned(rule: Rule, due: Due, on: date | datetime) -> dict:
    version = due.version
    return {
        "rule_version": version.number, "title": rule.title, "citation": version.cites, "from_on": _day(on),
        "from_at": on if isinstance(on, datetime) else None, "due_on": due.due_on, "reason": due.reason,
        "sum": due.sum, "strength": version.strength, "sense": version.sense, "owner": version.owner,
    }  # fmt: skip


def _new(record: Any, rule: Rule, due: Due, on: date | datetime, *, by, organisation, person, days) -> Deadline:
    row = Deadline.objects.create(
        record_id=record.pk, rule=rule.code, counts_from=rule.counts_from, organisation=organisation, person=person,
        set_on=clock.today(), **_reckoned(rule, due, on),
    )  # fmt: skip
    Step.objects.bulk_create(planned(row, due.version, days))
    _tell(record, "timetable.deadline_set", row, by=by, on=row.from_on, from_on=row.from_on, due_on=row.due_on)
    return row


def _tell(record: Any, code: str, row: Deadline, *, by: Person | None, on: date, why: str = "", **dates: Any) -> None:
    """Into the history. Where the date it counts from says who somebody is, none of its dates goes there."""
    declared = rules.get(row.rule)
    if declared is not None and declared.identifying:
        told = {"rule": row.rule, "rule_version": row.rule_version}
        write_history(record, f"{code}_undated", by=by, on=clock.today(), why=why, **told)
        return
    told = {"rule": row.rule, **dates}
    if code in ("timetable.deadline_set", "timetable.deadline_moved"):
        told["rule_version"] = row.rule_version
    write_history(record, code, by=by, on=on, why=why, **told)


def planned(row: Deadline, version: Version, days: WorkingDays) -> list[Step]:
    """The steps of a deadline: its warnings, the day it is late, and what happens by itself after that.

    A warning that would come on or before the start (or before the duty was known, where the date it counts from lies
    ahead) is none; handlers that nobody plugged in are not planned.
    """
    if row.due_on is None or version.sense != "limit":
        return []
    when = [(LATE, clock.day_of(clock.end_of(row.due_on)), False)]
    known_on = min(row.from_on, row.set_on)
    when += [(step.kind, on, False) for step in version.warn if (on := step.on(row.due_on, days)) > known_on]
    when += [(step.kind, step.on(row.due_on, days), True) for step in version.then if step.effect in effects]
    when.sort(key=lambda one: one[1])
    return [Step(deadline=row, kind=kind, due_on=on, by_handler=by) for kind, on, by in when]


def _move(row: Deadline, rule: Rule, due: Due, on: date | datetime, *, by, why: str, days: WorkingDays) -> bool:
    """Work one open deadline out again; True when its last day or version became another one."""
    before, version_before = row.due_on, row.rule_version
    for name, value in _reckoned(rule, due, on).items():
        setattr(row, name, value)
    row.save()
    _plan_again(row, due.version, days)
    if (row.due_on, row.rule_version) == (before, version_before):
        return False
    _tell(
        row.record, "timetable.deadline_moved", row, by=by, on=clock.today(), why=why, from_on=row.from_on,
        before=before, due_on=row.due_on,
    )  # fmt: skip
    return True


def _plan_again(row: Deadline, version: Version, days: WorkingDays) -> None:
    row.steps.all().delete()
    done = set(Effect.objects.filter(deadline=row).values_list("kind", "due_on"))
    Step.objects.bulk_create([step for step in planned(row, version, days) if (step.kind, step.due_on) not in done])


def recompute_deadlines(
    *,
    by: Person | None,
    why: str,
    rule: str | None = None,
    record: Any = None,
    crossing: date | None = None,
    starts: Mapping[str, date] | None = None,
) -> int:
    """Work open deadlines out again: of a rule, of a record, or of every count that runs across a day; how many moved.

    `starts`: new start dates by code; the deadlines that count from them get the new date.
    """
    _in_transaction()
    rows = Deadline.objects.open().filter(due_on__isnull=False).select_related("record")
    if rule is not None:
        rows = rows.filter(rule=rule)
    if record is not None:
        rows = rows.filter(record_id=record.pk)
    if crossing is not None:
        forward = Q(from_on__lt=crossing, due_on__gte=crossing)
        rows = rows.filter(forward | Q(due_on__lte=crossing, from_on__gt=crossing))
    if starts is not None:
        rows = rows.filter(counts_from__in=starts)
    local, days, moved = start_dates(), working_days(), 0
    for row in rows.iterator(chunk_size=1000):
        declared = rules.get(row.rule)
        if declared is None:
            continue
        on = (starts or {}).get(row.counts_from) or row.from_at or row.from_on
        try:
            due = due_for(declared, on, days, local)
        except NotInForce:
            cancel_deadline(row, by=by, why="The rule was not in force on that date.")
            moved += 1
            continue
        moved += _move(row, declared, due, on, by=by, why=why, days=days)
    return moved


def put_trigger_right(record: Any, *, trigger: str, on: date | datetime, by: Person | None, why: str) -> int:
    """The day that rules count from was written down wrongly: work out again what counts from it; how many changed.

    A duty that was met stays met, against its right last day. What is in force on the right day only is set anew.
    """
    _in_transaction()
    local, days, changed = start_dates(), working_days(), 0
    rows = Deadline.objects.filter(record_id=record.pk, counts_from=trigger).exclude(state=Deadline.State.CANCELLED)
    known = set()
    for row in rows.select_related("record"):
        known.add(row.rule)
        try:
            due = due_for(rules[row.rule], on, days, local)
        except NotInForce:
            changed += row.state == Deadline.State.OPEN and cancel_deadline(row, by=by, why=why)
            continue
        if row.state == Deadline.State.OPEN:
            changed += _move(row, rules[row.rule], due, on, by=by, why=why, days=days)
        elif row.due_on != due.due_on:
            Deadline.objects.filter(pk=row.pk).update(**_reckoned(rules[row.rule], due, on))
            changed += 1
    if known:
        wanted = [rule.code for rule in rules if rule.counts_from == trigger and rule.code not in known]
        cancelled = Deadline.objects.filter(record_id=record.pk, rule__in=wanted).values_list("rule", flat=True)
        changed += len(set_deadlines(record, trigger=trigger, on=on, by=by, only=set(wanted) - set(cancelled)))
    return changed


def meet_deadline(row: Deadline, *, by: Person, on: date) -> bool:
    """The duty was done on `on`. False, changing nothing, when the deadline was not open any more."""
    _in_transaction()
    changed = Deadline.objects.open().filter(pk=row.pk).update(state=Deadline.State.MET, met_on=on, met_by=by)
    if not changed:
        return False
    row.state, row.met_on, row.met_by = Deadline.State.MET, on, by
    Step.objects.filter(deadline=row).delete()
    late = max((on - row.due_on).days, 0) if row.due_on and row.sense == "limit" else 0
    _tell(row.record, "timetable.deadline_met", row, by=by, on=on, due_on=row.due_on, days_late=late)
    return True


def meet_deadlines(record: Any, *, rules: Collection[str], by: Person, on: date) -> int:
    """Meet whichever of these duties are open for the record; how many were."""
    rows = Deadline.objects.open().filter(record_id=record.pk, rule__in=rules).select_related("record")
    return sum(meet_deadline(row, by=by, on=on) for row in rows)


def put_met_right(record: Any, *, rule: str, on: date, by: Person) -> None:
    """The day on which a duty was met was written down wrongly: the right one."""
    _in_transaction()
    met = Deadline.objects.filter(record_id=record.pk, rule=rule, state=Deadline.State.MET).select_related("record")
    for row in met:
        row.met_on, row.met_by = on, by
        row.save(update_fields=["met_on", "met_by"])
        late = max((on - row.due_on).days, 0) if row.due_on and row.sense == "limit" else 0
        _tell(row.record, "timetable.deadline_met", row, by=by, on=on, due_on=row.due_on, days_late=late)


def cancel_deadline(row: Deadline, *, by: Person | None, why: str, on: date | None = None) -> bool:
    """The duty does not apply any more, and why. False when the deadline was not open any more."""
    _in_transaction()
    day = on or clock.today()
    changed = Deadline.objects.open().filter(pk=row.pk).update(state=Deadline.State.CANCELLED, cancelled_on=day)
    if not changed:
        return False
    row.state, row.cancelled_on = Deadline.State.CANCELLED, day
    Step.objects.filter(deadline=row).delete()
    _tell(row.record, "timetable.deadline_cancelled", row, by=by, on=day, why=why, due_on=row.due_on)
    return True


def cancel_deadlines(record: Any, *, by: Person | None, why: str, on: date | None = None) -> int:
    """Cancel every open duty of a record, such as one that was withdrawn; how many there were."""
    rows = Deadline.objects.open().filter(record_id=record.pk).select_related("record")
    return sum(cancel_deadline(row, by=by, why=why, on=on) for row in rows)
