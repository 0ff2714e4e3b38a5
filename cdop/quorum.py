"""May the panel decide? Pure: who sits there against what the panel's own rule asks for."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Quorum:
    """`agencies`: at least so many different agencies, the chair's own included."""

    agencies: int
    needs_chair: bool = True
    needs_health: bool = True


DEFAULT = Quorum(4)
"""Until the panel records its own (grade D: guidance sets no quorum)."""


@dataclass(frozen=True)
class Sitting:
    """One person at the table. `agency` is any key of the agency, None for nobody's."""

    agency: object
    chairs: bool = False
    is_health: bool = False


def missing(sitting: Iterable[Sitting], quorum: Quorum) -> list[str]:
    """What the meeting lacks to decide, in words; empty when the quorum is met."""
    there = list(sitting)
    found = []
    if quorum.needs_chair and not any(one.chairs for one in there):
        found.append("the chair or the deputy chair")
    if quorum.needs_health and not any(one.is_health for one in there):
        found.append("a designated health professional")
    agencies = len({one.agency for one in there if one.agency is not None})
    if agencies < quorum.agencies:
        more = quorum.agencies - agencies
        found.append(f"{more} more {'agency' if more == 1 else 'agencies'} ({agencies} of {quorum.agencies})")
    return found


def in_words(quorum: Quorum) -> str:
    """The rule as a sentence: it decides with the chair or deputy, a designated health professional and 4 agencies."""
    parts = []
    if quorum.needs_chair:
        parts.append("the chair or deputy chair")
    if quorum.needs_health:
        parts.append("a designated health professional")
    parts.append(f"at least {quorum.agencies} {'agency' if quorum.agencies == 1 else 'agencies'}")
    return f"The panel decides with {joined(parts)}."


def joined(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
