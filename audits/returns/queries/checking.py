"""Check your answers: everything that will be handed in, and what still stops it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from audits.grading import Progress, progress
from audits.returns.models import Answer, AuditReturn
from audits.returns.queries.shown import evidence_row, grade_words
from audits.returns.reading import kind_of, questions_of
from audits.returns.saying import answer_said
from sscb.board.queries.shown import many


@dataclass(frozen=True)
class Checked:
    key: str
    number: str
    text: str
    critical: bool
    answer: str
    words: str
    impact: str
    reason: str
    evidence: tuple[Any, ...]
    actions: tuple[Any, ...]
    stops: str


@dataclass(frozen=True)
class Part:
    number: str
    title: str
    grade: str
    ruled_by: str
    rows: tuple[Checked, ...]


@dataclass(frozen=True)
class Check:
    heading: str
    progress: Progress
    below: int
    below_words: str
    stops: tuple[Checked, ...]
    parts: tuple[Part, ...]
    ready: bool
    old_evidence: int


def check_page(one: AuditReturn, as_at: date) -> Check:
    """Five queries whatever the length."""
    kind, asked = kind_of(one.cycle), questions_of(one.cycle)
    found = Answer.objects.filter(of=one).prefetch_related("evidence__file", "improvements__action")
    answers = {answer.key: answer for answer in found}
    parts = []
    for standard in asked.standards:
        questions = [question for question in standard.questions if question.is_asked_of(one.agency_kind)]
        if not questions:
            continue
        grade = kind.grade(standard, {key: answer.grade for key, answer in answers.items()}, kind.scale)
        ruled = next((question.number for question in questions if question.key == grade.ruled_by), "")
        parts.append(Part(
            standard.number, standard.title, kind.scale.step(grade.value).label if grade.value is not None else "",
            ruled, tuple(_checked(question, answers[question.key], kind.scale, as_at) for question in questions),
        ))  # fmt: skip
    rows = [row for part in parts for row in part.rows]
    stops = tuple(row for row in rows if row.stops)
    below = sum(answer.self_grade is not None and kind.scale.is_gap(answer.self_grade) for answer in answers.values())
    whole = progress(asked, one.agency_kind, {key for key, answer in answers.items() if answer.is_given})
    return Check(
        heading=f"{many(len(stops), 'thing')} to do before it can be signed." if stops
        else "Nothing stops this return: check it, and ask for the signature.",
        progress=whole, below=below, below_words=f"{below} below “in place”" if below else "none below “in place”",
        stops=stops, parts=tuple(parts), ready=not stops,
        old_evidence=sum(proof.state.code != "done" for row in rows for proof in row.evidence),
    )  # fmt: skip


def _checked(question, answer: Answer, scale, as_at: date) -> Checked:
    actions = tuple(planned for planned in answer.improvements.all() if planned.dropped_on is None)
    said = grade_words(scale, answer.self_grade, answer.not_applicable) or answer_said(question, answer.value)
    reason = answer.why_not_applicable or answer.gap_reason
    stops = ""
    if not answer.is_given:
        stops = "" if question.optional else "Not answered"
    elif answer.self_grade is not None and scale.is_gap(answer.self_grade) and not actions and not answer.gap_reason:
        stops = "Needs an action, or a reason why there is none"
    elif not answer.confirmed:
        stops = "Carried over: say whether it still holds"
    proofs = tuple(evidence_row(one, as_at) for one in answer.evidence.all() if one.withdrawn_on is None)
    return Checked(question.key, question.number, question.text, question.critical, said, answer.words, answer.impact,
                   reason, proofs, actions, stops)  # fmt: skip
