"""Reads of the board room: home pages by role, meetings, the pack page, and the papers that it writes itself."""

from sscb.board.queries.meetings import board_meetings, find_meeting, next_board_meeting

__all__ = ["board_meetings", "find_meeting", "next_board_meeting"]
