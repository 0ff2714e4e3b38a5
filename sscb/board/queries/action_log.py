"""The action log as a paper: written by the portal, worst first, totals checked against the rows."""

from datetime import date, datetime
from typing import Any

from sscb import clock
from sscb.board.bodies import is_boards
from sscb.board.packs.freezing import Figure, check_mark, plain
from sscb.board.queries.shown import many, number_words
from sscb.learning.models import Action
from sscb.learning.queries import OPEN, days_late

ICONS = {"late": "late", "soon": "due", "running": "track", "done": "waiting"}


def action_log(meeting: Any, as_at: datetime) -> dict[str, Any]:
    """Facts of the section. Action texts are P1, so the whole log goes to every reader of the pack: to the Board that
    of all bodies, to a subgroup its own."""
    day = clock.day_of(as_at)
    own = {} if is_boards(meeting.group) else {"group": meeting.group}
    rows = list(
        Action.objects.all_for_job("the action log of a Board pack holds every open action")
        .filter(stage__in=OPEN, **own)
        .select_related("agency")
        .order_by("due_on", "reference")
    )
    closed = list(
        Action.objects.all_for_job("the action log of a Board pack")
        .filter(stage="closed", closed_on__lte=day, **own)
        .select_related("agency")
        .order_by("-closed_on")[:20]
    )
    late = [one for one in rows if days_late(one, day)]
    figures = [
        _figure("open", "Actions open", len(rows), len(rows), day),
        _figure("late", "Actions late", len(late), len(rows), day),
    ]
    lead = "No action is open."
    if rows:
        of_all = f"{number_words(len(late))} of {number_words(len(rows)).lower()} open actions"
        lead = f"{of_all} {'is' if len(late) == 1 else 'are'} late."
    return plain(
        {
            "as_at": day,
            "lead": lead,
            "lead_anchor": figures[1].anchor,
            "figures": figures,
            "rows": [_row(one, day) for one in rows],
            "closed": [
                {"reference": one.reference, "text": one.title, "agency": one.agency.name, "evidence": one.evidence}
                for one in closed
            ],
            "front": [{"kind": "late", "text": f"{many(len(late), 'action')} of {len(rows)}."}] if late else [],
            "cover": {},
        }
    )


def _row(action: Action, day: date) -> dict[str, Any]:
    late = days_late(action, day)
    if action.stage == "done":
        state, words = "done", "Done, to be checked"
    elif late:
        state, words = "late", f"Late {many(late, 'day')}"
    elif (action.due_on - day).days <= 14:
        state, words = "soon", "Due soon"
    else:
        state, words = "running", "On track"
    return {
        "reference": action.reference,
        "text": action.title,
        "agency": action.agency.name,
        "first_due": f"{action.first_due_on:%-d %b %Y}",
        "due": f"{action.due_on:%-d %b %Y}",
        "carried": action.carried,
        "progress": action.progress,
        "state": words,
        "icon": ICONS[state],
    }


def _figure(key: str, what: str, value: int, of: int, day: date) -> Figure:
    return Figure(
        key=f"action-log|{key}",
        what=what,
        shown=str(value),
        out_of=f"{of} open",
        period=f"{day:%-d %B %Y}",
        source="Portal, action log",
        received=f"{day:%-d %b %Y}",
        state="counted by the portal",
        check=check_mark("action-log", key, value, of, day),
    )
