"""A concern of the panel as those see it who must pass it on. Who the child was is nowhere here."""

from dataclasses import replace
from datetime import date
from typing import Any

from cdop.models import Suspicion
from sscb.access.policy import can
from sscb.board.queries.shown import Fact, OwedRow, State, Step, many
from sscb.board.sockets import Owing
from sscb.timetable.days import in_words
from sscb.timetable.queries import Listed

RULE = "cdop-abuse-suspected"
SHOWN_AFTER = 30
TO_DO = {
    Suspicion.Way.SCR: "Refer it to the Board’s chair for a decision on a serious case review, today.",
    Suspicion.Way.PARTNERS: "Tell the national Child Safeguarding Practice Review Panel and the safeguarding partners "
    "(council, clinical commissioning group, police), today.",
}


def state_of(one: Suspicion, as_at: date) -> State:
    days = ((one.told_on or as_at) - one.suspected_on).days
    if one.told_on:
        if days:
            return State("late", f"Passed on {many(days, 'day')} late: a serious incident of the process")
        return State("done", "Passed on the same day")
    if days > 0:
        return State("late", f"Not passed on for {many(days, 'day')}: a serious incident of the process")
    return State("soon", "To be passed on today")


def heading_of(one: Suspicion, as_at: date) -> str:
    if one.told_on:
        return f"The concern of {in_words(one.suspected_on)} was passed on"
    if one.is_incident(as_at):
        return f"A concern of {in_words(one.suspected_on)} has not been passed on"
    return "A concern must be passed on today"


def suspicion_page(one: Suspicion, person: Any, as_at: date) -> dict[str, Any]:
    facts = [
        Fact("Raised", in_words(one.suspected_on)),
        Fact("By", one.suspected_by.name),
        Fact("Way", one.get_way_display()),
        Fact("Rule", f"{RULE}: at once"),
    ]
    if one.told_on:
        facts.append(Fact("Passed on", f"{in_words(one.told_on)}, to {one.told_whom}"))
    if one.late_because:
        facts.append(Fact("Late because", one.late_because))
    return {
        "heading": heading_of(one, as_at),
        "lead": "" if one.told_on else TO_DO[one.way],
        "state": state_of(one, as_at),
        "facts": facts,
        "may_pass_on": not one.told_on and bool(can(person, "cdop.pass_suspicion_on", one)),
        "words": one.words if can(person, "cdop.write_paper") else "",
    }


def _words(listed: Listed, as_at: date, row: OwedRow) -> OwedRow | None:
    """What waits to be passed on; and for thirty days after, what was passed on late."""
    one = Suspicion(**{name: listed.more[f"suspicion__{name}"] for name in TOLD})
    if one.told_on and not (one.is_incident(as_at) and (as_at - one.told_on).days <= SHOWN_AFTER):
        return None
    to_do = "" if one.told_on else TO_DO[one.way]
    return replace(
        row, title=heading_of(one, as_at), state=state_of(one, as_at),
        about=f"{listed.reference}, from the child death overview panel. {to_do}",
        step=Step("Open", row.url, about=listed.reference),
    )  # fmt: skip


TOLD = ("way", "suspected_on", "told_on")
OWING = (
    Owing("cdop.suspicion", ("raised", "told"), "cdop.see_suspicions", "Open", due="suspicion__suspected_on",
          more=tuple(f"suspicion__{name}" for name in TOLD), row=_words),
)  # fmt: skip
