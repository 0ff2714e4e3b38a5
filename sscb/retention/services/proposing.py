"""What has reached the end of its time, is not held, and may be disposed of, is proposed: by the daily sweep."""

from datetime import date
from typing import Any

from django.apps import apps
from django.db import transaction
from django.db.models import Q

from sscb.history.services import write_history
from sscb.people.models import Person
from sscb.records.models import Record
from sscb.retention.models import Hold, KeptLonger, Proposal
from sscb.retention.periods import Version, counting, versions
from sscb.retention.reach import is_held, stopped
from sscb.retention.services.asking import ring_again
from sscb.retention.services.holding import extend_holds
from sscb.retention.sockets import Kept, kept

ACCOUNTS = "RET-10"
EACH_TIME = 500
"""Proposals of one kind in one sweep: two people read them, and the next sweep brings the rest."""


def look_after_retention(as_at: date) -> int:
    """For the sweep: holds reach what was linked since, what ended is proposed, what was approved is done."""
    reached = extend_holds(as_at)
    ring_again()
    return reached + propose(as_at)


def propose(as_at: date) -> int:
    """Any number of times; how many are new. Nothing under a moratorium, nothing of a line that is not signed off."""
    if stopped():
        return 0
    every = versions()
    found = 0
    for one in kept:
        if one.line and not one.cannot and (version := counting(every[one.line], as_at)):
            for record, began_on, until in reached_their_end(one, version, as_at):
                found += _propose(version, as_at, began_on, until, record=record)
    if version := counting(every[ACCOUNTS], as_at):
        for person, until in accounts_at_their_end(version, as_at):
            found += _propose(version, as_at, person.left_on, until, person=person)
    return found


def reached_their_end(one: Kept, version: Version, as_at: date) -> list[tuple[Record, date, date]]:
    """Records of this kind whose last day has passed: with the day they count from, and that last day."""
    table, limit = apps.get_model(one.model), version.period.latest_start(as_at)
    if limit is None:
        return []
    rows = table._base_manager.filter(
        type=one.code, disposed_on=None, sealed_on=None, held_on=None, **{f"{one.starts}__lt": limit}
    ).exclude(pk__in=_not_again(as_at).values("record"))
    newest = _newest(table, one)
    longer = set(KeptLonger.objects.values_list("record_id", flat=True))
    found = []
    names = ["pk", one.starts, *([one.born] if one.born else [])]
    for key, began_on, *more in rows.order_by("pk").values_list(*names)[:EACH_TIME]:
        until = version.period.keep_until(began_on, born=more[0] if more else None, longer=key in longer)
        if until is not None and until < as_at and key not in newest:
            found.append((Record._plain.get(pk=key), began_on, until))
    return [told for told in found if not is_held(told[0])]


def accounts_at_their_end(version: Version, as_at: date) -> list[tuple[Person, date]]:
    limit = version.period.latest_start(as_at)
    known = _not_again(as_at).exclude(person=None).values("person")
    rows = Person.objects.filter(is_active=False, left_on__lt=limit).exclude(pk__in=known)
    rows = rows.exclude(pk__in=Hold.objects.filter(on=Hold.On.ACCOUNT, released_on=None).values("person"))
    return [(one, version.period.keep_until(one.left_on)) for one in rows.order_by("pk")[:EACH_TIME]]


def _not_again(as_at: date) -> Any:
    """Proposed already, kept longer until a later day, or done."""
    return Proposal.objects.filter(
        Q(state__in=[*Proposal.OPEN, Proposal.State.DONE]) | Q(state=Proposal.State.EXTENDED, extended_to__gte=as_at)
    )


def _newest(table: Any, one: Kept) -> set[int]:
    """“And the current one”: the newest of those alike is never disposed of."""
    if not one.newest_of:
        return set()
    rows = table._base_manager.order_by(one.newest_of, "opened_on", "pk").values_list(one.newest_of, "pk")
    return set(dict(rows).values())


@transaction.atomic(durable=True)
def _propose(version: Version, as_at: date, began_on: date, until: date, **whose: Any) -> int:
    made, fresh = Proposal.objects.get_or_create(
        **whose, state__in=Proposal.OPEN,
        defaults={
            "line": version.line.code, "number": version.number, "began_on": began_on, "kept_until": until,
            "proposed_on": as_at, "state": Proposal.State.WAITING,
        },
    )  # fmt: skip
    if fresh:
        write_history(
            made.record or made.person, "retention.proposed", by=None, on=as_at, line=made.line, kept_until=until
        )
    return int(fresh)
