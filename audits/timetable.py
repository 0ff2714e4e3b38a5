"""The audits' own dates: local rules, agreed by Quality and Performance (audits handbook 1.7, default)."""

from datetime import date

from sscb.timetable.allow import Days
from sscb.timetable.rules import DaysBefore, InForce, Rule, Version
from sscb.timetable.sockets import rules

CHAPTER = "Audits"

rules.plug(Rule(
    code="audit-return-due",
    title="Hand in an audit return",
    counts_from="audit.due_on",
    starts_from="the last day of the window, or of an agency’s own extension",
    order=300,
    chapter=CHAPTER,
    versions=(
        Version(
            1, Days(0), InForce(date(2018, 1, 1)), owner="the agency", strength="local", grade="D",
            cites="Default ladder of reminders, audits handbook 1.7, to be agreed by Quality and Performance",
            warn=(DaysBefore(28), DaysBefore(7)),
            on_miss="It is shown as late, and the Board is told who has not returned.",
        ),
    ),
))  # fmt: skip
