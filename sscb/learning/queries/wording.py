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


def thread_heading(codes: dict[str, str], note: str, broken: int) -> str:
    """The answer to "and what came of it?": the difference first, then the promises. Never a cause from a sequence.

    `codes`: the state of each step by its key; `note`: what the difference step says.
    """
    promises = f"{many(broken, 'promise').lower()} {'is' if broken == 1 else 'are'} broken" if broken else ""
    said = {
        "made": "It made a difference", "in part": "It made a difference in part", "none": "It made no difference",
        "made, then lost": "It made a difference, and the gain is lost", "cannot be told": "Nobody can tell whether it "
        "made a difference",
    }.get(note)  # fmt: skip
    if said is None:
        said = (
            "Nothing has come of it yet"
            if codes["asked"] == codes["told"] == codes["taken-up"] == "open"
            else "Whether it made a difference is not known yet"
        )
    if promises:
        return f"{said}. {promises.capitalize()}."
    if codes["asked"] == "kept" and codes["told"] == "kept":
        return f"{said}, and no promise is broken."
    return f"{said}."


def thread_lead(title: str, thread: Any) -> str:
    """The learning itself, and how far it went, in one breath."""
    parts = [f"{title}."]
    asked = next(step for step in thread.steps if step.key == "asked")
    told = next(step for step in thread.steps if step.key == "told")
    if asked.code != "open" or told.code != "open":
        parts.append(f"Asked: {asked.note}. Told: {told.note}.")
    return " ".join(parts).replace("..", ".").replace("?.", "?")


def threads_heading(count: int, broken: int) -> str:
    if not count:
        return "Nothing has been written down yet"
    said = f"{many(count, 'thing')} {'was' if count == 1 else 'were'} learned"
    if not broken:
        return f"{said}, and no promise on this page is broken"
    return f"{said}; on {number(broken).lower()} of these threads a promise is broken"


def promises_heading(count: int) -> str:
    if not count:
        return "Every promise has been kept so far"
    return f"{many(count, 'promise')} {'is' if count == 1 else 'are'} broken"


def checks_heading(count: int, late: int) -> str:
    if not count:
        return "No impact check has been planned yet"
    return f"{many(late, 'impact check')} {'is' if late == 1 else 'are'} late" if late else "No impact check is late"


def national_heading(waiting: int) -> str:
    if not waiting:
        return "Every review from elsewhere has its answer"
    return f"{many(waiting, 'review')} from elsewhere {'waits' if waiting == 1 else 'wait'} for an answer"


def reach_heading(cascades: Sequence[Any]) -> str:
    """ "9 of 12 agencies confirm, 412 of 530 staff were told"."""
    if not cascades:
        return "Sent to nobody yet"
    received = sum(one.received_on is not None for one in cascades)
    of = sum(one.of or 0 for one in cascades)
    told = f", {sum(one.reached or 0 for one in cascades)} of {of} staff were told" if of else ""
    return f"{received} of {len(cascades)} {'agency' if len(cascades) == 1 else 'agencies'} confirm{told}"
