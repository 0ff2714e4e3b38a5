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
from sscb.learning.services.checking import (
    answer_national,
    close_point,
    excuse_point,
    judge_check,
    plan_check,
    receive_national,
)
from sscb.learning.services.points import write_point
from sscb.learning.services.products import (
    approve_product,
    change_product,
    confirm_receipt,
    publish_product,
    say_reach,
    send_product,
    take_down_product,
    write_product,
)
from sscb.learning.services.proving import add_proof, judge_practice, verify_proof
from sscb.learning.services.recommending import (
    answer_recommendation,
    ask_together,
    close_recommendation,
    write_recommendation,
)

__all__ = [
    "add_proof", "answer_national", "answer_recommendation", "approve_product", "ask_action", "ask_together",
    "carry_action", "change_product", "close_action", "close_point", "close_recommendation", "confirm_receipt",
    "excuse_point", "judge_check", "judge_practice", "open_action", "plan_check", "publish_product",
    "receive_national", "require_own", "say_done", "say_progress", "say_reach", "send_back", "send_product",
    "take_down_product", "verify_proof", "withdraw_action", "write_point", "write_product", "write_recommendation",
]  # fmt: skip
