"""Home pages by role: each opens with the sentence its reader came for."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.urls import reverse

from sscb.access.policy import can, standing
from sscb.access.queries import role_words

from sscb.board.queries.meetings import NextMeeting, next_board_meeting, next_meeting_card, paper_state, papers_of
from sscb.board.queries.packs import PackCard, pack_card
from sscb.board.queries.shown import Count, Link, State, Step, by_date, day_words, full_day, many, number_words
from sscb.board.sockets import tiles
from sscb.learning.models import Action
from sscb.learning.queries import days_late, open_actions
from sscb.people.models import Group
from sscb.timetable.queries import Clock, clocks, soon, sweep_state

MOST_WORRIES = 5
MOST_PAPERS = 6


@dataclass(frozen=True)
class OwedRow:
    title: str
    url: str
    about: str
    due_words: str
    state: State
    step: Step | None


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


def home_of(person: Any, as_at: date) -> Home:
    """The home page for what this person mainly is."""
    roles = standing(person).roles
    if roles & {"BMGR", "OFF"}:
        return business_manager(person, as_at)
    if "SGC" in roles and "CHAIR" not in roles:
        return subgroup_chair(person, as_at)
    if roles & {"BM", "CHAIR"}:
        return board_member(person, as_at)
    if roles & {"AGL", "AGC"}:
        return agency_lead(person, as_at)
    return other(person, as_at)


# --- parts that several pages share -------------------------------------------------------------------------------------


def worries(person: Any, as_at: date) -> list[Any]:
    """Worst first, five at most; from every programme that the reader may see. A broken tile is left out and logged."""
    found = []
    for tile in tiles:
        if can(person, tile.rule):
            found += tile.worries(person, as_at)
    return sorted(found, key=lambda one: -one.weight)[:MOST_WORRIES]


def owed_actions(actions: list[Action], as_at: date) -> list[OwedRow]:
    rows = []
    for action in actions:
        url = reverse("learning:action", args=[action.uuid])
        state = State("waiting", "Done, to be checked") if action.stage == "done" else by_date(action.due_on, as_at)
        step = Step("Update", reverse("learning:progress", args=[action.uuid]), about=action.title)
        rows.append(
            OwedRow(action.title, url, f"{action.reference}, {action.source_words or 'an action'}", day_words(action.due_on),
                    state, step if action.stage == "asked" else None)
        )  # fmt: skip
    return rows


def late_by_agency(actions: list[Action], own: int | None, as_at: date) -> list[LateAgency]:
    """Longest list first; never a ranking."""
    late: dict[Any, list[int]] = {}
    for action in actions:
        days = days_late(action, as_at)
        if days:
            late.setdefault(action.agency, []).append(days)
    rows = [
        LateAgency(agency.name, agency.pk == own, len(days), many(max(days), "day"), many(len(days), "action"))
        for agency, days in late.items()
    ]
    return sorted(rows, key=lambda row: (-row.late, row.agency))


def clock_rows(person: Any, as_at: date) -> list[ClockRow]:
    """Nearest last day first; those that have ended come last."""
    found = sorted(clocks(person, as_at), key=lambda one: (one.state == "ended", one.due_on))
    return [_clock_row(one) for one in found]


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
        number=str(one.days_late if ended else left), unit="days ago" if ended else ("day" if left == 1 else "days"),
        title=one.title, url=one.url or reverse("timetable:rules"), strength=one.strength,
        sentence=f"{one.about + ': ' if one.about else ''}last day {full_day(one.due_on)}", state=state,
        note=one.about or one.rule, runs_from=f"{one.counts_from}, {full_day(one.from_on)}",
        last_day=full_day(one.due_on), left=str(left) if not ended else "0",
    )  # fmt: skip


def _own_actions(person: Any, actions: list[Action]) -> list[Action]:
    return [one for one in actions if one.agency_id == person.organisation_id]


# --- Board member ---------------------------------------------------------------------------------------------------------


def board_member(person: Any, as_at: date) -> Home:
    actions = list(open_actions(person))
    own = _own_actions(person, actions)
    found = worries(person, as_at)
    late = late_by_agency(actions, person.organisation_id, as_at)
    own_late = sum(1 for one in own if days_late(one, as_at))
    agency = person.organisation.name if person.organisation_id else ""
    return Home(
        template="board/home_board_member.html",
        kicker=agency or role_words(person),
        heading=" ".join((_worry_sentence(len(found)), _owed_sentence(agency, len(own), own_late))).strip(),
        worries=found,
        owed_title="What your agency owes", owed=owed_actions(own, as_at),
        owed_empty="Your agency owes nothing." if agency else "You owe nothing.",
        late=late, late_most=max((row.late for row in late), default=1),
        late_words=f"{many(sum(row.late for row in late), 'action')} from {many(len(late), 'agency', 'agencies')}. "
        "Longest list first; not a ranking of agencies." if late else "",
        meeting=next_meeting_card(person, as_at),
        clocks=clock_rows(person, as_at),
    )  # fmt: skip


def _worry_sentence(count: int) -> str:
    if not count:
        return "No figure worries the Board today."
    return f"{number_words(count)} thing{'s worry' if count > 1 else ' worries'} the Board."


def _owed_sentence(agency: str, count: int, late: int) -> str:
    if not agency:
        return ""
    if not count:
        return "Your agency owes nothing."
    of_them = f", {number_words(late).lower()} of them late" if late and count > 1 else (", and it is late" if late else "")
    return f"Your agency owes {number_words(count).lower()} answer{'s' if count > 1 else ''}{of_them}."


# --- business manager -------------------------------------------------------------------------------------------------------


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
    actions = list(open_actions(person))
    meeting = next_board_meeting(as_at)
    papers = papers_of(meeting) if meeting else []
    missing = [paper for paper in papers if paper.stage == "expected"]
    late_actions = [one for one in actions if days_late(one, as_at)]
    rows = clock_rows(person, as_at)
    week = _week(person, late_actions, as_at)
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
            Count(str(len(worries(person, as_at))), "signals of concern", _scorecard_url()),
        ],
        days=week,
        pack=pack_card(meeting, person, as_at) if meeting else None,
        sweep=SweepBox(
            State("done" if swept.ok else "late", swept.sentence),
            [Count(str(swept.letters), "letters", _url("board:outbox", person, "board.see_outbox")), Count(str(swept.made), "effects")]
            if swept.as_at else [],
        ),
        clocks=rows,
        rules_url=reverse("timetable:rules"),
        papers=[
            PaperRow(paper.item.number, paper.title, reverse("board:paper", args=[paper.uuid]), paper.item.lead,
                     f"Asked {day_words(paper.opened_on)}", paper_state(paper, as_at))
            for paper in missing[:MOST_PAPERS]
        ],
        papers_more=Link(f"All {len(missing)} papers to come", reverse("board:meeting", args=[meeting.uuid]))
        if len(missing) > MOST_PAPERS else None,
        papers_empty="Every paper is in." if meeting else "No meeting is planned.",
    )  # fmt: skip


def _scorecard_url() -> str:
    first = next(iter(tiles), None)
    return reverse("dataset:scorecard") if first else ""


def _url(name: str, person: Any, rule: str) -> str:
    return reverse(name) if can(person, rule) else ""


def _end_of_week(as_at: date) -> date:
    """Friday of this week; on a weekend, Friday of the next."""
    return as_at + timedelta(days=(4 - as_at.weekday()) % 7)


def _week(person: Any, late_actions: list[Action], as_at: date) -> list[WeekDay]:
    """The week by day. A row goes when the portal sees the thing done; nothing is ticked off by hand."""
    until = _end_of_week(as_at)
    todo: list[tuple[date, WeekRow]] = []
    for action in late_actions:
        late = days_late(action, as_at)
        todo.append(
            (as_at, WeekRow(0, f"Ask again: {action.title}", reverse("learning:action", args=[action.uuid]), "",
                            f"{action.agency.name}. Agreed for {day_words(action.due_on)}.",
                            State("late", f"{many(late, 'day')} late"),
                            Step("Open", reverse("learning:action", args=[action.uuid]), about=action.title)))
        )  # fmt: skip
    for one in soon(person, as_at, days=(until - as_at).days):
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


# --- subgroup chair -----------------------------------------------------------------------------------------------------------


def subgroup_chair(person: Any, as_at: date) -> Home:
    groups = list(Group.objects.filter(pk__in=standing(person).groups("SGC")))
    names = " and ".join(group.name for group in groups)
    found = worries(person, as_at)
    actions = [one for one in open_actions(person) if one.group_id in {group.pk for group in groups}]
    late = sum(1 for one in actions if days_late(one, as_at))
    waiting = [one for one in actions if one.stage == "done"]
    meeting = next_meeting_card(person, as_at)
    own_papers = _papers_for(person, [group.code for group in groups], as_at)
    heading = _worry_sentence(len(found))
    if actions:
        heading += f" {number_words(len(actions))} action{'s are' if len(actions) != 1 else ' is'} open for your group"
        heading += f", {number_words(late).lower()} of them late." if late else "."
    return Home(
        template="board/home_subgroup_chair.html",
        kicker=f"Chair, {names}",
        heading=heading,
        decide_title="What waits for you", decide=[*own_papers, *owed_actions(waiting, as_at)],
        worries_title="What has changed in the figures", worries=found,
        owed_title="What agencies owe your group", owed=owed_actions([one for one in actions if one.stage == "asked"], as_at),
        owed_empty="No agency owes your group anything.",
        meeting=meeting, clocks=clock_rows(person, as_at),
    )  # fmt: skip


PAPER_LEADS = {
    "qp": "Quality and Performance", "li": "Learning and Improvement", "td": "Training and Development",
    "cdop": "Child Death Overview Panel", "exploitation": "Child Exploitation", "neglect": "Neglect",
    "governance": "Governance",
}  # fmt: skip


def _papers_for(person: Any, codes: list[str], as_at: date) -> list[OwedRow]:
    """Papers of the next Board meeting that this chair leads and that are still to come."""
    meeting = next_board_meeting(as_at)
    if meeting is None or not can(person, "board.read_meetings", meeting):
        return []
    leads = {f"{PAPER_LEADS[code]} chair" for code in codes if code in PAPER_LEADS}
    return [
        OwedRow(f"Paper {paper.item.number}: {paper.title}", reverse("board:paper", args=[paper.uuid]),
                f"Board meeting {meeting.reference}", day_words(paper.due_on), paper_state(paper, as_at),
                Step("Hand in", reverse("board:hand_in", args=[paper.uuid]), about=paper.title))
        for paper in papers_of(meeting)
        if paper.item.lead in leads and paper.stage == "expected"
    ]  # fmt: skip


# --- agency lead, and everybody else --------------------------------------------------------------------------------------------


def agency_lead(person: Any, as_at: date) -> Home:
    own = _own_actions(person, list(open_actions(person)))
    late = sum(1 for one in own if days_late(one, as_at))
    agency = person.organisation.name if person.organisation_id else ""
    first = own[0] if own else None
    return Home(
        template="board/home_agency_lead.html",
        kicker=agency,
        heading=_owed_sentence(agency, len(own), late)
        + (f" The first was agreed for {day_words(first.due_on)}." if first and late else ""),
        owed_title="What your agency owes", owed=owed_actions(own, as_at), owed_empty="Your agency owes nothing.",
        worries_empty="No concern has been put to your agency.", data_empty="No figures are asked of your agency here yet.",
        meeting=next_meeting_card(person, as_at), clocks=[],
    )  # fmt: skip


@dataclass(frozen=True)
class Place:
    title: str
    url: str
    text: str


def other(person: Any, as_at: date) -> Home:
    places = [Place("Help", reverse("board:help"), "How the portal works, in short pages.")]
    if can(person, "board.see_outbox"):
        places.append(Place("Letters", reverse("board:outbox"), "Who was told what, and when."))
    if can(person, "portal.health"):
        places.append(Place("How the portal is doing", reverse("board:health_detail"), "Jobs, sweep, print room, history."))
    if can(person, "board.read_meetings"):
        places.append(Place("Board meetings", reverse("board:meetings"), "Dates, agendas and packs."))
    return Home(
        template="board/home_other.html", kicker=role_words(person), heading="Nothing is yours to do today.",
        owed_title="What is yours to do", places=places,
    )  # fmt: skip


__all__ = ["Home", "home_of"]
