"""The lives of what was heard, as data: audits handbook 6.7 (raised to closed), 6.8 (said, considered, done, told),
6.9 and 6.10. No Django."""

from sscb.records.lifecycle import Move

HEAR, RAISE = "learning.hear", "learning.raise_issue"
PASS_ON, ANSWER, FEED_BACK, END = (
    "learning.pass_on", "learning.answer_heard", "learning.feed_back", "learning.end_heard",
)  # fmt: skip

MEETING_STAGES = {"planned": "Planned", "held": "Held", "not-held": "Not held"}
MEETING_MOVES = (
    Move("planned", "held", HEAR, button="Write down how it went"),
    Move("planned", "not-held", HEAR, needs=("says_why",), button="It was not held"),
)

ISSUE_STAGES = {
    "raised": "Raised", "sent": "With a subgroup", "answered": "Answered, not fed back yet", "fed-back": "Fed back",
    "closed": "Closed",
}  # fmt: skip
ISSUE_MOVES = (
    Move("raised", "sent", PASS_ON, button="Send it to a subgroup"),
    Move("sent", "answered", ANSWER, needs=("has_reply",), button="Answer it"),
    Move("answered", "fed-back", FEED_BACK, button="Say how it was fed back"),
    Move("fed-back", "sent", PASS_ON, button="Ask again"),
    Move("fed-back", "closed", END, needs=("was_fed_back",), button="Close it"),
)

CONSULTATION_STAGES = {"open": "Answers are owed", "closed": "Every view answered and told"}
CONSULTATION_MOVES = (Move("open", "closed", END, needs=("views_told",), button="Close it"),)

VIEW_STAGES = {
    "said": "Said, waiting for an answer", "considered": "Considered", "done": "Done, not told yet", "told": "Told",
}  # fmt: skip
VIEW_MOVES = (
    Move("said", "considered", ANSWER, needs=("has_answer",), button="Answer them"),
    Move("considered", "done", ANSWER, needs=("was_a_yes",), button="Say what was done"),
    Move("considered", "told", FEED_BACK, needs=("was_a_no",), button="Say how they were told"),
    Move("done", "told", FEED_BACK, button="Say how they were told"),
)

CONVERSATION_STAGES = {"planned": "Planned", "held": "Held, follow-up to come", "followed": "Followed up"}
CONVERSATION_MOVES = (
    Move("planned", "held", HEAR, button="Write down what was said"),
    Move("held", "followed", HEAR, needs=("was_followed",), button="Write down the follow-up"),
)

SIGNAL_STAGES = {"noticed": "Noticed", "sent": "With a subgroup", "answered": "Answered"}
SIGNAL_MOVES = (
    Move("noticed", "sent", PASS_ON, button="Send it to a subgroup"),
    Move("sent", "answered", ANSWER, needs=("has_result",), button="Answer it"),
)
