"""Reviews: every write. Each asks first who may, then what the law of the transition allows."""

from reviews.services.chronology import Happened, add_row, integrate, open_again, take_out_row, take_rows
from reviews.services.commissioning import (
    add_member,
    agree_terms,
    appoint_reviewer,
    begin_review,
    commission,
    end_reviewer,
    hold_panel,
    leave_panel,
    plan_panel,
    renew_access,
)
from reviews.services.conflicts import declare_conflict
from reviews.services.considering import ask_for_more, consider_case
from reviews.services.deciding import decide
from reviews.services.drafting import answer_copy, note_opening, recall_copy, send_copies, settle_answer, write_draft
from reviews.services.gathering import (
    answer_summary,
    ask_agency,
    check_duplicates,
    cut_off,
    likely_duplicates,
    start_gathering,
    withdraw_summary,
)
from reviews.services.handing_over import (
    agree_handover,
    ask_handover,
    lock_unfinished,
    record_receipt,
    record_sending,
    refusal_to_hand_over,
    take_archive,
    would_lock,
)
from reviews.services.identities import agree_opening, ask_opening, open_identity, open_identity_for_summary
from reviews.services.incidents import record_incident, record_rapid_review, settle_incident
from reviews.services.lawful import NotLawful
from reviews.services.learning_from import learn_from, recommend_from
from reviews.services.processes import (
    follow_process,
    put_on_hold,
    record_process,
    run_clock,
    stop_clock,
    take_up_again,
)
from reviews.services.publishing import (
    keep_words,
    plan_publication,
    publish,
    record_check,
    take_down,
    tell_of_publication,
    write_publication,
)
from reviews.services.referring import ChildTold, refer_case
from reviews.services.reporting import ask_report, check_report, send_report, withdraw_report
from reviews.services.steering import (
    close_case,
    decide_not_to_publish,
    defer_publication,
    draft_again,
    follow_actions,
    minute_board,
    propose_not_publishing,
    put_before_board,
    say_no_actions,
    send_to_check,
    take_publication_up,
)
from reviews.services.telling import add_notice, record_reply, record_told
from reviews.services.voices import (
    hear_family,
    hold_event,
    invite_family,
    make_point,
    note_early,
    plan_event,
    sum_up_family,
    tell_family,
)
from reviews.services.withdrawing import agree_withdrawal, ask_withdrawal

__all__ = [
    "ChildTold", "Happened", "NotLawful", "add_member", "add_notice", "add_row", "agree_handover", "agree_opening",
    "agree_terms", "agree_withdrawal", "answer_copy", "answer_summary", "appoint_reviewer", "ask_agency",
    "ask_for_more", "ask_handover", "ask_opening", "ask_report", "ask_withdrawal", "begin_review", "check_duplicates",
    "check_report", "close_case", "commission", "consider_case", "cut_off", "decide", "decide_not_to_publish",
    "declare_conflict", "defer_publication", "draft_again", "end_reviewer", "follow_actions", "follow_process",
    "hear_family", "hold_event", "hold_panel", "integrate", "invite_family", "keep_words", "learn_from", "leave_panel",
    "likely_duplicates", "lock_unfinished", "make_point", "minute_board", "note_early", "note_opening", "open_again",
    "open_identity", "open_identity_for_summary", "plan_event", "plan_panel", "plan_publication",
    "propose_not_publishing", "publish", "put_before_board", "put_on_hold", "recall_copy", "recommend_from",
    "record_check", "record_incident", "record_process", "record_rapid_review", "record_receipt", "record_reply",
    "record_sending", "record_told", "refer_case", "refusal_to_hand_over", "renew_access", "run_clock",
    "say_no_actions", "send_copies", "send_report", "send_to_check", "settle_answer", "settle_incident",
    "start_gathering", "stop_clock", "sum_up_family", "take_archive", "take_down", "take_out_row",
    "take_publication_up", "take_rows", "take_up_again", "tell_family", "tell_of_publication", "withdraw_report",
    "withdraw_summary", "would_lock", "write_draft", "write_publication",
]  # fmt: skip
