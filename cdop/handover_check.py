"""What is there of a case and what is still missing, before it is handed over. Pure.

Nothing missing stops a handover: all that is held must go by the last day. What is missing is told to the receiver.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Held:
    """What the tables hold of one case, as counts and yes or no; nothing of what is written."""

    notifications: int = 0
    named: bool = False
    born_on: bool = False
    number_settled: bool = False
    forms_asked: int = 0
    forms_answered: int = 0
    analysis: bool = False
    category: bool = False
    unscanned: int = 0
    outstanding: bool = False


@dataclass(frozen=True)
class Check:
    title: str
    whole: bool
    sentence: str


def checks(held: Held) -> list[Check]:
    """Nine things, in the order in which the bundle tells them."""
    waiting = held.forms_asked - held.forms_answered
    return [
        Check("Notification", held.notifications > 0, _many(held.notifications, "notification")),
        Check("Child’s name", held.named, "Kept" if held.named else "Not known"),
        Check("Date of birth", held.born_on, "Kept" if held.born_on else "Not known"),
        Check("NHS number", held.number_settled, "Settled" if held.number_settled else "Not available yet"),
        Check("Agencies asked", held.forms_asked > 0, _many(held.forms_asked, "form")),
        Check(
            "Forms answered", held.forms_asked > 0 and not waiting,
            f"{held.forms_answered} of {held.forms_asked}" if held.forms_asked else "No form was sent",
        ),
        Check("Analysis form", held.analysis and held.category, _analysis(held)),
        Check("Files scanned", not held.unscanned, "Every file" if not held.unscanned else f"{held.unscanned} not"),
        Check("What is still to come", held.outstanding, "Written down" if held.outstanding else "Not written down"),
    ]  # fmt: skip


def _many(count: int, thing: str) -> str:
    return f"{count} {thing}{'' if count == 1 else 's'}" if count else f"No {thing}"


def _analysis(held: Held) -> str:
    if not held.analysis:
        return "Not begun"
    return "Category set" if held.category else "Begun, no category yet"
