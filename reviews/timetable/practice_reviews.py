"""Local child safeguarding practice reviews, national reviews and the partners' report (table 1.3, last part)."""

from sscb.timetable.allow import Each, Months, NoLimit, WorkingDays, Years
from sscb.timetable.regimes import FROM_PARTNERS, LAST_OF_WT2018, PANEL, WT2023
from sscb.timetable.rules import InForce, Rule, Version, WorkingDaysBefore
from sscb.timetable.sockets import rules

CHAPTER = "Reviews by the new partners and the Panel"
WEEKS = (WorkingDaysBefore(10), WorkingDaysBefore(3))
WT18 = "Working Together 2018, chapter 4"
WT23 = "Working Together 2023, chapter 5"
SI = "Child Safeguarding Practice Review and Relevant Agency (England) Regulations 2018"
PARTNERS = "safeguarding partners"

rules.plug(Rule(
    code="lcspr-decide",
    title="Decide whether to hold a local child safeguarding practice review",
    counts_from="rapid_review.began_on",
    starts_from="the rapid review",
    order=50,
    chapter=CHAPTER,
    versions=(
        Version(
            1, NoLimit("It is decided as part of the rapid review, within that review's own fifteen working days."),
            InForce(FROM_PARTNERS), owner=PARTNERS, strength="must", grade="2S", cites=f"{SI}, regulation 11",
            on_miss="The Panel asks about it.",
        ),
    ),
))  # fmt: skip

rules.plug(Rule(
    code="lcspr-publish",
    title="Publish the local child safeguarding practice review",
    counts_from="lcspr.decided_on",
    starts_from="the decision to initiate the review",
    order=51,
    chapter=CHAPTER,
    versions=(
        Version(
            1, Months(6), InForce(FROM_PARTNERS, LAST_OF_WT2018), owner=PARTNERS, strength="should", grade="U",
            cites=WT18, warn=WEEKS, on_miss="The Panel and the Secretary of State are told why.",
        ),
        Version(
            2, Months(6), InForce(WT2023), owner=PARTNERS, strength="should", grade="U", cites=WT23, warn=WEEKS,
            on_miss="The Panel and the Secretary of State are told why.",
        ),
    ),
))  # fmt: skip

BEFORE_NOTE = "Some say five working days; seven is the safer reading and is held until it is confirmed."

rules.plug(Rule(
    code="lcspr-send-before-publish",
    title="Send the practice review to the Panel and the Secretary of State before it is published",
    counts_from="lcspr.published_on",
    starts_from="the day of publication, counted back",
    order=52,
    chapter=CHAPTER,
    versions=(
        Version(
            1, WorkingDays(7), InForce(FROM_PARTNERS, LAST_OF_WT2018), owner=PARTNERS, strength="should", grade="U",
            cites=WT18, direction="before", warn=(WorkingDaysBefore(3),), note=BEFORE_NOTE,
            on_miss="Publication is held.",
        ),
        Version(
            2, WorkingDays(7), InForce(WT2023), owner=PARTNERS, strength="should", grade="U", cites=WT23,
            direction="before", warn=(WorkingDaysBefore(3),), note=BEFORE_NOTE, on_miss="Publication is held.",
        ),
    ),
))  # fmt: skip

rules.plug(Rule(
    code="lcspr-web-minimum",
    title="Keep the practice review on the website",
    counts_from="lcspr.published_on",
    starts_from="the day of publication",
    order=53,
    chapter=CHAPTER,
    versions=(
        Version(
            1, Years(1), InForce(FROM_PARTNERS), owner=PARTNERS, strength="must", grade="U", cites=SI, sense="minimum",
            on_miss="Taking it down earlier is shown.",
        ),
    ),
))  # fmt: skip

rules.plug(Rule(
    code="national-review-report",
    title="The Panel's national review is finished",
    counts_from="national_review.decided_on",
    starts_from="the Panel decides to review",
    order=54,
    chapter=CHAPTER,
    versions=(
        Version(
            1, Months(6), InForce(PANEL), owner="national Panel", strength="should", grade="1S",
            cites="Letter of the Panel's chair, 1 February 2019, under Working Together 2018, chapter 4",
            on_miss="The Panel explains.",
        ),
    ),
))  # fmt: skip

rules.plug(Rule(
    code="national-review-web-minimum",
    title="The national review stays published",
    counts_from="national_review.published_on",
    starts_from="the day of publication",
    order=55,
    chapter=CHAPTER,
    versions=(
        Version(
            1, Years(3), InForce(PANEL), owner="national Panel", strength="must", grade="U", cites=SI, sense="minimum",
        ),
    ),
))  # fmt: skip

rules.plug(Rule(
    code="partners-yearly-report",
    title="Publish the safeguarding partners' yearly report",
    counts_from="partners.year_began_on",
    starts_from="a year of operation begins",
    order=56,
    chapter=CHAPTER,
    versions=(
        Version(
            1, Months(12), InForce(FROM_PARTNERS, LAST_OF_WT2018), owner=PARTNERS, strength="must", grade="U",
            cites="Working Together 2018, chapter 3", warn=WEEKS,
            note="To the Panel and the What Works Centre. The yearly duty is known; its day is not confirmed.",
            on_miss="It is shown as late.",
        ),
        Version(
            2, Each(9, 30), InForce(WT2023), owner=PARTNERS, strength="must", grade="1S",
            cites="Working Together 2023; notice of a report due by 30 September", warn=WEEKS,
            on_miss="It is shown as late.",
        ),
    ),
))  # fmt: skip
