"""Serious case reviews, for as long as the Board may begin or finish one (table 1.3, second part)."""

from datetime import date

from sscb.timetable.allow import Days, Months, NoLimit, WorkingDays
from sscb.timetable.regimes import END_OF_SCR_GRACE, LATEST_START, PANEL, UNTIL_PARTNERS, WT2013, WT2013_LAST, WT2015
from sscb.timetable.rules import AfterTheEnd, DaysBefore, InForce, Rule, Version, WorkingDaysBefore
from sscb.timetable.sockets import rules
from sscb.timetable.starts import SAFEGUARDING_PARTNER_START

CHAPTER = "Serious case reviews"
WEEKS = (WorkingDaysBefore(10), WorkingDaysBefore(3))
WT15 = "Working Together 2015, chapter 4"
WT13 = "Working Together 2013, chapter 4"
TRANSITION = "Working Together: transitional guidance, July 2018"

rules.plug(Rule(
    code="scr-decision",
    title="Decide whether to hold a serious case review",
    counts_from="scr.notified_on",
    starts_from="the Board is notified of the incident",
    order=30,
    chapter=CHAPTER,
    versions=(
        Version(
            1, Months(1), InForce(WT2013, WT2013_LAST), owner="LSCB chair", strength="should", grade="U", cites=WT13,
            warn=WEEKS, on_miss="The chair records why the decision is late.",
        ),
        Version(
            2, Months(1), InForce(WT2015, UNTIL_PARTNERS), owner="LSCB chair", strength="should", grade="1S",
            cites=WT15, warn=WEEKS, note="Normally within one month; the chair decides, advised by the subgroup.",
            on_miss="The chair records why the decision is late; it may be scrutinised.",
        ),
    ),
))  # fmt: skip

rules.plug(Rule(
    code="scr-decision-notify",
    title="Tell Ofsted, the Department for Education and the national panel what the chair decided",
    counts_from="scr.decided_on",
    starts_from="the chair's decision",
    order=31,
    chapter=CHAPTER,
    versions=(
        Version(
            1, WorkingDays(5), InForce(WT2015, UNTIL_PARTNERS), owner="LSCB", strength="should", grade="U", cites=WT15,
            warn=(WorkingDaysBefore(1),), on_miss="The notice is sent late.",
            note="An older flow chart of the national panel gives 14 calendar days for a decision not to review.",
        ),
    ),
))  # fmt: skip

rules.plug(Rule(
    code="scr-no-decision-to-panel",
    title="Send a decision not to review, or not to publish, to the Panel",
    counts_from="scr.declined_on",
    starts_from="the decision not to initiate a review, or not to publish it",
    order=32,
    chapter=CHAPTER,
    versions=(
        Version(
            1, Days(0), InForce(PANEL, UNTIL_PARTNERS), owner="LSCB", strength="should", grade="1S",
            cites="Note on the new Panel, 2018, to Working Together 2015, chapter 4",
            note="With the decision itself.", on_miss="The Panel may challenge it.",
        ),
    ),
))  # fmt: skip

rules.plug(Rule(
    code="scr-reviewer-names",
    title="Give the reviewers' names to the national panel",
    counts_from="scr.reviewer_appointed_on",
    starts_from="a reviewer is appointed",
    order=33,
    chapter=CHAPTER,
    versions=(
        Version(
            1, NoLimit("Promptly: the panel is told for its information, and no number of days is set."),
            InForce(WT2015, UNTIL_PARTNERS), owner="LSCB", strength="should", grade="1S",
            cites="Flow chart of the national panel of independent experts, to Working Together 2015, chapter 4",
        ),
    ),
))  # fmt: skip

COURT_NOTE = (
    "An aim: where a court case would be prejudiced it may take longer, but early learning is captured and acted on "
    "meanwhile (that exception is not confirmed)."
)

rules.plug(Rule(
    code="scr-complete",
    title="Complete the serious case review",
    counts_from="scr.decided_on",
    starts_from="the review is initiated by the chair's decision",
    order=34,
    chapter=CHAPTER,
    versions=(
        Version(
            1, Months(6), InForce(WT2013, WT2013_LAST), owner="LSCB", strength="target", grade="U", cites=WT13,
            warn=WEEKS, on_miss="The review is shown as late, with its reason.", note=COURT_NOTE,
        ),
        Version(
            2, Months(6), InForce(WT2015, UNTIL_PARTNERS), owner="LSCB", strength="target", grade="1S", cites=WT15,
            warn=WEEKS, on_miss="The review is shown as late, with its reason.", note=COURT_NOTE,
        ),
    ),
))  # fmt: skip

rules.plug(Rule(
    code="scr-publish",
    title="Publish the serious case review",
    counts_from="scr.completed_on",
    starts_from="the review is complete",
    order=35,
    chapter=CHAPTER,
    versions=(
        Version(
            1, NoLimit("No national limit: guidance sets no time between completing a review and publishing it."),
            InForce(WT2015, END_OF_SCR_GRACE), owner="LSCB", strength="should", grade="1S",
            cites="Parliamentary answer 68088, 27 March 2017, on Working Together 2015",
        ),
    ),
))  # fmt: skip

rules.plug(Rule(
    code="scr-send-before-publish",
    title="Send the report to Ofsted, the Department and the national panel before it is published",
    counts_from="scr.published_on",
    starts_from="the day of publication, counted back",
    order=36,
    chapter=CHAPTER,
    versions=(
        Version(
            1, Days(7), InForce(WT2013, WT2013_LAST), owner="LSCB", strength="should", grade="U", cites=WT13,
            direction="before", warn=(WorkingDaysBefore(3),), note="At least one week before.",
            on_miss="Publication waits, or the reason is written down.",
        ),
        Version(
            2, WorkingDays(7), InForce(WT2015, END_OF_SCR_GRACE), owner="LSCB", strength="should", grade="U",
            cites=WT15, direction="before", warn=(WorkingDaysBefore(3),),
            note="At least seven working days before; from June 2018 to the new Panel.",
            on_miss="Publication waits, or the reason is written down.",
        ),
    ),
))  # fmt: skip

rules.plug(Rule(
    code="scr-web-minimum",
    title="Keep the report on the website",
    counts_from="scr.published_on",
    starts_from="the day of publication",
    order=37,
    chapter=CHAPTER,
    versions=(
        Version(
            1, Months(12), InForce(WT2015, END_OF_SCR_GRACE), owner="LSCB", strength="should", grade="U", cites=WT15,
            sense="minimum", note="At least twelve months; after that on request.",
            on_miss="Taking it down earlier is shown to the business manager.",
        ),
    ),
))  # fmt: skip

rules.plug(Rule(
    code="scr-response-publish",
    title="Publish the Board's response with the report",
    counts_from="scr.published_on",
    starts_from="the day of publication",
    order=38,
    chapter=CHAPTER,
    versions=(
        Version(
            1, Days(0), InForce(WT2015, END_OF_SCR_GRACE), owner="LSCB", strength="should", grade="U", cites=WT15,
            note="In the report or beside it: what was done, what came of it, what remains.",
            on_miss="The missing response is shown to the business manager.",
        ),
    ),
))  # fmt: skip

rules.plug(Rule(
    code="scr-no-new-after-start",
    title="No new serious case review",
    counts_from=SAFEGUARDING_PARTNER_START.code,
    starts_from="the safeguarding partners' arrangements begin",
    order=39,
    chapter=CHAPTER,
    versions=(
        Version(
            1,
            NoLimit(
                "From this day the Board may not begin a serious case review. It is a stop, not a time limit: the "
                "portal refuses, and the incident goes to the safeguarding partners."
            ),
            InForce(PANEL, LATEST_START), owner="LSCB", strength="must", grade="2S", cites=TRANSITION,
            note="That the Board commissions reviews until the arrangements begin is confirmed; the refusal from that "
            "day is the plain consequence.",
        ),
    ),
))  # fmt: skip

rules.plug(Rule(
    code="scr-grace-end",
    title="Finish or hand over every open serious case review",
    counts_from=SAFEGUARDING_PARTNER_START.code,
    starts_from="the safeguarding partners' arrangements begin",
    order=40,
    chapter=CHAPTER,
    versions=(
        Version(
            1, Months(12), InForce(PANEL, LATEST_START), owner="LSCB", strength="must", grade="1S", cites=TRANSITION,
            cap=date(2020, 9, 29), warn=(DaysBefore(60), WorkingDaysBefore(10), WorkingDaysBefore(3)),
            then=(AfterTheEnd("reviews.lock_unfinished"),),
            note="Twelve months and the long-stop are in the source; handing over what is left is not confirmed.",
            on_miss="What remains goes to the safeguarding partners, who decide.",
        ),
    ),
))  # fmt: skip
