"""The types of record of what was heard. Plugged when `sscb.learning.records` is."""

from typing import Any

from sscb.learning.engagement import lifecycle
from sscb.records.sockets import RecordType, types


def _type(code: str, title: str, prefix: str, stages, moves, guards, highest: str = "P1") -> None:
    types.plug(
        RecordType(
            code=code, title=title, url_name="learning:kept", highest_level=highest, prefix=prefix, stages=stages,
            moves=moves, guards=guards,
        )
    )  # fmt: skip


def _views_told(consultation: Any) -> bool:
    views = consultation.views.all_for_job("whether every view was answered")
    return views.exists() and not views.exclude(stage="told").exists()


_type("learning.forum_meeting", "Forum meeting", "FOR", lifecycle.MEETING_STAGES, lifecycle.MEETING_MOVES, {
    "says_why": (lambda one, on: bool(one.not_held_why.strip()), "it does not say why it was not held"),
})  # fmt: skip
_type("learning.forum_issue", "Forum issue", "ISS", lifecycle.ISSUE_STAGES, lifecycle.ISSUE_MOVES, {
    "has_reply": (lambda one, on: bool(one.reply.strip()), "it has no answer yet"),
    "was_fed_back": (lambda one, on: one.fed_back_on is not None, "the forum was not told of the answer"),
})  # fmt: skip
_type("learning.consultation", "Consultation", "CON", lifecycle.CONSULTATION_STAGES, lifecycle.CONSULTATION_MOVES, {
    "views_told": (lambda one, on: _views_told(one), "each view must be answered, and the children told of it"),
})  # fmt: skip
_type("learning.view", "View of young people", "YP", lifecycle.VIEW_STAGES, lifecycle.VIEW_MOVES, {
    "has_answer": (
        lambda one, on: one.answer == "yes" or bool(one.answer and one.reason.strip()),
        "a no, whole or in part, needs its reason",
    ),
    "was_a_yes": (lambda one, on: one.answer in ("yes", "part"), "the answer was no: tell the children so, and why"),
    "was_a_no": (lambda one, on: one.answer == "no", "the answer was yes: say first what was done"),
})  # fmt: skip
_type("learning.conversation", "Safeguarding Conversation", "SC", lifecycle.CONVERSATION_STAGES,
      lifecycle.CONVERSATION_MOVES, {
          "was_followed": (lambda one, on: bool(one.followed.strip()), "it does not say what had changed"),
      }, "P2")  # fmt: skip
_type("learning.signal", "Pattern from another source", "SIG", lifecycle.SIGNAL_STAGES, lifecycle.SIGNAL_MOVES, {
    "has_result": (lambda one, on: bool(one.result.strip()), "it does not say what came of it"),
})  # fmt: skip
