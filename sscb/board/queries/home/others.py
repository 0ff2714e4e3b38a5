"""The homes of an agency's lead and of everybody else."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from sscb.access.policy import can
from sscb.access.queries import role_words
from sscb.access.standing import standing
from sscb.board.queries.home.desk import desk_of
from sscb.board.queries.home.shared import (
    Home,
    by_due,
    owed_actions,
    owed_sentence,
    own_actions,
    waiting,
)
from sscb.board.queries.meetings import next_meeting_card
from sscb.board.queries.shown import day_words, number_words


def agency_lead(person: Any, as_at: date) -> Home:
    desk = desk_of(person, as_at)
    rows = by_due([*owed_actions(person, own_actions(person, desk.actions), as_at), *desk.owed])
    late = sum(1 for row in rows if row.state.code == "late")
    agency = standing(person).agency
    first = rows[0] if rows else None
    return Home(
        template="board/home_agency_lead.html",
        kicker=agency,
        heading=owed_sentence(agency, len(rows), late)
        + (f" The first was agreed for {day_words(first.due_on)}." if first and first.due_on and late else ""),
        owed_title="What your agency owes",
        owed=rows,
        owed_empty="Your agency owes nothing.",
        worries_empty="No concern has been put to your agency.",
        data_empty="No figures are asked of your agency here yet.",
        meeting=next_meeting_card(person, as_at),
        clocks=[],
    )


@dataclass(frozen=True)
class Place:
    title: str
    url: str
    text: str


def other(person: Any, as_at: date) -> Home:
    desk = desk_of(person, as_at, actions=False)
    mine = by_due([*desk.owed, *waiting(person, as_at, desk)])
    places = [Place("Help", reverse("board:help"), "How the portal works, in short pages.")]
    if can(person, "board.see_outbox"):
        places.append(Place("Letters", reverse("board:outbox"), "Who was told what, and when."))
    if can(person, "portal.health"):
        places.append(
            Place("How the portal is doing", reverse("board:health_detail"), "Jobs, sweep, print room, history.")
        )
    if can(person, "board.read_meetings"):
        places.append(Place("Board meetings", reverse("board:meetings"), "Dates, agendas and packs."))
    return Home(
        template="board/home_other.html",
        kicker=role_words(person),
        heading="Nothing is yours to do today."
        if not mine
        else f"{number_words(len(mine))} thing{'s are' if len(mine) > 1 else ' is'} yours to do.",
        owed_title="What is yours to do",
        owed=mine,
        places=places,
    )
