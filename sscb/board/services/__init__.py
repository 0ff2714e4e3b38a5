"""Every write of the Board's office: meetings and papers here, packs in `sscb.board.packs`."""

from sscb.board.services.meetings import plan_meeting, step_date
from sscb.board.services.papers import expect_paper, receive_paper, withdraw_paper, write_cover

__all__ = ["expect_paper", "plan_meeting", "receive_paper", "step_date", "withdraw_paper", "write_cover"]
