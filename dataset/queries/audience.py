"""Who may see small numbers. Everybody else, and every pack, has them hidden (SEC-30)."""

from dataset.models import Reading
from sscb.access.policy import QP, standing

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


def sits_on_qp(person) -> bool:
    """A member of Quality and Performance, or the Board's office that works for it."""
    who = standing(person)
    return bool(who.roles & {"BMGR", "OFF"}) or who.sits_on("SGM", QP)


def speaks_for_qp(person) -> bool:
    """May write down what the subgroup agreed: its chair, or the Board's office with the minute in hand."""
    who = standing(person)
    return bool(who.roles & {"BMGR", "OFF"}) or who.sits_on("SGC", QP)


def chairs_qp(person) -> bool:
    return standing(person).sits_on("SGC", QP)
