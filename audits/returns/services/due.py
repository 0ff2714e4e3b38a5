"""The last day of a return, and the rule of the timetable that it stands under."""

from datetime import date

from audits.returns.models import AuditReturn
from audits.returns.services.writing import write
from audits.statutory import has_a_duty
from sscb.people.models import Person
from sscb.timetable.services import set_deadlines

HAND_IN_RULES = ("audit-return-due", "audit-return-asked")


def set_due(one: AuditReturn, due_on: date, *, by: Person | None) -> None:
    """In the caller's transaction. Only a body with the duty by statute can be late; another one is asked."""
    if one.due_on != due_on:
        write(one, due_on=due_on)
    trigger = "audit.due_on" if has_a_duty(one.owner.duty_basis) else "audit.asked_by"
    set_deadlines(one, trigger=trigger, on=due_on, by=by, organisation=one.owner)
