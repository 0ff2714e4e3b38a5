"""Everything a person does with what was heard: one function each, through the one door."""

from sscb.learning.engagement.services.forums import (
    answer_issue,
    call_off_forum,
    close_issue,
    feed_back,
    hold_forum,
    plan_forum,
    raise_issue,
    send_issue,
)
from sscb.learning.engagement.services.voices import (
    answer_signal,
    close_consultation,
    consider_view,
    consult,
    do_view,
    follow_up,
    hear_view,
    hold_conversation,
    note_signal,
    plan_conversation,
    send_signal,
    tell_view,
)

__all__ = [
    "answer_issue", "answer_signal", "call_off_forum", "close_consultation", "close_issue", "consider_view",
    "consult", "do_view", "feed_back", "follow_up", "hear_view", "hold_conversation", "hold_forum", "note_signal",
    "plan_conversation", "plan_forum", "raise_issue", "send_issue", "send_signal", "tell_view",
]  # fmt: skip
