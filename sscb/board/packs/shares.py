"""Percentages of one thing with different denominators in one pack: the Board would compare what cannot be compared."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

_DENOMINATOR = re.compile(r" of ([\d,.]+)")


@dataclass(frozen=True)
class Clash:
    """Two figures that say they are a share of the same thing, and are out of different numbers or groups."""

    thing: str
    first: str
    second: str


def clashes(figures: Iterable[Mapping[str, Any]]) -> list[Clash]:
    """One clash for each thing, in the order of the pack. `figures` are those of a version's manifest.

    A figure says what it is a share of (`share_of`) and of which group (`among`). Two periods of one thing may be out
    of different numbers, but not of different groups; one period has one number. A hidden number clashes with none.
    """
    by_thing: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for figure in figures:
        if figure.get("share_of"):
            by_thing[_plain(figure["share_of"])].append(figure)
    found = []
    for same in by_thing.values():
        pair = _first_pair(same)
        if pair:
            found.append(Clash(same[0]["share_of"], *(_told(one) for one in pair)))
    return found


def _first_pair(same: list[Mapping[str, Any]]) -> tuple[Mapping, Mapping] | None:
    group: Mapping[str, Any] | None = None
    by_period: dict[str, Mapping[str, Any]] = {}
    for one in same:
        if one.get("among"):
            if group and _plain(group["among"]) != _plain(one["among"]):
                return group, one
            group = group or one
        if _number(one):
            known = by_period.setdefault(_plain(one["period"]), one)
            if _number(known) != _number(one):
                return known, one
    return None


def _number(figure: Mapping[str, Any]) -> str:
    found = _DENOMINATOR.search(figure["out_of"])
    return found[1].replace(",", "").removesuffix(".") if found else ""


def _told(figure: Mapping[str, Any]) -> str:
    """ "Item 9, Dataset appendix, says 58.7% (54 of 92 interviews due) for September 2019"."""
    papers = " and ".join(figure.get("papers") or ["A paper"])
    number = figure["out_of"] if _number(figure) else "out of"
    of = " ".join(part for part in (number, figure.get("among", "")) if part)
    return f"{papers}, says {figure['shown']} ({of}) for {figure['period']}"


def _plain(words: str) -> str:
    return " ".join(words.casefold().split())


__all__ = ["Clash", "clashes"]
