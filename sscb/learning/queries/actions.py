"""Reading actions: what an agency owes, what is open across the Board."""

from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from sscb.access.policy import can
from sscb.learning.models import Action, Proof

OPEN = ("asked", "done")


def open_actions(person: Any) -> QuerySet:
    """Open actions that this person may see, the longest late first."""
    found = with_proofs(Action.objects.filter(stage__in=OPEN).visible_to(person))
    return found.select_related("agency", "lead").order_by("due_on", "reference")


def with_proofs(actions: QuerySet) -> QuerySet:
    """With `is_verified`, so that the status of a list costs no query a row."""
    verified = Proof.objects.filter(record_id=OuterRef("pk"), shows=Proof.Shows.DONE, verified_on__isnull=False)
    return actions.annotate(is_verified=Exists(verified))


def actions_of(person: Any, agency_ids) -> QuerySet:
    return open_actions(person).filter(agency_id__in=agency_ids)


def days_late(action: Action, as_at: date) -> int:
    """0 when it is not late. Done and waiting to be checked is not late."""
    return max((as_at - action.due_on).days, 0) if action.stage == "asked" else 0


def may_report(person: Any, action: Action) -> bool:
    """Whether this person may say how the action stands: somebody of the agency who reports, or the Board's office."""
    if not can(person, "learning.report_progress"):
        return False
    return person.organisation_id == action.agency_id or bool(can(person, "change", action))
