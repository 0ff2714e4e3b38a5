"""Which columns of a table say where and when, which tell records apart, and which hold measures."""

from collections.abc import Iterable, Sequence

from dataset.layouts.cells import looks_measured
from dataset.layouts.shapes import Match
from sscb.tables import Refused


def key(heading: str) -> str:
    """A heading for comparing: case, outer spaces and byte-order marks do not count."""
    return " ".join(heading.replace("\ufeff", "").split()).casefold()


def positions(headings: Sequence[str]) -> dict[str, int]:
    """Where each heading stands. Raises Refused for a heading that stands twice."""
    found: dict[str, int] = {}
    for at, heading in enumerate(headings):
        name = key(heading)
        if not name:
            continue
        if name in found:
            raise Refused(f"The column '{heading.strip()}' is there twice, so it is not clear which one counts. "
                          "Take one out and choose the file again.")
        found[name] = at
    return found


def match(headings: Sequence[str], *, needs: Iterable[str], knows: Iterable[str] = ()) -> Match:
    """Score a row of headings: how many of the layout's own are there, and which needed ones are not."""
    there = {key(heading) for heading in headings}
    needed = list(needs)
    missing = tuple(name for name in needed if key(name) not in there)
    score = sum(key(name) in there for name in needed) * 10 + sum(key(name) in there for name in knows)
    return Match(score=score, missing=missing)


def holds_measures(column: int, sample: Iterable[Sequence[str]]) -> bool:
    """True where at least half of a column's filled cells are numbers or markers, or where it is all empty."""
    filled = measured = 0
    for cells in sample:
        raw = cells[column] if column < len(cells) else ""
        if raw.strip():
            filled += 1
            measured += looks_measured(raw)
    return measured * 2 >= filled
