"""Does a text about a case say who somebody is? What is found is changed, or kept with a reason; numbers never stay."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError

from audits.cases.models import AgencyAudit, ToolAnswer
from sscb.disclosure.identifiers import Fault, doubts, faults
from sscb.history.services import write_history
from sscb.people.models import Person

KEEP = "If it names nobody, say why it may stay."


def suspicious(text: str) -> list[Fault]:
    return [*faults(text), *doubts(text)]


def check_words(record: Any, /, *, by: Person, on: date, keep_because: str = "", **texts: str) -> None:
    """Raises ValidationError, field by field, for a text that looks identifying and for which no reason is given.

    With a reason, which the history keeps, dates, places and names that are none may stay; numbers and addresses not.
    """
    found = {name: suspicious(text) for name, text in texts.items() if text}
    found = {name: some for name, some in found.items() if some}
    wrong = {
        name: [one.sentence for one in some if one.never or not keep_because.strip()] for name, some in found.items()
    }
    wrong = {name: sentences for name, sentences in wrong.items() if sentences}
    if wrong:
        raise ValidationError({name: [*sentences, f"{KEEP} Nothing was saved."] for name, sentences in wrong.items()})
    if found:
        write_history(record, "audits.words_kept", by=by, on=on, why=keep_because.strip())


def answer_faults(answer: ToolAnswer) -> list[Fault]:
    """What in one answer still stands in the way of handing it in."""
    found = suspicious(answer.words) if answer.words else []
    return [one for one in found if one.never or not answer.kept_because.strip()]


def unresolved(tool: AgencyAudit) -> dict[str, list[Fault]]:
    """Key of the question -> what looks identifying in its answer and has no reason."""
    found = {answer.key: answer_faults(answer) for answer in tool.answers.all()}
    return {key: some for key, some in found.items() if some}
