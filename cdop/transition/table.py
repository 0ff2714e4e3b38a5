"""Who may do what, before the start, in the four months and after them: the table of reviews handbook 3.9, as data."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

NO_NEW, GRACE_END, HANDOVER = "cdop-no-new-in-grace", "cdop-grace-end", "cdop-handover"
ARCHIVE_PASSES = "cdop-archive-passes"
GUIDANCE = "Working Together: transitional guidance, July 2018"
UNCHANGED = "Nothing was changed."


class Body(StrEnum):
    """Whose review it is."""

    LSCB = "lscb-cdop"
    PARTNERS = "cdr-partners"
    OTHER_AREA = "other-area"

    @property
    def words(self) -> str:
        return WORDS[self]


WORDS = {
    Body.LSCB: "the Board’s child death overview panel",
    Body.PARTNERS: "the child death review partners",
    Body.OTHER_AREA: "the child death review body of the area where the child lived",
}


class Period(StrEnum):
    BEFORE = "before"
    GRACE = "grace"
    AFTER = "after"


class Act(StrEnum):
    RECORD = "record a notification"
    OPEN = "open a review"
    CHASE = "send or chase forms"
    PANEL = "hold a meeting or panel"
    CLASSIFY = "classify the death"
    CORRECT = "correct a completed case"
    HAND_OVER = "hand the case over"
    RECEIVE = "receive the case"


class Answer(StrEnum):
    """A cell of the table of what may be done."""

    YES = "yes"
    ROUTE_ON = "yes, and pass it on"
    AUDITED = "yes, and it is written down"
    MAY = "may"
    MUST = "must"
    NO = "no"
    READ_ONLY = "read only"

    @property
    def allows(self) -> bool:
        return self not in (Answer.NO, Answer.READ_ONLY)


_Y, _N = Answer.YES, Answer.NO
ALLOWED: dict[tuple[Body, Act], dict[Period, Answer]] = {
    (Body.LSCB, act): dict(zip(Period, answers, strict=True))
    for act, answers in {
        Act.RECORD: (_Y, Answer.ROUTE_ON, Answer.ROUTE_ON),
        Act.OPEN: (_Y, _N, _N),
        Act.CHASE: (_Y, _Y, _N),
        Act.PANEL: (_Y, _Y, _N),
        Act.CLASSIFY: (_Y, _Y, _N),
        Act.CORRECT: (_Y, Answer.AUDITED, Answer.READ_ONLY),
        Act.HAND_OVER: (Answer.MAY, _Y, Answer.MUST),
        Act.RECEIVE: (_N, _N, _N),
    }.items()
} | {
    (Body.PARTNERS, act): dict(zip(Period, (_N, answer, answer), strict=True))
    for act, answer in {
        Act.RECORD: _Y, Act.OPEN: _Y, Act.CHASE: _Y, Act.PANEL: _Y, Act.CLASSIFY: _Y,
        Act.CORRECT: Answer.READ_ONLY, Act.HAND_OVER: _N, Act.RECEIVE: _Y,
    }.items()
}  # fmt: skip
"""The table of handbook 3.9: who may do what, before the start, in the four months, and after them."""


@dataclass(frozen=True)
class Case:
    """What decides: the day the notification was received (in London), and when and by whom the review was completed.

    `lives_here`: the child was normally resident in the Board's area; where not, `home_area` is its name.
    """

    notified_on: date
    completed_on: date | None = None
    completed_by: Body = Body.LSCB
    lives_here: bool = True
    home_area: str = ""

    def complete_on(self, day: date) -> bool:
        return self.completed_on is not None and self.completed_on <= day


@dataclass(frozen=True)
class Ruling:
    """`answer` is the cell of the table that holds; where it refuses, `sentence` says why, by which rule, what next.

    Where it allows, `sentence` is what must be minded (pass it on, hand it over), or empty.
    """

    act: Act
    answer: Answer
    rule: str = ""
    sentence: str = ""

    def __bool__(self) -> bool:
        return self.answer.allows
