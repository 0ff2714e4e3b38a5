"""Headings of this room, written from the facts. Pure."""

from collections.abc import Sequence
from typing import Any

NUMBERS = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten")


def number(count: int) -> str:
    return NUMBERS[count] if count < len(NUMBERS) else str(count)


def many(count: int, one: str, more: str = "") -> str:
    return f"{number(count)} {one if count == 1 else more or one + 's'}"


def plans_heading(plans: Sequence[Any]) -> str:
    """ "Three action plans are open: two actions late or silent, one carried out and not shown to work"."""
    if not plans:
        return "No recommendation has been written yet"
    open_plans = [one for one in plans if one.recommendation.stage in ("written", "accepted")]
    if not open_plans:
        return "Every action plan is closed"
    rows = [row for one in open_plans for row in one.rows]
    late = sum(row.status.colour == "red" for row in rows)
    unjudged = sum(row.action.stage == "closed" and not row.action.practice for row in rows)
    said = f"{many(len(open_plans), 'action plan')} {'is' if len(open_plans) == 1 else 'are'} open"
    parts = []
    if late:
        parts.append(f"{many(late, 'action').lower()} late or silent")
    if unjudged:
        parts.append(f"{number(unjudged).lower()} carried out and not yet shown to work")
    return f"{said}: {', '.join(parts)}" if parts else f"{said}, none of their actions late"
