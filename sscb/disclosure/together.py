"""One release for everything that goes out together, though several rooms count for it.

Each room gives its `Counts`; figures that two rooms have of one thing are joined by a name that both know. All is
decided at once, against one attacker. What was decided before stays, what is printed elsewhere already cannot be taken
back, and if no answer is safe with it, `CannotProtect` says so before anything goes out.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from sscb.disclosure.cells import Audience, Disclosed, Equation, Key, Share, Shown
from sscb.disclosure.hiding import Release, disclose


@dataclass(frozen=True)
class Counts:
    """What one room prints. Keys are its own.

    `known_as`: figures that others count too, each with the name that all rooms use for it: what is counted, first day,
    last day. `hidden`: what was decided before, and how it is printed. `printed`: figures that stand elsewhere already.
    `keep`: writes down what is hidden now, so that every page and file of the room hides it too.
    """

    release: Release
    known_as: Mapping[Key, Key] = field(default_factory=dict)
    hidden: Mapping[Key, str] = field(default_factory=dict)
    printed: frozenset[Key] = frozenset()
    keep: Callable[[Disclosed], None] | None = None


def decide_together(every: Mapping[str, Counts]) -> dict[str, Disclosed]:
    """What may be printed of each room's figures for the Board. Raises CannotProtect."""
    cells, sums, shares, secret, before, printed = {}, [], [], set(), {}, set()
    names: dict[Key, list[Key]] = {}
    for room, counts in every.items():
        release = counts.release
        cells |= {(room, key): value for key, value in release.cells.items()}
        sums += [Equation((room, one.total), tuple((room, part) for part in one.parts)) for one in release.equations]
        shares += [_moved(one, room) for one in release.shares]
        secret |= {(room, key) for key in release.secret_zeros}
        before |= {(room, key): Shown(None, how) for key, how in counts.hidden.items()}
        printed |= {(room, key) for key in counts.printed}
        for key, name in counts.known_as.items():
            names.setdefault(name, []).append((room, key))
    for same in names.values():
        sums += [Equation(same[0], (other,)) for other in same[1:]]
        if printed.intersection(same):  # anybody can read it elsewhere, so hiding it here protects nothing
            printed.update(same)
            for key in same:
                before.pop(key, None)
    decided = disclose(
        cells, sums, audience=Audience.BOARD, secret_zeros=secret, shares=shares,
        earlier=Disclosed(Audience.BOARD, before), printed=printed,
    )  # fmt: skip
    return {room: _own(room, counts, decided) for room, counts in every.items()}


def _own(room: str, counts: Counts, decided: Disclosed) -> Disclosed:
    """One room's part. What was hidden there before stays so, even where it stands printed elsewhere."""
    shown = {key[1]: one for key, one in decided.items() if key[0] == room}
    shown |= {
        key: Shown(None, how) for key, how in counts.hidden.items() if key in shown and not shown[key].hidden
    }  # fmt: skip
    return Disclosed(Audience.BOARD, shown, frozenset(key for owner, key in decided.secret_zeros if owner == room))


def _moved(one: Share, room: str) -> Share:
    return Share((room, one.key), (room, one.numerator), (room, one.denominator), one.multiplier, one.decimals,
                 one.unit, one.of_people)  # fmt: skip


__all__ = ["Counts", "decide_together"]
