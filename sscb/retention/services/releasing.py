"""Two people end what one placed: the first asks and says why, another one agrees. Holds and moratoria alike."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError

from sscb.access.errors import Conflict
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
    row = type(row).objects.select_for_update().get(pk=row.pk)
    if row.released_on:
        raise Conflict(f"This was released already. {NOTHING}")
    if row.asked_by_id is None:
        raise Conflict(f"Nobody has asked for its end yet. Two people end it. {NOTHING}")
    if row.asked_by_id == by.pk:
        raise Conflict(f"You asked for its end, so somebody else must agree to it. {NOTHING}")
    row.released_on, row.released_by = on, by
    row.save(update_fields=["released_on", "released_by"])
    return row
