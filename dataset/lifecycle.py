"""How an area of concern is followed, stage by stage (audits handbook 5.7), and the question put to one agency.

No Django, no models. Two of the handbook's states are no stages here. *Noticed* is what the portal suggests: a record
begins when a person raises it, so its first move is from noticed to raised. *Reported* holds beside every stage from
accepted to closed: whatever is open stands in each Board meeting's overview until it is closed.
"""

from enum import StrEnum

from sscb.records.lifecycle import Move

PERIODS = 3
"""For how many periods the signal must be gone, unless Quality and Performance sets another number."""
MOST_PERIODS = 12


class Stage(StrEnum):
    NOTICED = "noticed"
    RAISED = "raised"
    ACCEPTED = "accepted"
    DROPPED = "dropped"
    PASSED = "passed"
    TASKED = "tasked"
    RESPONDED = "responded"
    MONITORED = "monitored"
    ESCALATED = "escalated"
    RESOLVED = "resolved"
    CLOSED = "closed"


STAGES: dict[str, str] = {
    Stage.NOTICED: "Noticed",
    Stage.RAISED: "Raised",
    Stage.ACCEPTED: "Accepted",
    Stage.DROPPED: "Not taken up",
    Stage.PASSED: "Passed to agencies",
    Stage.TASKED: "Tasked",
    Stage.RESPONDED: "Answered",
    Stage.MONITORED: "Monitored",
    Stage.ESCALATED: "Escalated",
    Stage.RESOLVED: "Resolved",
    Stage.CLOSED: "Closed",
}

DONE_BY: dict[str, str] = {
    Stage.NOTICED: "the portal, or a member of Quality and Performance",
    Stage.RAISED: "a member of Quality and Performance, or the Board’s office",
    Stage.ACCEPTED: "the chair of Quality and Performance",
    Stage.DROPPED: "the chair of Quality and Performance",
    Stage.PASSED: "the Board’s office, or the chair of Quality and Performance",
    Stage.TASKED: "the agency",
    Stage.RESPONDED: "the agency’s lead",
    Stage.MONITORED: "the chair of Quality and Performance",
    Stage.ESCALATED: "the Independent Chair",
    Stage.RESOLVED: "the chair of Quality and Performance, or the Independent Chair",
    Stage.CLOSED: "the business manager",
}
"""Who takes it there."""

OPEN = (
    Stage.RAISED, Stage.ACCEPTED, Stage.PASSED, Stage.TASKED, Stage.RESPONDED, Stage.MONITORED, Stage.ESCALATED,
    Stage.RESOLVED,
)  # fmt: skip
ASKED = (Stage.PASSED, Stage.TASKED, Stage.RESPONDED, Stage.MONITORED, Stage.ESCALATED)
"""Agencies have been asked, and it is not settled."""

_RAISE, _DECIDE, _PASS = "dataset.raise_concern", "dataset.decide_concern", "dataset.pass_concern"
_ANSWER, _ESCALATE = "dataset.send_answer", "dataset.escalate_concern"
_RESOLVE, _CLOSE = "dataset.resolve_concern", "dataset.close_concern"

MOVES: tuple[Move, ...] = (
    #    from             to               who may   what must be true
    Move(Stage.NOTICED,   Stage.RAISED,    _RAISE, ("rests_on_something", "asks_something"), button="Raise it"),
    Move(Stage.RAISED,    Stage.ACCEPTED,  _DECIDE, ("minuted",), button="Accept"),
    Move(Stage.RAISED,    Stage.DROPPED,   _DECIDE, ("minuted", "says_why"), button="Do not take it up"),
    Move(Stage.ACCEPTED,  Stage.PASSED,    _PASS, ("question_put",), button="Put it to agencies"),
    Move(Stage.PASSED,    Stage.TASKED,    _ANSWER, ("action_promised",)),
    Move(Stage.PASSED,    Stage.RESPONDED, _ANSWER, ("all_answered",)),
    Move(Stage.TASKED,    Stage.RESPONDED, _ANSWER, ("all_answered",)),
    Move(Stage.ESCALATED, Stage.RESPONDED, _ANSWER, ("all_answered",)),
    Move(Stage.RESPONDED, Stage.PASSED,    _PASS, ("question_put",), button="Ask another question"),
    Move(Stage.MONITORED, Stage.PASSED,    _PASS, ("question_put",), button="Ask another question"),
    Move(Stage.RESPONDED, Stage.MONITORED, _DECIDE, ("minuted", "all_answered"), button="Set monitoring periods"),
    Move(Stage.ESCALATED, Stage.MONITORED, _DECIDE, ("minuted", "all_answered"), button="Set monitoring periods"),
    Move(Stage.PASSED,    Stage.ESCALATED, _ESCALATE, ("may_be_escalated", "says_why"), button="Escalate"),
    Move(Stage.TASKED,    Stage.ESCALATED, _ESCALATE, ("may_be_escalated", "says_why"), button="Escalate"),
    Move(Stage.RESPONDED, Stage.ESCALATED, _ESCALATE, ("says_why",), button="Escalate"),
    Move(Stage.MONITORED, Stage.ESCALATED, _ESCALATE, ("says_why",), button="Escalate"),
    Move(Stage.RESPONDED, Stage.RESOLVED,  _RESOLVE, ("minuted", "condition_met"), button="Resolve"),
    Move(Stage.MONITORED, Stage.RESOLVED,  _RESOLVE, ("minuted", "condition_met"), button="Resolve"),
    Move(Stage.ESCALATED, Stage.RESOLVED,  _RESOLVE, ("minuted", "condition_met"), button="Resolve"),
    Move(Stage.RESOLVED,  Stage.MONITORED, _DECIDE, ("minuted", "says_why"), button="Monitor again"),
    Move(Stage.RESOLVED,  Stage.CLOSED,    _CLOSE, ("board_told", "impact_noted"), button="Close"),
)  # fmt: skip


class Asking(StrEnum):
    """Where one question to one agency stands."""

    ASKED = "asked"
    ANSWERED = "answered"
    WITHDRAWN = "withdrawn"


ASKING_STAGES: dict[str, str] = {
    Asking.ASKED: "Waits for the agency’s answer",
    Asking.ANSWERED: "Answered",
    Asking.WITHDRAWN: "Withdrawn",
}

ASKING_MOVES: tuple[Move, ...] = (
    Move(Asking.ASKED,    Asking.ANSWERED,  _ANSWER, ("explained",), button="Send the answer"),
    Move(Asking.ANSWERED, Asking.ASKED,     "dataset.ask_again", ("says_why",), button="Ask again"),
    Move(Asking.ASKED,    Asking.WITHDRAWN, _PASS, button="Withdraw"),
)  # fmt: skip
