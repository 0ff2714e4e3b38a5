"""One agency's grade of one standard beside its own, and how it moved since it could last be compared. No Django."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from audits.comparing import compare_standard
from audits.grading import Answer, Grading, graded, steps_apart
from audits.questions import QuestionSet, Standard
from audits.scales import Scale

Grades = Mapping[str, Sequence[Answer]]
"""As a snapshot keeps them: key of a question -> [the agency's own grade, the moderated one]."""
OWN, MODERATED = 0, 1
UP, DOWN, SAME, NOT_COMPARABLE = "up", "down", "same", "not comparable"


@dataclass(frozen=True)
class Before:
    """An agency's earlier return, the newest first in a list. `year` is how it is spoken of."""

    year: str
    asked: QuestionSet
    grades: Grades


@dataclass(frozen=True)
class Cell:
    """`moderated` is None while nobody has moderated; `own` never stands in for it.

    `moved`: one of the four words above, or "" where nothing was moderated; `since`: the year it was compared with;
    `reason`: why it may not be compared.
    """

    own: int | None
    moderated: int | None
    moved: str = ""
    since: str = ""
    reason: str = ""

    @property
    def shown(self) -> int | None:
        return self.moderated if self.moderated is not None else self.own

    @property
    def apart(self) -> int:
        """How many steps the moderators stand above the agency (below: negative); 0 where either is missing."""
        return steps_apart(self.own, self.moderated) or 0


def grade_of(standard: Standard, grades: Grades, side: int, grade: Grading, scale: Scale) -> int | None:
    """The grade of a standard by the agency's own answers (OWN) or by the moderated ones (MODERATED)."""
    keys = [question.key for question in graded(standard)]
    return grade(standard, {key: grades[key][side] for key in keys if key in grades}, scale).value


Reasons = dict[tuple[str, str, str], str]
"""(standard, set before, set now) -> why they may not be compared, "" where they may: asked once for all agencies."""


def _reason(standard: Standard, before: QuestionSet, after: QuestionSet, known: Reasons) -> str:
    key = (standard.key, before.name, after.name)
    if key not in known:
        known[key] = compare_standard(standard.key, before, after).reason
    return known[key]


def cell_of(
    standard: Standard, asked: QuestionSet, grades: Grades, earlier: Sequence[Before], grade: Grading, scale: Scale,
    known: Reasons | None = None,
) -> Cell:  # fmt: skip
    """The two grades, and the movement of the moderated one since the last cycle that can be compared."""
    own = grade_of(standard, grades, OWN, grade, scale)
    now = grade_of(standard, grades, MODERATED, grade, scale)
    if now is None:
        return Cell(own, None)
    known = {} if known is None else known
    first_reason = first_year = ""
    for one in earlier:
        reason = _reason(standard, one.asked, asked, known)
        was = None if reason else grade_of(standard, one.grades, MODERATED, grade, scale)
        if was is not None:
            return Cell(own, now, UP if now > was else DOWN if now < was else SAME, one.year)
        if reason and not first_reason:
            first_reason, first_year = reason, one.year
    reason = first_reason or "There is no earlier moderated return to compare with."
    return Cell(own, now, NOT_COMPARABLE, first_year, reason)
