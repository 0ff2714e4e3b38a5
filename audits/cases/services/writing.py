"""How case audits write their own columns and move their records, with the history entry of the move."""

from datetime import date
from typing import Any

from audits.cases.lifecycle import ISSUE_STAGES, THEME_STAGES, TOOL_STAGES
from sscb.history.services import write_history
from sscb.people.models import Person
from sscb.records.moving import move

UNCHANGED = "Nothing was changed."
_WORDS = {"audits.theme": THEME_STAGES, "audits.tool": TOOL_STAGES, "audits.issue": ISSUE_STAGES}


def write(thing: Any, **fields: Any) -> None:
    """Set columns of the child table alone; those of the record move through its one door."""
    for name, value in fields.items():
        setattr(thing, name, value)
    type(thing)._base_manager.filter(pk=thing.pk).update(**fields)


def move_on(thing: Any, *, to: str, by: Person | None, on: date, why: str = "") -> None:
    """Raises what moving raises; nothing is changed then."""
    before, thing.why_now = thing.stage, why.strip()
    move(thing, to=to, by=by, on=on, why=why)
    words = _WORDS[thing.type]
    told = {"before": words[before], "after": words[to]}
    write_history(thing, f"audits.{thing.type.partition('.')[2]}_moved", by=by, on=on, why=why.strip(), **told)
