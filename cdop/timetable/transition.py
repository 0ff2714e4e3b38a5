"""The end of the Board's own child death reviews (table 1.4, last part)."""

from datetime import date, timedelta

from sscb.timetable.allow import Days, Months, MonthsAndDays, NoLimit
from sscb.timetable.regimes import LATEST_START, PANEL
from sscb.timetable.rules import AfterTheEnd, DaysBefore, InForce, Rule, Version, WorkingDaysBefore
from sscb.timetable.sockets import rules
from sscb.timetable.starts import CDR_START

CHAPTER = "Child deaths"
LONG_STOP = date(2020, 1, 29)
TRANSITION = "Working Together: transitional guidance, July 2018"
WARN = (DaysBefore(60), WorkingDaysBefore(10), WorkingDaysBefore(3))

rules.plug(Rule(
    code="cdop-no-new-in-grace",
    title="No new child death review by the Board's panel",
    counts_from=CDR_START.code,
    starts_from="the child death review partners' arrangements begin",
    order=140,
    chapter=CHAPTER,
    versions=(
        Version(
            1,
            NoLimit(
                "From this day the Board's panel may begin no new review. It is a stop, not a time limit: the portal "
                "refuses, and the death goes to the child death review partners."
            ),
            InForce(PANEL, LATEST_START), owner="the LSCB's child death overview panel", strength="must", grade="1S",
            cites=TRANSITION,
        ),
    ),
))  # fmt: skip

rules.plug(Rule(
    code="cdop-grace-end",
    title="Finish or hand over every open child death review",
    counts_from=CDR_START.code,
    starts_from="the child death review partners' arrangements begin",
    order=141,
    chapter=CHAPTER,
    versions=(
        Version(
            1, Months(4), InForce(PANEL, LATEST_START), owner="the LSCB's child death overview panel",
            strength="must", grade="2S", cites=TRANSITION, cap=LONG_STOP, warn=WARN,
            then=(AfterTheEnd("cdop.lock_unfinished"),),
            note="A permission to finish, not a duty to finish; the last day is whole, and no weekend, holiday or "
            "inquest moves it.",
            on_miss="What remains is handed over to the child death review partners.",
        ),
    ),
))  # fmt: skip

rules.plug(Rule(
    code="cdop-handover",
    title="Hand over all relevant information on unfinished child death reviews",
    counts_from=CDR_START.code,
    starts_from="a review is incomplete when the Board stops, at the latest at the end of the four months",
    order=142,
    chapter=CHAPTER,
    versions=(
        Version(
            1, Months(4), InForce(PANEL, LONG_STOP), owner="LSCB, to the child death review partners",
            strength="must", grade="1S", cites=TRANSITION, cap=LONG_STOP, warn=WARN,
            note="By the last day at the latest, and on the day the Board stops where that is sooner.",
            on_miss="Shown first on the business manager's page: guidance says must.",
        ),
    ),
))  # fmt: skip

rules.plug(Rule(
    code="cdop-archive-passes",
    title="Pass the archive of a completed child death review to the partners",
    counts_from=CDR_START.code,
    starts_from="the child death review partners' arrangements begin",
    order=143,
    chapter=CHAPTER,
    versions=(
        Version(
            1, MonthsAndDays(4, 28), InForce(PANEL, LATEST_START), owner="LSCB, to the child death review partners",
            strength="local", grade="D", cites="The Board's own: reviews handbook 3.9, row 21",
            cap=LONG_STOP + timedelta(days=28), warn=(WorkingDaysBefore(5),),
            then=(AfterTheEnd("cdop.pass_archive", days=-27),),
            note="A copy, made ready the day after the Board's panel has stopped, and sent within four weeks.",
            on_miss="It stands in the transition register as not sent.",
        ),
    ),
))  # fmt: skip

rules.plug(Rule(
    code="cdop-content-destroyed",
    title="Destroy what was held on a case that was handed over",
    counts_from="handover.received_on",
    starts_from="the receipt of the case is confirmed",
    order=144,
    chapter=CHAPTER,
    versions=(
        Version(
            1, Days(90), InForce(PANEL), owner="the portal", strength="local", grade="D",
            cites="The Board's own, retention: RET-4", then=(AfterTheEnd("cdop.destroy_content"),),
            note="Rows and files; the reference, the dates, the receiver and the proof of receipt stay. A legal hold "
            "stops it.",
            on_miss="The sweep does it the day after, or when a legal hold is released.",
        ),
    ),
))  # fmt: skip
