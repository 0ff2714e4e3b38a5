"""What waits on the Board's own records and on what it was told, as home pages show it. Data; no query of its own."""

from typing import Any

from sscb.board.business.lifecycle import DECIDE, RUN
from sscb.board.business.standing import NEAR_DAYS
from sscb.board.sockets import Owing, Whose

REVIEW_NEAR = 42
"""Days before the framework is due from which its review is somebody's work (default: one round of the Board)."""


def _if_near(days: int) -> Any:
    def row(one: Any, as_at: Any, made: Any) -> Any:
        return made if made.due_on is not None and (made.due_on - as_at).days <= days else None

    return row


_REVIEW, _ACTION, _RISK, _REPORT = "board.framework_review", "board.plan_action", "board.risk", "board.annual_report"
BUSINESS = (
    Owing(_REVIEW, ("due",), RUN, "Write what changes", due="frameworkreview__due_on", row=_if_near(REVIEW_NEAR)),
    Owing(_REVIEW, ("drafted",), DECIDE, "Agree", late=None, state=("waiting", "Changes are written")),
    Owing(_REVIEW, ("agreed",), RUN, "Put into the plan", late=None, state=("soon", "Agreed, not in the plan yet")),
    Owing(_ACTION, ("open",), "board.say_plan", "Say how it stands", whose=Whose.GROUP, due="planaction__due_on",
          about="{reference}, business plan", row=_if_near(NEAR_DAYS)),
    Owing(_ACTION, ("open",), DECIDE, "Open", only_late=True, due="planaction__due_on",
          about="{reference}, business plan"),
    Owing(_RISK, ("open",), RUN, "Look at it again", only_late=True, due="boardrisk__review_on",
          about="{reference}, risk register"),
    Owing(_REPORT, ("draft",), RUN, "Write", late=None, state=("waiting", "Draft")),
    Owing(_REPORT, ("consulted",), DECIDE, "Agree", late=None, state=("waiting", "With the agencies")),
    Owing(_REPORT, ("agreed",), DECIDE, "Publish", late=None, state=("soon", "Agreed by the Board")),
    Owing(_REPORT, ("published",), RUN, "Say to whom it was sent", late=None, state=("soon", "Published")),
    Owing("board.letter", ("draft",), "board.send_letter", "Send", late=None, state=("waiting", "Draft of a letter")),
)  # fmt: skip

TRANSITION = (
    Owing("board.transition_plan", ("draft",), "board.propose_transition", "Go on", late=None,
          state=("soon", "Being prepared")),
    Owing("board.transition_plan", ("proposed",), "board.agree_transition", "Agree", late=None,
          state=("soon", "Waits for the Independent Chair")),
)  # fmt: skip

_ISSUE, _VIEW = "learning.forum_issue", "learning.view"
HEARD = (
    Owing(_ISSUE, ("raised",), RUN, "Send it on", late=None, state=("soon", "Raised, with nobody yet"),
          about="{reference}, raised by practitioners"),
    Owing(_ISSUE, ("sent",), "learning.answer_heard", "Answer", whose=Whose.GROUP, late=None,
          state=("waiting", "Waits for its answer"), about="{reference}, raised by practitioners"),
    Owing(_ISSUE, ("answered",), RUN, "Give it back", late=None, state=("soon", "Answered, not fed back"),
          about="{reference}, raised by practitioners"),
    Owing(_VIEW, ("said",), RUN, "Answer them", late=None, state=("soon", "Said, waiting for an answer"),
          about="{reference}, said by children"),
    Owing(_VIEW, ("considered",), RUN, "Go on", late=None, state=("waiting", "Considered"),
          about="{reference}, said by children"),
    Owing(_VIEW, ("done",), RUN, "Tell them", late=None, state=("soon", "Done, not told yet"),
          about="{reference}, said by children"),
    Owing("learning.conversation", ("held",), RUN, "Follow up", only_late=True, due="conversation__follow_up_on",
          about="{reference}, Safeguarding Conversation"),
)  # fmt: skip
