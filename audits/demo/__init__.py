"""The audits' demonstration: cycles of every kind in every stage, agencies by kind. All invented, through services."""

from typing import Any

from audits.cases import demo as cases
from audits.demo import learning, schools, section11
from audits.demo.telling import Teller


def build(world: Any) -> None:
    """Everything that had happened by the world's date."""
    if "bm" not in world.people or "police" not in world.organisations:
        return  # a test's small world
    teller = Teller(world)
    for programme in (section11, schools, learning):
        programme.build(world, teller)
    cases.build(world)
