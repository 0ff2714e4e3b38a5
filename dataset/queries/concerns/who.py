"""Who may do what with a concern, beyond what role and level say."""

from typing import Any

from dataset.lifecycle import Asking
from dataset.models import Concern, Question
from sscb.access.standing import standing
from sscb.people.models import Person, RoleHeld


def agencies_asked(concern: Concern) -> set[int]:
    """Agencies whose question was not withdrawn."""
    found = Question._base_manager.filter(about_id=concern.pk).exclude(stage=Asking.WITHDRAWN)
    return set(found.values_list("owner_id", flat=True))


def leads_of(agency_id: int, on) -> list[Person]:
    """Who leads safeguarding for an agency on a day."""
    held = RoleHeld.objects.on(on).filter(role="AGL", organisation_id=agency_id, person__is_active=True)
    return [role.person for role in held.select_related("person")]


def own_agencies(person: Any) -> set[int]:
    """Agencies for which this person answers: as lead or contributor."""
    who = standing(person)
    return who.organisations("AGL") | who.organisations("AGC")
