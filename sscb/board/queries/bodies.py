"""Which bodies a reader may choose among: on the list of meetings and in the decision log."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from sscb.board.bodies import BOARD, is_boards, run_by
from sscb.board.models import Meeting
from sscb.people.models import Group


@dataclass(frozen=True)
class Filter:
    text: str
    url: str
    current: bool


def bodies_seen(person: Any) -> list[Group]:
    """The Board, the bodies of which this person sees a meeting, and those that they plan for."""
    seen = Meeting.objects.visible_to(person).values_list("group_id", flat=True).distinct()
    known = {one.pk: one for one in Group.objects.filter(Q(code=BOARD) | Q(pk__in=set(seen)))}
    known |= {one.pk: one for one in run_by(person)}
    return sorted(known.values(), key=lambda one: (not is_boards(one), one.order, one.name))


def trail_of(group: Group | None) -> dict[str, str]:
    """The list on which a meeting of this body stands."""
    if is_boards(group):
        return {"title": "Board meetings", "url": "/meetings/"}
    return {"title": f"Meetings of {group.name}", "url": f"/meetings/?body={group.code}"}


def body_links(address: str, bodies: list[Group], current: str) -> list[Filter]:
    """The bodies as links of a page; none where there is only one."""
    if len(bodies) < 2:
        return []
    return [Filter(one.name, f"{address}?body={one.code}", one.code == current) for one in bodies]
