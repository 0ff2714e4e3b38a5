"""What the retention pages show: references, classes and dates. Never a title, never what stands in a record."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count
from django.urls import reverse

from sscb.access.policy import can
from sscb.records.sockets import types
from sscb.retention.models import Certificate, Hold, Moratorium, Proposal
from sscb.retention.periods import Version, counting, versions
from sscb.retention.reach import stopped
from sscb.retention.schedule import LINE, LINES, REVIEW, TWO_AGREE, Line
from sscb.retention.services.approving import standing_in_the_way
from sscb.retention.services.offering import to_be_offered
from sscb.retention.sockets import kept

MOST = 100


@dataclass(frozen=True)
class ScheduleRow:
    line: Line
    now: Version
    kinds: str
    waiting: Version | None
    changed: str
    signed: str
    may_sign: bool
    may_change: bool


@dataclass(frozen=True)
class Tab:
    title: str
    url: str
    current: bool


def tabs(person: Any, here: str) -> list[Tab]:
    rows = (
        ("How long it is kept", "retention:schedule", "retention.read"),
        ("Disposal", "retention:disposals", "retention.read"),
        ("Holds and the stop", "retention:holds", "retention.hold"),
    )
    return [Tab(title, reverse(name), name == here) for title, name, rule in rows if can(person, rule)]


def schedule(person: Any, as_at: date) -> list[ScheduleRow]:
    """Each line as it counts now; a later version that waits for its day or its sign-off beside it."""
    every, signs, changes = versions(), bool(can(person, "retention.sign_off")), bool(can(person, "retention.change"))
    kinds: dict[str, list[str]] = {}
    for one in kept:
        if one.line:
            kinds.setdefault(one.line, []).append(types[one.code].title.lower())
    rows = []
    for line in LINES:
        newest = every[line.code][-1]
        now = counting(every[line.code], as_at) or every[line.code][0]
        waiting = newest if newest.number != now.number else None
        changed = f"Version {newest.number}, {newest.row.changed_by.name}: {newest.row.why}" if newest.row else ""
        signed = f"{now.signed.signed_by.name}, {_day(now.signed.signed_on)}" if now.signed else ""
        rows.append(
            ScheduleRow(
                line, now, ", ".join(kinds.get(line.code, ())), waiting, changed, signed,
                may_sign=signs and newest.signed is None, may_change=changes and line.own,
            )
        )  # fmt: skip
    return rows


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


@dataclass(frozen=True)
class ProposalRow:
    uuid: Any
    reference: str
    kind: str
    line: str
    title: str
    period: str
    began_on: date
    kept_until: date
    state: str
    first: str
    way: str
    may_approve: bool
    may_extend: bool
    review: bool


def proposals(person: Any) -> list[ProposalRow]:
    """What waits for people or for its job, the longest past its end first. One question for what stands in the way."""
    rows = Proposal.objects.filter(state__in=Proposal.OPEN).select_related("record", "person", "first_by")
    may = bool(can(person, "retention.approve"))
    found = []
    for one in rows[:MOST]:
        way = one.stands_in_the_way or _held(one)
        undecided = one.state in (Proposal.State.WAITING, Proposal.State.ONCE)
        found.append(
            ProposalRow(
                one.uuid, one.record.reference if one.record_id else f"Account {str(one.person.uuid)[:8]}",
                types[one.record.type].title if one.record_id else "Account of somebody who left",
                one.line, LINE[one.line].title, f"Version {one.number}", one.began_on, one.kept_until,
                one.get_state_display(), f"{one.first_by.name}, {_day(one.first_on)}" if one.first_by_id else "", way,
                may_approve=may and undecided and not way and one.first_by_id != person.pk,
                may_extend=may and undecided, review=LINE[one.line].end == REVIEW,
            )
        )  # fmt: skip
    return found


def _held(one: Proposal) -> str:
    return "A legal hold stands on it" if one.record_id and one.record.held_on else ""


def certificates() -> list[Certificate]:
    return list(Certificate.objects.all()[:MOST])


def kept_longer() -> list[Proposal]:
    rows = Proposal.objects.filter(state=Proposal.State.EXTENDED)
    return list(rows.select_related("record", "extended_by").order_by("-extended_on", "-id")[:MOST])


def holds() -> list[Hold]:
    rows = Hold.objects.select_related("record", "person", "placed_by", "asked_by", "released_by")
    return list(rows.annotate(reaches=Count("reached"))[:MOST])


def moratoria() -> list[Moratorium]:
    return list(Moratorium.objects.select_related("placed_by", "asked_by", "released_by")[:MOST])


def to_offer(person: Any, as_at: date) -> int:
    """How many records that are kept for good wait to be offered to the archive by this person."""
    return len(to_be_offered(as_at)) if can(person, "retention.offer") else 0


def unsigned(rows: list[ScheduleRow]) -> int:
    return sum(1 for row in rows if not row.signed)


__all__ = [
    "TWO_AGREE", "certificates", "holds", "kept_longer", "moratoria", "proposals", "schedule", "standing_in_the_way",
    "stopped", "tabs", "to_offer", "unsigned",
]  # fmt: skip
