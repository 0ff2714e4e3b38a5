"""Every write of the evaluation: asking, answering, observing, judging, linking."""

from training.evaluating.services.answering import NoSuchLink, answer, find_asking
from training.evaluating.services.asking import ask_event, ask_what_is_open, make_new_link
from training.evaluating.services.observing import (
    close_evaluation,
    feed_back,
    judge_story,
    link_reading,
    observe,
    reply_to_observation,
)

__all__ = [
    "NoSuchLink", "answer", "ask_event", "ask_what_is_open", "close_evaluation", "feed_back", "find_asking",
    "judge_story", "link_reading", "make_new_link", "observe", "reply_to_observation",
]  # fmt: skip
