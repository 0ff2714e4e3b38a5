"""From answers to grades, in ways that a kind may choose from. No Django, no today's date, no mail.

An answer of None has not been given; NOT_APPLICABLE was given with a reason and counts nowhere.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from audits.questions import Question, QuestionSet, Standard
from audits.scales import Scale

NOT_APPLICABLE: Final = "N"

Answer = int | str | None
"""A value of the scale, NOT_APPLICABLE, or None while nobody has answered."""


@dataclass(frozen=True)
class Grade:
    """A standard's grade. `value` is None until something that counts was answered.

    `counts`: how many questions stand at each value of the scale; `unanswered` and `not_applicable` beside them, so
    that progress (answered) and compliance (grade) are never mixed. `ruled_by`: the key of the critical question that
    decided, where one did.
    """

    value: int | None
    counts: Mapping[int, int]
    unanswered: int
    not_applicable: int
    ruled_by: str = ""


Grading = Callable[[Standard, Mapping[str, Answer], Scale], Grade]


def graded(standard: Standard) -> list[Question]:
    return [question for question in standard.questions if question.answer == "grade"]


def lowest_critical_else_mean(standard: Standard, answers: Mapping[str, Answer], scale: Scale) -> Grade:
    """The mean of all, rounded down, and never above a critical answer that is not enough (rule R-S11-3, default).

    Read word by word the rule would let a better answer lower the grade: a critical 1 among noughts would be 1, a
    critical 2 among noughts 0. So a critical answer caps the mean and never lifts it. Raises LookupError for an answer
    that is not on the scale.
    """
    questions = graded(standard)
    given = {question.key: answers.get(question.key) for question in questions}
    values = {key: value for key, value in given.items() if value not in (None, NOT_APPLICABLE)}
    for value in values.values():
        scale.step(value)
    critical = [(values[question.key], question.key) for question in questions
                if question.critical and question.key in values]  # fmt: skip
    value, ruled_by = (sum(values.values()) // len(values), "") if values else (None, "")
    worst = min(critical, default=None)
    if worst and scale.is_gap(worst[0]) and worst[0] < value:
        value, ruled_by = worst
    counted = Counter(values.values())
    return Grade(
        value=value,
        counts={step.value: counted[step.value] for step in scale.steps},
        unanswered=sum(value is None for value in given.values()),
        not_applicable=sum(value == NOT_APPLICABLE for value in given.values()),
        ruled_by=ruled_by,
    )


def no_grade(standard: Standard, answers: Mapping[str, Answer], scale: Scale) -> Grade:
    """For a kind whose answers are counted and read, and not graded standard by standard."""
    return Grade(None, {step.value: 0 for step in scale.steps}, 0, 0)


@dataclass(frozen=True)
class Progress:
    """How much has been answered; says nothing about how good it is."""

    answered: int
    asked: int

    @property
    def is_whole(self) -> bool:
        return self.answered == self.asked

    @property
    def sentence(self) -> str:
        if not self.asked:
            return "Nothing is asked."
        return f"{self.answered} of {self.asked} answered"


def progress(found: QuestionSet, agency_kind: str, answered: set[str]) -> Progress:
    """`answered`: keys of the questions with an answer, not applicable included. What is optional is not counted."""
    asked = {question.key for _, question in found.asked_of(agency_kind) if not question.optional}
    return Progress(len(asked & answered), len(asked))


def gaps(found: QuestionSet, answers: Mapping[str, Answer], scale: Scale) -> list[Question]:
    """The questions answered below “in place”: each needs an action or an accepted reason (rule R-S11-1)."""
    return [
        question for _, question in found
        if question.answer == "grade" and isinstance(value := answers.get(question.key), int) and scale.is_gap(value)
    ]  # fmt: skip


def steps_apart(before: Answer, after: Answer) -> int | None:
    """How many steps `after` stands above `before`; None where either is no grade."""
    if isinstance(before, int) and isinstance(after, int):
        return after - before
    return None


CHALLENGE_AT = 2


def is_challenged(own: Answer, moderated: Answer) -> bool:
    """Moderated two or more steps below the agency's own grade: a matter for the challenge log (rule R-S11-2)."""
    apart = steps_apart(own, moderated)
    return apart is not None and apart <= -CHALLENGE_AT
