"""Moderation: the Board's grade beside the agency's own, an appeal, and the end."""

from collections.abc import Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from audits.grading import is_challenged
from audits.moderation.models import Moderation
from audits.moderation.seats import agencies_of, chairs_for, may_decide, seat_fault
from audits.returns.lifecycle import Stage
from audits.returns.models import Answer, AuditReturn
from audits.returns.reading import kind_of, questions_of
from audits.returns.services.handing_in import freeze
from audits.returns.services.writing import UNCHANGED, move_return, write
from sscb.access.errors import Conflict
from sscb.access.policy import require
from sscb.board.services import open_challenge
from sscb.history.services import write_history
from sscb.people.models import Person


@transaction.atomic(durable=True)
def begin_moderation(
    *, one: AuditReturn, by: Person, on: date, kind: str = Moderation.Kind.DESK, panel: Sequence[Person] = ()
) -> AuditReturn:
    """Name who moderates and begin. Raises ValidationError for somebody who may not, or whose own agency's it is."""
    require_moderator(by, one)
    if kind not in Moderation.Kind.values:
        raise ValidationError({"kind": f"Choose how it is moderated. {UNCHANGED}"})
    for person in panel:
        if fault := seat_fault(person, one):
            raise ValidationError({"panel": f"{fault} {UNCHANGED}"})
    move_return(one, to=Stage.IN_MODERATION, by=by, on=on)
    made = Moderation.objects.create(of=one, kind=kind, begun_on=on, begun_by=by)
    made.panel.set({by, *panel})
    names = ", ".join(sorted(person.name for person in {by, *panel}))
    write_history(one, "audits.moderation_begun", by=by, on=on, kind=made.get_kind_display(), panel=names)
    return one


@transaction.atomic(durable=True)
def moderate_answer(
    *, answer: Answer, by: Person, on: date, grade: int | None = None, not_applicable: bool = False, words: str = ""
) -> Answer:
    """The Board's grade, beside the agency's own; another one says why. Raises ValidationError and changes nothing."""
    one = answer.of
    require_decider(by, one) if one.stage == Stage.APPEALED else require_moderator(by, one)
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
    """Who may moderate: of no agency whose return it is (rule R-P-1), and on its panel once there is one."""
    require(by, "audits.moderate", one)
    _of_another_agency(one, by)
    panel = one.moderations.last() if one.stage == Stage.IN_MODERATION else None
    if panel is not None and not panel.panel.filter(pk=by.pk).exists() and not chairs_for(by, one):
        raise ValidationError(f"You do not sit on the panel of {one.reference}. {UNCHANGED}")


def require_decider(by: Person, one: AuditReturn) -> None:
    """Who decides an appeal, and may change grades with it."""
    require(by, "audits.decide_appeal", one)
    _of_another_agency(one, by)
    if not may_decide(by, one):
        raise ValidationError(f"An appeal is decided by the chair of {one.group.name}. {UNCHANGED}")


def _of_another_agency(one: AuditReturn, by: Person) -> None:
    if one.owner_id in agencies_of(by):
        raise ValidationError(f"This is your own agency’s return: somebody of another agency moderates it. {UNCHANGED}")


@transaction.atomic(durable=True)
def end_moderation(*, one: AuditReturn, by: Person, on: date) -> AuditReturn:
    """Every graded answer has the Board's grade: frozen as it stands.

    What stands two or more steps below the agency's own grade goes into the challenge log (rule R-S11-2).
    """
    require_moderator(by, one)
    move_return(one, to=Stage.MODERATED, by=by, on=on)
    freeze(one, why="moderated", on=on)
    asked = questions_of(one.cycle)
    apart = [
        asked.question(answer.key).number
        for answer in Answer.objects.filter(of=one) if is_challenged(answer.grade, answer.moderated_grade)
    ]  # fmt: skip
    if apart:
        are = "is" if len(apart) == 1 else "are"
        open_challenge(
            agency=one.owner, to_office="Head of agency", title=f"{one.cycle.title}: grades two steps apart", by=by,
            on=on, about=one, evidence=f"Questions {', '.join(apart)} of {one.reference}.",
            asks=f"Moderators stand two or more steps below your own grade in {', '.join(apart)}. What {are} done now, "
            "and how will the Board know?",
        )  # fmt: skip
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
    """The chair of the moderating group decides, with the reason; the grades as decided are frozen again.

    Where that chair works for the agency, the Independent Chair decides (decision 30).
    """
    require_decider(by, one)
    if one.stage != Stage.APPEALED:
        raise Conflict(f"{one.reference} is not appealed, so there is nothing to decide. {UNCHANGED}")
    move_return(one, to=Stage.MODERATED, by=by, on=on, why=why)
    freeze(one, why="appeal decided", on=on)
    return one


@transaction.atomic(durable=True)
def close_return(*, one: AuditReturn, by: Person, on: date) -> AuditReturn:
    """Final."""
    require(by, "audits.handle_return", one)
    move_return(one, to=Stage.CLOSED, by=by, on=on)
    return one
