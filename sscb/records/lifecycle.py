"""The types in which a programme writes its stages and permitted moves. Plain data, no Django."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Move:
    """From one stage to another: who may (an access rule), what must be true first (names of guards), and its words."""

    start: str
    to: str
    rule: str
    needs: tuple[str, ...] = ()
    button: str = ""
