"""Where a kind of audit plugs in: a questionnaire to agencies, run on the one engine for returns."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from audits.grading import Grading
from audits.questions import QuestionSet
from audits.scales import Scale
from audits.survey.statements import Statement
from sscb.sockets import Socket


class Chase(StrEnum):
    """Which ladder of reminders a kind follows; the steps are rules of the timetable."""

    SECTION_11 = "section-11"
    SCHOOL_TERMS = "school-terms"
    LEARNING = "learning"


@dataclass(frozen=True)
class Example:
    """A worked example: these answers give that grade. The business manager can read and correct them."""

    says: str
    standard: str
    answers: dict[str, int | str]
    grade: int | None


@dataclass(frozen=True)
class Kind:
    """What is different about one questionnaire; everything else is the engine's.

    `asks`: the duty bases of the agencies that are invited. `signed_by`: the offices that sign, in order; none may be
    the return's author. `versions`: the question sets, oldest first; a return remembers its own.
    """

    code: str
    title: str
    asks: frozenset[str]
    versions: tuple[QuestionSet, ...]
    scale: Scale
    grade: Grading
    examples: tuple[Example, ...]
    signed_by: tuple[str, ...]
    moderated_by: str
    chase: Chase
    order: int = 0
    survey: tuple[Statement, ...] = ()
    """What front-line staff are asked beside the return; none where nobody is asked."""

    @property
    def questions(self) -> QuestionSet:
        """The newest set."""
        return self.versions[-1]

    def questions_on(self, day: date) -> QuestionSet:
        """The set in force on a day: what a cycle that opens then is asked with."""
        return next((one for one in reversed(self.versions) if one.valid_from <= day), self.versions[0])


kinds: Socket[Kind] = Socket("kinds of audit", Kind)


@dataclass(frozen=True)
class Known:
    """What the portal knows already, and where it comes from. `words`: as it may stand in an answer."""

    shown: str
    source: str
    period: str
    as_at: str

    @property
    def words(self) -> str:
        told = ", ".join(part for part in (self.source, self.period, f"as at {self.as_at}") if part)
        return f"{self.shown} ({told})."


@dataclass(frozen=True)
class KnownAnswer:
    """Something shown beside one question, for its author to take over. `ask(agency_id, as_at)` may know nothing."""

    code: str
    kind: str
    question: str
    ask: Callable[[int, date], Known | None]


known_answers: Socket[KnownAnswer] = Socket("answers known beforehand", KnownAnswer)
