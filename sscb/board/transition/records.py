"""The plan of the transition as a type of record."""

from sscb.board.transition.checking import faults
from sscb.board.transition.lifecycle import MOVES, STAGES
from sscb.records.sockets import RecordType, types

PLAN = types.plug(
    RecordType(
        code="board.transition_plan", title="Plan of the transition", url_name="board:transition_plan",
        highest_level="P3", prefix="TRA", stages=STAGES, moves=MOVES,
        guards={
            "nothing_wrong": (lambda plan, on: not faults(plan), "something in it is not settled; its page says what"),
            "by_another": (lambda plan, on: plan.agreed_by_id != plan.proposed_by_id,
                           "whoever proposed it cannot agree to it"),
        },
    )
)  # fmt: skip
