"""A trainer, a course of two days, and those who have a place in it."""

import pytest

from tests.training import world


@pytest.fixture
def trainer(person, other_agency):
    return person("Tilda Teach", role="PRAC", organisation=other_agency)


@pytest.fixture
def event(db, trainer):
    made = world.make_event()
    world.give(made, trainer)
    return made


@pytest.fixture
def booked(event, person, agency, contributor):
    """Twelve people of one agency with a place, and their manager."""
    return [
        world.book(event, person(f"Ann {chr(65 + n)}ttend", role="PRAC", organisation=agency), agency=agency,
                   manager=contributor)
        for n in range(12)
    ]  # fmt: skip
