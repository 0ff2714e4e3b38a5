"""The transition of the demonstration board: a plan that two people agreed to in the summer before it."""

from datetime import date
from typing import Any

from sscb import clock
from sscb.board.transition import services
from sscb.board.transition.models import GroupChange, TransitionPlan

BEGUN, FILLED, PROPOSED, AGREED = date(2019, 6, 4), date(2019, 6, 25), date(2019, 7, 2), date(2019, 7, 9)
NAME, SHORT = "Somerset Safeguarding Children Partnership", "SSCP"


def transition(world: Any) -> None:
    """As far as it had come by the world's date."""
    for day, act in ((BEGUN, _begin), (FILLED, _fill), (PROPOSED, _propose), (AGREED, _agree)):
        if day <= world.on:
            with clock.at(day):
                act(world, day)


def _plan() -> TransitionPlan:
    return TransitionPlan._base_manager.get()


def _begin(world: Any, day: date) -> None:
    services.begin_plan(new_name=NAME, new_short=SHORT, by=world.people["bm"], on=day)


def _fill(world: Any, day: date) -> None:
    def line(code: str) -> GroupChange:
        return GroupChange.objects.select_related("group").get(group=world.groups[code])

    def said() -> dict[str, Any]:
        return {"plan": _plan(), "by": world.people["bm"], "on": day}

    services.change_group(line=line("governance"), outcome="renamed", name="Executive Group", **said())
    services.change_group(
        line=line("neglect"), outcome="merged", into=line("qp"), members_follow=True,
        why="Its strategy is agreed; how it works is followed by the figures and audits of Quality and Performance.",
        **said(),
    )  # fmt: skip
    made = services.add_group_to_plan(
        name="Independent Scrutiny", does="Looks from outside at how the partners work together, and says so", **said()
    )
    services.change_seat(kind="joins", person=world.people["lay"], line=made, position="chair", **said())
    services.change_seat(kind="joins", person=world.people["voluntary-lead"], line=made, **said())


def _propose(world: Any, day: date) -> None:
    services.propose(plan=_plan(), by=world.people["bm"], on=day)


def _agree(world: Any, day: date) -> None:
    services.agree(plan=_plan(), by=world.people["chair"], on=day)
