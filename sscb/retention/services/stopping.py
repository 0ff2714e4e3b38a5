"""The one switch: all disposal stops at once, and goes on only when two people have agreed."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from sscb.access.policy import require
from sscb.history.services import write_history
from sscb.people.models import Person
from sscb.retention.models import Moratorium
from sscb.retention.reach import moratorium
from sscb.retention.services.releasing import NOTHING, agree, ask, needs_words


@transaction.atomic(durable=True)
def stop_disposal(*, reason: str, reference: str, by: Person, on: date) -> Moratorium:
    """From now on nothing is disposed of, such as during an inquiry. One person does: waiting would be the danger."""
    require(by, "retention.stop")
    needs_words(reason=reason, reference=reference)
    if moratorium():
        raise ValidationError(f"All disposal is stopped already. {NOTHING}")
    one = Moratorium.objects.create(reason=reason, reference=reference, placed_on=on, placed_by=by)
    write_history(None, "retention.stopped", by=by, on=on, why=reason, hold=reference)
    return one


@transaction.atomic(durable=True)
def ask_lift(*, moratorium: Moratorium, why: str, by: Person, on: date) -> Moratorium:
    require(by, "retention.stop")
    ask(moratorium, why=why, by=by, on=on)
    write_history(None, "retention.lift_asked", by=by, on=on, why=why, hold=moratorium.reference)
    return moratorium


@transaction.atomic(durable=True)
def lift(*, moratorium: Moratorium, by: Person, on: date) -> Moratorium:
    require(by, "retention.stop")
    moratorium = agree(moratorium, by=by, on=on)
    write_history(None, "retention.lifted", by=by, on=on, hold=moratorium.reference)
    return moratorium
