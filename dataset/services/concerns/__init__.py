"""Areas of concern: every write, from raising one to closing it."""

from dataset.services.concerns.answering import ask_again, promise_action, save_answer, send_answer
from dataset.services.concerns.asking import chase_question, pass_concern
from dataset.services.concerns.deciding import accept_concern, drop_concern, monitor_concern, resolve_concern
from dataset.services.concerns.ending import close_concern, escalate_concern
from dataset.services.concerns.raising import join_to_concern, raise_concern, reopen_concern

__all__ = [
    "accept_concern", "ask_again", "chase_question", "close_concern", "drop_concern", "escalate_concern",
    "join_to_concern", "monitor_concern", "pass_concern", "promise_action", "raise_concern", "reopen_concern",
    "resolve_concern", "save_answer", "send_answer",
]  # fmt: skip
