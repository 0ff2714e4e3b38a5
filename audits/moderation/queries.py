"""The page of one return as moderators read it: the two grades side by side, with what is behind them."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from audits.grading import CHALLENGE_AT, steps_apart
from audits.moderation.seats import agencies_of, may_decide, may_moderate, seats
from audits.questions import Question, QuestionSet
from audits.returns.lifecycle import STAGES, Stage, whose_move
from audits.returns.models import Answer, AuditReturn, Snapshot
from audits.returns.reading import kind_of, questions_of
from audits.scales import Scale, Step
from sscb.access.policy import can
from sscb.timetable.days import in_words

SHOWN_TO_THE_AGENCY = (Stage.MODERATED, Stage.APPEALED, Stage.CLOSED)
STALE_AFTER = 731
"""Days after which evidence is called old (audits handbook 1.6, default 24 months)."""


@dataclass(frozen=True)
class EvidenceShown:
    title: str
    kind: str
    period: str
    file_url: str
    address: str
    age: str


@dataclass(frozen=True)
class GradeShown:
    """A grade in words with its shape; `step` is None for "does not apply" and for none."""

    words: str
    step: Step | None


@dataclass(frozen=True)
class QuestionShown:
    key: str
    number: str
    text: str
    hint: str
    critical: bool
    own: GradeShown
    moderated: GradeShown
    moderator_words: str
    apart: str
    words: str
    impact: str
    why_not_applicable: str
    gap_reason: str
    evidence: tuple[EvidenceShown, ...]
    actions: tuple[str, ...]
    comments: tuple[tuple[str, str], ...]
    before: str
    behind: str
    """What the reader finds behind the answer, in few words."""


@dataclass(frozen=True)
class StandardShown:
    key: str
    number: str
    title: str
    own: GradeShown
    moderated: GradeShown
    descriptors: tuple[tuple[Step, str], ...]
    questions: tuple[QuestionShown, ...]
    left: int


@dataclass(frozen=True)
class ModerationShown:
    heading: str
    whose_move: str
    stage: str
    standards: tuple[StandardShown, ...]
    graded: int
    asked: int
    panel: str
    kind: str
    free: tuple[str, ...]
    own_people: tuple[str, ...]
    may_begin: bool
    may_grade: bool
    may_end: bool
    may_decide: bool
    may_send_back: bool
    may_appeal: bool
    next_key: str
    hidden: bool


def moderation_page(one: AuditReturn, person: Any, as_at: date) -> ModerationShown:
    """Nine queries at most, whatever the length. The agency reads the Board's grades once moderation has ended."""
    kind, asked = kind_of(one.cycle), questions_of(one.cycle)
    of_the_agency = one.owner_id in agencies_of(person)
    may_read = bool(can(person, "audits.read_moderation", one)) and not of_the_agency
    hidden = one.stage not in SHOWN_TO_THE_AGENCY and not may_read
    answers = {
        answer.key: answer
        for answer in Answer.objects.filter(of=one)
        .prefetch_related("evidence__file", "improvements__action", "comments__said_by__organisation")
    }  # fmt: skip
    before = _before(one)
    standards = tuple(
        _standard(standard, answers, kind, one, before, hidden, as_at)
        for standard in asked.standards
    )  # fmt: skip
    graded = [question for _, question in asked.asked_of(one.agency_kind) if question.answer == "grade"]
    left = [question.key for question in graded if answers[question.key].moderated_on is None]
    moderation = one.moderations.prefetch_related("panel").last()
    panel = [] if moderation is None else list(moderation.panel.all())
    free, own = seats(one) if one.stage in (Stage.SUBMITTED, Stage.IN_MODERATION) and not hidden else ([], [])
    mine = may_moderate(person, one)
    seated = mine and one.stage == Stage.IN_MODERATION and (not panel or person in panel or may_decide(person, one))
    decides = one.stage == Stage.APPEALED and bool(can(person, "audits.decide_appeal", one)) and may_decide(person, one)
    return ModerationShown(
        heading=_heading(one, len(graded) - len(left), len(graded), hidden), whose_move=whose_move(one.stage),
        stage=STAGES[one.stage], standards=standards, graded=len(graded) - len(left), asked=len(graded),
        panel=", ".join(sorted(_named(who) for who in panel)) if not hidden else "",
        kind=moderation.get_kind_display() if moderation and not hidden else "",
        free=tuple(_named(who) for who in free), own_people=tuple(_named(who) for who in own),
        may_begin=mine and one.stage == Stage.SUBMITTED, may_grade=seated or decides, may_end=seated and not left,
        may_decide=decides, may_send_back=seated or (
            one.stage == Stage.SUBMITTED and bool(can(person, "audits.handle_return", one))),
        may_appeal=one.stage == Stage.MODERATED and one.appealed_on is None and bool(can(person, "audits.appeal", one)),
        next_key=left[0] if left else "", hidden=hidden,
    )  # fmt: skip


def question_page(one: AuditReturn, key: str, person: Any, as_at: date) -> tuple[StandardShown, QuestionShown]:
    """One question with its standard. Raises KeyError where it is not asked."""
    shown = moderation_page(one, person, as_at)
    for standard in shown.standards:
        for question in standard.questions:
            if question.key == key:
                return standard, question
    raise KeyError(key)


def next_ungraded(one: AuditReturn, after: str) -> str:
    """The key of the next question without the Board's grade, from `after` on and then from the start; "" when none."""
    keys = [question.key for _, question in questions_of(one.cycle).asked_of(one.agency_kind)
            if question.answer == "grade"]  # fmt: skip
    left = set(Answer.objects.filter(of=one, moderated_on=None).values_list("key", flat=True))
    place = keys.index(after) if after in keys else -1
    return next((key for key in (*keys[place + 1 :], *keys[: place + 1]) if key in left), "")


def _named(person: Any) -> str:
    return f"{person.name} ({person.organisation})" if person.organisation_id else person.name


def _heading(one: AuditReturn, graded: int, asked: int, hidden: bool) -> str:
    name = one.owner.name
    if hidden:
        return f"{name}: {STAGES[one.stage].lower()}. The Board’s grades are shown when moderation has ended"
    if one.stage == Stage.SUBMITTED:
        return f"{name} waits to be moderated: nobody has begun"
    if one.stage == Stage.IN_MODERATION:
        return f"{name}: {graded} of {asked} questions have the Board’s grade"
    if one.stage == Stage.APPEALED:
        return f"{name} has appealed, and its grades wait to be decided"
    return f"{name}: {STAGES[one.stage].lower()}"


def _before(one: AuditReturn) -> tuple[str, QuestionSet | None, dict]:
    """The cycle before: its year and the agency's frozen grades in it."""
    if one.cycle.follows_id is None:
        return "", None, {}
    kept = Snapshot.objects.filter(of__cycle=one.cycle.follows_id, of__owner=one.owner_id).order_by("-number")
    found = kept.select_related("of__cycle").first()
    if found is None:
        return "", None, {}
    return str(found.of.cycle.opens_on.year), questions_of(found.of.cycle), found.grades


def _standard(standard, answers, kind, one, before, hidden: bool, as_at: date) -> StandardShown:
    questions = [question for question in standard.questions if question.is_asked_of(one.agency_kind)]
    own = kind.grade(standard, {key: answer.grade for key, answer in answers.items()}, kind.scale).value
    theirs = {key: _board_grade(answer) for key, answer in answers.items()}
    moderated = None if hidden else kind.grade(standard, theirs, kind.scale).value
    whole = all(answers[q.key].moderated_on for q in questions if q.answer == "grade")
    return StandardShown(
        standard.key, standard.number, standard.title, _grade(own, kind.scale),
        _grade(moderated if whole else None, kind.scale),
        tuple(zip(kind.scale.steps, standard.descriptors, strict=False)),
        tuple(_question(q, answers[q.key], kind.scale, before, hidden, as_at) for q in questions),
        sum(q.answer == "grade" and answers[q.key].moderated_on is None for q in questions),
    )  # fmt: skip


def _board_grade(answer: Answer) -> int | str | None:
    return "N" if answer.moderated_not_applicable else answer.moderated_grade


def _grade(value: int | str | None, scale: Scale) -> GradeShown:
    if value is None:
        return GradeShown("", None)
    if value == "N":
        return GradeShown("Does not apply", None)
    step = scale.step(value)
    return GradeShown(f"{step.value}, {step.label.lower()}", step)


def _question(question: Question, answer: Answer, scale: Scale, before, hidden: bool, as_at: date) -> QuestionShown:
    own, moderated = answer.grade, None if hidden else _board_grade(answer)
    apart = steps_apart(own, moderated) or 0
    year, _, grades = before
    was = grades.get(question.key)
    steps = f"{-apart} steps below the agency" if apart <= -CHALLENGE_AT else ""
    evidence = tuple(_evidence(found, as_at) for found in answer.evidence.all() if found.withdrawn_on is None)
    comments = tuple((_named(said.said_by), said.text) for said in answer.comments.all())
    behind = [
        "Evidence" if evidence else "", "a comment" if len(comments) == 1 else "comments" if comments else "",
        "what it says" if answer.words else "",
    ]  # fmt: skip
    return QuestionShown(
        key=question.key, number=question.number, text=question.text, hint=question.hint, critical=question.critical,
        own=_grade(own, scale) if own is not None else GradeShown("Answered" if answer.is_given else "", None),
        moderated=_grade(moderated, scale), moderator_words="" if hidden else answer.moderator_words, apart=steps,
        words=answer.words, impact=answer.impact, why_not_applicable=answer.why_not_applicable,
        gap_reason=answer.gap_reason,
        evidence=evidence,
        actions=tuple(
            f"{one.text} By {one.owner}, {in_words(one.due_on)}."
            for one in answer.improvements.all() if one.dropped_on is None
        ),
        comments=comments,
        before=f"In {year}: self {_short(was[0])}, moderated {_short(was[1])}." if was else "",
        behind=_sentence([word for word in behind if word]),
    )  # fmt: skip


def _sentence(words: list[str]) -> str:
    told = ", ".join(words) or "nothing yet"
    return f"{told[:1].upper()}{told[1:]}"


def _short(value: int | str | None) -> str:
    return "none" if value is None else "not applicable" if value == "N" else str(value)


def _evidence(one: Any, as_at: date) -> EvidenceShown:
    age = ""
    if one.expires_on and one.expires_on < as_at:
        age = f"Out of date since {in_words(one.expires_on)}"
    elif (as_at - one.to_on).days > STALE_AFTER:
        age = "Older than two years"
    kind = one.get_kind_display()
    if one.file_id and one.file.state != "clean":
        kind = f"{kind}, {one.file.get_state_display().lower()}"
    return EvidenceShown(
        one.title, kind, f"{in_words(one.from_on)} to {in_words(one.to_on)}",
        reverse("records:file", args=[one.file.uuid]) if one.file_id and one.file.opens else "", one.address, age,
    )  # fmt: skip
