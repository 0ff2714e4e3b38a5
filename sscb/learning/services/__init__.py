"""Every write of the golden thread; one function for each thing a person does."""

from sscb.learning.services.acting import (
    ask_action,
    carry_action,
    close_action,
    open_action,
    require_own,
    say_done,
    say_progress,
    send_back,
    withdraw_action,
)
from sscb.learning.services.points import write_point
from sscb.learning.services.proving import add_proof, judge_practice, verify_proof
from sscb.learning.services.recommending import (
    answer_recommendation,
    ask_together,
    close_recommendation,
    write_recommendation,
)

__all__ = [
    "add_proof", "answer_recommendation", "ask_action", "ask_together", "carry_action", "close_action",
    "close_recommendation", "judge_practice", "open_action", "require_own", "say_done", "say_progress", "send_back",
    "verify_proof", "withdraw_action", "write_point", "write_recommendation",
]  # fmt: skip
