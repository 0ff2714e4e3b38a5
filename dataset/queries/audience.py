"""Who may see small numbers. Everybody else, and every pack, has them hidden (SEC-30)."""

from dataset.models import Reading
from sscb.access.policy import QP
from sscb.access.standing import standing

OFFICE = frozenset({"BMGR", "OFF", "CHAIR"})


def audience_of(person) -> str:
    """`qp` for members of Quality and Performance, the Independent Chair and the Board's office; else `wider`."""
    who = standing(person)
    if who.roles & OFFICE or who.sits_on("SGM", QP):
        return Reading.Audience.QP.value
    return Reading.Audience.WIDER.value


def protected(audience: str) -> bool:
    """Whether counts of 1 to 4, and what could give them away, are hidden from this audience."""
    return audience != Reading.Audience.QP.value
