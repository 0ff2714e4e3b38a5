"""Returns: every write. One function for each thing a person does."""

from audits.returns.services.answering import (
    AnsweredMeanwhile,
    add_evidence,
    comment_on,
    confirm_answer,
    plan_improvement,
    save_answer,
    start_return,
    withdraw_evidence,
)
from audits.returns.services.at_once import agree_with_rest, answer_many, carry_over_cycle
from audits.returns.services.cycles import close_window, move_cycle, open_cycle, plan_cycle, receive_report
from audits.returns.services.excusing import exempt_return, extend_return, write_off_return
from audits.returns.services.handing_in import ask_for_signature, change_again, hand_in, send_back, sign_return
from audits.returns.services.moderating import (
    appeal,
    begin_moderation,
    close_return,
    decide_appeal,
    end_moderation,
    moderate_answer,
)

__all__ = [
    "AnsweredMeanwhile", "add_evidence", "agree_with_rest", "answer_many", "appeal", "ask_for_signature",
    "begin_moderation", "carry_over_cycle", "change_again", "close_return", "close_window", "comment_on",
    "confirm_answer", "decide_appeal", "end_moderation", "exempt_return", "extend_return", "hand_in", "moderate_answer",
    "move_cycle", "open_cycle", "plan_cycle", "plan_improvement", "receive_report", "save_answer", "send_back",
    "sign_return", "start_return", "withdraw_evidence", "write_off_return",
]  # fmt: skip
