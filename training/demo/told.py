"""Who comes to courses, and what the parts of the demonstration share."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from sscb import clock
from sscb.access.standing import standing
from sscb.people import services as people
from sscb.people.models import Person
from training.models import Course, Venue

SINCE = date(2018, 1, 8)
STAFF = (
    ("council-csc", ("Amy Harte", "Ben Colesby", "Cara Dunmore")), ("police", ("Dev Patelson", "Ella Frostick")),
    ("trust-west", ("Finn Graystone", "Gita Shahani", "Hugh Lanyon")), ("school-hill", ("Iris Mossman", "Jon Peelham")),
    ("early-years", ("Kay Rowell", "Leo Tatham")), ("voluntary", ("Mia Webbing", "Ned Yorke")),
    ("community-trust", ("Quentin Ashby", "Rhona Silk", "Sam Tregidga")),
    ("trust-east", ("Tess Umber", "Una Vellacott")), ("probation", ("Wendy Axford", "Xavier Bowden")),
    ("gp", ("Vic Warleigh",)), ("school-valley", ("Zoe Dunford",)), ("district-south", ("Yvonne Cresswell",)),
)  # fmt: skip
"""Invented. The first fourteen are those who came to the course that is evaluated at three points."""


@dataclass
class Told:
    world: Any
    staff: list[Person]
    courses: dict[str, Course] = field(default_factory=dict)
    venues: dict[str, Venue] = field(default_factory=dict)

    @property
    def office(self) -> Person:
        return self.world.people["training"]

    @property
    def chair(self) -> Person:
        return self.world.people["td-chair"]

    @property
    def trainer(self) -> Person:
        return self.world.people["trainer"]

    def at(self, agency: str) -> list[Person]:
        return [one for one in self.staff if one.organisation.code == agency]

    def on(self, day: date, act: Callable[[date], Any]) -> Any:
        """What was done on a day, when that day is over in this world."""
        if day >= self.world.on:
            return None
        with clock.at(day):
            return act(day)


def staff_of(world: Any) -> list[Person]:
    """They have accounts, and are not among those to enter the demonstration as: their part is told already."""
    found = []
    for code, names in STAFF:
        agency = world.organisations[code]
        for name in names:
            one = people.add_person(
                email=f"{name.lower().replace(' ', '.')}@{code}.example", name=name, job_title="Practitioner",
                organisation=agency,
            )  # fmt: skip
            people.give_role(person=one, role="PRAC", on=SINCE, organisation=agency,
                             until=world.on - timedelta(days=1))  # fmt: skip
            standing(one)
            found.append(one)
    return found
