"""The bodies that meet here, the Board and its subgroups, and what differs between them: agenda, dates, who reads.

Three kinds of body meet in rooms of their own, and nothing of theirs is kept twice: the child death panel with its
cases (`cdop`), audit groups with their theme (`audits.cases`), practitioner forums with what they raised (`learning`).
They report upward as papers that the portal writes, such as `cdop.report`.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from sscb.access.policy import Decision, Refused
from sscb.access.standing import standing
from sscb.board.agenda import Planned, quarterly
from sscb.people.models import Group, Person

AGENDAS = Path(__file__).parent / "group_agendas.toml"
BOARD = "board"
MEETS_HERE = (Group.Kind.BOARD, Group.Kind.SUBGROUP)


@dataclass(frozen=True)
class Cycle:
    """The rules of the timetable by which a body meets: what they count from, and which of them others ask about."""

    trigger: str
    papers_due: str
    pack_issue: str
    minutes_sent: tuple[str, ...]


CYCLES = {
    True: Cycle("meeting.held_on", "board-papers-due", "board-pack-issue",
                ("board-actions-out", "board-minutes-to-chair", "board-minutes-to-members")),
    False: Cycle("group_meeting.held_on", "group-papers-due", "group-pack-issue", ("group-minutes-to-members",)),
}  # fmt: skip
PAPERS_DUE = tuple(cycle.papers_due for cycle in CYCLES.values())
PACK_ISSUE = tuple(cycle.pack_issue for cycle in CYCLES.values())


def is_boards(group: Group | None) -> bool:
    return group is None or group.kind == Group.Kind.BOARD


def cycle_of(group: Group | None) -> Cycle:
    return CYCLES[is_boards(group)]


def level_of(group: Group | None) -> str:
    """The Board's meetings are for Board and subgroups. A subgroup's are need to know: its members, its chair, the
    Independent Chair and the Board's office."""
    return "P3" if is_boards(group) else "P4"


def called(group: Group | None) -> str:
    """At the head of a sentence: "The Board meets", "Quality and Performance meets"."""
    return "The Board" if is_boards(group) else group.name


def within(group: Group | None) -> str:
    """Within a sentence: "send it to the Board"."""
    return "the Board" if is_boards(group) else group.name


def agenda_for(group: Group) -> list[Planned]:
    """Its own agenda, or the one that all subgroups begin with."""
    if is_boards(group):
        return quarterly()
    known = _agendas()
    return known.get(group.code, known["subgroup"])


@cache
def _agendas() -> dict[str, list[Planned]]:
    told = tomllib.loads(AGENDAS.read_text(encoding="utf-8"))
    return {code: [Planned(**line) for line in lines] for code, lines in told.items()}


def numbered(group: Group, number: str) -> tuple[str, str]:
    """Reference and title of its meeting with this number: 2019/4 for the Board's, QP-2019/6 for a subgroup's."""
    if is_boards(group):
        return number, f"Board meeting {number}"
    words = group.code.split("-")
    short = "".join(word[0] for word in words) if len(words) > 1 else words[0] if len(words[0]) < 4 else words[0][:3]
    return f"{short.upper()}-{number}", f"{group.name} meeting {number}"


def reports_to(group: Group) -> Group:
    """The body above it, which is the Board where nothing else is said."""
    return group.reports_to or Group.objects.get(code=BOARD)


def may_run(person: Person, group: Group) -> bool:
    """The Board's office plans for all bodies; a chair for the subgroup that they chair."""
    who = standing(person)
    if group.kind not in MEETS_HERE:
        return False
    return bool(who.roles & {"BMGR", "OFF"}) or group.pk in who.groups("SGC")


def run_by(person: Person) -> list[Group]:
    """Bodies for which this person plans meetings, the Board first."""
    found = Group.objects.filter(kind__in=MEETS_HERE)
    return sorted((one for one in found if may_run(person, one)), key=lambda one: (not is_boards(one), one.order))


def require_run(person: Person, group: Group) -> None:
    if group.kind not in MEETS_HERE:
        raise Refused(
            Decision(False, "meets elsewhere", reveal_existence=True),
            f"Meetings of {group.name} are kept with its own work, not here. Nothing was changed.",
        )
    if not may_run(person, group):
        raise Refused(
            Decision(False, "another group", reveal_existence=True),
            f"Meetings of {called(group)} are planned by its chair and the Board's office. Nothing was changed.",
        )
