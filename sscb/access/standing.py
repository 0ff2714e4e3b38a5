"""What a person is, on a day: their roles and places, and what is opened to them or kept from them by name."""

from dataclasses import dataclass
from typing import Any

from sscb import clock
from sscb.access.named import NOTHING, Named, generation, read_with_roles
from sscb.people.models import Group, Membership, RoleHeld
from sscb.people.naming import group_name


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
    roles, by_name = read_with_roles(person, RoleHeld.objects.on(today).filter(person=person))
    held: set[tuple[str, int | None, int | None]] = {(role, organisation, None) for role, organisation, _ in roles}
    codes, places = {}, []
    memberships = Membership.objects.on(today).filter(person=person).exclude(position=Membership.Position.DEPUTY)
    memberships = memberships.exclude(group__to_on__lt=today)  # a group that has ended gives nobody a right
    sits = ("position", "group_id", "group__kind", "group__code", "group__named", "person__organisation__name")
    told = list(memberships.values_list(*sits))
    for position, group, kind, code, named, _agency in told:
        codes[group] = code
        places.append((position, kind, group_name(group, named, today)))
        if kind == Group.Kind.BOARD:
            held.add(("BM", person.organisation_id, group))
        else:
            held.add(("SGM", person.organisation_id, group))
            if position == Membership.Position.CHAIR:
                held.add(("SGC", person.organisation_id, group))
    if not held and by_name.granted(write=False).any():
        held.add(("PNL", None, None))
    found = Standing(
        person.pk, person.uuid, person.is_active, person.organisation_id, frozenset(held), codes, tuple(places),
        next((row[-1] for row in (*roles, *told)), None) or "", by_name,
    )  # fmt: skip
    person.__dict__["_standing"] = (fresh, found)
    return found


def forget_standing(person: Any) -> None:
    """After roles or memberships of this very object were changed."""
    person.__dict__.pop("_standing", None)
