"""How the engine writes its own columns, and moves a return with its history."""

from datetime import date
from typing import Any

from audits.returns.lifecycle import CYCLE_STAGES, STAGES
from sscb.history.services import write_history
from sscb.people.models import Person
from sscb.records.moving import advance, move

UNCHANGED = "Nothing was changed."


def write(thing: Any, **fields: Any) -> None:
    """Set columns of the child table alone; those of the record move through its one door."""
    for name, value in fields.items():
        setattr(thing, name, value)
    type(thing)._base_manager.filter(pk=thing.pk).update(**fields)


def move_return(one: Any, *, to: str, by: Person | None, on: date, why: str = "", **base: Any) -> None:
    """Move a return on, and set columns of its record with it. Raises what moving raises."""
    before, one.why_now = one.stage, why
    move(one, to=to, by=by, on=on, why=why)
    if base:
        advance(one, **base)
    write_history(
        one, "audits.return_moved", by=by, on=on, why=why, before=STAGES[before].lower(), after=STAGES[to].lower()
    )


def move_cycle_on(cycle: Any, *, to: str, by: Person | None, on: date) -> None:
    before = cycle.stage
    move(cycle, to=to, by=by, on=on)
    write_history(
        cycle, "audits.cycle_moved", by=by, on=on, before=CYCLE_STAGES[before].lower(), after=CYCLE_STAGES[to].lower()
    )
