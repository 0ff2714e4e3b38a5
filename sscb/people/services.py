"""Every write about people. History is the caller's: this room stands below it."""

from datetime import date

from django.db import transaction

from sscb.people import naming
from sscb.people.models import Group, Membership, Name, Organisation, Person, RoleHeld


def add_organisation(*, code: str, name: str, kind: str, duty_basis: str, on: date, **more) -> Organisation:
    """Idempotent by code: a known organisation gets its new name."""
    organisation, _ = Organisation.objects.update_or_create(
        code=code, defaults={"name": name, "kind": kind, "duty_basis": duty_basis, "from_on": on, **more}
    )
    return organisation


def add_group(*, code: str, name: str, kind: str, order: int, reports_to: Group | None = None, **more) -> Group:
    group, _ = Group.objects.update_or_create(
        code=code, defaults={"named": name, "kind": kind, "order": order, "reports_to": reports_to, **more}
    )
    return group


def call(*, group: Group | None, name: str, on: date, short: str = "") -> Name:
    """From `on` the group, or without one the Board itself, bears this name. Papers of the days before keep theirs."""
    row, _ = Name.objects.update_or_create(group=group, from_on=on, defaults={"name": name, "short": short})
    naming.forget()
    return row


@transaction.atomic
def add_person(
    *,
    email: str,
    name: str,
    job_title: str = "",
    organisation: Organisation | None = None,
    password: str | None = None,
) -> Person:
    """Without a password the account cannot be entered by one (an invitation sets it)."""
    person = Person(email=email, name=name, job_title=job_title, organisation=organisation)
    if password is None:
        person.set_unusable_password()
    else:
        person.set_password(password)
    person.save()
    return person


def give_password(*, person: Person, password: str) -> None:
    person.set_password(password)
    person.save(update_fields=["password"])


def give_role(
    *, person: Person, role: str, on: date, organisation: Organisation | None = None, until: date | None = None
) -> RoleHeld:
    """`until`: the last day on which it holds."""
    return RoleHeld.objects.create(person=person, role=role, organisation=organisation, from_on=on, to_on=until)


def join(*, person: Person, group: Group, on: date, position: str = Membership.Position.MEMBER) -> Membership:
    return Membership.objects.create(person=person, group=group, position=position, from_on=on)


def close_account(*, person: Person, on: date) -> Person:
    """They left: nobody signs in as them any more, and their roles and places end with that day."""
    person.is_active, person.left_on = False, on
    person.save(update_fields=["is_active", "left_on"])
    for rows in (RoleHeld.objects, Membership.objects):
        rows.filter(person=person, to_on=None).update(to_on=on)
    return person
