"""Answering: by several people of one agency, over weeks, without losing a word."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F

from audits.questions import Question
from audits.returns.lifecycle import Stage
from audits.returns.models import Answer, AnswerRevision, AuditReturn, Comment
from audits.returns.reading import kind_of, questions_of
from audits.returns.services.drafting import forget_draft
from audits.returns.services.standing import begin, writing_rule
from audits.returns.services.writing import UNCHANGED, move_return, write
from audits.returns.values import value_fault
from sscb import clock
from sscb.access.errors import Conflict
from sscb.access.policy import can, require
from sscb.history.services import write_history
from sscb.people.models import Person

OWN = ("self_grade", "not_applicable", "why_not_applicable", "value", "words", "impact", "gap_reason")
"""What an agency says in an answer."""


class AnsweredMeanwhile(Conflict):
    """Somebody else saved this answer in between. `mine` and `saved` hold both, field by field."""

    def __init__(self, question: Question, *, mine: dict[str, Any], saved: dict[str, Any]):
        self.mine, self.saved = mine, saved
        super().__init__(
            f"Somebody else saved an answer to {question.number} while you were writing. Yours is kept below beside "
            "theirs, and nothing was overwritten. Put the two together and save again."
        )


@transaction.atomic(durable=True)
def start_return(*, one: AuditReturn, by: Person, on: date) -> AuditReturn:
    """Begin, or take up again what was sent back or written off."""
    require(by, "audits.answer", one)
    move_return(one, to=Stage.IN_PROGRESS, by=by, on=on)
    return one


@transaction.atomic(durable=True)
def save_answer(
    *, answer: Answer, edition: int, by: Person, on: date, why: str = "", confirms: bool = True, **said: Any
) -> Answer:
    """Save what an agency says in one answer; `said` holds any of OWN. Saying it confirms what was carried forward,
    unless `confirms` is false.

    `edition` is the one that the form showed. Raises AnsweredMeanwhile with both texts when it is no longer so,
    ValidationError for what cannot be, Conflict when the return is not being answered. A return not yet started is
    started by its first answer; a closed one is kept up to date, with the reason, beside what was frozen.
    """
    one = answer.of
    require(by, writing_rule(one), one)
    if set(said) - set(OWN):
        raise TypeError(f"No answer holds {sorted(set(said) - set(OWN))}.")
    question = questions_of(one.cycle).question(answer.key)
    begin(one, by=by, on=on)
    check_said(question, one, said)
    if one.stage == Stage.CLOSED and not why.strip():
        raise ValidationError({"why": "Say why you change an answer of a closed return: it stays beside the change."})
    taken = Answer.objects.filter(pk=answer.pk, edition=edition)
    before = taken.values(*OWN).first()
    marks = {"confirmed": confirms or answer.confirmed, "changed_on": on, "changed_by": by}
    if not taken.update(edition=F("edition") + 1, **marks, **said):
        now = Answer.objects.get(pk=answer.pk)
        raise AnsweredMeanwhile(question, mine=said, saved={name: getattr(now, name) for name in said})
    AnswerRevision.objects.bulk_create(
        AnswerRevision(answer=answer, field=name, before=before[name], after=value, why=why,
                       made_at=clock.now(), made_on=on, made_by=by)
        for name, value in said.items() if before[name] != value
    )  # fmt: skip
    for name, value in {**said, **marks}.items():
        setattr(answer, name, value)
    answer.edition = edition + 1
    forget_draft(answer, by)
    if one.stage == Stage.CLOSED:
        write_history(one, "audits.answer_updated", by=by, on=on, why=why, number=question.number)
    else:
        write_history(one, "audits.answer_saved", by=by, on=on, number=question.number)
    return answer


@transaction.atomic(durable=True)
def confirm_answer(*, answer: Answer, by: Person, on: date) -> Answer:
    """What was carried forward from the cycle before still holds."""
    require(by, "audits.answer", answer.of)
    begin(answer.of, by=by, on=on)
    if not answer.is_given:
        raise ValidationError(f"There is no answer to confirm. {UNCHANGED}")
    write(answer, confirmed=True, changed_on=on, changed_by=by)
    number = questions_of(answer.of.cycle).question(answer.key).number
    write_history(answer.of, "audits.answer_saved", by=by, on=on, number=number)
    return answer


def check_said(question: Question, one: AuditReturn, said: dict[str, Any]) -> None:
    """Raises ValidationError, field by field, for what cannot be an answer."""
    faults = {}
    if (grade := said.get("self_grade")) is not None:
        if question.answer != "grade":
            faults["self_grade"] = "This question is not graded."
        elif grade not in [step.value for step in kind_of(one.cycle).scale.steps]:
            faults["self_grade"] = "Choose one of the grades."
        elif said.get("not_applicable"):
            faults["not_applicable"] = "Give a grade, or say that it does not apply, not both."
    if said.get("not_applicable"):
        if not kind_of(one.cycle).scale.not_applicable:
            faults["not_applicable"] = "Each of these questions applies to everybody."
        elif not (said.get("why_not_applicable") or "").strip():
            faults["why_not_applicable"] = "Say why it does not apply to you."
    if "value" in said and (fault := value_fault(question, said["value"])):
        faults["value"] = fault
    if faults:
        raise ValidationError(faults)


@transaction.atomic(durable=True)
def comment_on(*, answer: Answer, text: str, by: Person, on: date) -> Comment:
    """Say something about one answer: within the agency while it may write, and by a moderator once it is handed in."""
    one = answer.of
    rule = writing_rule(one)
    require(by, rule if not one.released_on or can(by, rule) else "audits.moderate", one)
    if not text.strip():
        raise ValidationError(f"Write what you want to say. {UNCHANGED}")
    return Comment.objects.create(answer=answer, text=text.strip(), said_at=clock.now(), said_by=by)
