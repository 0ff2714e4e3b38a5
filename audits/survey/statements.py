"""What front-line staff are asked: a handful of statements, each about one standard. No Django."""

import tomllib
from dataclasses import dataclass
from importlib.resources import files

CHOICES: dict[str, str] = {
    "4": "Yes, and I have done it or seen it",
    "3": "Yes",
    "2": "Hardly",
    "1": "No",
    "0": "It does not apply to my work",
}
AGREES, COUNTS = frozenset({4, 3}), frozenset({1, 2, 3, 4})


@dataclass(frozen=True)
class Statement:
    """`key` never changes, as with a question; `standard`: the key of the standard it speaks to."""

    key: str
    standard: str
    text: str


def read_statements(package: str, name: str = "survey.toml") -> tuple[Statement, ...]:
    told = tomllib.loads(files(package).joinpath(name).read_text(encoding="utf-8"))
    return tuple(Statement(**one) for one in told["statement"])


def tally(statements: tuple[Statement, ...], replies: list[dict[str, int]]) -> dict[str, tuple[int, int]]:
    """Key of a statement -> how many agree, of how many whose work it touches."""
    found = {}
    for one in statements:
        given = [reply[one.key] for reply in replies if reply.get(one.key) in COUNTS]
        found[one.key] = (sum(value in AGREES for value in given), len(given))
    return found
