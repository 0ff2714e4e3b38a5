"""Nobody checks their own work: what verifies and judges is neither the owner nor their agency (handbook R-P-1)."""

from collections.abc import Iterable

from sscb.access.policy import Decision, Refused
from sscb.access.standing import standing
from sscb.learning.models import Action
from sscb.people.models import Group, Person


def require_not_owner(by: Person, actions: Iterable[Action]) -> None:
    for action in actions:
        if by.pk in (action.lead_id, action.done_by_id) or (
            by.organisation_id and by.organisation_id == action.agency_id
        ):
            refuse(f"{action.reference} is your own agency’s, so somebody else says whether it was done and worked.")


def require_others_proofs(by: Person, proofs: Iterable) -> None:
    if any(one.added_by_id == by.pk for one in proofs):
        refuse("You handed this evidence in, so somebody else judges it.")


def require_own_group(by: Person, group: Group | None) -> None:
    """A subgroup's chair acts for that subgroup; the Independent Chair and the Board's office for all."""
    who = standing(by)
    if who.roles & {"CHAIR", "BMGR", "OFF"}:
        return
    if group is None or group.pk not in who.groups("SGC"):
        refuse("You chair another subgroup than the one that follows this up.")


def refuse(sentence: str) -> None:
    raise Refused(Decision(False, "independence", reveal_existence=True), f"{sentence} Nothing was changed.")
