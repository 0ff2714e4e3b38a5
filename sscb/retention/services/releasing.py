"""Two people end what one placed: the first asks and says why, another one agrees. Holds and moratoria alike."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError

from sscb.access.errors import Conflict
from sscb.database import swap
from sscb.people.models import Person

NOTHING = "Nothing was changed."


def needs_words(**told: str) -> None:
    for name, text in told.items():
        if not text.strip():
            raise ValidationError({name: f"Enter the {name}. {NOTHING}"})


def ask(row: Any, *, why: str, by: Person, on: date) -> None:
    if not why.strip():
        raise ValidationError({"why": f"Enter why it may end. {NOTHING}"})
    told = {"asked_on": on, "asked_by": by, "ask_why": why.strip()}
    if not type(row).objects.filter(pk=row.pk, released_on=None).update(**told):
        raise Conflict(f"This was released already. {NOTHING}")
    row.refresh_from_db()


def agree(row: Any, *, by: Person, on: date) -> Any:
    """The second of two. Raises Conflict for the one who asked."""
    row = type(row).objects.get(pk=row.pk)
    released = Conflict(f"This was released already. {NOTHING}")
    if row.released_on:
        raise released
    if row.asked_by_id is None:
        raise Conflict(f"Nobody has asked for its end yet. Two people end it. {NOTHING}")
    if row.asked_by_id == by.pk:
        raise Conflict(f"You asked for its end, so somebody else must agree to it. {NOTHING}")
    # As it was asked: somebody else may ask anew in this moment, and nobody agrees to what they asked themselves.
    as_asked = type(row).objects.filter(released_on=None, asked_by=row.asked_by_id)
    if not swap(as_asked, row, released_on=on, released_by=by):
        raise released
    return row
