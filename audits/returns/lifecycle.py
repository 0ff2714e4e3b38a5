"""How a cycle of an audit runs, and each agency's return in it (audits handbook 1.5). No Django, no models."""

from enum import StrEnum

from sscb.records.lifecycle import Move


class CycleStage(StrEnum):
    DRAFT = "draft"
    OPEN = "open"
    EXTENDED = "extended"
    MODERATION = "moderation"
    REPORTING = "reporting"
    CLOSED = "closed"


CYCLE_STAGES: dict[str, str] = {
    CycleStage.DRAFT: "Being planned",
    CycleStage.OPEN: "Open for returns",
    CycleStage.EXTENDED: "Open longer for some",
    CycleStage.MODERATION: "In moderation",
    CycleStage.REPORTING: "Being reported",
    CycleStage.CLOSED: "Closed",
}

_RUN = "audits.run_cycle"

CYCLE_MOVES: tuple[Move, ...] = (
    # from, to, who may, what must be true
    Move(CycleStage.DRAFT, CycleStage.OPEN, _RUN, ("has_a_window",), button="Open, and invite agencies"),
    Move(CycleStage.OPEN, CycleStage.EXTENDED, _RUN, ("somebody_has_longer",), button="Give some agencies longer"),
    Move(CycleStage.OPEN, CycleStage.MODERATION, _RUN, ("window_has_closed",), button="Close the window"),
    Move(CycleStage.EXTENDED, CycleStage.MODERATION, _RUN, ("window_has_closed",), button="Close the window"),
    Move(CycleStage.MODERATION, CycleStage.REPORTING, _RUN, ("nobody_waits",), button="Report"),
    Move(CycleStage.REPORTING, CycleStage.CLOSED, _RUN, ("board_received",), button="Close"),
)  # fmt: skip


class Stage(StrEnum):
    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    AWAITING_SIGN_OFF = "awaiting_sign_off"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    IN_MODERATION = "in_moderation"
    MODERATED = "moderated"
    APPEALED = "appealed"
    CLOSED = "closed"
    NOT_RETURNED = "not_returned"
    EXEMPT = "exempt"


STAGES: dict[str, str] = {
    Stage.NOT_STARTED: "Not started",
    Stage.IN_PROGRESS: "Being answered",
    Stage.AWAITING_SIGN_OFF: "Waiting to be signed",
    Stage.SUBMITTED: "Handed in",
    Stage.RETURNED: "Sent back",
    Stage.IN_MODERATION: "In moderation",
    Stage.MODERATED: "Moderated",
    Stage.APPEALED: "Appealed",
    Stage.CLOSED: "Closed",
    Stage.NOT_RETURNED: "Not returned",
    Stage.EXEMPT: "Exempt",
}

READY_TO_SIGN = ("everything_answered", "gaps_have_actions", "nothing_unconfirmed")
_ANSWER, _SIGN, _APPEAL = "audits.answer", "audits.sign", "audits.appeal"
_OFFICE, _MODERATE = "audits.handle_return", "audits.moderate"

MOVES: tuple[Move, ...] = (
    # from, to, who may, what must be true
    Move(Stage.NOT_STARTED, Stage.IN_PROGRESS, _ANSWER, button="Start"),
    Move(Stage.NOT_STARTED, Stage.EXEMPT, _OFFICE, ("says_why", "approved_by_the_chair"), button="Exempt"),
    Move(Stage.NOT_STARTED, Stage.NOT_RETURNED, _OFFICE, ("its_day_has_ended",), button="Write off"),
    Move(Stage.IN_PROGRESS, Stage.NOT_RETURNED, _OFFICE, ("its_day_has_ended",), button="Write off"),
    Move(Stage.AWAITING_SIGN_OFF, Stage.NOT_RETURNED, _OFFICE, ("its_day_has_ended",), button="Write off"),
    Move(Stage.IN_PROGRESS, Stage.AWAITING_SIGN_OFF, _ANSWER, READY_TO_SIGN, button="Ask for the signature"),
    Move(Stage.AWAITING_SIGN_OFF, Stage.IN_PROGRESS, _ANSWER, ("says_why",), button="Change an answer"),
    Move(Stage.AWAITING_SIGN_OFF, Stage.SUBMITTED, _SIGN, ("all_have_signed",), button="Hand in"),
    Move(Stage.SUBMITTED, Stage.IN_MODERATION, _MODERATE, button="Begin moderation"),
    Move(Stage.SUBMITTED, Stage.RETURNED, _OFFICE, ("says_why",), button="Send back"),
    Move(Stage.IN_MODERATION, Stage.RETURNED, _MODERATE, ("says_why",), button="Send back"),
    Move(Stage.RETURNED, Stage.IN_PROGRESS, _ANSWER, button="Take it up again"),
    Move(Stage.IN_MODERATION, Stage.MODERATED, _MODERATE, ("every_answer_moderated",), button="Moderation is done"),
    Move(Stage.MODERATED, Stage.APPEALED, _APPEAL, ("says_why", "not_appealed_before"), button="Appeal"),
    Move(Stage.APPEALED, Stage.MODERATED, "audits.decide_appeal", ("says_why",), button="Decide the appeal"),
    Move(Stage.MODERATED, Stage.CLOSED, _OFFICE, button="Close"),
    Move(Stage.NOT_RETURNED, Stage.IN_PROGRESS, _ANSWER, button="Answer late"),
    Move(Stage.NOT_RETURNED, Stage.CLOSED, _OFFICE, button="Close"),
    Move(Stage.EXEMPT, Stage.CLOSED, _OFFICE, button="Close"),
)  # fmt: skip

WITH_THE_AGENCY = (Stage.NOT_STARTED, Stage.IN_PROGRESS, Stage.AWAITING_SIGN_OFF, Stage.RETURNED, Stage.NOT_RETURNED)
"""Whose move it is: the agency's. In every other open stage it is the Board's."""
UNDECIDED = (*WITH_THE_AGENCY[:4], Stage.SUBMITTED, Stage.IN_MODERATION, Stage.APPEALED)
"""The cycle cannot be reported while a return stands here: it is neither moderated nor written off."""
WRITABLE = (Stage.IN_PROGRESS, Stage.CLOSED)
"""Answers may be written: on the way to the signature, and year-round once it is closed, beside what was frozen."""


def whose_move(stage: str) -> str:
    """In a word, for every screen: the agency, the Board, or nobody."""
    if stage == Stage.CLOSED:
        return "Nobody"
    return "The agency" if stage in WITH_THE_AGENCY else "The Board"
