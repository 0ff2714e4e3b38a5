"""What lies on somebody's desk: every step that waits on a record, of all programmes, found with one query.

Tiles say as data on which records a step waits (`Owing`); here they are asked for together, over the one table of
records, narrowed to what the reader may see, and joined to their open deadlines.
"""

import logging
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.urls import reverse

from sscb import database
from sscb.access.policy import can
from sscb.access.sockets import rules
from sscb.access.standing import standing
from sscb.board.queries.shown import OwedRow, State, Step, by_date, day_words, many
from sscb.board.sockets import Owing, Tile, Whose, tiles
from sscb.learning.queries import OPEN
from sscb.records.sockets import types
from sscb.timetable.queries import Listed, listed

ACTION, ACTION_DUE, ACTION_SOURCE = "learning.action", "action__due_on", "action__source_words"
ACTION_CARRIED = "action__carried"
AGENCY_ROLES = frozenset({"AGL", "AGC"})
log = logging.getLogger("sscb.board")


@dataclass(frozen=True)
class OpenAction:
    """An open action as home pages need it; everything of it came with the desk."""

    uuid: UUID
    reference: str
    title: str
    stage: str
    due_on: date
    source_words: str
    agency: str
    agency_id: int
    group_id: int | None
    may_change: bool
    carried: int = 0


@dataclass(frozen=True)
class Desk:
    """`owed`: by the person or their agency; `waiting`: for the person to take. `found`: every record behind it."""

    owed: list[OwedRow] = field(default_factory=list)
    waiting: list[OwedRow] = field(default_factory=list)
    actions: list[OpenAction] = field(default_factory=list)
    found: list[Listed] = field(default_factory=list)


def desk_of(person: Any, as_at: date, *, deadlines: Q | None = None, actions: bool = True) -> Desk:
    """One query, whatever is plugged in. `deadlines`: records with an open one like this are brought along."""
    plugged = [(tile, list(_owing(tile, person))) for tile in tiles if tile.owing and can(person, tile.rule)]
    stages: dict[str, set[str]] = {ACTION: set(OPEN)} if actions else {}
    more: dict[str, Any] = {name: name for name in (ACTION_DUE, ACTION_SOURCE, ACTION_CARRIED)} if actions else {}
    for _, owings in plugged:
        for owing, wanted in owings:
            stages.setdefault(owing.type, set()).update(owing.stages)
            more.update(wanted)
    if not stages and deadlines is None:
        return Desk()
    desk = Desk(found=listed(person, stages=stages, more=more, deadlines=deadlines))
    for one in desk.found:
        if actions and one.type == ACTION and one.stage in OPEN:
            desk.actions.append(_action(one, person))
    desk.actions.sort(key=lambda one: (one.due_on, one.reference))
    for tile, owings in plugged:
        try:
            _lay_out(desk, owings, person, as_at)
        except Exception as fault:
            if database.is_away(fault):
                raise  # it is nothing of the tile's: the page is made once more
            log.exception("A tile of the home pages could not be made: %s", tile.code)
    return desk


def _owing(tile: Tile, person: Any) -> Iterator[tuple[Owing, list[tuple[str, Any]]]]:
    """The steps of a tile that may be this person's, each with what it wants brought: pairs of name and path.

    In the order of `more`, then `due`, then `person`.
    """
    for number, owing in enumerate(tile.owing):
        rule = rules.get(owing.rule)
        if not can(person, owing.rule) and not (rule and rule.by_grant):
            continue
        wanted = [*owing.more, *([owing.due] if owing.due else ())]
        if owing.whose is Whose.PERSON:
            wanted.append(owing.person)
        yield owing, [
            (what if isinstance(what, str) else f"{tile.code}.{number}.{place}", what)
            for place, what in enumerate(wanted)
        ]


def _lay_out(desk: Desk, owings: list[tuple[Owing, list[tuple[str, Any]]]], person: Any, as_at: date) -> None:
    who = standing(person)
    for one in desk.found:
        if one.sealed_on:
            continue
        for owing, wanted in owings:
            if one.type != owing.type or one.stage not in owing.stages:
                continue
            if not _is_theirs(owing, one, person, who) or not can(person, owing.rule, one):
                continue
            row = _row(owing, one, [one.more[name] for name, _ in wanted], as_at)
            if row is not None:
                (desk.owed if owing.whose in (Whose.AGENCY, Whose.PERSON) else desk.waiting).append(row)
                break


def _is_theirs(owing: Owing, one: Listed, person: Any, who: Any) -> bool:
    if owing.whose is Whose.PERSON:
        return one.more[owing.person] == person.pk
    if owing.whose is Whose.AGENCY:
        roles = rules[owing.rule].roles & AGENCY_ROLES
        return any(role in roles and agency == one.owner_id for role, agency, _ in who.held if agency)
    if owing.whose is Whose.GROUP:
        return one.group_id is not None and one.group_id in who.groups("SGC")
    own = {who.organisation_id, *(agency for _, agency, _ in who.held)} - {None}
    return not (owing.not_own and one.owner_id in own)


def _row(owing: Owing, one: Listed, brought: list[Any], as_at: date) -> OwedRow | None:
    kind = types[one.type]
    due = brought[len(owing.more)] if owing.due else one.due_on
    late = max((as_at - due).days, 0) if due and owing.late is not None else 0
    if owing.only_late and not late:
        return None
    words = {
        "title": one.title, "reference": one.reference, "owner": one.owner, "stage": kind.stages[one.stage],
        "due": day_words(due) if due else "", "late": many(late, "day"),
    }  # fmt: skip
    told = brought[: len(owing.more)]
    if late:
        state = State("late", (owing.late or "Late {late}").format(*told, **words))
    elif owing.state:
        state = State(owing.state[0], owing.state[1].format(*told, **words))
    else:
        state = by_date(due, as_at) if due else State("waiting", kind.stages[one.stage])
    title, url = owing.title.format(*told, **words), reverse(kind.url_name, args=[one.uuid])
    row = OwedRow(
        title, url, owing.about.format(*told, **words), day_words(due) if due else "–", state,
        Step(owing.step, reverse(owing.url_name, args=[one.uuid]) if owing.url_name else url, about=title), due,
    )  # fmt: skip
    return owing.row(one, as_at, row) if owing.row else row


def _action(one: Listed, person: Any) -> OpenAction:
    return OpenAction(
        one.uuid, one.reference, one.title, one.stage, one.more[ACTION_DUE], one.more[ACTION_SOURCE] or "", one.owner,
        one.owner_id, one.group_id, bool(can(person, "change", one)), one.more[ACTION_CARRIED],
    )  # fmt: skip
