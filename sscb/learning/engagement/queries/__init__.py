"""What was heard, as lists and pages show it."""

from sscb.learning.engagement.queries.forums import (
    Above,
    board_at_forums,
    forum_meetings,
    forums_heading,
    issue_mark,
    issue_row,
    issue_shown,
    issues_for,
    issues_heading,
    meeting_mark,
    meeting_row,
    meeting_shown,
)
from sscb.learning.engagement.queries.voices import (
    consultation_mark,
    consultation_row,
    consultation_shown,
    consultations_for,
    conversation_mark,
    conversation_row,
    conversation_shown,
    conversations_for,
    conversations_heading,
    signal_row,
    signal_shown,
    signals_for,
    signals_heading,
    size_words,
    view_row,
    view_shown,
    young_heading,
)

__all__ = [
    "Above", "board_at_forums", "consultation_mark", "consultation_row", "consultation_shown", "consultations_for",
    "conversation_mark", "conversation_row", "conversation_shown", "conversations_for", "conversations_heading",
    "forum_meetings", "forums_heading", "issue_mark", "issue_row", "issue_shown", "issues_for", "issues_heading",
    "meeting_mark", "meeting_row", "meeting_shown", "signal_row", "signal_shown", "signals_for", "signals_heading",
    "size_words", "view_row", "view_shown", "young_heading",
]  # fmt: skip
