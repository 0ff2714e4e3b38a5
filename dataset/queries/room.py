"""How much room words take on a printed page: for pages that must stay one page. Measures in millimetres."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from sscb.charts.lettering import width

POINTS_A_MM = 72 / 25.4
NARROWER = 0.9
"""The pack's font against the one that `lettering` measures."""
CELL = 81.8
"""Width of a chart's cell."""
LINE, AIR = 4.6, 2.1
"""One line of a table in 10 point, and what stands above and below its text."""

Thing = TypeVar("Thing")


def lines(text: str, wide: float = CELL, size: float = 10.0) -> int:
    """About how many lines the text takes in a column; never fewer than it will."""
    count, used = 1, 0.0
    for word in text.split():
        long = width(word + " ", size) * NARROWER
        if used and used + long > wide * POINTS_A_MM:
            count, used = count + 1, 0.0
        used += long
    return count


def row_height(*cells: tuple[str, float]) -> float:
    """Height of a row of the table: its tallest cell. Each cell is its text and the width of its column."""
    return LINE * max(lines(text, wide) for text, wide in cells) + AIR


def that_fit(things: Sequence[Thing], height: Callable[[Thing], float], room: float) -> list[Thing]:
    """The first things that have room, in order; the first of all whatever its height."""
    found: list[Thing] = []
    for thing in things:
        room -= height(thing)
        if room < 0 and found:
            break
        found.append(thing)
    return found
