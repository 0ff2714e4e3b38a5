"""Training's demonstration: a strategy, a programme, courses that say what asked for them, and their dates, past and to
come. All invented, through services."""

from typing import Any

from training.demo import dates, offer
from training.demo.told import Told, staff_of
from training.evaluating import demo as evaluated


def build(world: Any) -> None:
    """Everything that had happened by the world's date."""
    if "training" not in world.people or "early-years" not in world.organisations:
        return  # a test's small world
    told = Told(world, staff_of(world))
    offer.build(told)
    evaluated.build(
        world, course=told.courses["CHILD"], venue=told.venues["Town hall, east"], trainer=told.trainer,
        staff=told.staff,
    )  # fmt: skip
    dates.build(told)
    offer.change_through_the_year(told)
