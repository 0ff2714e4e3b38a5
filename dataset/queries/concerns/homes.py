"""What home pages are told of concerns: what an agency owes, and what waits for a decision."""

from datetime import date
from typing import Any

from django.urls import reverse

from dataset.lifecycle import OPEN, Asking, Stage
from dataset.models import Question
from dataset.queries.concerns.lists import followed
from dataset.queries.concerns.page import next_words
from dataset.queries.concerns.who import own_agencies
from sscb.access.policy import QP, can, standing
from sscb.board.queries.shown import OwedRow, State, Step, by_date, day_words

DECIDES = {
    # stage -> (the rule of who decides, the button, its page)
    Stage.RAISED: ("dataset.decide_concern", "Decide", "dataset:decide"),
    Stage.ACCEPTED: ("dataset.pass_concern", "Put to agencies", "dataset:pass"),
    Stage.RESPONDED: ("dataset.decide_concern", "Consider", "dataset:concern"),
    Stage.RESOLVED: ("dataset.close_concern", "Close", "dataset:close"),
}


def owed(person: Any, as_at: date) -> list[OwedRow]:
    """Questions that wait for the answer of this person's agency."""
    agencies = own_agencies(person)
    if not agencies:
        return []
    found = Question.objects.visible_to(person).filter(stage=Asking.ASKED, owner_id__in=agencies).order_by("due_on")
    return [
        OwedRow(
            one.title, reverse("dataset:question", args=[one.uuid]), f"{one.reference}, Quality and Performance",
            day_words(one.due_on), by_date(one.due_on, as_at),
            Step("Answer", reverse("dataset:question", args=[one.uuid]), about=one.title), one.due_on,
        )
        for one in found
    ]  # fmt: skip


def decide(person: Any, as_at: date) -> list[OwedRow]:
    """Concerns that wait for this person: to be decided, put to agencies, considered, chased, escalated or closed."""
    who = standing(person)
    if not who.roles & {"BMGR", "OFF", "CHAIR"} and not who.sits_on("SGC", QP):
        return []
    rows = [_row(one, person, as_at) for one in followed(person, as_at) if one.concern.stage in OPEN]
    return [row for row in rows if row]


def _row(one, person: Any, as_at: date) -> OwedRow | None:
    concern, told = one.concern, one.told
    url = reverse("dataset:concern", args=[concern.uuid])
    state = one.state(as_at)
    button, where, due_on = "", "dataset:concern", None
    if told.days_late(as_at):
        due_on = told.owing[0].due_on
        if can(person, "dataset.escalate_concern") and concern.stage != Stage.ESCALATED:
            button, where = "Escalate", "dataset:escalate"
        elif can(person, "dataset.chase_answer", concern):
            button = "Chase"
    elif concern.stage in DECIDES and can(person, DECIDES[concern.stage][0], concern):
        _, button, where = DECIDES[concern.stage]
    elif told.wanted and told.gone >= told.wanted and can(person, "dataset.resolve_concern", concern):
        button, where = "Resolve", "dataset:concern"
    if not button:
        return None
    return OwedRow(
        concern.title, url, f"{concern.reference}. {next_words(concern, told, as_at)}",
        day_words(due_on) if due_on else "–", state if state.code != "waiting" else State("soon", state.words),
        Step(button, reverse(where, args=[concern.uuid]), about=concern.title), due_on,
    )  # fmt: skip
