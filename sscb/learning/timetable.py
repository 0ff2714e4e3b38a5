"""The date agreed with an agency for an action: a promise of its own, not a statutory limit."""

from datetime import date

from sscb.timetable.allow import Days
from sscb.timetable.rules import InForce, Rule, Version, WorkingDaysBefore
from sscb.timetable.sockets import rules

rules.plug(
    Rule(
        code="action-due",
        title="Do what was agreed",
        counts_from="action.due_on",
        starts_from="the date agreed with the agency",
        order=300,
        versions=(
            Version(
                1,
                Days(0),
                InForce(date(2012, 1, 1)),
                owner="the agency",
                strength="local",
                grade="D",
                cites="Board's own cycle (default)",
                warn=(WorkingDaysBefore(10), WorkingDaysBefore(3)),
                on_miss="It is shown in the action log and to the agency, the longest late first.",
            ),
        ),
    )
)
