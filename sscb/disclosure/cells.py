"""The figures of a release as they may be printed."""

from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from sscb.charts import numbers

Key = Hashable
"""Names a figure within a release: a word, a number, or a tuple of these."""

FEWEST = 5
"""The smallest count that may be shown; nought may be shown too, unless it is a secret."""
SMALLEST_GROUP = 10
"""A share of fewer than these is not shown."""


class Audience(StrEnum):
    """Who reads: Quality and Performance and the Board's office see raw figures, marked; nobody else does."""

    QP = "qp"
    BOARD = "board"
    PUBLIC = "public"


@dataclass(frozen=True, slots=True)
class Equation:
    """A sum that holds between published figures: `total` is all of `parts` together."""

    total: Key
    parts: tuple[Key, ...]

    @property
    def members(self) -> tuple[Key, ...]:
        return (self.total, *self.parts)


@dataclass(frozen=True, slots=True)
class Share:
    """A percentage, rate or mean: `multiplier` times the numerator's figure over the denominator's.

    It tells its numerator to anybody who knows the denominator, so it is shown only where both may be.
    """

    key: Key
    numerator: Key
    denominator: Key
    multiplier: int = 100
    decimals: int = 1
    unit: str = numbers.PER_CENT
    of_people: bool = True
    """A percentage also tells of those left over: 48 of 50 is two. False where they are things, not people."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One figure for one audience. `hidden`: "" or "small" (1 to 4) or "protect" (it would give another away).

    `number`: None where the figure is hidden, and where there is none.
    """

    number: int | float | None
    hidden: str = ""
    unit: str = numbers.COUNT
    decimals: int = 0

    def print(self) -> str:
        """ "1,234", "58.7%", "<5", "[c]", or a dash where there is no figure."""
        if self.hidden:
            return numbers.SMALL if self.hidden == "small" else numbers.GUARDED
        return numbers.NOT_COUNTED if self.number is None else numbers.shown(self.number, self.unit, self.decimals)

    def say(self) -> str:
        """The figure within a sentence: "fewer than 5", "a number that is not shown"."""
        hidden = numbers.Hidden(small=self.hidden == "small") if self.hidden else None
        return numbers.said(hidden or self.number, self.unit, self.decimals)


@dataclass(frozen=True)
class Disclosed(Mapping):
    """Every figure of a release as one audience may see it. Holds no hidden figure, so it may be stored and sent."""

    audience: Audience
    shown: Mapping[Key, Shown]
    secret_zeros: frozenset[Key] = field(default=frozenset())
    """Figures where nought is as telling as one: there "<5" is 0 to 4."""

    def __getitem__(self, key: Key) -> Shown:
        return self.shown[key]

    def __iter__(self) -> Iterator[Key]:
        return iter(self.shown)

    def __len__(self) -> int:
        return len(self.shown)

    @property
    def raw(self) -> bool:
        """Whether nothing is hidden, so that the page must be marked and its reading logged."""
        return self.audience == Audience.QP

    @property
    def masked(self) -> int:
        """How many figures are hidden."""
        return sum(bool(one.hidden) for one in self.shown.values())

    def print(self, key: Key) -> str:
        """The figure for a table, chart or file."""
        return self.shown[key].print()

    def say(self, key: Key) -> str:
        """The figure for a sentence."""
        return self.shown[key].say()

    def number(self, key: Key) -> int | float | None:
        """The figure for drawing: None, so no bar and no point, where it is hidden."""
        return self.shown[key].number

    def ranked(self, keys: Iterable[Key]) -> list[Key]:
        """Largest first. Hidden figures stand last in the order given, so that their place tells nothing."""
        return sorted(keys, key=lambda key: (self.shown[key].number is None, -(self.shown[key].number or 0)))

    def note(self) -> str:
        """The sentence under the table, or "" where nothing is hidden."""
        small = sum(one.hidden == "small" for one in self.shown.values())
        other, told = self.masked - small, []
        if small:
            are, them = ("is", "it") if small == 1 else ("are", "them")
            told.append(f"{numbers.counted(small, 'figure')} {are} printed {numbers.SMALL} (fewer than 5), so that "
                        f"nobody can be known by {them}")  # fmt: skip
        if other:
            are, them = ("is", "it") if other == 1 else ("are", "them")
            figures = numbers.counted(other, f"{'more ' if small else ''}figure")
            told.append(f"{figures} {are} printed {numbers.GUARDED}, because hidden ones could be worked out from "
                        f"{them}")  # fmt: skip
        return f"{numbers.capital('; '.join(told))}." if told else ""

    def as_json(self) -> dict:
        """Plain JSON, for a pack that keeps what was decided (SEC-31)."""
        return {
            "audience": self.audience.value,
            "figures": [[key, one.number, one.hidden, one.unit, one.decimals] for key, one in self.shown.items()],
            "secret_zeros": sorted(self.secret_zeros, key=repr),
        }

    @classmethod
    def from_json(cls, kept: dict) -> "Disclosed":
        """What `as_json` wrote."""
        return cls(
            Audience(kept["audience"]),
            {_key(key): Shown(number, *rest) for key, number, *rest in kept["figures"]},
            frozenset(_key(key) for key in kept["secret_zeros"]),
        )


def small(count: int | float | None) -> bool:
    """Whether a count of people is 1 to 4."""
    return count is not None and 0 < count < FEWEST


def _key(kept) -> Key:
    return tuple(_key(part) for part in kept) if isinstance(kept, list) else kept
