"""The lives of the Board's own records, as data (audits handbook 6.4 to 6.6). No Django."""

from sscb.records.lifecycle import Move

RUN, DECIDE = "board.run_business", "board.decide_business"

REVIEW_STAGES = {"due": "To be reviewed", "drafted": "Changes written", "agreed": "Agreed", "planned": "In the plan"}
REVIEW_MOVES = (
    Move("due", "drafted", RUN, needs=("has_changes",), button="Write down the changes"),
    Move("drafted", "agreed", DECIDE, button="Agree this version"),
    Move("agreed", "planned", RUN, needs=("has_plan",), button="Put it into the business plan"),
)

PRIORITY_STAGES = {"current": "Current", "ended": "Ended"}
PRIORITY_MOVES = (Move("current", "ended", DECIDE, needs=("says_what",), button="End it"),)

PLAN_STAGES = {"open": "Open", "done": "Done", "dropped": "Dropped"}
PLAN_MOVES = (
    Move("open", "done", DECIDE, needs=("has_evidence",), button="Close it with evidence"),
    Move("open", "dropped", DECIDE, button="Drop it"),
)

RISK_STAGES = {"open": "Open", "closed": "Closed"}
RISK_MOVES = (Move("open", "closed", DECIDE, button="Close it"),)

LETTER_STAGES = {"draft": "Draft", "sent": "Sent", "answered": "Answered"}
LETTER_MOVES = (
    Move("draft", "sent", "board.send_letter", button="Say that it was sent"),
    Move("sent", "answered", RUN, button="Write down the answer"),
)

LINK_STAGES = {"open": "Nothing came of it yet", "answered": "Answered"}
LINK_MOVES = (Move("open", "answered", RUN, button="Say what came of it"),)

REPORT_STAGES = {
    "draft": "Draft", "consulted": "With the agencies", "agreed": "Agreed by the Board", "published": "Published",
    "sent": "Sent to those it is owed to",
}  # fmt: skip
REPORT_MOVES = (
    Move("draft", "consulted", RUN, needs=("has_judgement",), button="Put it to the agencies"),
    Move("consulted", "draft", RUN, button="Write it again"),
    Move("consulted", "agreed", DECIDE, needs=("agencies_heard",), button="The Board agreed it"),
    Move("agreed", "draft", RUN, button="Write it again"),
    Move("agreed", "published", DECIDE, button="Publish it"),
    Move("published", "sent", RUN, needs=("says_to_whom",), button="Say to whom it was sent"),
)

LINE_STAGES = {"open": "Open", "settled": "Settled"}
LINE_MOVES = (Move("open", "settled", RUN, button="Settle it"),)
