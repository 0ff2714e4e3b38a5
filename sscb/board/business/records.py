"""The types of the Board's own records. Plugged when `sscb.board.records` is."""

from typing import Any

from sscb.board.business import lifecycle
from sscb.records.sockets import RecordType, types


def _type(code: str, title: str, prefix: str, highest: str, stages: Any, moves: Any, guards: Any = None) -> None:
    types.plug(
        RecordType(
            code=f"board.{code}", title=title, url_name="board:kept", highest_level=highest, prefix=prefix,
            stages=stages, moves=moves, guards=guards or {},
        )
    )  # fmt: skip


def _filled(field: str):
    return lambda one, on: bool(getattr(one, field).strip())


_type("framework_review", "Review of the framework", "LIF", "P1", lifecycle.REVIEW_STAGES, lifecycle.REVIEW_MOVES, {
    "has_changes": (_filled("changes"), "it does not say what changes"),
    "has_plan": (lambda one, on: one.in_plan_id is not None, "no action of the business plan is named"),
})  # fmt: skip
_type("priority", "Priority", "PRI", "P1", lifecycle.PRIORITY_STAGES, lifecycle.PRIORITY_MOVES, {
    "says_what": (_filled("came_of_it"), "it does not say what came of it"),
})  # fmt: skip
_type("plan_action", "Action of the plan", "PLA", "P1", lifecycle.PLAN_STAGES, lifecycle.PLAN_MOVES, {
    "has_evidence": (_filled("evidence"), "it has no evidence yet"),
})  # fmt: skip
_type("risk", "Risk", "RSK", "P3", lifecycle.RISK_STAGES, lifecycle.RISK_MOVES)
_type("budget_line", "Line of the budget", "BUD", "P3", lifecycle.LINE_STAGES, lifecycle.LINE_MOVES)
_type("letter", "Letter of the Chair", "LET", "P3", lifecycle.LETTER_STAGES, lifecycle.LETTER_MOVES)
_type("board_link", "Link with another board", "LNK", "P3", lifecycle.LINK_STAGES, lifecycle.LINK_MOVES)
_type("annual_report", "Annual report", "ANR", "P3", lifecycle.REPORT_STAGES, lifecycle.REPORT_MOVES, {
    "has_judgement": (_filled("judgement"), "it does not judge yet how well services worked"),
    "agencies_heard": (_filled("consulted"), "it does not say what the agencies said"),
    "says_to_whom": (_filled("sent_to"), "it does not say to whom it was sent"),
})  # fmt: skip
