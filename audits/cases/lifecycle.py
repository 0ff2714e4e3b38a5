"""How a theme, its cases, each agency's tool and what came of them run (audits handbook 2.1 and 2.6). No Django."""

from enum import StrEnum

from sscb.records.lifecycle import Move


class Theme(StrEnum):
    PLANNED = "planned"
    SAMPLED = "sampled"
    AUDITING = "auditing"
    MEETING = "meeting"
    REPORTING = "reporting"
    ACCEPTED = "accepted"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


THEME_STAGES: dict[str, str] = {
    Theme.PLANNED: "Being planned",
    Theme.SAMPLED: "Sample drawn",
    Theme.AUDITING: "Agencies are auditing",
    Theme.MEETING: "At the meeting",
    Theme.REPORTING: "Being written up",
    Theme.ACCEPTED: "Accepted by Quality and Performance",
    Theme.CLOSED: "Closed",
    Theme.WITHDRAWN: "Withdrawn",
}
_RUN, _ACCEPT = "audits.run_cases", "audits.accept_case_report"

THEME_MOVES: tuple[Move, ...] = (
    # from, to, who may, what must be true
    Move(Theme.PLANNED, Theme.SAMPLED, _RUN, ("sample_drawn",), button="The sample is drawn"),
    Move(Theme.PLANNED, Theme.WITHDRAWN, _RUN, ("says_why",), button="Withdraw"),
    Move(Theme.SAMPLED, Theme.WITHDRAWN, _RUN, ("says_why",), button="Withdraw"),
    Move(Theme.SAMPLED, Theme.AUDITING, _RUN, ("agencies_asked",), button="Tell the agencies"),
    Move(Theme.AUDITING, Theme.MEETING, _RUN, ("somebody_handed_in",), button="Begin the meeting"),
    Move(Theme.MEETING, Theme.REPORTING, _RUN, ("cases_agreed",), button="The meeting is over: write it up"),
    Move(Theme.REPORTING, Theme.MEETING, _RUN, ("says_why",), button="Back to the meeting"),
    Move(Theme.REPORTING, Theme.ACCEPTED, _ACCEPT, ("report_written",), button="Accept the report"),
    Move(
        Theme.ACCEPTED, Theme.CLOSED, _RUN, ("issues_triaged", "learning_is_out", "reaudit_set"),
        button="Close the theme",
    ),
)  # fmt: skip


class Case(StrEnum):
    SEALED = "sealed"
    OPENED = "opened"
    AGREED = "agreed"
    SWAPPED = "swapped"


CASE_STAGES: dict[str, str] = {
    Case.SEALED: "Sealed",
    Case.OPENED: "Being discussed",
    Case.AGREED: "Agreed",
    Case.SWAPPED: "Swapped for another",
}
_HOLD = "audits.hold_meeting"

CASE_MOVES: tuple[Move, ...] = (
    Move(Case.SEALED, Case.OPENED, _HOLD, ("at_the_meeting", "all_are_in"), button="Open the grades"),
    Move(Case.SEALED, Case.SWAPPED, _HOLD, ("says_why",), button="Swap for a substitute"),
    Move(
        Case.OPENED, Case.AGREED, _HOLD, ("grade_agreed", "says_why_apart", "safety_answered"),
        button="Agree the grade",
    ),
)  # fmt: skip


class Tool(StrEnum):
    ASKED = "asked"
    IN_PROGRESS = "in_progress"
    HANDED_IN = "handed_in"
    NOT_INVOLVED = "not_involved"
    WITHDRAWN = "withdrawn"


TOOL_STAGES: dict[str, str] = {
    Tool.ASKED: "Asked for",
    Tool.IN_PROGRESS: "Being filled in",
    Tool.HANDED_IN: "Handed in",
    Tool.NOT_INVOLVED: "Agency not involved",
    Tool.WITHDRAWN: "No longer asked for",
}
_FILL = "audits.fill_tool"

TOOL_MOVES: tuple[Move, ...] = (
    Move(Tool.ASKED, Tool.IN_PROGRESS, _FILL, button="Start"),
    Move(Tool.IN_PROGRESS, Tool.HANDED_IN, _FILL, ("tool_is_whole", "names_nobody"), button="Hand it in"),
    Move(Tool.ASKED, Tool.NOT_INVOLVED, _FILL, ("says_why",), button="We hold nothing on this child"),
    Move(Tool.IN_PROGRESS, Tool.NOT_INVOLVED, _FILL, ("says_why",), button="We hold nothing on this child"),
    Move(Tool.HANDED_IN, Tool.IN_PROGRESS, "audits.run_tool", ("still_sealed", "says_why"), button="Send it back"),
    Move(Tool.ASKED, Tool.WITHDRAWN, "audits.run_tool", button="Do not ask for it any more"),
    Move(Tool.IN_PROGRESS, Tool.WITHDRAWN, "audits.run_tool", button="Do not ask for it any more"),
)  # fmt: skip
AWAITED = (Tool.ASKED, Tool.IN_PROGRESS)
IN_HAND = (Tool.HANDED_IN,)


class Issue(StrEnum):
    RAISED = "raised"
    ACCEPTED = "accepted"
    SINGLE_AGENCY = "single_agency"
    MERGED = "merged"
    REJECTED = "rejected"
    TASKED = "tasked"
    RESPONDED = "responded"
    VERIFIED = "verified"
    REPORTED = "reported"
    ESCALATED = "escalated"
    CLOSED = "closed"


ISSUE_STAGES: dict[str, str] = {
    Issue.RAISED: "Sent to Quality and Performance",
    Issue.ACCEPTED: "Accepted",
    Issue.SINGLE_AGENCY: "One agency’s own",
    Issue.MERGED: "Joined to another",
    Issue.REJECTED: "Not taken up",
    Issue.TASKED: "An agency was tasked",
    Issue.RESPONDED: "The agency has answered",
    Issue.VERIFIED: "Verified",
    Issue.REPORTED: "Reported to the Board",
    Issue.ESCALATED: "Escalated",
    Issue.CLOSED: "Closed",
}
_TRIAGE, _FOLLOW = "audits.triage_issue", "audits.follow_issue"

ISSUE_MOVES: tuple[Move, ...] = (
    Move(Issue.RAISED, Issue.ACCEPTED, _TRIAGE, button="Accept"),
    Move(Issue.RAISED, Issue.SINGLE_AGENCY, _TRIAGE, button="One agency’s own"),
    Move(Issue.RAISED, Issue.MERGED, _TRIAGE, ("says_why",), button="Join to another"),
    Move(Issue.RAISED, Issue.REJECTED, _TRIAGE, ("says_why",), button="Do not take it up"),
    Move(Issue.ACCEPTED, Issue.TASKED, _FOLLOW, ("has_action",), button="Task an agency"),
    Move(Issue.SINGLE_AGENCY, Issue.TASKED, _FOLLOW, ("has_action",), button="Task the agency"),
    Move(Issue.TASKED, Issue.RESPONDED, _FOLLOW, ("action_done",), button="The agency has answered"),
    Move(Issue.RESPONDED, Issue.TASKED, _FOLLOW, ("says_why",), button="Ask again"),
    Move(Issue.RESPONDED, Issue.VERIFIED, _TRIAGE, ("says_why",), button="Verify"),
    Move(Issue.VERIFIED, Issue.REPORTED, _FOLLOW, button="Reported to the Board"),
    Move(Issue.REPORTED, Issue.CLOSED, _TRIAGE, ("says_why",), button="Close"),
    Move(Issue.ACCEPTED, Issue.ESCALATED, _TRIAGE, ("says_why",), button="Escalate"),
    Move(Issue.TASKED, Issue.ESCALATED, _TRIAGE, ("says_why",), button="Escalate"),
    Move(Issue.RESPONDED, Issue.ESCALATED, _TRIAGE, ("says_why",), button="Escalate"),
    Move(Issue.ESCALATED, Issue.TASKED, _FOLLOW, ("has_action",), button="Task an agency"),
    Move(Issue.ESCALATED, Issue.CLOSED, _TRIAGE, ("says_why",), button="Close"),
)  # fmt: skip
UNTRIAGED = (Issue.RAISED,)
