"""How actions of the plan and risks stand, worked out and never ticked (audits handbook 6.4). Pure."""

from dataclasses import dataclass
from datetime import date

NEAR_DAYS = 14
TO_THE_BOARD = 15
"""Likelihood by impact from which a risk is the Board's."""


@dataclass(frozen=True)
class Standing:
    """`colour` is the plan's own word; `code` draws the mark; `words` say all of it."""

    colour: str
    code: str
    words: str


def action_standing(
    *, closed: bool, evidence: bool, starts_on: date | None, due_on: date, slipped: int, as_at: date
) -> Standing:
    """Blue: closed with evidence. Grey: not begun before its first day. Red: late. Amber: due within 14 days, or its
    date has moved. Green: on time."""
    if closed:
        return Standing("Blue", "done", "Done, with evidence") if evidence else Standing("Grey", "stop", "Ended")
    if starts_on and as_at < starts_on:
        return Standing("Grey", "waiting", f"Begins on {starts_on:%-d %b %Y}")
    left = (due_on - as_at).days
    if left < 0:
        return Standing("Red", "late", f"Late {_days(-left)}")
    if left <= NEAR_DAYS:
        return Standing("Amber", "soon", f"Due in {_days(left)}" if left else "Due today")
    if slipped:
        moved = "once" if slipped == 1 else f"{slipped} times"
        return Standing("Amber", "soon", f"Moved {moved}, due {due_on:%-d %b %Y}")
    return Standing("Green", "waiting", f"On time, due {due_on:%-d %b %Y}")


def score(likelihood: int, impact: int) -> int:
    return likelihood * impact


def risk_standing(*, closed: bool, now: int, review_on: date, as_at: date) -> Standing:
    if closed:
        return Standing("", "stop", "Closed")
    if review_on < as_at:
        return Standing("", "late", f"Review late {_days((as_at - review_on).days)}")
    if now >= TO_THE_BOARD:
        return Standing("", "late", f"{now}: the Board’s")
    return Standing("", "soon" if now >= 8 else "waiting", f"{now}")


def _days(count: int) -> str:
    return f"{count} day{'' if count == 1 else 's'}"
