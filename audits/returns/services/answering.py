"""Answering: by several people of one agency, over weeks, without losing a word."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F

from audits.questions import Question
from audits.returns.lifecycle import WRITABLE, Stage
from audits.returns.models import Answer, AnswerRevision, AuditReturn, Comment, Evidence, Improvement
from audits.returns.reading import kind_of, questions_of
from audits.returns.services.writing import UNCHANGED, move_return, write
from audits.returns.values import value_fault
from sscb import clock
from sscb.access.errors import Conflict
from sscb.access.policy import require
from sscb.history.services import write_history
from sscb.people.models import Person
from sscb.records.models import Attachment
from sscb.timetable.days import in_words

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
def save_answer(*, answer: Answer, edition: int, by: Person, on: date, why: str = "", **said: Any) -> Answer:
    """Save what an agency says in one answer; `said` holds any of OWN. Saying it confirms what was carried forward.

    `edition` is the one that the form showed. Raises AnsweredMeanwhile with both texts when it is no longer so,
    ValidationError for what cannot be, Conflict when the return is not being answered. A return not yet started is
    started by its first answer.
    """
    one = answer.of
    require(by, "audits.answer", one)
    if set(said) - set(OWN):
        raise TypeError(f"No answer holds {sorted(set(said) - set(OWN))}.")
    question = questions_of(one.cycle).question(answer.key)
    if one.stage == Stage.NOT_STARTED:
        move_return(one, to=Stage.IN_PROGRESS, by=by, on=on)
    being_answered(one)
    check_said(question, one, said)
    taken = Answer.objects.filter(pk=answer.pk, edition=edition)
    before = taken.values(*OWN).first()
    if not taken.update(edition=F("edition") + 1, confirmed=True, changed_on=on, changed_by=by, **said):
        now = Answer.objects.get(pk=answer.pk)
        raise AnsweredMeanwhile(question, mine=said, saved={name: getattr(now, name) for name in said})
    AnswerRevision.objects.bulk_create(
        AnswerRevision(answer=answer, field=name, before=before[name], after=value, why=why,
                       made_at=clock.now(), made_on=on, made_by=by)
        for name, value in said.items() if before[name] != value
    )  # fmt: skip
    for name, value in {**said, "confirmed": True, "changed_on": on, "changed_by": by}.items():
        setattr(answer, name, value)
    answer.edition = edition + 1
    write_history(one, "audits.answer_saved", by=by, on=on, number=question.number)
    return answer


@transaction.atomic(durable=True)
def confirm_answer(*, answer: Answer, by: Person, on: date) -> Answer:
    """What was carried forward from the cycle before still holds."""
    require(by, "audits.answer", answer.of)
    being_answered(answer.of)
    if not answer.is_given:
        raise ValidationError(f"There is no answer to confirm. {UNCHANGED}")
    write(answer, confirmed=True, changed_on=on, changed_by=by)
    number = questions_of(answer.of.cycle).question(answer.key).number
    write_history(answer.of, "audits.answer_saved", by=by, on=on, number=number)
    return answer


def being_answered(one: AuditReturn) -> None:
    """Raises Conflict, in words, where nothing of it may be changed now."""
    if one.stage not in WRITABLE:
        waits = "is waiting to be signed. Take it back first" if one.stage == Stage.AWAITING_SIGN_OFF else "is not open"
        raise Conflict(f"{one.reference} {waits}. What you typed is kept below and nothing was overwritten.")


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
    """Say something about one answer: within the agency while it is being answered, and by a moderator after that."""
    one = answer.of
    require(by, "audits.moderate" if one.released_on else "audits.answer", one)
    if not text.strip():
        raise ValidationError(f"Write what you want to say. {UNCHANGED}")
    return Comment.objects.create(answer=answer, text=text.strip(), said_at=clock.now(), said_by=by)


@transaction.atomic(durable=True)
def plan_improvement(*, answer: Answer, text: str, owner: str, due_on: date, by: Person, on: date) -> Improvement:
    """What will be done about a gap, by whom and by when. Raises ValidationError without any of the three."""
    require(by, "audits.answer", answer.of)
    being_answered(answer.of)
    faults = {}
    if not text.strip():
        faults["text"] = "Say what will be done."
    if not owner.strip():
        faults["owner"] = "Say whose it is to do: a post, not a name."
    if due_on < on:
        faults["due_on"] = "Enter a date that is not in the past."
    if faults:
        raise ValidationError(faults)
    return Improvement.objects.create(answer=answer, text=text.strip(), owner=owner.strip(), due_on=due_on)


@transaction.atomic(durable=True)
def add_evidence(
    *, answer: Answer, kind: str, title: str, from_on: date, to_on: date, by: Person, on: date,
    file: Attachment | None = None, address: str = "", expires_on: date | None = None,
) -> Evidence:  # fmt: skip
    """What shows that the answer is so. Raises ValidationError for a period that cannot be, or nothing to look at."""
    require(by, "audits.answer", answer.of)
    being_answered(answer.of)
    faults = {}
    if kind not in Evidence.Kind.values:
        faults["kind"] = "Choose what kind of evidence it is."
    if not title.strip():
        faults["title"] = "Give it a title."
    if to_on < from_on:
        faults["to_on"] = "The period ends before it begins."
    if from_on > on:
        faults["from_on"] = f"Evidence cannot begin on {in_words(from_on)}, which has not come."
    if expires_on is not None and expires_on < on:
        faults["expires_on"] = f"It went out of date on {in_words(expires_on)}. Add what holds now."
    if file is None and not address.strip():
        faults["file"] = "Add a file, or say where it is."
    if file is not None and file.record_id != answer.of_id:
        faults["file"] = "That file belongs to another record."
    if faults:
        raise ValidationError(faults)
    return Evidence.objects.create(
        answer=answer, kind=kind, title=title.strip(), from_on=from_on, to_on=to_on, expires_on=expires_on, file=file,
        address=address.strip(), added_on=on, added_by=by,
    )  # fmt: skip


@transaction.atomic(durable=True)
def withdraw_evidence(*, evidence: Evidence, by: Person, on: date) -> Evidence:
    """Taken out of the answer, and kept: nothing is ever removed."""
    require(by, "audits.answer", evidence.answer.of)
    being_answered(evidence.answer.of)
    write(evidence, withdrawn_on=on, withdrawn_by=by)
    return evidence
