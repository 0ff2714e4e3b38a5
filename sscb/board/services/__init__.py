"""Every write of the Board's office: meetings and papers here, packs in `sscb.board.packs`."""

from sscb.board.services.challenges import (
    answer_challenge,
    ask_challenge_again,
    chase_challenge,
    close_challenge,
    open_challenge,
    raise_challenge,
)
from sscb.board.services.meetings import plan_meeting, step_date
from sscb.board.services.papers import expect_paper, receive_paper, withdraw_paper, write_cover

__all__ = [
    "answer_challenge", "ask_challenge_again", "chase_challenge", "close_challenge", "expect_paper", "open_challenge",
    "plan_meeting", "raise_challenge", "receive_paper", "step_date", "withdraw_paper", "write_cover",
]  # fmt: skip
