"""The business manager's home: what must I do this week, and which of it does statute or guidance set?"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.urls import reverse

from sscb.access.policy import can
from sscb.board.queries.home.desk import OpenAction, desk_of
from sscb.board.queries.home.shared import Home, UnsentRow, clock_rows, signals, unsent_rules, waiting
from sscb.board.queries.meetings import next_board_meeting, paper_state, papers_of
from sscb.board.queries.packs import pack_card
from sscb.board.queries.shown import Count, Link, State, Step, day_words, many, number_words
from sscb.board.sockets import tiles
from sscb.learning.queries import days_late
from sscb.timetable.queries import Clock, home_clocks, home_deadlines, sweep_state

MOST_PAPERS = 6


@dataclass(frozen=True)
class WeekRow:
    number: int
    title: str
    url: str
    tag: str
    why: str
    state: State
    step: Step | None


@dataclass(frozen=True)
class WeekDay:
    title: str
    rows: list[WeekRow]


@dataclass(frozen=True)
class PaperRow:
    item: str
    title: str
    url: str
    who: str
    asked: str
    state: State


@dataclass(frozen=True)
class SweepBox:
    state: State
    counts: list[Count]


def business_manager(person: Any, as_at: date) -> Home:
    sends = unsent_rules(person)
    desk = desk_of(person, as_at, deadlines=home_deadlines(as_at, until=_end_of_week(as_at), unsent_rules=sends))
    actions = desk.actions
    meeting = next_board_meeting(as_at)
    papers = papers_of(meeting, person) if meeting else []
    missing = [paper for paper in papers if paper.stage == "expected"]
    late_actions = [one for one in actions if days_late(one, as_at)]
    told = home_clocks(desk.found, as_at, until=_end_of_week(as_at), unsent_rules=sends)
    rows = clock_rows(told.clocks)
    # What agencies send is theirs to do this week; it stands below once it is late.
    week = _week([one for one in told.soon if one.rule not in sends], late_actions, as_at)
    todo = sum(len(day.rows) for day in week)
    late = sum(1 for day in week for row in day.rows if row.state.code == "late")
    swept = sweep_state()
    statutory = [row for row in rows if "must" in row.strength.lower()]
    binding = sum(1 for day in week for row in day.rows if row.tag)
    heading = f"{number_words(todo)} thing{'s' if todo != 1 else ''} to do by {_end_of_week(as_at):%A}"
    if not todo:
        heading = "Nothing has to be done by the end of the week"
    parts = []
    if binding:
        parts.append(f"{number_words(binding).lower()} set by statute or guidance")
    if late:
        parts.append(f"{number_words(late).lower()} already late")
    heading += (": " + ", ".join(parts) if parts else "") + "."
    if not swept.ok:
        heading = f"{swept.sentence.split(':')[0].rstrip('.')}. {heading}"
    return Home(
        template="board/home_business_manager.html",
        kicker=f"Board’s office, {as_at:%A %-d %B %Y}",
        heading=heading,
        counts=[
            Count(str(len(statutory)), "statutory clocks running", "#clocks"),
            Count(f"{len(late_actions)} of {len(actions)}", "actions late", reverse("learning:actions")),
            Count(f"{len(missing)} of {len(papers)}", "Board papers to come", "#papers"),
            Count(str(signals(person, as_at)), "signals of concern", _scorecard_url()),
        ],
        days=week,
        decide_title="What waits for the office",
        decide=waiting(person, as_at, desk),
        pack=pack_card(meeting, person, as_at, papers) if meeting else None,
        sweep=SweepBox(
            State("done" if swept.ok else "late", swept.sentence),
            [
                Count(str(swept.letters), "letters", _url("board:outbox", person, "board.see_outbox")),
                Count(str(swept.made), "effects"),
            ]
            if swept.as_at
            else [],
        ),
        clocks=rows,
        rules_url=reverse("timetable:rules"),
        papers=[
            PaperRow(
                paper.item.number,
                paper.title,
                reverse("board:paper", args=[paper.uuid]),
                paper.item.lead,
                f"Asked {day_words(paper.opened_on)}",
                paper_state(paper, as_at),
            )
            for paper in missing[:MOST_PAPERS]
        ],
        papers_more=Link(f"All {len(missing)} papers to come", reverse("board:meeting", args=[meeting.uuid]))
        if len(missing) > MOST_PAPERS
        else None,
        papers_empty="Every paper is in." if meeting else "No meeting is planned.",
        data=[
            UnsentRow(one.record_title, one.url, one.owner, one.reference, day_words(one.due_on),
                      State("late", f"Late {many(one.days_late, 'day')}"))
            for one in told.unsent
        ],
    )


def _scorecard_url() -> str:
    first = next(iter(tiles), None)
    return reverse("dataset:scorecard") if first else ""


def _url(name: str, person: Any, rule: str) -> str:
    return reverse(name) if can(person, rule) else ""


def _end_of_week(as_at: date) -> date:
    """Friday of this week; on a weekend, Friday of the next."""
    return as_at + timedelta(days=(4 - as_at.weekday()) % 7)


def _week(coming: list[Clock], late_actions: list[OpenAction], as_at: date) -> list[WeekDay]:
    """The week by day. A row goes when the portal sees the thing done; nothing is ticked off by hand."""
    todo: list[tuple[date, WeekRow]] = []
    for action in late_actions:
        late = days_late(action, as_at)
        todo.append(
            (
                as_at,
                WeekRow(
                    0,
                    f"Ask again: {action.title}",
                    reverse("learning:action", args=[action.uuid]),
                    "",
                    f"{action.agency}. Agreed for {day_words(action.due_on)}.",
                    State("late", f"{many(late, 'day')} late"),
                    Step("Open", reverse("learning:action", args=[action.uuid]), about=action.title),
                ),
            )
        )
    for one in coming:
        if one.rule == "action-due":
            continue
        tag = "Statutory clock" if one.strength.lower().startswith("statute") else ""
        left = one.days_left
        state = State("soon", "Today" if not left else ("Tomorrow" if left == 1 else f"In {left} days"))
        step = Step("Open", one.url, about=one.title) if one.url else None
        todo.append((one.due_on, WeekRow(0, one.title, one.url, tag, f"{one.about}. {one.sum}.", state, step)))
    days: dict[date, list[WeekRow]] = {}
    for day, row in sorted(todo, key=lambda pair: pair[0]):
        days.setdefault(day, []).append(row)
    number, found = 0, []
    for day, rows in days.items():
        numbered = []
        for row in rows:
            number += 1
            numbered.append(WeekRow(number, row.title, row.url, row.tag, row.why, row.state, row.step))
        title = f"Today, {day:%A %-d %B}" if day == as_at else f"{day:%A %-d %B}"
        found.append(WeekDay(title, numbered))
    return found
