"""The attacker: what anybody could work out about hidden figures from all that is printed.

It knows the sums, every printed figure, that "<5" is 1 to 4 and that "[c]" is 5 or more. Hidden figures that share
a sum are worked out together. A figure is called safe only where whole other answers were found that fit every sum,
so giving up early can cost a figure that might have been shown, and never lets one through.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sscb.disclosure.cells import FEWEST, Disclosed, Equation, Key

WIDEST = 3
"""Values that must be left open for a figure of 1 to 4."""
_MOST_STEPS = 400  # tries at one answer before it is given up
_MOST_TRIED = 9  # values tried for one figure, nearest to the truth first
_MOST_ROUNDS = 60


@dataclass(frozen=True, slots=True)
class Sum:
    """An equation over members that have figures; `off`: by how much the published figures miss it."""

    total: Key
    parts: tuple[Key, ...]
    off: int

    @property
    def members(self) -> tuple[Key, ...]:
        return (self.total, *self.parts)


def sums(cells: Mapping[Key, int | None], equations: Iterable[Equation]) -> list[Sum]:
    """The equations that tell something. Figures that were not sent count nothing where the rest adds up."""
    found = []
    for equation in equations:
        total = cells[equation.total]
        parts = tuple(part for part in equation.parts if cells[part] is not None)
        if total is None:
            continue
        off = total - sum(cells[part] for part in parts)
        if off and len(parts) < len(equation.parts):
            continue
        found.append(Sum(equation.total, parts, off))
    return found


def audit(cells: Mapping[Key, int | None], equations: Iterable[Equation], disclosed: Disclosed) -> list[str]:
    """A sentence for each hidden figure that can be worked out, or left with fewer than three values. Empty: safe.

    The sentences hold no hidden figure.
    """
    if disclosed.raw:
        return []
    hidden = {key: disclosed[key].hidden for key in cells if disclosed[key].hidden}
    bad = [key for key, value in cells.items() if key not in hidden and value is not None and 0 < value < FEWEST]
    bad += [key for key in disclosed.secret_zeros if key not in hidden and cells.get(key) == 0]
    bad += faults(cells, sums(cells, equations), hidden, disclosed.secret_zeros)
    return [f"{key} can be worked out from what is printed." for key in bad]


def faults(
    cells: Mapping[Key, int | None], every: Sequence[Sum], hidden: Mapping[Key, str], secret_zeros: frozenset[Key]
) -> list[Key]:
    """Hidden figures that the printed ones give away, in a fixed order."""
    found = []
    for keys, near in clusters(every, hidden):
        found += _given_away(cells, keys, near, hidden, secret_zeros)
    return found


def clusters(every: Sequence[Sum], hidden: Mapping[Key, str]) -> list[tuple[list[Key], list[Sum]]]:
    """Hidden figures joined by the sums they share, and those sums. Figures in no sum cannot be worked out."""
    leader: dict[Key, Key] = {}

    def lead(key):
        while leader[key] != key:
            leader[key] = leader[leader[key]]
            key = leader[key]
        return key

    for one in every:
        inside = [key for key in one.members if key in hidden]
        for key in inside:
            leader.setdefault(key, key)
        for key in inside[1:]:
            leader[lead(key)] = lead(inside[0])
    grouped: dict[Key, tuple[list[Key], list[Sum]]] = {}
    for key in hidden:
        if key in leader:
            grouped.setdefault(lead(key), ([], []))[0].append(key)
    for one in every:
        first = next((key for key in one.members if key in hidden), None)
        if first is not None:
            grouped[lead(first)][1].append(one)
    return list(grouped.values())


def veiled(
    cells: Mapping[Key, int | None], keys: Iterable[Key], near: Iterable[Sum], hidden: Mapping[Key, str]
) -> bool:
    """Whether of these figures and of all they are summed with nothing is told but noughts: nothing can follow."""
    keys = list(keys)
    if any(hidden[key] == "small" for key in keys):
        return False
    seen = [cells[key] for one in near for key in one.members if key not in hidden]
    return not any(seen) and not (seen and any(cells[key] == 0 for key in keys))


def _given_away(cells, keys, near, hidden, secret_zeros) -> list[Key]:
    if veiled(cells, keys, near, hidden):
        return []
    puzzle = _Puzzle(cells, keys, near, hidden, secret_zeros)
    primary = {key for key in keys if cells[key] < FEWEST and (cells[key] or key in secret_zeros)}
    seen = {key: {cells[key]} for key in keys}
    found = []
    for place, key in enumerate(keys):
        need = WIDEST - 1 if key in primary else 1
        for value in puzzle.tries(place):
            if max(seen[key]) - min(seen[key]) >= need:
                break
            answer = puzzle.answer(place, value)
            if answer:
                for other, figure in zip(keys, answer, strict=True):
                    seen[other].add(figure)
        if max(seen[key]) - min(seen[key]) < need:
            found.append(key)
    return found


class _Puzzle:
    """Whole numbers within bounds that fit some sums; the truth is one answer."""

    def __init__(self, cells, keys, near, hidden, secret_zeros):
        place = {key: at for at, key in enumerate(keys)}
        self.truth = [cells[key] for key in keys]
        least = FEWEST
        if any(hidden[key] != "small" and cells[key] < FEWEST for key in keys):
            least = 0
        most = 2 * sum(self.truth) + sum(abs(cells[key]) for one in near for key in one.members) + FEWEST
        self.bounds = [
            (0 if key in secret_zeros else 1, FEWEST - 1) if hidden[key] == "small" else (least, most) for key in keys
        ]
        self.rules = []
        for one in near:
            weights: dict[int, int] = {}
            constant = -one.off
            for key, weight in [(one.total, 1), *((part, -1) for part in one.parts)]:
                if key in place:
                    weights[place[key]] = weights.get(place[key], 0) + weight
                else:
                    constant += weight * cells[key]
            self.rules.append((tuple((at, weight) for at, weight in weights.items() if weight), constant))
        self.touching = [[] for _ in keys]
        for number, (weights, _) in enumerate(self.rules):
            for at, _ in weights:
                self.touching[at].append(number)
        self.open = self._narrowed([low for low, _ in self.bounds], [high for _, high in self.bounds],
                                   range(len(self.rules)))  # fmt: skip

    def tries(self, place: int) -> list[int]:
        """Values worth trying for one figure: the ends first, then near the truth."""
        if self.open is None:
            return []
        low, high = self.open[0][place], self.open[1][place]
        truth = self.truth[place]
        near = [truth + step for size in range(1, _MOST_TRIED) for step in (-size, size)]
        return [value for value in dict.fromkeys([low, high, *near]) if low <= value <= high and value != truth]

    def answer(self, place: int, value: int) -> list[int] | None:
        """Figures that fit everything with this one at `value`, or None where none was found."""
        low, high = list(self.open[0]), list(self.open[1])
        low[place] = high[place] = value
        narrowed = self._narrowed(low, high, self.touching[place])
        self.left = _MOST_STEPS + 4 * len(low)
        return self._search(*narrowed) if narrowed else None

    def _search(self, low, high) -> list[int] | None:
        self.left -= 1
        if self.left < 0:
            return None
        loose = [at for at in range(len(low)) if low[at] < high[at]]
        if not loose:
            return low
        at = min(loose, key=lambda one: high[one] - low[one])
        truth = min(max(self.truth[at], low[at]), high[at])
        near = [truth, *(truth + step for size in range(1, _MOST_TRIED) for step in (-size, size)), low[at], high[at]]
        for value in dict.fromkeys(value for value in near if low[at] <= value <= high[at]):
            tight_low, tight_high = list(low), list(high)
            tight_low[at] = tight_high[at] = value
            narrowed = self._narrowed(tight_low, tight_high, self.touching[at])
            found = self._search(*narrowed) if narrowed else None
            if found:
                return found
        return None

    def _narrowed(self, low, high, waiting) -> tuple[list[int], list[int]] | None:
        """Bounds after every sum has had its say, or None where nothing fits."""
        waiting, rounds = list(waiting), _MOST_ROUNDS * (len(self.rules) + 1)
        while waiting and rounds:
            rounds -= 1
            number = waiting.pop()
            weights, constant = self.rules[number]
            least = constant + sum(weight * (low if weight > 0 else high)[at] for at, weight in weights)
            most = constant + sum(weight * (high if weight > 0 else low)[at] for at, weight in weights)
            if least > 0 or most < 0:
                return None
            for at, weight in weights:
                before = low[at], high[at]
                size = abs(weight)
                down, up = (-least // size, most // size) if weight > 0 else (most // size, -least // size)
                low[at], high[at] = max(low[at], high[at] - up), min(high[at], low[at] + down)
                if low[at] > high[at]:
                    return None
                if (low[at], high[at]) != before:
                    waiting += [other for other in self.touching[at] if other not in waiting]
                    least = constant + sum(w * (low if w > 0 else high)[a] for a, w in weights)
                    most = constant + sum(w * (high if w > 0 else low)[a] for a, w in weights)
        unfinished = [
            number for number, (weights, constant) in enumerate(self.rules)
            if constant + sum(w * (low if w > 0 else high)[a] for a, w in weights) > 0
            or constant + sum(w * (high if w > 0 else low)[a] for a, w in weights) < 0
        ]  # fmt: skip
        return None if unfinished else (low, high)
