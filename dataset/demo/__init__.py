"""The dataset's demonstration: invented figures, and areas of concern in every stage, sensible on any day."""

from dataset.demo import concerns, figures
from dataset.demo.figures import FILES, RECEIVED_ON, STAND_IN, Invented, rows_of, write

__all__ = ["FILES", "RECEIVED_ON", "STAND_IN", "Invented", "build", "rows_of", "write"]


def build(world) -> None:
    """Figures first, then the concerns that rest on them."""
    figures.build(world)
    concerns.build(world)
