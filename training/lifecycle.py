"""How a programme, a course, an event and a place come along, stage by stage (audits handbook 4.3). No Django."""

from enum import StrEnum

from sscb.records.lifecycle import Move


class Place(StrEnum):
    ASKED = "awaiting_manager"
    WAITING = "waitlisted"
    CONFIRMED = "confirmed"
    ATTENDED = "attended"
    PART = "part_attended"
    NO_SHOW = "no_show"
    CANCELLED = "cancelled_in_time"
    CANCELLED_LATE = "cancelled_late"
    SUBSTITUTED = "substituted"
    DECLINED = "declined"
    CALLED_OFF = "called_off"


PLACES: dict[str, str] = {
    Place.ASKED: "Waits for the manager",
    Place.WAITING: "On the waiting list",
    Place.CONFIRMED: "Confirmed",
    Place.ATTENDED: "Attended",
    Place.PART: "Attended in part",
    Place.NO_SHOW: "Did not come",
    Place.CANCELLED: "Cancelled in time",
    Place.CANCELLED_LATE: "Cancelled late",
    Place.SUBSTITUTED: "Passed to a colleague",
    Place.DECLINED: "Declined by the manager",
    Place.CALLED_OFF: "The event was cancelled",
}

_BOOK, _AGREE, _RUN = "training.book", "training.agree", "training.run"
LIVE = (Place.ASKED, Place.WAITING, Place.CONFIRMED)

PLACE_MOVES: tuple[Move, ...] = (
    Move(Place.ASKED, Place.CONFIRMED, _AGREE, button="Agree"),
    Move(Place.ASKED, Place.WAITING, _AGREE, button="Agree"),
    Move(Place.ASKED, Place.DECLINED, _AGREE, button="Decline"),
    Move(Place.WAITING, Place.CONFIRMED, _RUN),
    *(Move(stage, Place.CANCELLED, _BOOK, button="Cancel") for stage in LIVE),
    Move(Place.CONFIRMED, Place.CANCELLED_LATE, _BOOK, button="Cancel"),
    *(Move(stage, Place.SUBSTITUTED, _BOOK, button="Pass it to a colleague") for stage in LIVE),
    *(Move(stage, Place.CALLED_OFF, _RUN) for stage in LIVE),
    *(Move(Place.CONFIRMED, stage, _RUN) for stage in (Place.ATTENDED, Place.PART, Place.NO_SHOW)),
)


class When(StrEnum):
    PLANNED = "planned"
    PUBLISHED = "published"
    SURE = "confirmed"
    POSTPONED = "postponed"
    CANCELLED = "cancelled"
    DELIVERED = "delivered"


EVENTS: dict[str, str] = {
    When.PLANNED: "Planned",
    When.PUBLISHED: "Open for booking",
    When.SURE: "Goes ahead",
    When.POSTPONED: "Postponed",
    When.CANCELLED: "Cancelled",
    When.DELIVERED: "Held",
}
OFFERED = (When.PUBLISHED, When.SURE)
"""Stages in which a place can be asked for."""

EVENT_MOVES: tuple[Move, ...] = (
    Move(When.PLANNED, When.PUBLISHED, _RUN, ("trainers_in_date",), button="Open for booking"),
    Move(When.PUBLISHED, When.SURE, _RUN, button="Say that it goes ahead"),
    *(Move(stage, When.POSTPONED, _RUN, button="Postpone") for stage in (*OFFERED, When.PLANNED)),
    Move(When.POSTPONED, When.PUBLISHED, _RUN, ("trainers_in_date",), button="Give it a new date"),
    *(Move(stage, When.CANCELLED, _RUN, button="Cancel") for stage in (*OFFERED, When.PLANNED, When.POSTPONED)),
    *(Move(stage, When.DELIVERED, _RUN, button="It was held") for stage in OFFERED),
)

COURSES = {"draft": "Draft", "live": "Offered", "closed": "No longer offered"}
COURSE_MOVES = (
    Move("draft", "live", _RUN, ("says_what_asked",), button="Offer it"),
    Move("live", "closed", _RUN, button="Stop offering it"),
)

PROGRAMMES = {"draft": "Draft", "agreed": "Agreed", "closed": "Year is over"}
PROGRAMME_MOVES = (
    Move("draft", "agreed", "training.agree_programme", button="Record that it was agreed"),
    Move("agreed", "closed", _RUN, button="Close the year"),
)

STRATEGIES = {"draft": "Draft", "agreed": "Agreed", "replaced": "Replaced"}
STRATEGY_MOVES = (
    Move("draft", "agreed", "training.agree_programme", button="Record that it was agreed"),
    Move("agreed", "replaced", _RUN, button="Replaced by another"),
)
