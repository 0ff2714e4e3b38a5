"""Child death reviews: every write. Each asks first what the transition allows on the day."""

from cdop.services.asking import (
    answer_form,
    ask_agency,
    chase_form,
    key_again,
    key_paper_form,
    name_another,
    refusal_to_answer,
    withdraw_form,
)
from cdop.services.bundling import build_bundle
from cdop.services.carrying_over import PastReview, carry_over_reviews
from cdop.services.completing import complete_review, write_analysis
from cdop.services.handing_over import owe_handover
from cdop.services.lawful import NotLawful
from cdop.services.locking import lock_unfinished
from cdop.services.notifying import AlreadyThere, ChildTold, DeathTold, join_notification, take_notification
from cdop.services.opening import correct_identity, open_identity, open_identity_for_form, open_review
from cdop.services.panel import defer_review, hold_panel, plan_panel, put_on_agenda
from cdop.services.receiving import confirm_receipt, note_collected, receive_handover, record_receipt
from cdop.services.sending import ask_for_receipt, send_again, send_bundle, send_handover
from cdop.services.stages import move_review, reopen_review

__all__ = [
    "AlreadyThere", "ChildTold", "DeathTold", "NotLawful", "PastReview", "answer_form", "ask_agency",
    "ask_for_receipt", "build_bundle", "carry_over_reviews", "chase_form", "complete_review", "confirm_receipt",
    "correct_identity", "defer_review", "hold_panel", "join_notification", "key_again", "key_paper_form",
    "lock_unfinished", "move_review", "name_another", "note_collected", "open_identity", "open_identity_for_form",
    "open_review", "owe_handover", "plan_panel", "put_on_agenda", "receive_handover", "record_receipt",
    "refusal_to_answer", "reopen_review", "send_again", "send_bundle", "send_handover", "take_notification",
    "withdraw_form", "write_analysis",
]  # fmt: skip
