"""The board room's types of record: meetings and papers."""

from sscb.board.business import records  # noqa: F401 - plugs its own
from sscb.board.transition import records as of_the_transition  # noqa: F401 - plugs its own
from sscb.records.lifecycle import Move
from sscb.records.sockets import RecordType, types


def _all_minuted(meeting, on) -> bool:
    """Each item that was to be decided says what came of it."""
    return not meeting.items.filter(kind="decision", minute=None, decisions=None).exists()


MEETING = types.plug(
    RecordType(
        code="board.meeting", title="Meeting", url_name="board:meeting", highest_level="P4", prefix="",
        stages={
            "planned": "Planned", "issued": "Pack issued", "held": "Held", "minutes": "Minutes drafted",
            "approved": "Minutes approved",
        },
        moves=(
            Move("planned", "issued", "board.issue_pack", button="Issue the pack"),
            Move("planned", "held", "board.minute", needs=("it_was",), button="Record that it was held"),
            Move("issued", "held", "board.minute", needs=("it_was",), button="Record that it was held"),
            Move("held", "minutes", "board.minute", needs=("who_came", "all_minuted"),
                 button="Send the draft minutes to members"),
            Move("minutes", "approved", "board.approve_minutes", needs=("who_came", "all_minuted"),
                 button="Record that the minutes are approved"),
        ),
        guards={
            "it_was": (lambda meeting, on: meeting.meets_on <= on, "its day has not come"),
            "who_came": (lambda meeting, on: meeting.attendance.exists(), "nobody’s attendance is recorded"),
            "all_minuted": (_all_minuted, "an item for decision has neither a minute nor a decision"),
        },
    )
)  # fmt: skip

PAPER = types.plug(
    RecordType(
        code="board.paper", title="Paper", url_name="board:paper", highest_level="P4", prefix="PAP",
        stages={"expected": "Expected", "received": "Received", "withdrawn": "Withdrawn"},
        moves=(
            Move("expected", "received", "board.add_paper", button="Hand in the paper"),
            Move("expected", "withdrawn", "board.plan_meeting", button="Withdraw"),
            Move("received", "withdrawn", "board.plan_meeting", button="Withdraw"),
            Move("withdrawn", "expected", "board.plan_meeting", button="Ask for it again"),
        ),
    )
)  # fmt: skip

CHALLENGE = types.plug(
    RecordType(
        code="board.challenge", title="Challenge", url_name="board:challenge", highest_level="P3", prefix="CH",
        stages={"raised": "Put to the chief officer", "answered": "Answered", "closed": "Closed"},
        moves=(
            Move("raised", "answered", "board.answer_challenge", needs=("has_answer",), button="Send the answer"),
            Move("answered", "raised", "board.close_challenge", needs=("says_why",), button="Ask again"),
            Move("answered", "closed", "board.close_challenge", needs=("has_outcome",), button="Close"),
            Move("raised", "closed", "board.close_challenge", needs=("has_outcome",), button="Close without an answer"),
        ),
        guards={
            "has_answer": (lambda challenge, on: bool(challenge.answer.strip()), "it has no answer yet"),
            "says_why": (lambda challenge, on: bool(challenge.why_now.strip()), "it does not say why"),
            "has_outcome": (lambda challenge, on: bool(challenge.outcome.strip()), "it does not say what came of it"),
        },
    )
)  # fmt: skip
