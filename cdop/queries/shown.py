"""Small things that several pages show."""

from dataclasses import dataclass


@dataclass(frozen=True)
class State:
    """`code` is a shape (late, soon, done, waiting, stop), `words` say it."""

    code: str
    words: str
