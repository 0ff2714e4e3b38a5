"""The demonstration board: invented people, agencies named by kind, made through the portal's own services.

No invented failing may stand against a real body: agencies are kinds ("Hospital trust, west"), people are invented,
and a real board loads its own list instead.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from django.conf import settings
from django.db import transaction

from sscb import clock
from sscb.board.agenda import quarterly
from sscb.board.board_list import load_board, read_board
from sscb.board.demo_business import business
from sscb.board.demo_groups import groups_meet
from sscb.board.demo_heard import heard
from sscb.board.demo_minutes import HELD_AGENDA, minute_the_last_meeting
from sscb.board.demo_papers import uploaded_papers
from sscb.board.demo_threads import INTERVIEWS, threads
from sscb.board.demo_transition import transition
from sscb.board.models import AgendaItem, Challenge, Meeting, Paper
from sscb.board.services import (
    answer_challenge,
    close_challenge,
    plan_meeting,
    raise_challenge,
    receive_paper,
    write_cover,
)
from sscb.learning.models import LearningPoint
from sscb.learning.services import ask_action, say_progress
from sscb.people.models import Group, Organisation, Person
from sscb.timetable.models import Deadline
from sscb.timetable.services import meet_deadline, record_local_date
from sscb.timetable.sweeping import sweep

DEMONSTRATION = Path(__file__).parent / "demonstration.toml"


@dataclass
class World:
    """What the programmes' own demonstrations build on: who there is, by key or code, and the date."""

    on: date
    organisations: dict[str, Organisation] = field(default_factory=dict)
    groups: dict[str, Group] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    say: Callable[[str], None] = print


def build(*, on: date, say: Callable[[str], None] = print) -> World:
    """The whole demonstration as at `on`. What it tells has happened by that date."""
    world = World(on=on, say=say)
    say("Demonstration board: people and groups")
    loaded = load_board(read_board(DEMONSTRATION), by=None, on=on)
    world.organisations, world.groups, world.people = loaded.organisations, loaded.groups, loaded.people
    say("Meetings, papers and actions")
    for code in ("safeguarding_partner_start", "cdr_start"):
        record_local_date(code=code, day=date(2019, 9, 29), source="Demonstration: the statutory latest date",
                          by=world.people["bm"], on=min(on, date(2019, 9, 2)))  # fmt: skip
    transition(world)
    _actions(world)
    _meetings(world)
    groups_meet(world)
    _challenges(world)
    heard(world)
    for programme in settings.PROGRAMMES:
        if find_spec(f"{programme}.demo"):
            say(f"{programme.capitalize()}")
            import_module(f"{programme}.demo").build(world)
    # Last, since the annual report tells of what the programmes did.
    business(world)
    # Above this room, so it is named as text, like the programmes.
    import_module("sscb.retention.demo").build(world)
    sweep(on)
    import_module("sscb.retention.demo").dispose(world)
    return world


ACTIONS = (
    # title, agency, asked on, due on, lead, progress
    ("Pass missing-child notices to the interview team at weekends", "police", date(2019, 5, 14), date(2019, 7, 31),
     "police-acc", "Weekday notices are passed by noon. Weekend cover is being costed."),
    ("Give a named person for each health assessment on entering care", "ccg", date(2019, 6, 18), date(2019, 11, 20),
     "ccg-lead", "Names agreed for two of three localities."),
    ("Share the learning on bruising in babies who cannot move with every ward", "trust-west", date(2019, 7, 9),
     date(2019, 10, 25), "trust-west-lead", ""),
    ("Check supervision notes for the voice of the child", "probation", date(2019, 9, 12), date(2019, 12, 20),
     "probation-lead", "Sample drawn."),
    ("Show how early help assessments are shared with schools", "council-csc", date(2019, 9, 12), date(2019, 11, 29),
     "dcs", "Guide drafted and with head teachers."),
    ("Put the neglect tool into the induction of new staff", "community-trust", date(2019, 9, 12), date(2020, 1, 17),
     "community-lead", ""),
)  # fmt: skip


def _actions(world: World) -> None:
    threads(world)
    point = LearningPoint._base_manager.get(title=INTERVIEWS)
    for title, agency, asked_on, due_on, lead, progress in ACTIONS:
        if asked_on > world.on:
            continue
        with clock.at(asked_on):
            action = ask_action(
                title=title, text=title, agency=world.organisations[agency], due_on=due_on, group=world.groups["qp"],
                by=world.people["bm"], on=asked_on, points=[point] if agency == "police" else None,
                lead=world.people[lead], source_words="Board and Quality and Performance",
            )  # fmt: skip
        said_on = min(world.on, asked_on + timedelta(days=45))
        if progress:
            with clock.at(said_on):
                say_progress(action=action, text=progress, by=world.people[lead], on=said_on)


def _meetings(world: World) -> None:
    by = world.people["bm"]
    with clock.at(min(world.on, date(2019, 6, 3))):
        held = plan_meeting(
            group=world.groups["board"], reference="2019/3", title="Board meeting 2019/3", meets_on=date(2019, 9, 12),
            starts=time(9, 30), ends=time(13, 0), place="County Hall, Taunton", agenda=HELD_AGENDA, by=by,
            on=min(world.on, date(2019, 6, 3)), questions_to="Ruth Penhallow, business manager",
        )  # fmt: skip
    planned_on = min(world.on, date(2019, 10, 17))
    with clock.at(planned_on):
        meeting = plan_meeting(
            group=world.groups["board"], reference="2019/4", title="Board meeting 2019/4",
            meets_on=date(2019, 12, 12), starts=time(9, 30), ends=time(13, 0), place="County Hall, Taunton",
            agenda=quarterly(), by=world.people["bm"], on=planned_on,
            quorum="Half of the member agencies, with county council, clinical commissioning group and police.",
            getting_there="Room 2, ground floor: step-free, hearing loop. Parking from 9am.",
            questions_to="Ruth Penhallow, business manager, by 5pm on Tuesday 10 December",
            note="12 December 2019 is polling day: publish nothing from this pack before 13 December.",
        )  # fmt: skip
    for past, rules in (
        (held, ("board-forward-plan", "board-agenda-set", "board-papers-due", "board-quality-check",
                "board-pack-issue", "board-actions-out", "board-minutes-to-chair", "board-minutes-to-members")),
        (meeting, ("board-forward-plan", "board-agenda-set")),
    ):  # fmt: skip
        for row in Deadline.objects.open().filter(record_id=past.pk, rule__in=rules, due_on__lte=world.on):
            with transaction.atomic():
                meet_deadline(row, by=by, on=row.due_on)
    minute_the_last_meeting(held, world)
    for number, cover, content in uploaded_papers():
        paper = Paper._base_manager.get(item=AgendaItem.objects.get(meeting=meeting, number=number))
        on = min(world.on, date(2019, 11, 8))
        with clock.at(on):
            write_cover(paper=paper, version=paper.version, by=world.people["bm"], on=on, **cover)
            receive_paper(paper=paper, name=f"paper-{number}.pdf", content=content, by=world.people["bm"], on=on)


def _challenges(world: World) -> None:
    """One that was answered and closed with a difference, one that waits and is a day late on 12 November 2019."""
    chair = world.people["chair"]

    def fresh(title: str) -> Challenge:
        return Challenge._base_manager.select_related("owner", "group").get(title=title)

    babies, notes = "Bruising in babies who cannot move", "Supervision that asks about the child"
    steps = (
        (date(2019, 5, 15), lambda on: raise_challenge(
            agency=world.organisations["trust-west"], to_office="Chief executive", title=babies, by=chair, on=on,
            asks="Does every ward ask a paediatrician to see a baby with a bruise who cannot move?",
            evidence="The learning was shared in 2018; in an audit of April 2019 two wards did not know of it.",
        )),
        (date(2019, 5, 28), lambda on: answer_challenge(
            challenge=fresh(babies), version=fresh(babies).version, by=world.people["trust-west-lead"], on=on,
            answer="It is now a step of the admission form on all wards. Night staff were told by 24 May.",
        )),
        (date(2019, 9, 12), lambda on: close_challenge(
            challenge=fresh(babies), by=chair, on=on, outcome="The answer was accepted by the Board.",
            difference="In a sample of July every such baby had been seen by a paediatrician the same day.",
        )),
        (date(2019, 10, 28), lambda on: raise_challenge(
            agency=world.organisations["probation"], to_office="Head of area", title=notes, by=chair, on=on,
            asks="When will supervision of workers with parents always ask what life is like for the child?",
            evidence="The action agreed in September has shown no sample yet.",
        )),
    )  # fmt: skip
    for on, act in steps:
        if on <= world.on:
            with clock.at(on):
                act(on)


def next_board_meeting(on: date) -> Meeting | None:
    return Meeting._base_manager.filter(group__code="board", meets_on__gte=on).order_by("meets_on").first()
