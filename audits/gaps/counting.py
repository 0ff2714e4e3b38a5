"""The learning and development audit in numbers, each with what it is out of. No Django."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

GROUPS = tuple(f"Group {place}" for place in range(1, 9))


@dataclass(frozen=True)
class Share:
    part: int
    of: int

    def __add__(self, other: "Share") -> "Share":
        return Share(self.part + other.part, self.of + other.of)

    @property
    def words(self) -> str:
        """ "84% (1,204 of 1,431)"; a dash where there is nobody."""
        return f"{round(100 * self.part / self.of)}% ({self.part:,} of {self.of:,})" if self.of else "–"


NOBODY = Share(0, 0)


def in_date(values: Mapping[str, Any] | None) -> dict[str, Share]:
    """By training group, of one agency's answer; "All" is their sum."""
    found = {}
    for group in GROUPS:
        cell = (values or {}).get(group, {}).get("in-date") or {}
        found[group] = Share(cell.get("part", 0), cell.get("of", 0))
    return {**found, "All": sum(found.values(), NOBODY)}


def in_scope(values: Mapping[str, Any] | None) -> int:
    return sum((row or {}).get("staff") or 0 for row in (values or {}).values())


def added(many: Iterable[Mapping[str, Share]]) -> dict[str, Share]:
    """Of all agencies together, by training group."""
    total = dict.fromkeys((*GROUPS, "All"), NOBODY)
    for one in many:
        for group in total:
            total[group] += one[group]
    return total


def used(answers: Iterable[Mapping[str, Any] | None], rows: tuple[str, ...], column: str) -> list[tuple[str, int, int]]:
    """How many say yes, of how many who answered: for each row of a grid."""
    given = [one for one in answers if one]
    return [(row, sum((one.get(row) or {}).get(column) == "yes" for one in given), len(given)) for row in rows]


def chosen(answers: Iterable[list | None], choices: tuple[str, ...]) -> list[tuple[str, int, int]]:
    given = [one for one in answers if one]
    return [(choice, sum(choice in one for one in given), len(given)) for choice in choices]
