"""The Board's own limits on what is sent to a case, and on looking at it again. Defaults, to be agreed by the Board."""

from sscb.timetable.allow import Days, WorkingDays
from sscb.timetable.regimes import WT2015
from sscb.timetable.rules import InForce, Rule, Version, WorkingDaysAfter, WorkingDaysBefore
from sscb.timetable.sockets import rules

rules.plug(Rule(
    code="agency-summary",
    title="Answer for your agency on a case for consideration",
    counts_from="summary.asked_on",
    starts_from="the agency is asked",
    order=45,
    versions=(
        Version(
            1, WorkingDays(7), InForce(WT2015), owner="agency", strength="local", grade="D",
            cites="The Board’s own: a page from each agency, so that the chair can decide within the month",
            warn=(WorkingDaysBefore(2), WorkingDaysAfter(1)), on_miss="The business manager asks again.",
        ),
    ),
))  # fmt: skip

rules.plug(Rule(
    code="agency-report",
    title="Send your agency’s report and chronology to a review",
    counts_from="report.asked_on",
    starts_from="the agency is asked",
    order=46,
    versions=(
        Version(
            1, WorkingDays(30), InForce(WT2015), owner="agency", strength="local", grade="D",
            cites="The Board’s own: six weeks, so that a review can be finished in six months",
            warn=(WorkingDaysBefore(10), WorkingDaysBefore(3), WorkingDaysAfter(1)),
            on_miss="The business manager asks the agency’s lead.",
        ),
    ),
))  # fmt: skip

rules.plug(Rule(
    code="publication-look-again",
    title="Look again whether a deferred report can be published",
    counts_from="publication.look_again_on",
    starts_from="the day set when publication was deferred",
    order=48,
    versions=(
        Version(
            1, Days(0), InForce(WT2015), owner="LSCB chair", strength="local", grade="D",
            cites="The Board’s own: a deferred report is looked at again on a day that is set",
            warn=(WorkingDaysBefore(5),), on_miss="It is shown as late; the chair looks at it or sets another day.",
        ),
    ),
))  # fmt: skip
