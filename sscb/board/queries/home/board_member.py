"""A Board member's home: what worries the Board, and what do we owe?"""

from datetime import date
from typing import Any

from sscb.access.queries import role_words
from sscb.access.standing import standing
from sscb.board.queries.home.desk import desk_of
from sscb.board.queries.home.shared import (
    Home,
    by_due,
    clock_rows,
    late_by_agency,
    owed_actions,
    owed_sentence,
    own_actions,
    third_moves,
    waiting,
    worries,
    worry_sentence,
)
from sscb.board.queries.meetings import next_meeting_card
from sscb.board.queries.shown import many
from sscb.learning.queries import days_late
from sscb.timetable.queries import home_clocks, home_deadlines


def board_member(person: Any, as_at: date) -> Home:
    desk = desk_of(person, as_at, deadlines=home_deadlines(as_at))
    own, more = own_actions(person, desk.actions), desk.owed
    found = worries(person, as_at)
    late = late_by_agency(desk.actions, person.organisation_id, as_at)
    own_late = sum(1 for one in own if days_late(one, as_at)) + sum(1 for row in more if row.state.code == "late")
    agency = standing(person).agency
    return Home(
        template="board/home_board_member.html",
        kicker=agency or role_words(person),
        heading=" ".join((worry_sentence(len(found)), owed_sentence(agency, len(own) + len(more), own_late))).strip(),
        worries=found,
        owed_title="What your agency owes",
        owed=by_due([*owed_actions(person, own, as_at), *more]),
        decide_title="What waits for you",
        decide=[*waiting(person, as_at, desk), *third_moves(person, desk.actions, as_at)],
        owed_empty="Your agency owes nothing." if agency else "You owe nothing.",
        late=late,
        late_most=max((row.late for row in late), default=1),
        late_words=f"{many(sum(row.late for row in late), 'action')} from {many(len(late), 'agency', 'agencies')}. "
        "Longest list first; not a ranking of agencies."
        if late
        else "",
        meeting=next_meeting_card(person, as_at),
        clocks=clock_rows(home_clocks(desk.found, as_at).clocks),
    )
