"""A subgroup chair's home: what must my next meeting decide, and what has changed?"""

from datetime import date
from typing import Any

from django.urls import reverse

from sscb.access.policy import can
from sscb.access.standing import standing
from sscb.board.models import Meeting
from sscb.board.queries.home.desk import desk_of
from sscb.board.queries.home.shared import (
    Home,
    OwedRow,
    clock_rows,
    owed_actions,
    waiting,
    worries,
    worry_sentence,
)
from sscb.board.queries.meetings import coming_meeting, next_meeting_card, paper_state, papers_of
from sscb.board.queries.shown import Step, day_words, number_words
from sscb.learning.queries import days_late
from sscb.timetable.queries import home_clocks, home_deadlines


def subgroup_chair(person: Any, as_at: date) -> Home:
    who = standing(person)
    groups = who.groups("SGC")
    names = " and ".join(name for position, kind, name in who.places if position == "chair" and kind != "board")
    desk = desk_of(person, as_at, deadlines=home_deadlines(as_at))
    found = worries(person, as_at)
    actions = [one for one in desk.actions if one.group_id in groups]
    late = sum(1 for one in actions if days_late(one, as_at))
    done = [one for one in actions if one.stage == "done"]
    meeting = coming_meeting(person, as_at)
    own_papers = _papers_for(person, meeting, groups, as_at)
    heading = worry_sentence(len(found))
    if actions:
        heading += f" {number_words(len(actions))} action{'s are' if len(actions) != 1 else ' is'} open for your group"
        heading += f", {number_words(late).lower()} of them late." if late else "."
    return Home(
        template="board/home_subgroup_chair.html",
        kicker=f"Chair, {names}",
        heading=heading,
        decide_title="What waits for you",
        decide=[*waiting(person, as_at, desk), *own_papers, *owed_actions(person, done, as_at)],
        worries_title="What has changed in the figures",
        worries=found,
        owed_title="What agencies owe your group",
        owed=owed_actions(person, [one for one in actions if one.stage == "asked"], as_at),
        owed_empty="No agency owes your group anything.",
        meeting=next_meeting_card(person, as_at, meeting),
        clocks=clock_rows(home_clocks(desk.found, as_at).clocks),
    )


def _papers_for(person: Any, meeting: Meeting | None, groups: Any, as_at: date) -> list[OwedRow]:
    """Papers of the next Board meeting that this chair leads and that are still to come."""
    if meeting is None or not can(person, "board.add_paper"):
        return []
    return [
        OwedRow(
            f"Paper {paper.item.number}: {paper.title}",
            reverse("board:paper", args=[paper.uuid]),
            f"Board meeting {meeting.reference}",
            day_words(paper.due_on),
            paper_state(paper, as_at),
            Step("Hand in", reverse("board:hand_in", args=[paper.uuid]), about=paper.title),
        )
        for paper in papers_of(meeting, person)
        if paper.group_id in groups and paper.stage == "expected"
    ]
