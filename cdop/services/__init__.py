"""Child death reviews: every write. Each asks first what the transition allows on the day."""

from cdop.services.asking import (
    answer_form,
    ask_agencies,
    ask_agency,
    chase_form,
    key_again,
    key_paper_form,
    name_another,
    refusal_to_answer,
    withdraw_form,
)
from cdop.services.bundling import build_bundle
from cdop.services.campaigning import (
    add_material,
    change_campaign,
    end_campaign,
    look_back,
    plan_campaign,
    record_reach,
    start_campaign,
)
from cdop.services.carrying_over import PastReview, carry_over_reviews
from cdop.services.completing import FactorTold, ThemeTold, write_analysis
from cdop.services.correcting import correct_identity
from cdop.services.findings import publish_finding, tell_addressee, write_finding, write_for_board
from cdop.services.handing_over import owe_handover
from cdop.services.joining import join_notification
from cdop.services.lawful import NotLawful
from cdop.services.locking import lock_unfinished
from cdop.services.noticing import record_arrival, record_notice
from cdop.services.notifying import (
    AlreadyThere,
    ChildTold,
    DeathTold,
    RelativeTold,
    look_at_notification,
    take_notification,
)
from cdop.services.opening import open_identity, open_identity_for_form, open_review
from cdop.services.panel import (
    agree_item,
    ask_to_meeting,
    cancel_panel,
    declare_conflict,
    defer_item,
    hold_panel,
    let_go,
    move_panel,
    plan_panel,
    put_on_agenda,
    set_quorum,
    take_off_agenda,
)
from cdop.services.papers import approve_paper, send_papers, write_paper
from cdop.services.receiving import confirm_receipt, note_collected, receive_handover, record_receipt
from cdop.services.recording import record_database_entry, record_step
from cdop.services.reporting import (
    agree_report,
    begin_report,
    open_report_again,
    send_report,
    send_return,
    write_report,
)
from cdop.services.sending import ask_for_receipt, send_again, send_bundle, send_handover
from cdop.services.stages import move_review, reopen_review
from cdop.services.suspicions import pass_suspicion_on, suspect_abuse

__all__ = [
    "AlreadyThere", "ChildTold", "DeathTold", "FactorTold", "NotLawful", "PastReview", "RelativeTold", "ThemeTold",
    "add_material", "agree_item", "agree_report", "answer_form", "approve_paper", "ask_agencies", "ask_agency",
    "ask_for_receipt",
    "ask_to_meeting", "begin_report", "build_bundle", "cancel_panel", "carry_over_reviews", "change_campaign",
    "chase_form", "confirm_receipt", "correct_identity", "declare_conflict", "defer_item",
    "end_campaign", "hold_panel", "join_notification", "key_again", "key_paper_form", "let_go",
    "lock_unfinished", "look_at_notification", "look_back", "move_panel", "move_review", "name_another",
    "note_collected", "open_identity", "open_identity_for_form", "open_report_again", "open_review", "owe_handover",
    "pass_suspicion_on", "plan_campaign", "plan_panel", "publish_finding", "put_on_agenda", "receive_handover",
    "record_arrival", "record_database_entry", "record_notice",
    "record_reach", "record_receipt", "record_step", "refusal_to_answer", "reopen_review",
    "send_again", "send_bundle", "send_handover", "send_papers", "send_report", "send_return", "set_quorum",
    "start_campaign", "suspect_abuse", "take_notification", "take_off_agenda", "tell_addressee", "withdraw_form",
    "write_analysis", "write_finding", "write_for_board", "write_paper", "write_report",
]  # fmt: skip
