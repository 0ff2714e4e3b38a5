"""The shapes and parts that several home pages share."""

import logging
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.urls import reverse

from sscb import database
from sscb.access.policy import can
from sscb.access.standing import standing
from sscb.board.queries.home.desk import Desk, OpenAction
from sscb.board.queries.meetings import NextMeeting
from sscb.board.queries.packs import PackCard
from sscb.board.queries.shown import (
    Count,
    Link,
    OwedRow,
    State,
    Step,
    by_date,
    day_words,
    full_day,
    many,
    number_words,
)
from sscb.board.sockets import tiles
from sscb.learning.queries import days_late
from sscb.learning.status import MOST_CARRIED, NEAR_DAYS
from sscb.timetable.queries import Clock

MOST_WORRIES = 5
log = logging.getLogger("sscb.board")


@dataclass(frozen=True)
class ClockRow:
    """One clock as a home page shows it. `strength` says must, should, aim or local; only must is statutory."""

    number: str
    unit: str
    title: str
    url: str
    sentence: str
    strength: str
    state: State
    note: str = ""
    runs_from: str = ""
    last_day: str = ""
    left: str = ""
    step: Step | None = None


@dataclass(frozen=True)
class UnsentRow:
    """Something that an agency has not sent."""

    title: str
    url: str
    who: str
    code: str
    due: str
    state: State


@dataclass(frozen=True)
class LateAgency:
    agency: str
    yours: bool
    late: int
    oldest: str
    what: str


@dataclass(frozen=True)
class Home:
    """What the five home pages draw from; each template shows the parts that its reader came for."""

    template: str
    kicker: str
    heading: str
    lead: str = ""
    worries: list[Any] = field(default_factory=list)
    worries_title: str = ""
    worries_empty: str = "No indicator gives a signal of concern."
    owed_title: str = ""
    owed: list[OwedRow] = field(default_factory=list)
    owed_empty: str = "You owe nothing."
    late: list[LateAgency] = field(default_factory=list)
    late_most: int = 1
    late_words: str = ""
    late_empty: str = "Nothing is late across the Board."
    meeting: NextMeeting | None = None
    clocks: list[ClockRow] = field(default_factory=list)
    clocks_empty: str = "No statutory clock is running."
    rules_url: str = ""
    counts: list[Count] = field(default_factory=list)
    days: list[Any] = field(default_factory=list)
    week_empty: str = "Nothing has to be done this week."
    pack: PackCard | None = None
    sweep: Any = None
    papers: list[Any] = field(default_factory=list)
    papers_empty: str = "Every paper is in."
    papers_more: Link | None = None
    data: list[Any] | None = None
    data_empty: str = "Every agency has sent what is due."
    decide: list[OwedRow] = field(default_factory=list)
    decide_title: str = ""
    decide_empty: str = "Nothing waits for your next meeting."
    places: list[Any] = field(default_factory=list)


def worries(person: Any, as_at: date) -> list[Any]:
    """Worst first, five at most; from every programme that the reader may see. A broken tile is left out and logged."""
    return sorted(_plugged("worries", person, as_at), key=lambda one: -one.weight)[:MOST_WORRIES]


def signals(person: Any, as_at: date) -> int:
    """How many signals of concern there are, of those that the worst first would show."""
    found = 0
    for tile in tiles:
        if tile.signals is not None and can(person, tile.rule):
            found += tile.signals(person, as_at)
    return min(found, MOST_WORRIES)


def waiting(person: Any, as_at: date, desk: Desk) -> list[OwedRow]:
    """What waits for this person to decide, the longest due first: of their desk, and what is no record."""
    return by_due([*desk.waiting, *_plugged("decide", person, as_at)])


def unsent_rules(person: Any) -> tuple[str, ...]:
    """The rules by which agencies send something to programmes that this person may follow."""
    return tuple(code for tile in tiles if tile.unsent and can(person, tile.rule) for code in tile.unsent)


def by_due(rows: list[OwedRow]) -> list[OwedRow]:
    """The longest late first; what has no date comes last."""
    return sorted(rows, key=lambda row: (row.due_on is None, row.due_on or date.max))


def _plugged(part: str, person: Any, as_at: date) -> list[Any]:
    """This part of every tile that the person may see. A broken one is left out and logged."""
    found: list[Any] = []
    for tile in tiles:
        make = getattr(tile, part)
        if make is not None and can(person, tile.rule):
            try:
                found += make(person, as_at)
            except Exception as fault:
                if database.is_away(fault):
                    raise  # it is nothing of the tile's: the page is made once more
                log.exception("A tile of the home pages could not be made: %s", tile.code)
    return found


def owed_actions(person: Any, actions: list[OpenAction], as_at: date) -> list[OwedRow]:
    reports, rows = can(person, "learning.report_progress"), []
    for action in actions:
        url = reverse("learning:action", args=[action.uuid])
        state = State("waiting", "Done, to be checked") if action.stage == "done" else by_date(action.due_on, as_at)
        step = Step("Open", url, about=action.title)
        if action.stage == "asked" and reports and (person.organisation_id == action.agency_id or action.may_change):
            step = Step("Update", reverse("learning:progress", args=[action.uuid]), about=action.title)
        rows.append(
            OwedRow(
                action.title,
                url,
                f"{action.reference}, {action.source_words or 'an action'}",
                day_words(action.due_on),
                state,
                step,
                action.due_on,
            )
        )
    return rows


def third_moves(person: Any, actions: list[OpenAction], as_at: date) -> list[OwedRow]:
    """Actions that were moved twice and are due again: a third move is the Independent Chair's to allow."""
    if "CHAIR" not in standing(person).roles:
        return []
    due = [one for one in actions if one.carried >= MOST_CARRIED and one.stage == "asked"
           and (one.due_on - as_at).days <= NEAR_DAYS]  # fmt: skip
    return [
        replace(row, about=f"{row.about}. Moved {one.carried} times: a third move is yours to allow")
        for one, row in zip(due, owed_actions(person, due, as_at), strict=True)
    ]


def late_by_agency(actions: list[OpenAction], own: int | None, as_at: date) -> list[LateAgency]:
    """Longest list first; never a ranking."""
    late: dict[tuple[int, str], list[int]] = {}
    for action in actions:
        days = days_late(action, as_at)
        if days:
            late.setdefault((action.agency_id, action.agency), []).append(days)
    rows = [
        LateAgency(agency, pk == own, len(days), many(max(days), "day"), many(len(days), "action"))
        for (pk, agency), days in late.items()
    ]
    return sorted(rows, key=lambda row: (-row.late, row.agency))


def clock_rows(found: list[Clock]) -> list[ClockRow]:
    """Nearest last day first; those that have ended come last."""
    return [_clock_row(one) for one in sorted(found, key=lambda one: (one.state == "ended", one.due_on))]


def _clock_row(one: Clock) -> ClockRow:
    left = one.days_left
    state = {
        "late": State("late", f"Late {many(one.days_late, 'day')}"),
        "ended": State("stop", one.words[:1].upper() + one.words[1:]),
        "soon": State("soon", "Soon"),
        "running": State("done", "In time"),
    }[one.state]
    ended = one.state in ("late", "ended")
    return ClockRow(
        number=str(one.days_late if ended else left),
        unit="days ago" if ended else ("day" if left == 1 else "days"),
        title=one.title,
        url=one.url or reverse("timetable:rules"),
        strength=one.strength,
        sentence=f"{one.about + ': ' if one.about else ''}last day {full_day(one.due_on)}",
        state=state,
        note=one.about or one.rule,
        runs_from=f"{one.counts_from}, {full_day(one.from_on)}",
        last_day=full_day(one.due_on),
        left=str(left) if not ended else "0",
    )


def own_actions(person: Any, actions: list[OpenAction]) -> list[OpenAction]:
    return [one for one in actions if one.agency_id == person.organisation_id]


def worry_sentence(count: int) -> str:
    if not count:
        return "No figure worries the Board today."
    return f"{number_words(count)} thing{'s worry' if count > 1 else ' worries'} the Board."


def owed_sentence(agency: str, count: int, late: int) -> str:
    if not agency:
        return ""
    if not count:
        return "Your agency owes nothing."
    of_them = (
        f", {number_words(late).lower()} of them late" if late and count > 1 else (", and it is late" if late else "")
    )
    return f"Your agency owes {number_words(count).lower()} answer{'s' if count > 1 else ''}{of_them}."
