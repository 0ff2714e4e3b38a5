"""Whether a return takes answers now, and under which rule."""

from datetime import date

from audits.returns.lifecycle import WRITABLE, Stage
from audits.returns.models import AuditReturn
from audits.returns.services.writing import move_return
from sscb.access.errors import Conflict
from sscb.people.models import Person

WAITS = {
    Stage.AWAITING_SIGN_OFF: "is waiting to be signed. Take it back first",
    Stage.RETURNED: "was sent back. Take it up again first",
    Stage.NOT_RETURNED: "was written off. Take it up again first: it can still be answered late",
    Stage.EXEMPT: "is excused: nothing is asked of you",
}


def writing_rule(one: AuditReturn) -> str:
    """An open return is answered; a closed one is kept up to date."""
    return "audits.keep_up" if one.stage == Stage.CLOSED else "audits.answer"


def require_writable(one: AuditReturn) -> None:
    """Raises Conflict with what may be done instead."""
    if one.stage not in WRITABLE:
        waits = WAITS.get(one.stage, "has been handed in, and takes no answers until it is sent back or closed")
        raise Conflict(f"{one.reference} {waits}. What you typed is kept below and nothing was overwritten.")


def begin(one: AuditReturn, *, by: Person, on: date) -> None:
    """What is written first starts the return. Raises Conflict where nothing may be written now."""
    if one.stage == Stage.NOT_STARTED:
        move_return(one, to=Stage.IN_PROGRESS, by=by, on=on)
    require_writable(one)
