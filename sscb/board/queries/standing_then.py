"""How actions, plan, risks and challenges stood on a day that is past: read from the history, where each change stands
with the day on which it was made. Each gives the heads and the rows of a table."""

from collections import defaultdict
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from sscb import clock
from sscb.board.business.standing import action_standing, score
from sscb.board.models import BoardRisk, Challenge, PlanAction
from sscb.history.models import Entry
from sscb.learning.models import Action

Table = tuple[tuple[str, ...], list[list]]


def actions(person: Any, on_day: date) -> Table:
    """As agreed by that day: a date that was moved later stands as it stood then."""
    stages = {
        "learning.action_asked": "open", "learning.action_done": "done, to be checked",
        "learning.action_sent_back": "open", "learning.action_closed": "closed",
        "learning.action_withdrawn": "withdrawn",
    }  # fmt: skip
    found = Action.objects.visible_to(person).filter(opened_on__lte=on_day).select_related("agency")
    told = _told(("learning.action_carried", *stages), found, on_day)
    rows = []
    for one in found.order_by("opened_on", "reference"):
        moved = [entry for entry in told[one.uuid] if entry.code == "learning.action_carried"]
        due = moved[-1].facts.get("due", "") if moved else f"{one.first_due_on:%-d %B %Y}"
        state = _last(told[one.uuid], stages, "open")
        rows.append([one.reference, one.title, one.agency.name, one.opened_on, due, len(moved), state])
    return ("reference", "action", "agency", "asked on", "due, as agreed then", "moved", "how it stood"), rows


def plan(person: Any, on_day: date) -> Table:
    """The business plan: state, date and colour of that day."""
    stages = {"board.plan_asked": "open", "board.plan_done": "done", "board.plan_dropped": "dropped"}
    found = PlanAction.objects.visible_to(person).filter(opened_on__lte=on_day).select_related("priority_of")
    told = _told(("board.plan_moved", *stages), found, on_day)
    rows = []
    for one in found.order_by("opened_on", "reference"):
        moved = [entry for entry in told[one.uuid] if entry.code == "board.plan_moved"]
        due = _day(moved[-1].facts.get("day", "")) if moved else one.first_due_on
        state = _last(told[one.uuid], stages, "open")
        then = action_standing(
            closed=state != "open", evidence=state == "done", starts_on=one.starts_on, due_on=due or one.due_on,
            slipped=len(moved), as_at=on_day,
        )  # fmt: skip
        said = one.progress if one.progress_on and one.progress_on <= on_day else ""
        rows.append([one.reference, one.title, one.priority_of.title, one.lead, due or one.due_on, len(moved), state,
                     then.colour, then.words, said])  # fmt: skip
    heads = ("reference", "action", "priority", "led by", "due, as agreed then", "moved", "state", "colour", "in words",
             "what was said by then")  # fmt: skip
    return heads, rows


def risks(person: Any, on_day: date) -> Table:
    """The risk register: what is done about a risk and its first score never change; what is left of it does."""
    stages = {"board.risk_noted": "open", "board.risk_looked_at": "open", "board.risk_closed": "closed"}
    found = BoardRisk.objects.visible_to(person).filter(opened_on__lte=on_day)
    told, rows = _told(tuple(stages), found, on_day), []
    for one in found.order_by("opened_on", "reference"):
        scored = [entry for entry in told[one.uuid] if "score" in entry.facts]
        left = scored[-1].facts["score"] if scored else "not known"
        looked = scored[-1].on if scored else ""
        rows.append([one.reference, one.title, one.cause, one.effect, one.controls, score(one.likelihood, one.impact),
                     left, looked, one.held_by, _last(told[one.uuid], stages, "open")])  # fmt: skip
    heads = ("reference", "risk", "cause", "effect", "what is done about it", "score before that", "score then",
             "looked at on", "whose it is", "state")  # fmt: skip
    return heads, rows


def challenges(person: Any, on_day: date) -> Table:
    """Questions to chief officers; one that was asked again waits again."""
    waits = "waiting for its answer"
    stages = {
        "board.challenge_raised": waits, "board.challenge_answered": "answered", "board.challenge_asked_again": waits,
        "board.challenge_closed": "closed",
    }  # fmt: skip
    found = Challenge.objects.visible_to(person).filter(opened_on__lte=on_day).select_related("owner")
    told = _told(tuple(stages), found, on_day)
    return ("reference", "put on", "to", "question", "how it stood"), [
        [one.reference, one.opened_on, f"{one.owner}, {one.to_office}", one.asks, _last(told[one.uuid], stages, waits)]
        for one in found.order_by("opened_on", "reference")
    ]  # fmt: skip


def _told(codes: tuple[str, ...], records: QuerySet, on_day: date) -> dict[UUID, list[Entry]]:
    """What was written of these records by the end of that day, in order."""
    end = datetime.combine(on_day, time.max, clock.LONDON)
    found: dict[UUID, list[Entry]] = defaultdict(list)
    entries = Entry.objects.filter(code__in=codes, on__lte=on_day, at__lte=end, object_uuid__in=records.values("uuid"))
    for entry in entries.order_by("number"):
        found[entry.object_uuid].append(entry)
    return found


def _last(entries: list[Entry], stages: dict[str, str], first: str) -> str:
    known = [stages[entry.code] for entry in entries if entry.code in stages]
    return known[-1] if known else first


def _day(words: str) -> date | None:
    """As the history writes it: 3 December 2019."""
    try:
        return datetime.strptime(words, "%d %B %Y").date()
    except ValueError:
        return None
