"""The rooms of training that a person may enter, and the pages of one event: for the line of links above a page."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from sscb.access.policy import can
from sscb.access.standing import standing
from training.registering.services.marking import RUNS
from training.registering.who import gives

ROOMS = (
    ("catalogue", "Courses", "training.read"),
    ("own", "My places", "training.book"),
    ("team", "My team", "training.book_team"),
    ("own_agency", "Who is in date", "training.read_own_agency"),
    ("plan", "The year", "training.plan"),
    ("pool", "Trainers and venues", "training.add"),
    ("completions", "E-learning", "training.add"),
    ("domains", "Addresses", "training.add"),
    ("report", "Annual report", "training.read_report"),
)
INSIDE = RUNS | {"SGC", "SGM", "CHAIR", "BM"}
"""Who besides the trainers reads what was said of an event: the office all of it, the others totals."""


@dataclass(frozen=True)
class Room:
    text: str
    url: str
    current: bool


def rooms_of(person: Any, at: str) -> list[Room]:
    """Nothing for whoever is not signed in, and no line of one link."""
    if not person.is_authenticated:
        return []
    found = [Room(text, reverse(f"training:{name}"), name == at) for name, text, rule in ROOMS if can(person, rule)]
    return found if len(found) > 1 else []


def pages_of(person: Any, event: Any, at: str) -> list[Room]:
    """The event, its register, what was said of it, and what its course was worth."""
    roles = standing(person).roles
    keeps = bool(roles & RUNS) or gives(person, event)
    found = [("event", "The event", "training.read", event.uuid)]
    if keeps:
        found.append(("register", "Register", "training.keep_register", event.uuid))
    if keeps or roles & INSIDE:
        found.append(("evaluation", "What they say of it", "training.read_evaluation", event.uuid))
        found.append(("impact", "Did the course change practice?", "training.read_impact", event.course.uuid))
    shown = [
        Room(text, reverse(f"training:{name}", args=[uuid]), name == at) for name, text, rule, uuid in found
        if can(person, rule)
    ]  # fmt: skip
    return shown if len(shown) > 1 else []
