"""What the pages of cycles and returns show."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, F, Q, Value, When

from audits.grading import Grade, Progress, progress
from audits.questions import Question
from audits.returns.lifecycle import STAGES, WITH_THE_AGENCY, Stage, whose_move
from audits.returns.models import Answer, AuditReturn
from audits.returns.reading import kind_of, questions_of
from audits.scales import Scale
from audits.statutory import BY_STATUTE, has_a_duty
from sscb.board.queries.shown import State
from sscb.timetable.days import in_words

DONE = (Stage.SUBMITTED, Stage.IN_MODERATION, Stage.MODERATED, Stage.APPEALED, Stage.CLOSED, Stage.EXEMPT)


@dataclass(frozen=True)
class Row:
    """One return in a list."""

    uuid: Any
    reference: str
    title: str
    agency: str
    due_on: date
    whose_move: str
    state: State


@dataclass(frozen=True)
class QuestionRow:
    number: str
    text: str
    critical: bool
    answer: str
    moderated: str
    unconfirmed: bool


@dataclass(frozen=True)
class StandardRow:
    """`progress` says how much is answered, `grade` how good it is: two things, never one number."""

    key: str
    number: str
    title: str
    progress: Progress
    grade: str
    ruled_by: str
    questions: tuple[QuestionRow, ...]


@dataclass(frozen=True)
class Shown:
    heading: str
    whose_move: str
    progress: Progress
    standards: tuple[StandardRow, ...]


def returns_of(person: Any, as_at: date):
    """What the reader's own agency has still to do; of the others what is late, then what is awaited,
    then what is in, and at the end what is closed, the newest first."""
    waits, overdue = Q(stage__in=WITH_THE_AGENCY), Q(due_on__lt=as_at)
    own = Case(When(owner_id=person.organisation_id, closed_on=None, then=Value(0)), default=Value(1))
    rank = Case(
        When(waits & overdue & Q(owner__duty_basis__in=BY_STATUTE), then=Value(0)),
        When(waits & overdue, then=Value(1)),
        When(waits, then=Value(2)), default=Value(3),
    )  # fmt: skip
    found = AuditReturn.objects.visible_to(person).select_related("owner", "cycle")
    return found.order_by(own, F("closed_on").desc(nulls_first=True), rank, "due_on", "reference")


def row_of(one: AuditReturn, as_at: date) -> Row:
    late = one.stage not in DONE and as_at > one.due_on and has_a_duty(one.owner.duty_basis)
    days = (as_at - one.due_on).days
    state = State("late", f"Late {days} day{'' if days == 1 else 's'}") if late else State(
        "done" if one.stage in DONE else "waiting", STAGES[one.stage]
    )  # fmt: skip
    return Row(one.uuid, one.reference, one.title, one.owner.name, one.due_on, whose_move(one.stage), state)


def return_page(one: AuditReturn, as_at: date) -> Shown:
    """Every standard with its progress and its grade. Four queries whatever the length."""
    kind, asked = kind_of(one.cycle), questions_of(one.cycle)
    answers = {answer.key: answer for answer in Answer.objects.filter(of=one)}
    given = {key for key, answer in answers.items() if answer.is_given}
    standards = tuple(
        _standard(standard, answers, kind, one.agency_kind, given) for standard in asked.standards
    )
    whole = progress(asked, one.agency_kind, given)
    return Shown(_heading(one, whole, as_at), whose_move(one.stage), whole, standards)


def _heading(one: AuditReturn, whole: Progress, as_at: date) -> str:
    if one.stage in DONE:
        return f"{one.owner.name}: {STAGES[one.stage].lower()}."
    if as_at > one.due_on:
        due = "due on" if has_a_duty(one.owner.duty_basis) else "hoped for by"
        return f"{whole.sentence}. It was {due} {in_words(one.due_on)}."
    return f"{whole.sentence}, to be handed in by {in_words(one.due_on)}."


def _standard(standard, answers, kind, agency_kind, given) -> StandardRow:
    asked = [question for question in standard.questions if question.is_asked_of(agency_kind)]
    wanted = {question.key for question in asked if not question.optional}
    grade: Grade = kind.grade(standard, {key: answer.grade for key, answer in answers.items()}, kind.scale)
    ruled = next((question.number for question in asked if question.key == grade.ruled_by), "")
    return StandardRow(
        standard.key, standard.number, standard.title, Progress(len(wanted & given), len(wanted)),
        kind.scale.step(grade.value).label if grade.value is not None else "", ruled,
        tuple(_question(question, answers[question.key], kind.scale) for question in asked),
    )  # fmt: skip


def _question(question: Question, answer: Answer, scale: Scale) -> QuestionRow:
    moderated = "Agreed: does not apply" if answer.moderated_not_applicable else ""
    if answer.moderated_grade is not None:
        moderated = scale.step(answer.moderated_grade).label
    return QuestionRow(
        question.number, question.text, question.critical, _said(answer, scale), moderated,
        answer.is_given and not answer.confirmed,
    )  # fmt: skip


def _said(answer: Answer, scale: Scale) -> str:
    if answer.not_applicable:
        return "Does not apply"
    if answer.self_grade is not None:
        return scale.step(answer.self_grade).label
    return "Answered" if answer.is_given else ""
