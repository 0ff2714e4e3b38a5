"""Records at the stages asked for, each with its open deadlines: one query, however many types of record there are.

What somebody owes is a record with an owner, a stage and a last day. So a page that asks every programme "what waits?"
asks the database once, over the one table that all records share, narrowed to what its reader may see.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import F, FilteredRelation, Q

from sscb.records.models import Record
from sscb.timetable.models import Deadline

OPEN_LIMIT = Q(deadlines__state="open", deadlines__sense="limit", deadlines__due_on__isnull=False)
RECORD = (
    "pk", "uuid", "type", "reference", "title", "level", "owner_id", "group_id", "person_id", "stage", "released_on",
    "handed_to_id", "handed_on", "locked_on", "held_on", "sealed_on", "disposed_on",
)  # fmt: skip
NAMED = ("owner__name", "group__code")
DEADLINE = (
    "id", "rule", "rule_version", "title", "citation", "counts_from", "from_on", "due_on", "sum", "strength", "owner",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class OfGroup:
    code: str


@dataclass(slots=True)
class Listed:
    """One record as a list needs it: enough to say what it is, whose, how late, and what its reader may do with it.

    `more`: what was asked for beside the record's own columns, by the words it was asked with.
    """

    pk: int
    uuid: UUID
    type: str
    reference: str
    title: str
    level: str
    owner_id: int | None
    group_id: int | None
    person_id: int | None
    stage: str
    released_on: date | None
    handed_to_id: int | None
    handed_on: date | None
    locked_on: date | None
    held_on: date | None
    sealed_on: date | None
    disposed_on: date | None
    owner: str
    group: OfGroup | None
    more: dict[str, Any]
    deadlines: list[Deadline] = field(default_factory=list)

    @property
    def due_on(self) -> date | None:
        """Its nearest last day that is open."""
        return min((one.due_on for one in self.deadlines), default=None)


def listed(
    person: Any, *, stages: Mapping[str, Iterable[str]], more: Mapping[str, Any] | None = None,
    deadlines: Q | None = None,
) -> list[Listed]:
    """Records that this person may see and that stand at one of the stages given for their type, by code.

    `more`: name of what to bring -> a path from the record (`action__due_on`) or an expression. `deadlines`: records
    with an open deadline like this come too, whatever their stage. The nearest last day comes first.
    """
    more = more or {}
    wanted = Q(pk__in=[])
    for code, at in sorted(stages.items()):
        wanted |= Q(type=code, stage__in=sorted(set(at)))
    if deadlines is not None:
        due = Deadline.objects.open().filter(deadlines, sense="limit", due_on__isnull=False)
        wanted |= Q(pk__in=due.order_by().values("record_id"))
    names = {name: f"more_{number}" for number, name in enumerate(more)}
    brought = {names[name]: F(what) if isinstance(what, str) else what for name, what in more.items()}
    rows = Record.objects.visible_to(person).filter(wanted)
    limit = FilteredRelation("deadlines", condition=OPEN_LIMIT)
    rows = rows.annotate(open_limit=limit, **brought)
    rows = rows.order_by("open_limit__due_on", "open_limit__id", "pk")
    limits = [f"open_limit__{name}" for name in DEADLINE]
    found: dict[int, Listed] = {}
    for row in rows.values_list(*RECORD, *NAMED, "open_limit__organisation__name", *limits, *names.values()):
        own, rest = row[: len(RECORD)], row[len(RECORD) :]
        owner, group, whom, *rest = rest
        one = found.get(own[0])
        if one is None:
            one = found[own[0]] = Listed(
                *own, owner or "", OfGroup(group) if group else None,
                dict(zip(more, rest[len(DEADLINE) :], strict=True)),
            )  # fmt: skip
        if rest[0] is not None:
            limit = Deadline(**dict(zip(DEADLINE, rest[: len(DEADLINE)], strict=True)))
            limit.owner = whom or limit.owner
            one.deadlines.append(limit)
    return list(found.values())
