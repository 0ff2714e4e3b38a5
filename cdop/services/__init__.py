"""Child death reviews: every write. Each asks first what the transition allows on the day."""

from cdop.services.asking import answer_form, ask_agency
from cdop.services.bundling import build_bundle
from cdop.services.carrying_over import PastReview, carry_over_reviews
from cdop.services.completing import complete_review, write_analysis
from cdop.services.handing_over import owe_handover
from cdop.services.lawful import NotLawful
from cdop.services.locking import lock_unfinished
from cdop.services.notifying import AlreadyThere, ChildTold, DeathTold, join_notification, take_notification
from cdop.services.opening import open_identity, open_review
from cdop.services.panel import defer_review, hold_panel, plan_panel, put_on_agenda
from cdop.services.receiving import confirm_receipt, note_collected, receive_handover, record_receipt
from cdop.services.sending import ask_for_receipt, send_again, send_bundle, send_handover
from cdop.services.stages import move_review, reopen_review

__all__ = [
    "AlreadyThere", "ChildTold", "DeathTold", "NotLawful", "PastReview", "answer_form", "ask_agency",
    "ask_for_receipt", "build_bundle", "carry_over_reviews", "complete_review", "confirm_receipt", "defer_review",
    "hold_panel", "join_notification", "lock_unfinished", "move_review", "note_collected", "open_identity",
    "open_review", "owe_handover", "plan_panel", "put_on_agenda", "receive_handover", "record_receipt",
    "reopen_review", "send_again", "send_bundle", "send_handover", "take_notification", "write_analysis",
]  # fmt: skip
