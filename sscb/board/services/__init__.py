"""Every write of the Board's office: meetings and papers here, packs in `sscb.board.packs`."""

from sscb.board.services.agenda import (
    add_item,
    change_meeting,
    name_reader,
    plan_item,
    put_off,
    set_agenda,
    take_from_plan,
)
from sscb.board.services.challenges import (
    answer_challenge,
    ask_challenge_again,
    chase_challenge,
    close_challenge,
    open_challenge,
    raise_challenge,
)
from sscb.board.services.meetings import plan_meeting, step_date
from sscb.board.services.minutes import (
    approve_minutes,
    correct_minutes,
    declare_interest,
    minute_item,
    record_attendance,
    record_held,
    send_minutes,
    write_messages,
)
from sscb.board.services.notes import take_note_away, write_note
from sscb.board.services.papers import ask_again, expect_paper, receive_paper, withdraw_paper, write_cover
from sscb.board.services.upward import send_upward

__all__ = [
    "add_item", "answer_challenge", "approve_minutes", "ask_again", "ask_challenge_again", "change_meeting",
    "chase_challenge", "close_challenge", "correct_minutes", "declare_interest", "expect_paper", "minute_item",
    "name_reader", "open_challenge", "plan_item", "plan_meeting", "put_off", "raise_challenge", "receive_paper",
    "record_attendance", "record_held", "send_minutes", "send_upward", "set_agenda", "step_date", "take_from_plan",
    "take_note_away", "withdraw_paper", "write_cover", "write_messages", "write_note",
]  # fmt: skip
