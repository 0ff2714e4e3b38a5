"""Child death reviews: every write. Each asks first what the transition allows on the day."""

from cdop.services.asking import answer_form, ask_agency
from cdop.services.carrying_over import PastReview, carry_over_reviews
from cdop.services.completing import complete_review, write_analysis
from cdop.services.handing_over import owe_handover, receive_handover, send_handover
from cdop.services.lawful import NotLawful
from cdop.services.locking import lock_unfinished
from cdop.services.notifying import AlreadyThere, ChildTold, DeathTold, join_notification, take_notification
from cdop.services.opening import open_identity, open_review
from cdop.services.panel import defer_review, hold_panel, plan_panel, put_on_agenda
from cdop.services.stages import move_review, reopen_review

__all__ = [
    "AlreadyThere", "ChildTold", "DeathTold", "NotLawful", "PastReview", "answer_form", "ask_agency",
    "carry_over_reviews", "complete_review", "defer_review", "hold_panel", "join_notification", "lock_unfinished",
    "move_review", "open_identity", "open_review", "owe_handover", "plan_panel", "put_on_agenda", "receive_handover",
    "reopen_review", "send_handover", "take_notification", "write_analysis",
]  # fmt: skip
