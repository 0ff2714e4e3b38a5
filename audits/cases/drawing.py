"""The seeded draw of a sample: anybody with the list and the seed gets the same cases again. No Django, no chance.

Each reference is joined to the seed and hashed with SHA-256; the hashes, in order, are the order of the draw. So it
can be repeated in any language, and adding a line to the list does not shuffle the others.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

PROCEDURE = 1
METHODS = {
    "simple": "Simple random",
    "stratified": "Stratified random, by status",
    "nth": "Every nth",
    "purposive": "Chosen on purpose",
}


@dataclass(frozen=True)
class Line:
    """One child of the list, by pseudonym."""

    reference: str
    stratum: str = ""


@dataclass(frozen=True)
class Drawn:
    cases: tuple[str, ...]
    substitutes: tuple[str, ...]
    procedure: str


def place(seed: str, reference: str) -> str:
    return hashlib.sha256(f"{seed}:{reference}".encode()).hexdigest()


def draw(lines: Sequence[Line], *, seed: str, method: str, size: int, spare: int, chosen: Sequence[str] = ()) -> Drawn:
    """`size` cases and `spare` substitutes, in order. Raises ValueError, with a sentence, for what cannot be drawn."""
    names = [line.reference for line in lines]
    if len(set(names)) != len(names):
        raise ValueError("A reference stands in the list twice.")
    if method == "purposive":
        missing = [one for one in chosen if one not in names]
        if missing or len(chosen) < size:
            raise ValueError(f"Choose {size} references that stand in the list.")
        return Drawn(tuple(chosen[:size]), tuple(chosen[size : size + spare]), "Chosen on purpose, not drawn.")
    if len(lines) < size:
        raise ValueError(f"The list has {len(lines)} that may be drawn, fewer than the {size} wanted.")
    ordered = _ORDERS[method](lines, seed, size)
    picked = [line.reference for line in ordered]
    words = (
        f"{METHODS[method]}: {_HOW[method]}; the first {size} of {len(lines)}, the next "
        f"{len(picked[size : size + spare])} as substitutes. Procedure {PROCEDURE}."
    )
    return Drawn(tuple(picked[:size]), tuple(picked[size : size + spare]), words)


def _by_hash(lines: Sequence[Line], seed: str, size: int) -> list[Line]:
    return sorted(lines, key=lambda line: place(seed, line.reference))


def _stratified(lines: Sequence[Line], seed: str, size: int) -> list[Line]:
    """Each stratum gives in turn the share that it has of the list: the sample is a small picture of it."""
    strata: dict[str, list[Line]] = {}
    for line in _by_hash(lines, seed, size):
        strata.setdefault(line.stratum, []).append(line)
    ordered, taken = [], dict.fromkeys(strata, 0)
    while len(ordered) < len(lines):
        # The stratum that is furthest behind its share gives the next; ties go by name.
        behind = min(
            (name for name in strata if taken[name] < len(strata[name])),
            key=lambda name: ((taken[name] + 0.5) / len(strata[name]), name),
        )
        ordered.append(strata[behind][taken[behind]])
        taken[behind] += 1
    return ordered


def _every_nth(lines: Sequence[Line], seed: str, size: int) -> list[Line]:
    """In order of reference, from a start that the seed gives; what is passed over follows, for substitutes."""
    known = sorted(lines, key=lambda line: line.reference)
    step = max(len(known) // size, 1)
    start = int(hashlib.sha256(seed.encode()).hexdigest(), 16) % step
    turned = known[start:] + known[:start]
    first = turned[::step][:size]
    return first + [line for line in turned if line not in first]


_HASHED = "each reference joined to the seed, hashed with SHA-256 and put in order"
_HOW = {
    "simple": _HASHED,
    "stratified": f"{_HASHED}, each status giving its share in turn",
    "nth": "references in order, every nth from a start that the seed gives",
}
_ORDERS = {"simple": _by_hash, "stratified": _stratified, "nth": _every_nth}
