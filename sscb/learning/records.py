"""The learning room's types of record."""

from sscb.records.lifecycle import Move
from sscb.records.sockets import RecordType, types

POINT = types.plug(
    RecordType(
        code="learning.point",
        title="Learning point",
        url_name="learning:point",
        highest_level="P1",
        prefix="LP",
        stages={"open": "Open", "answered": "Answered", "closed": "Closed"},
        moves=(
            Move("open", "answered", "learning.write_point", button="Mark as answered"),
            Move("answered", "closed", "learning.write_point", button="Close"),
        ),
    )
)

ACTION = types.plug(
    RecordType(
        code="learning.action",
        title="Action",
        url_name="learning:action",
        highest_level="P1",
        prefix="ACT",
        stages={
            "asked": "Asked",
            "done": "Done, waiting to be checked",
            "closed": "Closed with evidence",
            "cancelled": "Cancelled",
        },
        moves=(
            Move("asked", "done", "learning.report_progress", needs=("has_evidence",), button="Say that it is done"),
            Move("done", "asked", "learning.close_action", button="Send back"),
            Move("done", "closed", "learning.close_action", button="Close with evidence"),
            Move("asked", "cancelled", "learning.close_action", button="Cancel"),
        ),
        guards={
            "has_evidence": (lambda action, on: bool(action.evidence.strip()), "it has no evidence yet"),
        },
    )
)
