"""The one door through which stages move, and the one check against lost updates, for every programme."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F

from sscb import clock
from sscb.access.errors import Conflict
from sscb.access.levels import marking
from sscb.access.matrix import READING
from sscb.access.policy import ask_again, require
from sscb.access.sockets import rules
from sscb.history.services import write_history
from sscb.records.models import Record
from sscb.records.search.keeping import after_advance
from sscb.records.sockets import types


class SomeoneElseWasFirst(Conflict):
    """Another person saved in between (REL-14). Nothing was overwritten."""

    def __init__(self, record: Any, *, mine: dict | None = None, saved: dict | None = None):
        self.record, self.mine, self.saved = record, mine or {}, saved or {}
        super().__init__(
            f"Somebody else changed {record.reference} while you were working on it. Your text is kept below and "
            "nothing was overwritten. Compare the two and save again."
        )


class NotThere(Conflict):
    def __init__(self, record: Any, to: str):
        kind = types[record.type]
        open_moves = [kind.stages[move.to] for move in kind.moves if move.start == record.stage]
        instead = f" From here it can become: {', '.join(open_moves)}." if open_moves else " It is at its end."
        super().__init__(
            f"{record.reference} is “{kind.stages[record.stage]}” and cannot become “{kind.stages.get(to, to)}” "
            f"now.{instead} Nothing was changed."
        )


class NotYet(Conflict):
    def __init__(self, record: Any, reasons: list[str]):
        self.reasons = reasons
        super().__init__(f"Not yet: {'; '.join(reasons)}. Nothing was changed.")


class ClosedToWriting(Conflict):
    """Locked, under a legal hold, with its receiver, or disposed of (2.3, order of decision 3)."""

    def __init__(self, record: Any):
        why = "on hold" if record.held_on else "disposed of" if record.disposed_on else "locked"
        if record.sealed_on and not record.disposed_on:
            why = "with its receiver"
        super().__init__(f"{record.reference} is {why}, so nothing in it can be changed. Nothing was changed.")


def _closed_to_writing(record: Any) -> bool:
    return bool(record.locked_on or record.held_on or record.sealed_on or record.disposed_on)


def move(record: Any, *, to: str, by: Any, on: date, why: str = "") -> Any:
    """Move `record` to stage `to`. Raises Refused, NotThere, NotYet or SomeoneElseWasFirst; changes nothing then.

    A record counts as closed when no move leads on from where it stands.
    """
    kind = types[record.type]
    step = next((one for one in kind.moves if one.start == record.stage and one.to == to), None)
    if step is None:
        raise NotThere(record, to)
    if by is not None:
        require(by, step.rule, record)
        # A rule whose verb only reads, such as reporting on one's own action, is not held by the policy's order.
        if _closed_to_writing(record) and rules[step.rule].verb in READING:
            raise ClosedToWriting(record)
    missing = [kind.guards[name][1] for name in step.needs if not kind.guards[name][0](record, on)]
    if missing:
        raise NotYet(record, missing)
    ends = not any(one.start == to for one in kind.moves)
    advance(record, stage=to, **({"closed_on": on} if ends else {}))
    return record


@dataclass(frozen=True)
class Lowered:
    """Why a record is handled less strictly from now on, who asked for it, and who else agreed (SEC-28).

    `decided`: what asked for it where that was no one person but a decision of several, "the Board’s minute of …".
    """

    why: str
    agreed_by: Any
    by: Any = None
    decided: str = ""


class NotLowered(Conflict):
    """The marking of a record was to be lowered by one person alone, or without a reason."""

    def __init__(self, record: Any):
        super().__init__(
            f"{record.reference} stays {record.marking}. One person asks for a lower marking and says why, and another "
            "agrees. Nothing was changed."
        )


def advance(record: Any, *, lowered: Lowered | None = None, **fields: Any) -> None:
    """Set fields of the base table and raise the version, if nobody was first: one statement, on the base table.

    A level that brings a lower marking needs `lowered`: a reason, two people, and a factor entered again (SEC-28).
    Without fields it claims the next version for a change of the record's own columns: then what is locked, held or
    disposed of refuses, in the same statement.
    """
    if marking(fields.get("level", record.level)) < record.marking:
        _require_lowering(record, lowered)
    rows = Record.objects.all_for_job("compare-and-set on one record in hand").filter(
        pk=record.pk, version=record.version
    )
    writable = rows if fields else rows.filter(locked_on=None, held_on=None, sealed_on=None, disposed_on=None)
    if not writable.update(version=F("version") + 1, **fields):
        if not fields and rows.exists():
            raise ClosedToWriting(rows.get())
        raise SomeoneElseWasFirst(record)
    record.version += 1
    for name, value in fields.items():
        setattr(record, name, value)
    after_advance(record, set(fields))


def _require_lowering(record: Any, lowered: Lowered | None) -> None:
    if lowered is None or not lowered.why.strip() or lowered.agreed_by is None:
        raise NotLowered(record)
    if not lowered.decided and lowered.by in (None, lowered.agreed_by):
        raise NotLowered(record)
    ask_again()
    write_history(
        record, "records.marking_lowered", by=lowered.agreed_by, on=clock.today(), why=lowered.why,
        asked_by=lowered.decided or lowered.by.name, before=record.marking,
    )  # fmt: skip


def check_version(record: Any, version: int, *, mine: dict) -> None:
    """For a form: the version it was shown with must still be the record's. Claims the next one in the same breath."""
    shown = record.version
    record.version = version
    try:
        advance(record)
    except ClosedToWriting:
        record.version = shown
        raise
    except SomeoneElseWasFirst:
        record.version = shown
        saved = {name: getattr(record, name) for name in mine}
        raise SomeoneElseWasFirst(record, mine=mine, saved=saved) from None
