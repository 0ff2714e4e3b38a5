"""A case opened in error: the business manager asks that it be withdrawn, the Independent Chair agrees."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from reviews.law import UNCHANGED
from reviews.lifecycle import Stage
from reviews.models import CaseReview
from reviews.services.lawful import move_case, require_role, write
from sscb.access.errors import Conflict
from sscb.history.services import write_history
from sscb.people.models import Person
from sscb.records.moving import advance
from sscb.timetable.services import cancel_deadlines


@transaction.atomic(durable=True)
def ask_withdrawal(*, case: CaseReview, why: str, by: Person, on: date) -> CaseReview:
    """Asked with a reason; nothing is withdrawn until the chair agrees."""
    require_role(by, "reviews.run", case)
    if case.stage != Stage.REFERRED:
        raise Conflict(
            f"Only what was just referred can be withdrawn; {case.reference} has gone on. The chair decides it. "
            f"{UNCHANGED}"
        )
    if not why.strip():
        raise ValidationError(f"Say why it was opened in error. {UNCHANGED}")
    advance(case)
    write(case, withdrawal_asked_on=on, withdrawal_asked_by=by, withdrawal_why=why.strip())
    write_history(case, "reviews.withdrawal_asked", by=by, on=on, why=why.strip())
    return case


@transaction.atomic(durable=True)
def agree_withdrawal(*, case: CaseReview, by: Person, on: date) -> CaseReview:
    """The chair agrees: the case is withdrawn, its clocks stop. Raises NotYet where the manager has not asked."""
    move_case(case, to=Stage.WITHDRAWN, by=by, on=on)
    cancel_deadlines(case, by=by, why="The case was opened in error.", on=on)
    write_history(case, "reviews.withdrawn", by=by, on=on)
    return case
