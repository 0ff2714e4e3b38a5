"""Strategies, programmes, courses, events and places: types of record. All of the partnership (P1)."""

from sscb.records.sockets import RecordType, types
from training import guards
from training.lifecycle import (
    COURSE_MOVES,
    COURSES,
    EVENT_MOVES,
    EVENTS,
    PLACE_MOVES,
    PLACES,
    PROGRAMME_MOVES,
    PROGRAMMES,
    STRATEGIES,
    STRATEGY_MOVES,
)

STRATEGY = types.plug(
    RecordType("training.strategy", "Learning and development strategy", "training:strategy", STRATEGIES, "P1",
               STRATEGY_MOVES, prefix="LDS")
)  # fmt: skip
PROGRAMME = types.plug(
    RecordType("training.programme", "Training programme", "training:programme", PROGRAMMES, "P1", PROGRAMME_MOVES,
               prefix="TRP")
)  # fmt: skip
COURSE = types.plug(
    RecordType(
        "training.course", "Course", "training:course", COURSES, "P1", COURSE_MOVES, prefix="TRC",
        guards={"says_what_asked": (guards.says_what_asked, "nothing says what asked for it")},
    )
)  # fmt: skip
EVENT = types.plug(
    RecordType(
        "training.event", "Training event", "training:event", {str(k): v for k, v in EVENTS.items()}, "P1",
        EVENT_MOVES, prefix="TRE",
        guards={"trainers_in_date": (guards.trainers_in_date, "it has no trainer, or one who is out of date")},
    )
)  # fmt: skip
BOOKING = types.plug(
    RecordType("training.booking", "Place on a course", "training:booking", {str(k): v for k, v in PLACES.items()},
               "P1", PLACE_MOVES, prefix="TRB")
)  # fmt: skip
