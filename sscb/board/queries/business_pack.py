"""Two papers of the pack about the Board itself: its business plan and its risk register (specimen items 18 and 19)."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any

from sscb import clock
from sscb.board.business.models import BoardRisk, PlanAction, Priority
from sscb.board.business.queries import now_of, standing_of
from sscb.board.business.standing import TO_THE_BOARD, score
from sscb.board.models import Meeting
from sscb.board.packs.freezing import Figure, check_mark, plain
from sscb.board.queries.shown import many
from sscb.history.models import Entry

ALL = "the Board's business stands in a paper for every reader of the pack"
OURS = "Portal, the Board’s business"
ICONS = {"Red": "late", "Amber": "due", "Green": "track", "Blue": "waiting", "Grey": "waiting"}


def business_plan(meeting: Any, as_at: Any) -> dict[str, Any]:
    """Progress by priority, what needs the Board's eye, and what changed since it last met."""
    day = clock.day_of(as_at)
    since = last_met(meeting, day)
    priorities = list(Priority.objects.all_for_job(ALL).filter(closed_on=None).select_related("group").order_by("pk"))
    actions = list(
        PlanAction.objects.all_for_job(ALL).filter(priority_of__in=priorities, opened_on__lte=day)
        .order_by("due_on", "reference")
    )
    standing = {one.pk: standing_of(one, day) for one in actions}
    kept = [one for one in actions if one.stage != "dropped"]
    done = sum(one.stage == "done" for one in kept)
    late = sum(standing[one.pk].colour == "Red" for one in actions)
    figures = [
        counted("business|done", "Actions of the business plan done", done, len(kept), day, OURS),
        counted("business|late", "Actions of the business plan late", late, len(kept), day, OURS),
    ]
    lead = f"{done} of {many(len(kept), 'action')} {'is' if done == 1 else 'are'} done, {late or 'none'} late."
    return plain({
        "as_at": day, "lead": lead if actions else "The business plan has no action yet.", "figures": figures,
        "anchors": [one.anchor for one in figures], "source": _source("business plan", day),
        "tables": [
            _by_priority(priorities, kept, standing),
            table("Late, near or moved", ("No.", "Action", "Led by", "First due", "State"), (25, 0, 38, 22, 42),
                  [(one.reference, one.title, one.lead, short(one.first_due_on), _state(standing[one.pk]))
                   for one in actions if standing[one.pk].colour in ("Red", "Amber")],
                  "No action is late, near its day or moved."),
            table(since_words("Changed", since), ("No.", "Action", "What changed"), (25, 0, 60),
                  _plan_changes(actions, since, day), "Nothing of the plan has changed."),
        ],
        "front": [{"kind": "late", "text": f"{many(late, 'action')} of the business plan."}] if late else [],
        "cover": cover(
            "Agree", "the changes to the business plan.", "Business manager", lead,
            "Colours follow from dates and evidence; nobody sets them.",
            children="The plan says what should be different for children, and what shows it.",
        ),
    })  # fmt: skip


def risk_register(meeting: Any, as_at: Any) -> dict[str, Any]:
    """Risks that are the Board's by their score, those that are new, and those that were closed."""
    day = clock.day_of(as_at)
    since = last_met(meeting, day)
    risks = list(BoardRisk.objects.all_for_job(ALL).filter(level__lte=meeting.level, opened_on__lte=day).order_by("pk"))
    gone = {one.pk for one in risks if one.closed_on and one.closed_on <= day}
    opened = sorted((one for one in risks if one.pk not in gone), key=lambda one: (-now_of(one), one.reference))
    high = [one for one in opened if now_of(one) >= TO_THE_BOARD]
    overdue = [one for one in opened if one.review_on < day]
    new = [one for one in opened if since is None or one.opened_on > since]
    closed = [one for one in risks if one.pk in gone and (since is None or one.closed_on > since)]
    figures = [counted("business|high", f"Risks at {TO_THE_BOARD} or more", len(high), len(opened), day, OURS)]
    lead = f"{len(high) or 'None'} of {many(len(opened), 'open risk')} "
    lead += f"{'is' if len(high) == 1 else 'are'} the Board’s: {TO_THE_BOARD} or more."
    whys = dict(Entry.objects.filter(code="board.risk_closed", object_uuid__in=[one.uuid for one in closed])
                .order_by("number").values_list("object_uuid", "why"))  # fmt: skip
    heads, widths = ("No.", "Risk", "At first", "Now", "What is done about it", "Whose"), (25, 0, 15, 13, 50, 30)
    return plain({
        "as_at": day, "lead": lead if opened else "No risk stands in the register.", "figures": figures,
        "anchors": [one.anchor for one in figures], "source": _source("risk register", day),
        "tables": [
            table(f"The Board’s: {TO_THE_BOARD} or more", heads, widths, [_risk(one) for one in high],
                  f"No risk reaches {TO_THE_BOARD}."),
            table(since_words("New", since), heads, widths, [_risk(one) for one in new], "No risk is new."),
            table("Not looked at again in time", ("No.", "Risk", "Whose", "Was due"), (25, 0, 38, 26),
                  [(one.reference, one.title, one.held_by, short(one.review_on)) for one in overdue],
                  "Every risk was looked at when it was due."),
            table(since_words("Closed", since), ("No.", "Risk", "Why"), (25, 0, 75),
                  [(one.reference, one.title, whys.get(one.uuid, "")) for one in closed], "No risk was closed."),
        ],
        "front": [],
        "cover": cover(
            "Agree", "what is done about the risks that are the Board’s.", "Chair", lead,
            "A score is likelihood by impact, each from 1 to 5: at first, and after what is done about it.",
            children="Each risk names what it would mean for children.",
        ),
    })  # fmt: skip


def last_met(meeting: Any, day: date) -> date | None:
    """When this body met before, by what was held."""
    met = Meeting.objects.all_for_job("when a body last met").filter(group=meeting.group_id, meets_on__lt=day)
    return met.exclude(pk=meeting.pk).order_by("-meets_on").values_list("meets_on", flat=True).first()


def table(
    caption: str, columns: Sequence[str], widths: Sequence[int], rows: Sequence[Sequence[Any]], empty: str
) -> dict[str, Any]:
    """As board/pack/tables.html shows it. Widths in mm, 0 takes what is left; a cell is words, or icon and words."""
    cells = [[cell if isinstance(cell, dict) else {"words": str(cell)} for cell in row] for row in rows]
    return {"caption": caption, "columns": list(columns), "widths": list(widths), "rows": cells, "empty": empty}


def _by_priority(priorities: list[Priority], kept: list[PlanAction], standing: dict[int, Any]) -> dict[str, Any]:
    rows = []
    for one in priorities:
        own = [action for action in kept if action.priority_of_id == one.pk]
        colours = Counter(standing[action.pk].colour for action in own)
        rest = ", ".join(f"{colours[name]} {name.lower()}" for name in ("Red", "Amber", "Green") if colours[name])
        done = sum(action.stage == "done" for action in own)
        rows.append((one.title, one.group.name if one.group else "", f"{done} of {len(own)}", rest or "–", one.outcome))
    return table("By priority", ("Priority", "Led by", "Done", "Open", "What should be different"),
                 (40, 32, 16, 30, 0), rows, "No priority is written.")  # fmt: skip


def _plan_changes(actions: list[PlanAction], since: date | None, day: date) -> list[tuple[str, str, str]]:
    """What the history tells of the plan since the Board last met, action by action."""
    told = {"plan_asked": "New, due {day}", "plan_moved": "Moved to {day}: {why}", "plan_done": "Done, with evidence",
            "plan_dropped": "Dropped: {why}"}  # fmt: skip
    by_uuid = {one.uuid: one for one in actions}
    found = Entry.objects.filter(code__in=[f"board.{name}" for name in told], object_uuid__in=by_uuid, on__lte=day)
    if since:
        found = found.filter(on__gt=since)
    return [
        (by_uuid[entry.object_uuid].reference, by_uuid[entry.object_uuid].title,
         told[entry.code.removeprefix("board.")].format(day=entry.facts.get("day", ""), why=entry.why))
        for entry in found.order_by("number")
    ]  # fmt: skip


def _risk(one: BoardRisk) -> tuple[Any, ...]:
    return (one.reference, one.title, score(one.likelihood, one.impact), now_of(one), one.controls, one.held_by)


def _state(how: Any) -> dict[str, str]:
    return {"words": f"{how.colour}: {how.words[:1].lower()}{how.words[1:]}", "icon": ICONS[how.colour]}


def short(day: date) -> str:
    return f"{day:%-d %b %Y}"


def since_words(what: str, since: date | None) -> str:
    return f"{what} since the Board met on {short(since)}" if since else f"{what} so far"


def _source(what: str, day: date) -> str:
    return f"Source: portal, {what}, as at {day:%-d %B %Y}."


def counted(key: str, what: str, value: int, of: int, day: date, source: str) -> Figure:
    """A figure that the portal counted from its own records on the day."""
    return Figure(
        key=key, what=what, shown=str(value), out_of=str(of), period=f"{day:%-d %B %Y}", source=source,
        received=short(day), state="counted by the portal", check=check_mark(key, value, of, day),
    )  # fmt: skip


def cover(ask: str, what: str, sponsor: str, *summary: str, children: str) -> dict[str, Any]:
    return {"asked_to": [[ask, what]], "summary": list(summary), "children": children,
            "author": "Written by the portal", "sponsor": sponsor, "resources": "None asked for."}  # fmt: skip
