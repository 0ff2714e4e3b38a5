"""What is opened to a person by name, and what a conflict of interest keeps from them.

It is read with their roles, once, so that neither a list nor a record asks for it again. Whoever has more of them
than `MOST` is the exception, and there the tables are asked as often as somebody wants to know.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from sscb import clock
from sscb.access.models import Exclusion, Grant, ReasonGiven

MOST = 500
NONE = Q(pk__in=[])
GRANT, REASON, EXCLUSION = "grant", "reason", "exclusion"
_generation = object()


@dataclass(frozen=True)
class Line:
    """One line of the tables. What begins and ends within the day is held against the clock when it is asked for."""

    may_write: bool
    starts_at: datetime | None
    ends_at: datetime | None
    revoked_at: datetime | None

    def holds(self, now: datetime, *, write: bool) -> bool:
        return (
            (self.may_write or not write)
            and (self.starts_at is None or self.starts_at <= now)
            and (self.ends_at is None or self.ends_at > now)
            and (self.revoked_at is None or self.revoked_at > now)
        )


@dataclass(frozen=True)
class Known:
    """Records by their uuid, in hand."""

    lines: Mapping[UUID, list[Line]]
    write: bool = False

    def has(self, record: Any) -> bool:
        lines = self.lines.get(record.uuid)
        return lines is not None and self._hold(lines, clock.now())

    def any(self) -> bool:
        return bool(self._uuids())

    def q(self) -> Q:
        uuids = self._uuids()
        return Q(uuid__in=uuids) if uuids else NONE

    def _uuids(self) -> list[UUID]:
        now = clock.now() if self.lines else None
        return sorted(uuid for uuid, lines in self.lines.items() if self._hold(lines, now))

    def _hold(self, lines: list[Line], now: datetime) -> bool:
        return any(line.holds(now, write=self.write) for line in lines)


@dataclass(frozen=True)
class Kept:
    """Records by their uuid, too many to have in hand: the rows of their table."""

    rows: QuerySet

    def has(self, record: Any) -> bool:
        return self.rows.filter(record_uuid=record.uuid).exists()

    def any(self) -> bool:
        return self.rows.exists()

    def q(self) -> Q:
        return Q(uuid__in=self.rows.values("record_uuid"))


@dataclass(frozen=True)
class Named:
    """`lines` by kind and record; None where there are more than `MOST`."""

    person_id: int | None
    agencies: frozenset[int]
    lines: Mapping[str, Mapping[UUID, list[Line]]] | None

    @classmethod
    def of(cls, person_id: int, agencies: frozenset[int], rows: Iterable[tuple[str, UUID, Line]]) -> "Named":
        lines: dict[str, dict[UUID, list[Line]]] = {}
        many = list(rows)
        for what, record, line in many:
            lines.setdefault(what, {}).setdefault(record, []).append(line)
        return cls(person_id, agencies, lines if len(many) <= MOST else None)

    def excluded(self) -> Known | Kept:
        """Kept from the person, from the agency they work for, or from one that they hold a role for."""
        if self.lines is None:
            return Kept(_exclusions(self.person_id, self.agencies))
        return Known(self.lines.get(EXCLUSION, {}))

    def granted(self, *, write: bool) -> Known | Kept:
        if self.lines is None:
            now = clock.now()
            grants = _grants(self.person_id, now).filter(Q(revoked_at=None) | Q(revoked_at__gt=now))
            return Kept(grants.filter(may_write=True) if write else grants)
        return Known(self.lines.get(GRANT, {}), write)

    def reasons(self) -> Known | Kept:
        if self.lines is None:
            now = clock.now()
            return Kept(_reasons(self.person_id, now).filter(given_at__lte=now))
        return Known(self.lines.get(REASON, {}))


NOTHING = Named(None, frozenset(), {})


def _grants(person_id: int | None, now: datetime) -> QuerySet:
    return Grant.objects.filter(person_id=person_id, ends_at__gt=now, granted_on__lte=clock.today())


def _reasons(person_id: int | None, now: datetime) -> QuerySet:
    return ReasonGiven.objects.filter(person_id=person_id, ends_at__gt=now)


def _exclusions(person_id: int | None, agencies: frozenset[int]) -> QuerySet:
    return Exclusion.objects.filter(Q(person_id=person_id) | Q(organisation_id__in=agencies))


def generation() -> object:
    """Another object whenever something of these tables was changed by this process."""
    return _generation


def changed(**_signal: Any) -> None:
    """Whatever a person object knows of these tables is read anew: after a save, a deletion, or a statement."""
    global _generation
    _generation = object()
