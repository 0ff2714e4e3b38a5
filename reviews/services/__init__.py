"""Reviews: every write. Each asks first who may, then what the law of the transition allows."""

from reviews.services.conflicts import declare_conflict
from reviews.services.considering import ask_for_more, consider_case
from reviews.services.deciding import decide
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
    would_lock,
)
from reviews.services.identities import agree_opening, ask_opening, open_identity, open_identity_for_summary
from reviews.services.incidents import record_incident, record_rapid_review, settle_incident
from reviews.services.lawful import NotLawful
from reviews.services.referring import ChildTold, refer_case
from reviews.services.telling import add_notice, record_reply, record_told
from reviews.services.withdrawing import agree_withdrawal, ask_withdrawal

__all__ = [
    "ChildTold", "NotLawful", "add_notice", "agree_handover", "agree_opening", "agree_withdrawal", "answer_summary",
    "ask_agency", "ask_for_more", "ask_handover", "ask_opening", "ask_withdrawal", "check_duplicates",
    "consider_case", "cut_off", "decide", "declare_conflict", "likely_duplicates", "lock_unfinished", "open_identity",
    "open_identity_for_summary", "record_incident", "record_rapid_review", "record_receipt", "record_reply",
    "record_sending", "record_told", "refer_case", "refusal_to_hand_over", "settle_incident", "start_gathering",
    "withdraw_summary", "would_lock",
]  # fmt: skip
