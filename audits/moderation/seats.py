"""Who may sit on the panel of a return: somebody of the moderating group, and of no agency whose return it is."""

from typing import Any

from audits.returns.models import AuditReturn
from sscb import clock
from sscb.access.policy import can
from sscb.access.standing import standing
from sscb.people.models import Membership, Person


def agencies_of(person: Any) -> set[int]:
    """The agency somebody works for, and those they hold a role at."""
    who = standing(person)
    return {who.organisation_id, *(agency for _, agency, _ in who.held)} - {None}


def chairs_for(person: Any, one: AuditReturn) -> bool:
    """The chair of the group that moderates, who is of another agency."""
    return one.group_id in standing(person).groups("SGC") and one.owner_id not in agencies_of(person)


def seat_fault(person: Any, one: AuditReturn) -> str:
    """Why somebody may not moderate this return, in a sentence; "" where they may."""
    if one.owner_id in agencies_of(person):
        return f"{person.name} works for {one.owner.name}, whose return it is."
    if not can(person, "audits.moderate", one):
        return f"{person.name} does not sit in {one.group.name}."
    return ""


def may_moderate(person: Any, one: AuditReturn) -> bool:
    return not seat_fault(person, one)


def may_decide(person: Any, one: AuditReturn) -> bool:
    """Decides an appeal: the chair of the moderating group, or the Independent Chair; neither for their own agency."""
    who = standing(person)
    return one.owner_id not in agencies_of(person) and (chairs_for(person, one) or "CHAIR" in who.roles)


def seats(one: AuditReturn) -> tuple[list[Person], list[Person]]:
    """Of those who sit in the moderating group: who may moderate this return, and who works for its agency."""
    sits = Membership.objects.on(clock.today()).filter(group=one.group).exclude(position=Membership.Position.DEPUTY)
    people = Person.objects.filter(pk__in=sits.values("person"), is_active=True).select_related("organisation")
    free, own = [], []
    for person in people.order_by("name"):
        (own if one.owner_id in agencies_of(person) else free).append(person)
    return free, own
