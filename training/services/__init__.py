"""Every write of training: its programme, events, places, accounts and completions."""

from training.services.accounts import add_domain, answer_account, ask_for_account, may_answer, retire_domain
from training.services.answering import (
    agree,
    decline,
    free_until,
    give_up,
    is_late,
    may_agree,
    pass_on,
    take_up,
    waive,
    wants_answer,
)
from training.services.booking import book, leads_of, managers_of, nobody_agrees
from training.services.completions import read_completions, rows_of, say_whose
from training.services.courses import answer_need, change_course, name_prompt, offer_course, stop_course, write_course
from training.services.events import (
    add_trainer,
    add_venue,
    cancel_event,
    change_event,
    give_new_date,
    make_sure,
    open_event,
    plan_event,
    postpone,
    refresh_trainer,
)
from training.services.programme import (
    agree_programme,
    agree_strategy,
    begin_programme,
    change_programme,
    write_strategy,
)

__all__ = [
    "add_domain", "add_trainer", "add_venue", "agree", "agree_programme", "agree_strategy", "answer_account",
    "answer_need", "ask_for_account", "begin_programme", "book", "cancel_event", "change_course", "change_event",
    "change_programme", "decline", "free_until", "give_new_date", "give_up", "is_late", "leads_of", "make_sure",
    "managers_of", "may_agree", "may_answer", "name_prompt", "nobody_agrees", "offer_course", "open_event", "pass_on",
    "plan_event", "postpone", "read_completions", "refresh_trainer", "retire_domain", "rows_of", "say_whose",
    "stop_course", "take_up", "waive", "wants_answer", "write_course", "write_strategy",
]  # fmt: skip
