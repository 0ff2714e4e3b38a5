"""What every service of a concern does: move through the one door, write the step down, change own columns."""

from datetime import date
from typing import Any

from dataset.models import Concern, ConcernStep, Question
from dataset.queries.concerns.who import agencies_asked
from sscb.access.policy import Decision, Refused
from sscb.people.models import Person
from sscb.records.moving import move

UNCHANGED = "Nothing was changed."


def step(
    concern: Concern,
    *,
    to: str,
    by: Person | None,
    on: date,
    words: str = "",
    minute: str = "",
    acting: Person | None = None,
) -> None:
    """Move the concern and note the step. `by` None: the portal moves it, since `acting` did something that counts."""
    concern.why_now, concern.minute_now = words, minute
    move(concern, to=to, by=by, on=on, why=words)
    ConcernStep.objects.create(
        concern=concern, to=to, taken_on=on, person=by or acting, words=words.strip(), minute=minute.strip()
    )


def write(record: Concern | Question, **fields: Any) -> None:
    """Set columns of the child table alone; those of the record move through its one door."""
    for name, value in fields.items():
        setattr(record, name, value)
    type(record)._base_manager.filter(pk=record.pk).update(**fields)


def require_no_part_in_it(by: Person, concern: Concern) -> None:
    """Nobody judges the answer of their own agency (handbook R-P-1)."""
    if by.organisation_id and by.organisation_id in agencies_asked(concern):
        raise Refused(
            Decision(False, "own agency", reveal_existence=True),
            f"{by.organisation.name} was asked about {concern.reference}, so somebody of another agency judges its "
            f"answer. Ask the Independent Chair to decide. {UNCHANGED}",
        )
