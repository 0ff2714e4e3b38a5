"""What home pages are told of concerns: what an agency owes, and what waits for a decision, as data for its tile."""

from datetime import date
from typing import Any

from django.db.models import OuterRef, Subquery
from django.urls import reverse

from dataset.lifecycle import Asking, Stage
from dataset.models import Question
from dataset.queries.concerns.lists import followed
from dataset.queries.concerns.page import next_words
from sscb.access.policy import QP, can
from sscb.access.standing import standing
from sscb.board.queries.shown import OwedRow, State, Step
from sscb.board.sockets import Owing, Whose

_waiting = Question._base_manager.filter(about=OuterRef("pk"), stage=Asking.ASKED, answered_on=None)
FIRST_DUE = Subquery(_waiting.order_by("due_on").values("due_on")[:1])
"""Of a concern: the last day of the answer that is due first."""

_CHASE = "{reference}. Chase the answer, then ask the Independent Chair to write to the chief officer."
_LATE = "{stage}: answer {late} late"


def _waits(stages: tuple[str, ...], rule: str, step: str, url_name: str = "", **more: Any) -> Owing:
    return Owing("dataset.concern", stages, f"dataset.{rule}", step, url_name=url_name, **more)


OWING = (
    Owing("dataset.question", (Asking.ASKED,), "dataset.write_answer", "Answer", whose=Whose.AGENCY,
          about="{reference}, Quality and Performance", due="question__due_on"),
    _waits((Stage.PASSED, Stage.TASKED), "escalate_concern", "Escalate", "dataset:escalate", about=_CHASE,
           due=FIRST_DUE, late=_LATE, only_late=True),
    _waits((Stage.PASSED, Stage.TASKED, Stage.ESCALATED), "chase_answer", "Chase", about=_CHASE, due=FIRST_DUE,
           late=_LATE, only_late=True),
    _waits((Stage.RAISED,), "decide_concern", "Decide", "dataset:decide", state=("soon", "Raised: Q&P to decide"),
           about="{reference}. The chair of Quality and Performance records whether the subgroup takes it up, with the "
           "minute."),
    _waits((Stage.ACCEPTED,), "pass_concern", "Put to agencies", "dataset:pass",
           state=("soon", "Accepted: to be put to agencies"),
           about="{reference}. The Board’s office or the chair puts it to the agencies that can answer it."),
    _waits((Stage.RESPONDED,), "decide_concern", "Consider", state=("soon", "Answered: Q&P to consider"),
           about="{reference}. Quality and Performance sets the periods in which the signal must be gone, or agrees "
           "the explanation."),
    _waits((Stage.RESOLVED,), "close_concern", "Close", "dataset:close", state=("soon", "Resolved: Board to be told"),
           about="{reference}. The business manager tells the Board, notes the difference made, and closes it."),
)  # fmt: skip


def to_resolve(person: Any, as_at: date) -> list[OwedRow]:
    """Monitored concerns whose signal has gone for as long as was set: what the figures say is in no stage.

    No query where the same page has shown what worries: that read the concerns already.
    """
    if "CHAIR" not in standing(person).roles and not standing(person).sits_on("SGC", QP):
        return []
    rows = []
    for one in followed(person, as_at):
        concern, told = one.concern, one.told
        if concern.stage != Stage.MONITORED or not told.wanted or told.gone < told.wanted:
            continue
        if can(person, "dataset.resolve_concern", concern):
            url, state = reverse("dataset:concern", args=[concern.uuid]), one.state(as_at)
            rows.append(
                OwedRow(concern.title, url, f"{concern.reference}. {next_words(concern, told, as_at)}", "–",
                        State("soon", state.words), Step("Resolve", url, about=concern.title))
            )  # fmt: skip
    return rows
