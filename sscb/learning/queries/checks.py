"""Impact checks and the inbox of national reviews, as their readers find them."""

from datetime import date
from typing import Any

from sscb.access.policy import can
from sscb.learning.models import ImpactCheck, LearningPoint, NationalReview
from sscb.learning.status import Status
from sscb.people.models import Person, RoleHeld

DAY_WORDS = "%-d %B %Y"


def difference_shown(point: LearningPoint) -> bool:
    """A named judge said that it made a difference, or there is a reason why that is not checked."""
    judged = ImpactCheck.objects.all_for_job("whether a thread may close").filter(
        point=point, asks="difference", verdict__in=("yes", "partly")
    )
    return bool(point.no_check_why) or judged.exists()


def check_state(check: ImpactCheck, as_at: date) -> Status:
    if check.verdict:
        return VERDICTS[check.verdict]
    late = (as_at - check.due_on).days
    if late > 0:
        return Status("red", f"Late {late} day{'' if late == 1 else 's'}")
    return Status("amber" if late >= -28 else "green", f"To be judged by {check.due_on:{DAY_WORDS}}")


VERDICTS = {
    "yes": Status("blue", "Yes"), "partly": Status("amber", "In part"), "no": Status("withdrawn", "No"),
    "lost": Status("red", "It did, and was lost"), "unknown": Status("withdrawn", "Cannot be told"),
}  # fmt: skip


def checks_for(person: Any):
    found = ImpactCheck.objects.visible_to(person).select_related("judge", "point")
    return found.order_by("judged_on", "due_on", "pk")


def national_for(person: Any):
    """The inbox: what waits first, the longest waiting at the top."""
    found = NationalReview.objects.visible_to(person).select_related("point", "answered_by")
    return found.order_by("answered_on", "opened_on", "pk")


def judges(as_at: date) -> list[Person]:
    """Who may be named to judge: a subgroup's chair, the Independent Chair, the business manager."""
    office = RoleHeld.objects.on(as_at).filter(role__in=("CHAIR", "BMGR")).values("person_id")
    people = Person.objects.filter(is_active=True)
    found = people.filter(pk__in=office) | people.filter(memberships__position="chair", memberships__to_on=None)
    return [one for one in found.distinct().order_by("name") if can(one, "learning.judge")]
