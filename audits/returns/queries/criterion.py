"""The page of one criterion: what is asked, what stood there before, what proves it, who changed what."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from audits.questions import Question, Standard
from audits.returns.models import Answer, AnswerRevision, AuditReturn, Draft, Improvement
from audits.returns.queries.shown import LABELS, EvidenceRow, evidence_row, grade_words, moment_words
from audits.returns.reading import kind_of, questions_of
from audits.returns.saying import answer_said
from audits.scales import Scale
from audits.sockets import Known, known_answers
from sscb.timetable.days import in_words

MOST_CHANGES = 12


@dataclass(frozen=True)
class Place:
    """Another criterion, to go to."""

    key: str
    number: str


@dataclass(frozen=True)
class Option:
    value: str
    code: str
    label: str
    meaning: str


@dataclass(frozen=True)
class Before:
    """What was said of the same criterion in the cycle before."""

    title: str
    own: str
    moderated: str
    words: str
    unconfirmed: bool


@dataclass(frozen=True)
class Planned:
    uuid: Any
    text: str
    owner: str
    due_on: date
    action: Any
    may_drop: bool


@dataclass(frozen=True)
class Said:
    by: str
    at: str
    text: str


@dataclass(frozen=True)
class Criterion:
    question: Question
    standard: Standard
    answer: Answer
    kicker: str
    critical: str
    options: tuple[Option, ...]
    before: Before | None
    evidence: tuple[EvidenceRow, ...]
    improvements: tuple[Planned, ...]
    comments: tuple[Said, ...]
    changes: tuple[str, ...]
    draft: Draft | None
    draft_words: str
    previous: Place | None
    next: Place | None
    places: tuple[Place, ...]
    own: str
    moderated: str
    moderator_words: str
    known: Known | None


def answer_of(one: AuditReturn, key: str, *, alone: bool = False) -> Answer | None:
    """The answer under this key, with its return in hand. `alone`: without the one that it was carried over from."""
    found = Answer.objects.filter(of=one, key=key)
    found = (found if alone else found.select_related("carried_from__of__cycle")).first()
    if found is not None:
        found.of = one
    return found


def criterion_page(one: AuditReturn, answer: Answer, person: Any, as_at: date) -> Criterion:
    kind, asked = kind_of(one.cycle), questions_of(one.cycle).asked_of(one.agency_kind)
    at = next(place for place, (_, question) in enumerate(asked) if question.key == answer.key)
    standard, question = asked[at]
    own = [other for its, other in asked if its.key == standard.key]
    draft = Draft.objects.filter(answer=answer, by=person).first()
    return Criterion(
        question=question, standard=standard, answer=answer,
        kicker=f"{standard.number}. {standard.title}, question {own.index(question) + 1} of {len(own)}",
        critical=_critical(standard, question),
        options=_options(standard, kind.scale) if question.answer == "grade" else (),
        before=_before(answer, kind.scale), evidence=_evidence(answer, as_at), improvements=_improvements(answer),
        comments=tuple(Said(said.said_by.name, moment_words(said.said_at, as_at), said.text)
                       for said in answer.comments.select_related("said_by")),
        changes=_changes(answer, person, as_at), draft=draft, draft_words=_draft_words(draft, answer, as_at),
        previous=_place(asked[at - 1][1]) if at else None,
        next=_place(asked[at + 1][1]) if at + 1 < len(asked) else None,
        places=tuple(_place(other) for other in own),
        own=grade_words(kind.scale, answer.self_grade, answer.not_applicable) or answer_said(question, answer.value),
        moderated=grade_words(kind.scale, answer.moderated_grade, answer.moderated_not_applicable)
        if answer.moderated_on else "",
        moderator_words=answer.moderator_words, known=known_of(one, answer.key, as_at),
    )  # fmt: skip


def known_of(one: AuditReturn, key: str, as_at: date) -> Known | None:
    """What the portal knows already for this question."""
    asked = (other.ask for other in known_answers if (other.kind, other.question) == (one.cycle.kind, key))
    return next((told for ask in asked if (told := ask(one.owner_id, as_at))), None)


def _place(question: Question) -> Place:
    return Place(question.key, question.number)


def _critical(standard: Standard, question: Question) -> str:
    return f"Critical: below “in place”, it can decide the grade of standard {standard.number}." * question.critical


def _options(standard: Standard, scale: Scale) -> tuple[Option, ...]:
    found = []
    for place, step in enumerate(scale.steps):
        described = standard.descriptors[place] if place < len(standard.descriptors) else step.meaning
        found.append(Option(str(step.value), str(step.value), step.label, described))
    if scale.not_applicable:
        found.append(Option("N", "N", "Does not apply to us", "Needs a reason; the moderators must agree"))
    return tuple(found)


def _before(answer: Answer, scale: Scale) -> Before | None:
    was = answer.carried_from
    if was is None:
        return None
    return Before(
        was.of.cycle.title, grade_words(scale, was.self_grade, was.not_applicable) or "answered",
        grade_words(scale, was.moderated_grade, was.moderated_not_applicable) if was.moderated_on else "",
        was.moderator_words, answer.is_given and not answer.confirmed,
    )  # fmt: skip


def _evidence(answer: Answer, as_at: date) -> tuple[EvidenceRow, ...]:
    rows = answer.evidence.filter(withdrawn_on=None).select_related("file")
    return tuple(evidence_row(found, as_at) for found in rows)


def _improvements(answer: Answer) -> tuple[Planned, ...]:
    rows = Improvement.objects.filter(answer=answer, dropped_on=None).select_related("action")
    return tuple(Planned(row.uuid, row.text, row.owner, row.due_on, row.action, row.action_id is None) for row in rows)


def _changes(answer: Answer, person: Any, as_at: date) -> tuple[str, ...]:
    """Who changed what: the newest first. Grades with before and after; words are in the full trail."""
    rows = AnswerRevision.objects.filter(answer=answer).select_related("made_by").order_by("-id")[:MOST_CHANGES]
    said = [_change(row, person, as_at) for row in rows]
    if answer.carried_from:
        said.append(f"Carried over from {answer.carried_from.of.cycle.title}")
    return tuple(said)


def _change(row: AnswerRevision, person: Any, as_at: date) -> str:
    who = "You" if row.made_by_id == person.pk else row.made_by.name
    what = LABELS[row.field].lower()
    if row.field == "self_grade":
        what += f" {_from_to(row)}"
    why = f". {row.why}" if row.why else ""
    return f"{who}, {moment_words(row.made_at, as_at)}: {what}{why}"


def _from_to(row: AnswerRevision) -> str:
    before, after = ("none" if value is None else str(value) for value in (row.before, row.after))
    return f"from {before} to {after}"


def _draft_words(draft: Draft | None, answer: Answer, as_at: date) -> str:
    if draft is None:
        return ""
    when = moment_words(draft.typed_at, as_at)
    if draft.edition != answer.edition:
        return (
            f"You typed this, {when}, and did not save it. Since then somebody else saved this answer: what is saved "
            "now is shown beside your draft when you save."
        )
    return f"You typed this, {when}, and did not save it. Save it, or throw it away."


@dataclass(frozen=True)
class TrailRow:
    number: str
    field: str
    before: str
    after: str
    by: str
    when: str
    why: str
    after_closing: bool


def trail_of(one: AuditReturn) -> list[TrailRow]:
    """Every change of every answer for ever: who, when, before, after, why. The newest first."""
    numbers = {question.key: question.number for _, question in questions_of(one.cycle)}
    rows = AnswerRevision.objects.filter(answer__of=one).select_related("answer", "made_by").order_by("-id")
    return [
        TrailRow(
            numbers.get(row.answer.key, row.answer.key), LABELS[row.field], _text(row.before), _text(row.after),
            row.made_by.name, in_words(row.made_on), row.why,
            bool(one.closed_on and row.made_on >= one.closed_on and row.why),
        )
        for row in rows
    ]  # fmt: skip


def _text(value: Any) -> str:
    if value is None or value == "":
        return "nothing"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value) if isinstance(value, str | int) else "a table"
