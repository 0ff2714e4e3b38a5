"""The National Child Mortality Database and the returns before it (table 1.4, third part)."""

from datetime import date

from sscb.timetable.allow import By, NoLimit
from sscb.timetable.regimes import LSCB_REGULATIONS, NCMD
from sscb.timetable.rules import InForce, Rule, Version
from sscb.timetable.sockets import rules

CHAPTER = "Child deaths"
TRANSITION = "National Child Mortality Database: transitional arrangements, 2019"
PANEL = "child death overview panel"

rules.plug(Rule(
    code="ncmd-go-live",
    title="Child deaths are reported to the national database",
    counts_from="ncmd.began_on",
    starts_from="1 April 2019",
    order=130,
    chapter=CHAPTER,
    versions=(
        Version(
            1, NoLimit("It holds from 1 April 2019 on; it is a beginning, not a time limit."), InForce(NCMD),
            owner=PANEL, strength="must", grade="2S", cites=TRANSITION,
        ),
    ),
))  # fmt: skip

rules.plug(Rule(
    code="ncmd-open-cases",
    title="Enter every case not yet reviewed in the national database",
    counts_from="ncmd.began_on",
    starts_from="1 April 2019",
    order=131,
    chapter=CHAPTER,
    versions=(
        Version(
            1,
            NoLimit(
                "No number of days is set: every case unreviewed on 1 April 2019 goes in, whatever the date of death; "
                "cases reviewed before are refused."
            ),
            InForce(NCMD), owner=PANEL, strength="should", grade="1S", cites=TRANSITION,
            on_miss="The backlog is shown.",
        ),
    ),
))  # fmt: skip

rules.plug(Rule(
    code="ncmd-forms-complete",
    title="Send the completed forms to the national database",
    counts_from="death.forms_complete_on",
    identifying=True,
    starts_from="the reporting forms are in and the panel's review is done",
    order=132,
    chapter=CHAPTER,
    versions=(
        Version(
            1, NoLimit("No number of days was found in any source."), InForce(NCMD), owner=PANEL, strength="should",
            grade="U", cites=TRANSITION, note="The route is confirmed; a time limit is not.",
            on_miss="It is shown to the co-ordinator.",
        ),
    ),
))  # fmt: skip

rules.plug(Rule(
    code="forms-switch",
    title="Use the new notification, reporting and analysis forms",
    counts_from="ncmd.began_on",
    starts_from="1 April 2019",
    order=133,
    chapter=CHAPTER,
    versions=(
        Version(
            1, By(date(2019, 4, 1)), InForce(NCMD), owner=PANEL, strength="must", grade="1S", cites=TRANSITION,
            note="No later than this day; earlier is allowed.",
            on_miss="An old form is accepted and keyed again.",
        ),
    ),
))  # fmt: skip

rules.plug(Rule(
    code="lscb1-return",
    title="Yearly return of child death reviews",
    counts_from="cdop.year_ended_on",
    starts_from="the year to 31 March",
    order=134,
    chapter=CHAPTER,
    versions=(
        Version(
            1, NoLimit("Yearly; the day is set by the collector, the Department for Education."),
            InForce(LSCB_REGULATIONS, date(2017, 3, 31)), owner=PANEL, strength="must", grade="1S",
            cites="Department for Education, child death reviews release", on_miss="The return is asked for.",
        ),
        Version(
            2, NoLimit("Yearly; the day is set by the collector, NHS Digital. The last year is 2018 to 2019."),
            InForce(date(2017, 4, 1), date(2019, 3, 31)), owner=PANEL, strength="must", grade="1S", cites=TRANSITION,
            on_miss="The return is asked for.",
        ),
    ),
))  # fmt: skip

rules.plug(Rule(
    code="dhsc-lead",
    title="The Department of Health and Social Care leads on child death review",
    counts_from="dhsc.began_on",
    starts_from="July 2018",
    order=135,
    chapter=CHAPTER,
    versions=(
        Version(
            1, NoLimit("A change of national lead, not a time limit."), InForce(date(2018, 7, 1)),
            owner="Department of Health and Social Care", strength="should", grade="1S",
            cites="A panel's annual report, 2018 to 2019",
        ),
    ),
))  # fmt: skip
