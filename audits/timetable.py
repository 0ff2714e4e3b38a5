"""The audits' own dates: local rules, agreed by Quality and Performance (audits handbook 1.7, default)."""

from datetime import date

import audits.cases.timetable  # noqa: F401 - it plugs in what case audits declare
from audits.returns.services.chasing import chase_returns
from sscb.timetable.allow import Days
from sscb.timetable.rules import InForce, Opening, Rule, Version
from sscb.timetable.sockets import openings, rules

CHAPTER = "Audits"
CITES = "Default ladder of reminders, audits handbook 1.7, to be agreed by Quality and Performance"


def _rule(code: str, title: str, counts_from: str, order: int, **more) -> None:
    version = Version(1, Days(0), InForce(date(2018, 1, 1)), owner="the agency", strength="local", grade="D",
                      cites=CITES, **more)  # fmt: skip
    starts_from = "the last day of the window, or of an agency’s own extension"
    rules.plug(Rule(code=code, title=title, counts_from=counts_from, starts_from=starts_from, order=order,
                    chapter=CHAPTER, versions=(version,)))  # fmt: skip


_rule(
    "audit-return-due", "Hand in an audit return", "audit.due_on", 300,
    on_miss="It is shown as late, its ladder of reminders goes on, and the Board is told who has not returned.",
)  # fmt: skip
_rule(
    "audit-return-asked", "An audit return, from a body that is asked and need not answer", "audit.asked_by", 301,
    sense="measure", note="It is reminded and never called late: it has agreed to answer, and no statute asks it.",
)  # fmt: skip

openings.plug(Opening("audits.chases", "Reminders of audit returns", chase_returns))
