"""Multi-agency case audits: every write. One function for each thing a person does."""

from audits.cases.services.auditing import (
    ask_agencies,
    chase_tool,
    enter_keys,
    fill_tool,
    hand_in_tool,
    may_fill,
    say_not_involved,
    send_tool_back,
    withdraw_tool,
)
from audits.cases.services.issues import move_issue, raise_issue, task_agency
from audits.cases.services.meeting import add_finding, add_voice, agree_grade, note_attendance, open_case
from audits.cases.services.planning import move_board_date, move_theme, plan_theme, write_questions
from audits.cases.services.reporting import accept_report, log_other_audit, send_learning, set_reaudit, write_report
from audits.cases.services.safety import answer_flag, raise_flag, say_safe
from audits.cases.services.sampling import draw_again, draw_sample, enter_list, swap_case

__all__ = [
    "accept_report", "add_finding", "add_voice", "agree_grade", "answer_flag", "ask_agencies", "chase_tool",
    "draw_again", "draw_sample", "enter_keys", "enter_list", "fill_tool", "hand_in_tool", "log_other_audit",
    "may_fill", "move_board_date", "move_issue", "move_theme", "note_attendance", "open_case", "plan_theme",
    "raise_flag", "raise_issue", "say_not_involved", "say_safe", "send_learning", "send_tool_back", "set_reaudit",
    "swap_case", "task_agency", "withdraw_tool", "write_questions", "write_report",
]  # fmt: skip
