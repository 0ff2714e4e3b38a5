"""Moderation: the Board's grade beside the agency's own, an appeal, and the end."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from audits.returns.lifecycle import Stage
from audits.returns.models import Answer, AuditReturn
from audits.returns.reading import kind_of, questions_of
from audits.returns.services.handing_in import freeze
from audits.returns.services.writing import UNCHANGED, move_return, write
from sscb.access.policy import require
from sscb.history.services import write_history
from sscb.people.models import Person


@transaction.atomic(durable=True)
def begin_moderation(*, one: AuditReturn, by: Person, on: date) -> AuditReturn:
    """Nobody moderates their own agency (audits handbook 1.6)."""
    require_moderator(by, one)
    move_return(one, to=Stage.IN_MODERATION, by=by, on=on)
    return one


@transaction.atomic(durable=True)
def moderate_answer(
    *, answer: Answer, by: Person, on: date, grade: int | None = None, not_applicable: bool = False, words: str = ""
) -> Answer:
    """The Board's grade, beside the agency's own; another one says why. Raises ValidationError and changes nothing."""
    one = answer.of
    require_moderator(by, one)
    if one.stage not in (Stage.IN_MODERATION, Stage.APPEALED):
        raise ValidationError(f"{one.reference} is not in moderation. {UNCHANGED}")
    question = questions_of(one.cycle).question(answer.key)
    if question.answer == "grade":
        if (grade is None) is not not_applicable:
            raise ValidationError(f"Give a grade, or agree that it does not apply. {UNCHANGED}")
        if grade is not None and grade not in [step.value for step in kind_of(one.cycle).scale.steps]:
            raise ValidationError(f"Choose one of the grades. {UNCHANGED}")
        if grade != answer.self_grade and not words.strip():
            raise ValidationError(f"Say why your grade is another than the agency’s own. {UNCHANGED}")
    write(
        answer, moderated_grade=grade, moderated_not_applicable=not_applicable, moderator_words=words.strip(),
        moderated_on=on, moderated_by=by,
    )  # fmt: skip
    write_history(one, "audits.answer_moderated", by=by, on=on, number=question.number)
    return answer


def require_moderator(by: Person, one: AuditReturn) -> None:
    """Who may moderate, and is not of the agency whose return it is (audits handbook 1.6; rule R-P-1)."""
    require(by, "audits.moderate", one)
    if by.organisation_id is not None and by.organisation_id == one.owner_id:
        raise ValidationError(f"This is your own agency’s return: somebody of another agency moderates it. {UNCHANGED}")


@transaction.atomic(durable=True)
def end_moderation(*, one: AuditReturn, by: Person, on: date) -> AuditReturn:
    """Every graded answer has the Board's grade: frozen as it stands."""
    require(by, "audits.moderate", one)
    move_return(one, to=Stage.MODERATED, by=by, on=on)
    freeze(one, why="moderated", on=on)
    return one


@transaction.atomic(durable=True)
def appeal(*, one: AuditReturn, why: str, by: Person, on: date) -> AuditReturn:
    """The agency disputes a grade, once."""
    require(by, "audits.appeal", one)
    move_return(one, to=Stage.APPEALED, by=by, on=on, why=why)
    write(one, appealed_on=on)
    return one


@transaction.atomic(durable=True)
def decide_appeal(*, one: AuditReturn, why: str, by: Person, on: date) -> AuditReturn:
    """The chair of Quality and Performance decides, with the reason; the grades as decided are frozen again."""
    require_moderator(by, one)
    move_return(one, to=Stage.MODERATED, by=by, on=on, why=why)
    freeze(one, why="appeal decided", on=on)
    return one


@transaction.atomic(durable=True)
def close_return(*, one: AuditReturn, by: Person, on: date) -> AuditReturn:
    """Final."""
    require(by, "audits.handle_return", one)
    move_return(one, to=Stage.CLOSED, by=by, on=on)
    return one
