"""The dates of the Quality and Performance data calendar: the Board's own, not statutory (handbook 5.2)."""

from datetime import date

from dataset.services.readings import refresh_what_is_old
from dataset.services.returns.opening import open_returns
from dataset.services.tidying import delete_files_left
from dataset.words import DUE_AFTER_DAYS
from sscb.timetable.allow import Days, WorkingDays
from sscb.timetable.rules import InForce, Opening, Rule, Version, WorkingDaysAfter, WorkingDaysBefore
from sscb.timetable.sockets import openings, rules
from sscb.timetable.tidying import Tidy, tidies

CALENDAR = "Q&P data calendar"
CHAPTER = "Figures from agencies"
SINCE = InForce(date(2012, 1, 1))
CHASE = (WorkingDaysAfter(5), WorkingDaysAfter(10))
ON_MISS = "It is shown to the agency, to the Board’s office and to the Board, and asked for again."
YEAR_AFTER_DAYS = 61


def _rule(code: str, title: str, counts_from: str, starts_from: str, order: int, allow, **more) -> None:
    version = Version(1, allow, SINCE, owner="the agency that sends the figures", strength="local", grade="D",
                      cites=CALENDAR, on_miss=ON_MISS, **more)  # fmt: skip
    rules.plug(Rule(code=code, title=title, counts_from=counts_from, starts_from=starts_from, order=order,
                    chapter=CHAPTER, versions=(version,)))  # fmt: skip


_rule("data-return", "Send the figures", "return.period_end", "the last day of the month or quarter", 310,
      Days(DUE_AFTER_DAYS), warn=(WorkingDaysBefore(5), *CHASE))  # fmt: skip
_rule("data-return-year", "Send the year’s figures", "return.year_end", "the last day of the year", 311,
      Days(YEAR_AFTER_DAYS), warn=(WorkingDaysBefore(10), *CHASE))  # fmt: skip
_rule("data-return-extended", "Send the figures, by the later date agreed", "return.extended_to",
      "the date that was agreed", 312, Days(0), warn=(WorkingDaysBefore(3), *CHASE))  # fmt: skip
_rule("data-return-again", "Send the figures again", "return.sent_back_on", "the return was sent back", 313,
      WorkingDays(5), warn=(WorkingDaysBefore(1), *CHASE))  # fmt: skip

openings.plug(Opening("dataset.readings", "Readings whose day has come", refresh_what_is_old))
openings.plug(Opening("dataset.returns", "Returns of the periods that have ended", open_returns))

OWN_PRACTICE = "Quality and Performance’s own practice (default)"

rules.plug(Rule(
    code="concern-answer",
    title="Answer the question on an area of concern",
    counts_from="question.asked_on",
    starts_from="the question is put to the agency",
    order=320,
    versions=(
        Version(
            1, WorkingDays(10), SINCE, owner="the agency asked", strength="local", grade="D",
            cites=OWN_PRACTICE, warn=(WorkingDaysBefore(3),),
            on_miss="It is shown to the agency, to Quality and Performance and to the Board, the longest late first.",
        ),
    ),
))  # fmt: skip

rules.plug(Rule(
    code="concern-escalation",
    title="Ask the Independent Chair to write to the chief officer",
    counts_from="question.due_on",
    starts_from="the answer was due",
    order=321,
    versions=(
        Version(
            1, WorkingDays(20), SINCE, owner="Quality and Performance", strength="local", grade="D",
            cites=OWN_PRACTICE, sense="minimum",
            note="From this day the concern’s page says so. The Independent Chair may write sooner, with a reason.",
        ),
    ),
))  # fmt: skip

tidies.plug(Tidy("dataset.files_left", "Files that were looked at and not imported", 30, delete_files_left, order=20))
