"""The action log at a meeting: each open action of the body is closed with evidence, carried, or left as it is."""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError

from sscb.access.errors import Conflict
from sscb.access.policy import Refused, require
from sscb.board.models import Meeting
from sscb.board.queries.log_at_meeting import CARRY, DONE
from sscb.learning.models import Action
from sscb.learning.services import carry_action, close_action, say_done
from sscb.people.models import Person


@dataclass(frozen=True)
class Line:
    """What was typed for one action. `words`: why it is carried, or what shows that it was done."""

    action: Action
    what: str
    words: str = ""
    due_on: date | None = None


@dataclass(frozen=True)
class Gone:
    """One line that could not be done, and why; it is shown again as it was typed."""

    reference: str
    sentence: str


def go_through_log(*, meeting: Meeting, lines: list[Line], by: Person, on: date) -> tuple[list[str], list[Gone]]:
    """Does each line by itself, so that one refusal loses nothing of the others. Gives what was done, and what not."""
    require(by, "board.carry_log", meeting)
    done, gone = [], []
    for line in lines:
        if line.action.group_id != meeting.group_id:
            gone.append(Gone(line.action.reference, "It is another body’s action. Nothing was changed."))
            continue
        try:
            done.append(_one(meeting, line, by, on))
        except (ValidationError, Refused, Conflict) as refused:
            words = " ".join(refused.messages) if isinstance(refused, ValidationError) else str(refused)
            gone.append(Gone(line.action.reference, words))
    return done, gone


def _one(meeting: Meeting, line: Line, by: Person, on: date) -> str:
    action, words = line.action, line.words.strip()
    if line.what == CARRY:
        if not words:
            raise ValidationError("Say why it is carried. Nothing was changed.")
        if line.due_on is None:
            raise ValidationError("Enter the day to which it is carried. Nothing was changed.")
        carry_action(action=action, due_on=line.due_on, why=f"{meeting.title}: {words}", by=by, on=on)
        return f"{action.reference} is carried to {line.due_on:%-d %B %Y}; its first date stays."
    if line.what == DONE:
        if not words:
            raise ValidationError("Say what shows that it was done. Nothing was changed.")
        say_done(action=action, evidence=f"{meeting.title}: {words}", by=by, on=on)
        return f"{action.reference} is done; somebody else than you checks the evidence and closes it."
    close_action(action=action, by=by, on=on)
    return f"{action.reference} is closed with its evidence."
