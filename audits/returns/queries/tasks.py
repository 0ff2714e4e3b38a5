"""An agency's own page of its return: what is left, what stops it, who is in it, what happens next."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Max

from audits.grading import Progress, progress
from audits.questions import Question, Standard
from audits.returns.lifecycle import WRITABLE, Stage
from audits.returns.models import Answer, AnswerRevision, AuditReturn, Draft
from audits.returns.queries.shown import due_words, moment_words, whose_move_words
from audits.returns.reading import kind_of, questions_of
from audits.scales import Scale
from sscb.board.queries.shown import State, many

EMPTY, FILLED, GAP, CARRIED = "empty", "filled", "gap", "carried"


@dataclass(frozen=True)
class Square:
    """One criterion of a standard. `state`: empty, filled, gap (needs an action) or carried (to be confirmed)."""

    key: str
    number: str
    text: str
    state: str
    grade: str
    critical: bool
    words: str
    x: int


@dataclass(frozen=True)
class StandardTask:
    key: str
    number: str
    title: str
    squares: tuple[Square, ...]
    answered: str
    state: State
    notes: tuple[str, ...]
    grade: str
    ruled_by: str
    width: int


@dataclass(frozen=True)
class Author:
    name: str
    when: str


@dataclass(frozen=True)
class Tasks:
    """`progress` says how much is answered; `compliance` how good it is: never one number."""

    heading: str
    lead: str
    whose_move: str
    standards: tuple[StandardTask, ...]
    progress: Progress
    compliance: tuple[str, ...]
    to_act: tuple[Square, ...]
    to_confirm: int
    actions: int
    ready: bool
    carry_on: Square | None
    authors: tuple[Author, ...]
    drafts: tuple[Square, ...]
    may_write: bool


def task_page(one: AuditReturn, person: Any, as_at: date) -> Tasks:
    """Six queries whatever the length."""
    kind, asked = kind_of(one.cycle), questions_of(one.cycle)
    answers = {answer.key: answer for answer in Answer.objects.filter(of=one).prefetch_related("improvements")}
    squares = {
        question.key: _square(question, answers[question.key], kind.scale, place)
        for standard in asked.standards
        for place, question in enumerate(_asked(standard, one))
    }
    standards = tuple(_standard(standard, one, answers, squares, kind) for standard in asked.standards
                      if _asked(standard, one))  # fmt: skip
    whole = progress(asked, one.agency_kind, {key for key, answer in answers.items() if answer.is_given})
    to_act = tuple(square for square in squares.values() if square.state == GAP)
    to_confirm = sum(square.state == CARRIED for square in squares.values())
    first = one.extensions.order_by("id").values_list("before_on", flat=True).first()
    return Tasks(
        heading=_heading(one, whole, len(to_act), to_confirm),
        lead=due_words(one, as_at, first_day=first) if one.stage not in _PAST else "",
        whose_move=whose_move_words(one), standards=standards, progress=whole,
        compliance=_compliance(standards), to_act=to_act, to_confirm=to_confirm,
        actions=sum(planned.dropped_on is None for answer in answers.values() for planned in answer.improvements.all()),
        ready=whole.is_whole and not to_act and not to_confirm,
        carry_on=next((one for one in squares.values() if one.state in (EMPTY, CARRIED)), None),
        authors=_authors(one, person, as_at),
        drafts=tuple(squares[key] for key in Draft.objects.filter(answer__of=one, by=person)
                     .values_list("answer__key", flat=True) if key in squares),
        may_write=one.stage in (Stage.NOT_STARTED, *WRITABLE),
    )  # fmt: skip


_PAST = (Stage.SUBMITTED, Stage.IN_MODERATION, Stage.MODERATED, Stage.APPEALED, Stage.CLOSED, Stage.EXEMPT)


def _asked(standard: Standard, one: AuditReturn) -> list[Question]:
    return [question for question in standard.questions if question.is_asked_of(one.agency_kind)]


def _square(question: Question, answer: Answer, scale: Scale, place: int) -> Square:
    planned = any(one.dropped_on is None for one in answer.improvements.all())
    is_gap = answer.self_grade is not None and scale.is_gap(answer.self_grade)
    if not answer.is_given:
        state, words = EMPTY, "Optional, not answered" if question.optional else "Not answered"
    elif is_gap and not planned and not answer.gap_reason.strip():
        state, words = GAP, "Needs an action, or a reason why there is none"
    elif not answer.confirmed:
        state, words = CARRIED, "Carried over: say whether it still holds"
    else:
        state, words = FILLED, "Answered"
    return Square(question.key, question.number, question.text, state, _grade(answer, scale), question.critical, words,
                  place * 18)  # fmt: skip


def _grade(answer: Answer, scale: Scale) -> str:
    if answer.not_applicable:
        return "Does not apply"
    if answer.self_grade is None:
        return ""
    return f"{answer.self_grade}, {scale.step(answer.self_grade).label.lower()}"


def _standard(standard: Standard, one: AuditReturn, answers, squares, kind) -> StandardTask:
    own = [squares[question.key] for question in _asked(standard, one)]
    wanted = [question for question in _asked(standard, one) if not question.optional]
    done = sum(answers[question.key].is_given for question in wanted)
    grade = kind.grade(standard, {key: answer.grade for key, answer in answers.items()}, kind.scale)
    ruled = next((square.number for square in own if square.key == grade.ruled_by), "")
    needs = [square.number for square in own if square.state == GAP]
    notes = [f"{', '.join(needs)} {'needs' if len(needs) == 1 else 'need'} an action"] if needs else []
    carried = sum(square.state == CARRIED for square in own)
    if carried:
        notes.append(f"{many(carried, 'answer')} carried over, to be confirmed")
    return StandardTask(
        standard.key, standard.number, standard.title, tuple(own), f"{done} of {len(wanted)} answered",
        _state(own, needs, carried, done, len(wanted)), tuple(notes),
        kind.scale.step(grade.value).label if grade.value is not None else "", ruled, max(len(own) * 18, 18),
    )  # fmt: skip


def _state(own, needs, carried: int, done: int, wanted: int) -> State:
    if needs:
        return State("late", f"{len(needs)} need{'s' if len(needs) == 1 else ''} an action")
    if carried:
        return State("soon", f"{carried} to confirm")
    if done == wanted and any(square.state != EMPTY for square in own):
        return State("done", "Completed")
    return State("soon", "In progress") if done else State("waiting", "Not started")


def _compliance(standards: tuple[StandardTask, ...]) -> tuple[str, ...]:
    """How many standards stand at each grade, by the agency's own answers so far."""
    counted = Counter(standard.grade for standard in standards if standard.grade)
    return tuple(f"{many(count, 'standard')}: {label.lower()}" for label, count in counted.most_common())


def _heading(one: AuditReturn, whole: Progress, gaps: int, to_confirm: int) -> str:
    said = {
        Stage.AWAITING_SIGN_OFF: "Everything is answered, and it waits for the signature.",
        Stage.SUBMITTED: "Your return is handed in.",
        Stage.IN_MODERATION: "Your return is being moderated.",
        Stage.MODERATED: "Your return is moderated: see the Board’s grades beside yours.",
        Stage.APPEALED: "Your appeal waits to be decided.",
        Stage.CLOSED: "Your return is closed, and yours to keep up to date.",
        Stage.EXEMPT: "You are excused from this audit.",
        Stage.RETURNED: "Your return was sent back to you.",
        Stage.NOT_RETURNED: "Your return did not come. It can still be answered.",
    }.get(one.stage)
    if said:
        return said
    left = whole.asked - whole.answered
    parts = [f"{whole.answered} of {whole.asked} questions answered."]
    waits = []
    if left:
        waits.append(f"{left} {'is' if left == 1 else 'are'} left")
    if gaps:
        waits.append(f"{gaps} need{'s' if gaps == 1 else ''} an action")
    if to_confirm:
        waits.append(f"{to_confirm} carried over {'is' if to_confirm == 1 else 'are'} to be confirmed")
    if waits:
        told = waits[0] if len(waits) == 1 else f"{', '.join(waits[:-1])} and {waits[-1]}"
        parts.append(f"{told} before you can send it.")
    else:
        parts.append("It is ready to be checked and signed.")
    return " ".join(parts)


def _authors(one: AuditReturn, person: Any, as_at: date) -> tuple[Author, ...]:
    """Who wrote in it, and when last."""
    rows = AnswerRevision.objects.filter(answer__of=one).order_by().values("made_by_id", "made_by__name")
    rows = rows.annotate(last=Max("made_at")).order_by("-last")
    return tuple(
        Author("You" if row["made_by_id"] == person.pk else row["made_by__name"],
               moment_words(row["last"], as_at))
        for row in rows
    )  # fmt: skip
