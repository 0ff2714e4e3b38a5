"""The panel's own time limit for an agency's answer: local practice, changed by a new version."""

from datetime import date

from sscb.timetable.allow import Days
from sscb.timetable.rules import InForce, Rule, Version, WorkingDaysBefore
from sscb.timetable.sockets import rules

rules.plug(Rule(
    code="cd-form-answer",
    title="Answer the co-ordinator’s form",
    counts_from="form.asked_on",
    starts_from="the co-ordinator asks an agency for its form",
    order=119,
    chapter="Child deaths",
    versions=(
        Version(
            1, Days(21), InForce(date(2008, 4, 1)), owner="the agency that was asked", strength="local", grade="D",
            cites="Local practice of the panel (default)", warn=(WorkingDaysBefore(3),),
            note="Three weeks from the day the form was asked for.",
            on_miss="The person named is written to, and the co-ordinator sees it first.",
        ),
    ),
))  # fmt: skip
