"""A board's own list: agencies, groups and people, from one file. The demonstration uses one of the same form."""

import tomllib
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from sscb.history.services import write_history
from sscb.people.models import Group, Membership, Organisation, Person, Role, RoleHeld
from sscb.people.services import add_group, add_organisation, add_person, give_role, join

FIELDS = {
    "organisation": ({"code", "name", "kind", "duty_basis"}, {"quorum"}),
    "group": ({"code", "name", "kind"}, {"meets", "reports_to", "does"}),
    "person": ({"name", "email"}, {"key", "job_title", "organisation", "roles", "chairs", "member_of"}),
}
AT_AN_AGENCY = ("AGC", "AGL", "CDRP")


class Unreadable(ValidationError):
    """The list cannot be loaded; `messages` say where and why. Nothing was changed."""


@dataclass
class Loaded:
    """Who and what there is now, by code or key."""

    organisations: dict[str, Organisation] = field(default_factory=dict)
    groups: dict[str, Group] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    added: int = 0


def read_board(path: Path) -> dict[str, Any]:
    """The list as written, checked from end to end. Raises Unreadable with every fault found, not the first."""
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as fault:
        raise Unreadable(f"{path.name} could not be read: {fault}. Nothing was changed.") from fault
    except tomllib.TOMLDecodeError as fault:
        raise Unreadable(f"{path.name} is not in the right form: {fault}. Nothing was changed.") from fault
    faults = list(_faults(told))
    if faults:
        raise Unreadable([*faults, "Nothing was changed."])
    return told


def _faults(told: dict[str, Any]):
    if not isinstance(told.get("since"), date):
        yield "The list does not begin with the date since which it holds, such as: since = 2018-04-01."
    for kind, (needed, allowed) in FIELDS.items():
        for place, row in enumerate(told.get(kind, []), start=1):
            name = row.get("code") or row.get("email") or f"number {place}"
            for missing in sorted(needed - set(row)):
                yield f"{kind} {name}: {missing} is missing."
            for stray in sorted(set(row) - needed - allowed):
                yield f"{kind} {name}: {stray} is not known here."
    codes = {kind: {row.get("code") for row in told.get(kind, [])} for kind in ("organisation", "group")}
    bases, kinds = set(Organisation.DutyBasis.values), set(Group.Kind.values)
    for row in told.get("organisation", []):
        if row.get("duty_basis") not in bases:
            yield f"organisation {row.get('code')}: duty_basis must be one of {', '.join(sorted(bases))}."
    for row in told.get("group", []):
        if row.get("kind") not in kinds:
            yield f"group {row.get('code')}: kind must be one of {', '.join(sorted(kinds))}."
        if row.get("reports_to") and row["reports_to"] not in codes["group"]:
            yield f"group {row.get('code')}: there is no group {row['reports_to']}."
    for row in told.get("person", []):
        yield from _person_faults(row, codes)


def _person_faults(row: dict[str, Any], codes: dict[str, set]):
    name = row.get("email", "?")
    try:
        validate_email(name)
    except ValidationError:
        yield f"person {name}: this is not an e-mail address."
    if row.get("organisation") and row["organisation"] not in codes["organisation"]:
        yield f"person {name}: there is no organisation {row['organisation']}."
    for role in row.get("roles", []):
        if role not in Role.values or role in ("BM", "SGM", "SGC", "PNL"):
            yield f"person {name}: {role} is not a role that is given (Board and subgroup places are memberships)."
        if role in AT_AN_AGENCY and not row.get("organisation"):
            yield f"person {name}: {role} needs an organisation."
    for group in (*row.get("chairs", []), *row.get("member_of", [])):
        if group not in codes["group"]:
            yield f"person {name}: there is no group {group}."


@transaction.atomic(durable=True)
def load_board(told: dict[str, Any], *, by: Person | None, on: date) -> Loaded:
    """Add what is not there yet, all or nothing. Loading the same list twice adds nothing; nobody is removed."""
    loaded, since = Loaded(), told["since"]
    for row in told.get("organisation", []):
        loaded.organisations[row["code"]] = add_organisation(
            code=row["code"],
            name=row["name"],
            kind=row["kind"],
            duty_basis=row["duty_basis"],
            on=since,
            required_for_quorum=row.get("quorum", False),
        )
    for order, row in enumerate(told.get("group", [])):
        loaded.groups[row["code"]] = add_group(
            code=row["code"],
            name=row["name"],
            kind=row["kind"],
            order=order,
            meets=row.get("meets", ""),
            does=row.get("does", ""),
            reports_to=loaded.groups.get(row.get("reports_to", "")),
        )
    for row in told.get("person", []):
        loaded.people[row.get("key", row["email"])] = _load_person(row, loaded, since)
    write_history(None, "board.list_loaded", by=by, on=on, people=len(loaded.people), added=loaded.added)
    return loaded


def _load_person(row: dict[str, Any], loaded: Loaded, since: date) -> Person:
    organisation = loaded.organisations.get(row.get("organisation", ""))
    person = Person.objects.filter(email=row["email"].lower()).first()
    if person is None:
        loaded.added += 1
        person = add_person(
            email=row["email"], name=row["name"], job_title=row.get("job_title", ""), organisation=organisation
        )
    for role in row.get("roles", []):
        if not RoleHeld.objects.filter(person=person, role=role, to_on=None).exists():
            at = organisation if role in AT_AN_AGENCY else None
            give_role(person=person, role=role, on=since, organisation=at)
    places = [(code, Membership.Position.CHAIR) for code in row.get("chairs", [])]
    places += [(code, Membership.Position.MEMBER) for code in row.get("member_of", [])]
    for code, position in places:
        if not Membership.objects.filter(person=person, group=loaded.groups[code], to_on=None).exists():
            join(person=person, group=loaded.groups[code], on=since, position=position)
    return person
