"""Which number each page of a pack bears. Pure.

Numbers are given when the first version is issued and kept for ever: a later version never renumbers. What comes
later takes a letter after the page it follows; what is gone leaves one sheet that stands for its span.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from string import ascii_lowercase

DASH = "–"


class TooManyLatePages(ValueError):
    """More than 26 pages would follow one page: they are issued as a supplement of their own."""


@dataclass(frozen=True)
class Counted:
    """A part to be numbered: its code and how many sheets it has now.

    `instead_of`: codes of parts of the version before for whose pages its one sheet stands too.
    """

    code: str
    sheets: int
    instead_of: tuple[str, ...] = ()


@dataclass(frozen=True)
class Placed:
    """A part with the number on each of its sheets.

    `labels` has one entry a sheet: "30", "34a", or "22–27" for the one sheet that stands for a withdrawn span.
    `empty` of the last sheets are printed as left empty on purpose. `gone`: the part is no longer in the pack.
    """

    code: str
    labels: tuple[str, ...]
    empty: int = 0
    gone: bool = False

    @property
    def first(self) -> str:
        return self.labels[0].split(DASH)[0]

    @property
    def last(self) -> str:
        return self.labels[-1].split(DASH)[-1]

    @property
    def span(self) -> str:
        """In a sentence or a column: "30", "30–33", "22–27"."""
        return self.first if self.first == self.last else f"{self.first}{DASH}{self.last}"


def number_afresh(parts: Sequence[Counted]) -> list[Placed]:
    """Version 1: from 1, without a gap, in the order given."""
    placed, number = [], 0
    for part in parts:
        placed.append(Placed(part.code, tuple(str(number + i + 1) for i in range(part.sheets))))
        number += part.sheets
    return placed


def number_after(parts: Sequence[Counted], before: Sequence[Placed]) -> list[Placed]:
    """A later version: pages that were issued keep their numbers and their order; the rest follows with letters.

    Raises TooManyLatePages when more than 26 sheets would bear the same number.
    """
    now = {part.code: part.sheets for part in parts}
    follows = _what_each_new_part_follows(parts, before)
    known = {old.code for old in before}
    spans = {part.code: part.instead_of for part in parts if part.instead_of and part.code in known}
    stood_for = {code for codes in spans.values() for code in codes}
    letters: dict[str, int] = {}
    placed: list[Placed] = []
    for old in before:
        base = _whole(old.last)
        if old.code in stood_for:
            continue
        if old.code in spans:
            labels = [label for one in before if one.code in (old.code, *spans[old.code]) for label in one.labels]
            old = Placed(old.code, (Placed(old.code, tuple(labels)).span,))
        if old.gone or old.code not in now:
            gone = old.labels if old.gone else (_one_sheet(old),)
            placed.append(Placed(old.code, gone, gone=True))
        else:
            placed.append(_renewed(old, now[old.code], letters))
        for code in follows.get(old.code, ()):
            placed.append(Placed(code, _lettered(base, now[code], letters)))
    return placed


def _what_each_new_part_follows(parts, before) -> dict[str, list[str]]:
    known = {old.code for old in before}
    follows: dict[str, list[str]] = {}
    anchor = before[0].code
    for part in parts:
        if part.code in known:
            anchor = part.code
        else:
            follows.setdefault(anchor, []).append(part.code)
    return follows


def _renewed(old: Placed, sheets: int, letters: dict[str, int]) -> Placed:
    for label in old.labels:
        whole = _whole(label)
        if label[-1].isalpha():
            letters[whole] = max(letters.get(whole, 0), ascii_lowercase.index(label[-1]) + 1)
    if sheets <= len(old.labels):
        return Placed(old.code, old.labels, empty=len(old.labels) - sheets)
    return Placed(old.code, old.labels + _lettered(_whole(old.last), sheets - len(old.labels), letters))


def _lettered(base: str, sheets: int, letters: dict[str, int]) -> tuple[str, ...]:
    start = letters.get(base, 0)
    if start + sheets > len(ascii_lowercase):
        raise TooManyLatePages(
            f"More than {len(ascii_lowercase)} late pages would follow page {base}. "
            "Issue them as a supplement of their own. Nothing was changed."
        )
    letters[base] = start + sheets
    return tuple(base + ascii_lowercase[start + i] for i in range(sheets))


def _whole(label: str) -> str:
    return label.split(DASH)[-1].rstrip(ascii_lowercase)


def _one_sheet(old: Placed) -> str:
    return old.span


def last_number(placed: Sequence[Placed]) -> int:
    """The m of "Page n of m": the last whole number, not the count of sheets."""
    return max(int(_whole(one.last)) for one in placed)


def sheets(placed: Sequence[Placed]) -> int:
    return sum(len(one.labels) for one in placed)
