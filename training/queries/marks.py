"""A shape with its words, for components/state_mark.html."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Mark:
    code: str
    words: str
