"""What a person is, on a day: their roles and places, and what is opened to them or kept from them by name."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from django.db import connection

from sscb import clock
from sscb.access.named import NOTHING, Line, Named, generation
from sscb.people.models import Group, Membership
from sscb.people.naming import group_name

ROLE, PLACE = "role", "place"
_WHO = """
SELECT 'role', h.role, h.organisation_id, 0, CAST(NULL AS text), CAST(NULL AS text), CAST(NULL AS text), agency.name,
    CAST(NULL AS uuid), FALSE, CAST(NULL AS timestamptz), CAST(NULL AS timestamptz), CAST(NULL AS timestamptz)
FROM people_roleheld h LEFT JOIN people_organisation agency ON agency.id = %(agency)s
WHERE h.person_id = %(person)s AND h.from_on <= %(today)s AND (h.to_on IS NULL OR h.to_on >= %(today)s)
UNION ALL
SELECT 'place', m.position, g.id, g."order", g.kind, g.code, g.named, agency.name, NULL, FALSE, NULL, NULL, NULL
FROM people_membership m JOIN people_group g ON g.id = m.group_id
    LEFT JOIN people_organisation agency ON agency.id = %(agency)s
WHERE m.person_id = %(person)s AND m.from_on <= %(today)s AND (m.to_on IS NULL OR m.to_on >= %(today)s)
    AND m.position <> %(deputy)s AND (g.to_on IS NULL OR g.to_on >= %(today)s)
UNION ALL
SELECT 'grant', NULL, NULL, NULL, NULL, NULL, NULL, NULL, record_uuid, may_write, NULL, ends_at, revoked_at
FROM access_grant WHERE person_id = %(person)s AND ends_at > %(now)s AND granted_on <= %(today)s
UNION ALL
SELECT 'reason', NULL, NULL, NULL, NULL, NULL, NULL, NULL, record_uuid, FALSE, given_at, ends_at, NULL
FROM access_reasongiven WHERE person_id = %(person)s AND ends_at > %(now)s
UNION ALL
SELECT 'exclusion', NULL, NULL, NULL, NULL, NULL, NULL, NULL, record_uuid, FALSE, NULL, NULL, NULL
FROM access_exclusion WHERE person_id = %(person)s OR organisation_id = %(agency)s OR organisation_id IN (
    SELECT h.organisation_id FROM people_roleheld h
    WHERE h.person_id = %(person)s AND h.from_on <= %(today)s AND (h.to_on IS NULL OR h.to_on >= %(today)s))
"""
"""Every request asks it: one statement, as it stands. A deputy's place and a group that has ended give no right."""


@dataclass(frozen=True)
class Row:
    """`number`: the organisation of a role, the group of a place; `agency`: who the person works for."""

    what: str
    code: str | None
    number: int | None
    order: int | None
    kind: str | None
    group: str | None
    named: str | None
    agency: str | None
    record: UUID | None
    line: Line


@dataclass(frozen=True)
class Standing:
    """What a person is, on a day: (role, organisation id, group id) triples."""

    person_id: int | None
    uuid: Any
    active: bool
    organisation_id: int | None
    held: frozenset[tuple[str, int | None, int | None]]
    group_codes: dict[int, str]
    places: tuple[tuple[str, str, str], ...] = ()
    """(position, kind of group, name of group) of each membership, for saying what somebody is."""
    agency: str = ""
    """The name of the organisation they work for, of those who hold a role or sit on a group."""
    named: Named = NOTHING

    @property
    def roles(self) -> frozenset[str]:
        return frozenset(role for role, _, _ in self.held)

    def organisations(self, role: str) -> set[int]:
        return {org for held, org, _ in self.held if held == role and org}

    def groups(self, role: str) -> set[int]:
        return {group for held, _, group in self.held if held == role and group}

    def sits_on(self, role: str, code: str) -> bool:
        return any(self.group_codes.get(group) == code for group in self.groups(role))


NOBODY = Standing(None, None, False, None, frozenset(), {})


def standing(person: Any) -> Standing:
    """Worked out once per person object and day; a request holds a fresh object, so a change counts at once.

    What is opened or kept from them by name is held against the clock each time, and read again when this process
    changed it.
    """
    if person is None or not getattr(person, "pk", None):
        return NOBODY
    today = clock.today()
    known, fresh = person.__dict__.get("_standing"), (today, generation())
    if known and known[0] == fresh and known[1].active == person.is_active:
        return known[1]
    rows = _who(person, today)
    held: set[tuple[str, int | None, int | None]] = {(row.code, row.number, None) for row in rows if row.what == ROLE}
    codes, places = {}, []
    for row in sorted((row for row in rows if row.what == PLACE), key=lambda row: (row.order, row.number)):
        codes[row.number] = row.group
        places.append((row.code, row.kind, group_name(row.number, row.named, today)))
        if row.kind == Group.Kind.BOARD:
            held.add(("BM", person.organisation_id, row.number))
        else:
            held.add(("SGM", person.organisation_id, row.number))
            if row.code == Membership.Position.CHAIR:
                held.add(("SGC", person.organisation_id, row.number))
    agencies = frozenset({person.organisation_id, *(agency for _, agency, _ in held)} - {None})
    named = ((row.what, row.record, row.line) for row in rows if row.what not in (ROLE, PLACE))
    by_name = Named.of(person.pk, agencies, named)
    if not held and by_name.granted(write=False).any():
        held.add(("PNL", None, None))
    found = Standing(
        person.pk, person.uuid, person.is_active, person.organisation_id, frozenset(held), codes, tuple(places),
        next((row.agency for row in rows if row.agency), ""), by_name,
    )  # fmt: skip
    person.__dict__["_standing"] = (fresh, found)
    return found


def _who(person: Any, today: date) -> list[Row]:
    ops = connection.ops
    given = {
        "person": person.pk, "agency": person.organisation_id, "deputy": Membership.Position.DEPUTY.value,
        "today": ops.adapt_datefield_value(today), "now": ops.adapt_datetimefield_value(clock.now()),
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_WHO, given)
        found = cursor.fetchall()
    return [Row(*row[:8], _uuid(row[8]), Line(bool(row[9]), *map(_time, row[10:]))) for row in found]


def _uuid(value: Any) -> UUID | None:
    """SQLite keeps it as text, and a time too."""
    return UUID(value) if isinstance(value, str) else value


def _time(value: Any) -> datetime | None:
    return datetime.fromisoformat(value).replace(tzinfo=UTC) if isinstance(value, str) else value


def forget_standing(person: Any) -> None:
    """After roles or memberships of this very object were changed."""
    person.__dict__.pop("_standing", None)
