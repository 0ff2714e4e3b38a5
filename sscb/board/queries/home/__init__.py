"""Home pages by role: each opens with the sentence its reader came for."""

from datetime import date
from typing import Any

from sscb.access.standing import standing
from sscb.board.queries.home.board_member import board_member
from sscb.board.queries.home.business_manager import business_manager
from sscb.board.queries.home.others import agency_lead, other
from sscb.board.queries.home.shared import Home
from sscb.board.queries.home.subgroup_chair import subgroup_chair
from sscb.board.queries.kept import kept

__all__ = ["Home", "home_of"]


def home_of(person: Any, as_at: date) -> Home:
    """The home page for what this person mainly is; worked out again as soon as anything was done by anybody."""
    return kept(person, as_at, _work_out, of="home")


def _work_out(person: Any, as_at: date) -> Home:
    roles = standing(person).roles
    if roles & {"BMGR", "OFF"}:
        return business_manager(person, as_at)
    if "SGC" in roles and "CHAIR" not in roles:
        return subgroup_chair(person, as_at)
    if roles & {"BM", "CHAIR"}:
        return board_member(person, as_at)
    if roles & {"AGL", "AGC"}:
        return agency_lead(person, as_at)
    return other(person, as_at)
