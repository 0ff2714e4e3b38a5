"""The items of the evaluation as data, and whether an answer fits them. No Django."""

import tomllib
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files

from training.evaluating.points import LEVELS, Point

KINDS = frozenset({"confidence", "five", "text", "intentions", "kept", "choice"})
MOST_INTENTIONS, LONGEST_TEXT = 3, 600
KEPT = {"done": "Yes", "part": "In part", "no": "No"}
FIVE = {"5": "5, very good", "4": "4", "3": "3", "2": "2", "1": "1, poor"}


class ItemFault(ValueError):
    """The items were written with something that cannot be. Raised when they are read."""


@dataclass(frozen=True)
class Item:
    key: str
    points: tuple[Point, ...]
    kind: str
    level: int
    text: str
    hint: str = ""
    choices: dict[str, str] = field(default_factory=dict)

    def __post_init__(self):
        if self.kind not in KINDS or (self.level and self.level not in LEVELS):
            raise ItemFault(f"{self.key}: kind or level is not one of the known ones")
        if bool(self.choices) is not (self.kind == "choice"):
            raise ItemFault(f"{self.key}: a choice has choices, and nothing else has")


@dataclass(frozen=True)
class Asked:
    """One question of one form: an item, for one outcome or one intention where it is asked of each."""

    name: str
    item: Item
    text: str
    about: str = ""


@lru_cache
def read_items(package: str = __package__, name: str = "items.toml") -> tuple[str, tuple[Item, ...]]:
    told = tomllib.loads(files(package).joinpath(name).read_text(encoding="utf-8"))
    items = tuple(Item(**{**one, "points": tuple(Point(point) for point in one["points"])}) for one in told["item"])
    if len({one.key for one in items}) != len(items):
        raise ItemFault("Two items have the same key")
    return told["version"], items


def asked_at(point: Point, outcomes: tuple[str, ...] = (), intentions: tuple[str, ...] = ()) -> tuple[Asked, ...]:
    """The questions of a form in order: an item once an outcome, once an intention, or once."""
    found = []
    for item in read_items()[1]:
        if point not in item.points:
            continue
        if item.kind == "confidence":
            found += [Asked(f"confidence-{n}", item, item.text, words) for n, words in enumerate(outcomes, 1)]
        elif item.kind == "kept":
            found += [Asked(f"kept-{n}", item, item.text, words) for n, words in enumerate(intentions, 1)]
        elif item.kind == "intentions":
            found += [Asked(f"intention-{n}", item, item.text) for n in range(1, MOST_INTENTIONS + 1)]
        else:
            found.append(Asked(item.key, item, item.text))
    return tuple(found)


def fits(one: Asked, value: str) -> bool:
    """May this stand as an answer? An empty one is none."""
    kind = one.item.kind
    if kind == "confidence":
        return value.isdecimal() and 1 <= int(value) <= 10
    known = {"five": FIVE, "kept": KEPT, "choice": one.item.choices}.get(kind)
    return len(value) <= LONGEST_TEXT if known is None else value in known
