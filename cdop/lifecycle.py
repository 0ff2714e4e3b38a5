"""How a child's death is reviewed, stage by stage (reviews handbook 3.3). No Django, no models."""

from enum import StrEnum

from sscb.records.lifecycle import Move


class Stage(StrEnum):
    NOTIFIED = "notified"
    GATHERING = "gathering"
    LOCAL_MEETING = "local-meeting"
    WAITING = "waiting"
    READY = "ready"
    PANEL = "panel"
    DEFERRED = "deferred"
    REVIEWED = "reviewed"
    ACTIONS = "actions"
    CLOSED = "closed"
    REOPENED = "reopened"
    OTHER_AREA = "other-area"
    OUT_OF_SCOPE = "out-of-scope"
    TRANSFERRED = "transferred"


STAGES: dict[str, str] = {
    Stage.NOTIFIED: "Notified",
    Stage.GATHERING: "Forms out to agencies",
    Stage.LOCAL_MEETING: "Local meeting",
    Stage.WAITING: "Waiting for another process",
    Stage.READY: "Papers ready for the panel",
    Stage.PANEL: "On a panel’s agenda",
    Stage.DEFERRED: "Deferred by the panel",
    Stage.REVIEWED: "Reviewed by the panel",
    Stage.ACTIONS: "Recommendations open",
    Stage.CLOSED: "Closed",
    Stage.REOPENED: "Reopened",
    Stage.OTHER_AREA: "With the home area",
    Stage.OUT_OF_SCOPE: "Not a child death in law",
    Stage.TRANSFERRED: "Handed over to the partners",
}

UNFINISHED = (
    Stage.NOTIFIED, Stage.GATHERING, Stage.LOCAL_MEETING, Stage.WAITING, Stage.READY, Stage.PANEL, Stage.DEFERRED,
    Stage.REOPENED,
)  # fmt: skip
"""Incomplete, and so locked and handed over when the last day has ended; waiting for an inquest is no exception."""

_RUN, _MINUTE, _RECEIVE = "cdop.run_review", "cdop.minute_panel", "cdop.receive"

MOVES: tuple[Move, ...] = (
    #    from                 to                   who may    what must be true
    Move(Stage.NOTIFIED,      Stage.OUT_OF_SCOPE,  _RUN, ("says_why",), button="It is no child death in law"),
    Move(Stage.NOTIFIED,      Stage.OTHER_AREA,    _RUN, ("lived_elsewhere",), button="The home area reviews it"),
    Move(Stage.NOTIFIED,      Stage.GATHERING,     _RUN, ("lived_here",), button="Send forms to agencies"),
    Move(Stage.GATHERING,     Stage.LOCAL_MEETING, _RUN, button="Plan the local meeting"),
    Move(Stage.GATHERING,     Stage.READY,         _RUN, button="Papers are ready"),
    Move(Stage.LOCAL_MEETING, Stage.READY,         _RUN, button="Papers are ready"),
    Move(Stage.LOCAL_MEETING, Stage.WAITING,       _RUN, ("says_why",), button="Wait for another process"),
    Move(Stage.WAITING,       Stage.READY,         _RUN, button="Papers are ready"),
    Move(Stage.WAITING,       Stage.LOCAL_MEETING, _RUN, button="Plan the local meeting"),
    Move(Stage.READY,         Stage.PANEL,         _RUN, button="Put it on a panel’s agenda"),
    Move(Stage.PANEL,         Stage.DEFERRED,      _RUN, ("says_why",), button="The panel deferred it"),
    Move(Stage.PANEL,         Stage.REVIEWED,      _MINUTE, ("analysis_agreed",), button="The panel agreed it"),
    Move(Stage.DEFERRED,      Stage.GATHERING,     _RUN, button="Ask agencies again"),
    Move(Stage.DEFERRED,      Stage.READY,         _RUN, button="Papers are ready"),
    Move(Stage.REVIEWED,      Stage.ACTIONS,       _RUN, button="Follow its recommendations"),
    Move(Stage.REVIEWED,      Stage.CLOSED,        _RUN, button="Close"),
    Move(Stage.ACTIONS,       Stage.CLOSED,        _RUN, button="Close"),
    Move(Stage.CLOSED,        Stage.REOPENED,      _RUN, ("says_why",), button="Reopen"),
    Move(Stage.REOPENED,      Stage.GATHERING,     _RUN, button="Send forms to agencies"),
    *(Move(stage, Stage.TRANSFERRED, _RECEIVE, ("receipted",), button="Confirm receipt") for stage in UNFINISHED),
)  # fmt: skip


class MeetingStage(StrEnum):
    PLANNED = "planned"
    PAPERS_OUT = "papers-out"
    HELD = "held"
    CANCELLED = "cancelled"


MEETING_STAGES: dict[str, str] = {
    MeetingStage.PLANNED: "Planned",
    MeetingStage.PAPERS_OUT: "Papers are out",
    MeetingStage.HELD: "Held",
    MeetingStage.CANCELLED: "Cancelled",
}
_PLAN = "cdop.plan_panel"

MEETING_MOVES: tuple[Move, ...] = (
    Move(MeetingStage.PLANNED,    MeetingStage.PAPERS_OUT, _PLAN,   button="Send the papers out"),
    Move(MeetingStage.PLANNED,    MeetingStage.HELD,       _MINUTE, button="Record who is there"),
    Move(MeetingStage.PAPERS_OUT, MeetingStage.HELD,       _MINUTE, button="Record who is there"),
    Move(MeetingStage.PLANNED,    MeetingStage.CANCELLED,  _PLAN,   button="Cancel the meeting"),
    Move(MeetingStage.PAPERS_OUT, MeetingStage.CANCELLED,  _PLAN,   button="Cancel the meeting"),
)  # fmt: skip

PAPER_STAGES: dict[str, str] = {"draft": "Being written", "approved": "Approved for the panel"}
PAPER_MOVES: tuple[Move, ...] = (
    Move("draft",    "approved", "cdop.write_paper", button="Approve for the panel"),
    Move("approved", "draft",    "cdop.write_paper", button="Write it again"),
)  # fmt: skip

SUSPICION_STAGES: dict[str, str] = {"raised": "To be passed on", "told": "Passed on"}
SUSPICION_MOVES: tuple[Move, ...] = (
    Move("raised", "told", "cdop.pass_suspicion_on", button="Say that it was passed on"),
)  # fmt: skip
