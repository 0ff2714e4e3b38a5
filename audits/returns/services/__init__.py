"""Returns: every write. One function for each thing a person does."""

from audits.returns.services.answering import (
    AnsweredMeanwhile,
    comment_on,
    confirm_answer,
    save_answer,
    start_return,
)
from audits.returns.services.at_once import agree_with_rest, answer_many, carry_over_cycle
from audits.returns.services.cycles import (
    close_window,
    invite_agency,
    move_cycle,
    open_cycle,
    plan_cycle,
    receive_report,
)
from audits.returns.services.drafting import drop_draft, keep_draft
from audits.returns.services.excusing import (
    approve_exemption,
    ask_longer,
    ask_to_be_excused,
    decline_plea,
    exempt_return,
    extend_return,
    grant_plea,
    write_off_return,
)
from audits.returns.services.handing_in import ask_for_signature, change_again, hand_in, send_back, sign_return
from audits.returns.services.moderating import (
    appeal,
    begin_moderation,
    close_return,
    decide_appeal,
    end_moderation,
    moderate_answer,
)
from audits.returns.services.proving import add_evidence, drop_improvement, plan_improvement, withdraw_evidence
from audits.returns.services.taking_in import take_answers

__all__ = [
    "AnsweredMeanwhile", "add_evidence", "agree_with_rest", "answer_many", "appeal", "approve_exemption",
    "ask_for_signature", "ask_longer", "ask_to_be_excused", "begin_moderation", "carry_over_cycle", "change_again",
    "close_return", "close_window", "comment_on", "confirm_answer", "decide_appeal", "decline_plea", "drop_draft",
    "drop_improvement", "end_moderation", "exempt_return", "extend_return", "grant_plea", "hand_in", "invite_agency",
    "keep_draft", "moderate_answer", "move_cycle", "open_cycle", "plan_cycle", "plan_improvement", "receive_report",
    "save_answer", "send_back", "sign_return", "start_return", "take_answers", "withdraw_evidence", "write_off_return",
]  # fmt: skip
