"""The response to a sudden death, the meetings, and the panel's review (table 1.4, second part)."""

from datetime import date

from sscb.timetable.allow import Days, Hours, Months, NoLimit, Years
from sscb.timetable.regimes import FROM_CDR, LSCB_REGULATIONS, UNTIL_CDR, WT2015
from sscb.timetable.rules import InForce, Rule, Version, WorkingDaysBefore
from sscb.timetable.sockets import rules

CHAPTER = "Child deaths"
WEEKS = (WorkingDaysBefore(10), WorkingDaysBefore(3))
SUDI_FROM = date(2016, 1, 1)
"""The guidelines are of 2016; the day is not confirmed."""
SUDI = "Sudden unexpected death in infancy and childhood: multi-agency guidelines, 2016"
GUIDANCE = "Child Death Review: Statutory and Operational Guidance, 2018"

rules.plug(Rule(
    code="jar-home-visit",
    title="Joint agency response: visit the place of the death",
    counts_from="sudden_death.died_on",
    identifying=True,
    starts_from="a sudden unexpected death",
    order=120,
    chapter=CHAPTER,
    versions=(
        Version(
            1, Hours(24), InForce(SUDI_FROM), owner="police and lead health professional", strength="should",
            grade="1S", cites=SUDI, note="Usually within 24 hours.", on_miss="The reason is recorded.",
        ),
    ),
))  # fmt: skip

rules.plug(Rule(
    code="jar-first-meeting",
    title="Joint agency response: first meeting",
    counts_from="sudden_death.died_on",
    identifying=True,
    starts_from="the death",
    order=121,
    chapter=CHAPTER,
    versions=(
        Version(
            1, Hours(48), InForce(SUDI_FROM), owner="lead agency", strength="should", grade="1S", cites=SUDI,
            on_miss="The reason is recorded.",
        ),
    ),
))  # fmt: skip

rules.plug(Rule(
    code="rapid-response-case-discussion",
    title="Case discussion after the post-mortem results",
    counts_from="sudden_death.results_on",
    identifying=True,
    starts_from="the post-mortem results",
    order=122,
    chapter=CHAPTER,
    versions=(
        Version(
            1,
            NoLimit(
                "Held when the post-mortem results are available; commonly after 8 to 12 weeks, a span that is not "
                "confirmed and is not a limit."
            ),
            InForce(WT2015), owner="designated paediatrician", strength="should", grade="U",
            cites=f"Working Together 2015, chapter 5; {SUDI}",
        ),
    ),
))  # fmt: skip

rules.plug(Rule(
    code="cdrm-hold",
    title="Hold the child death review meeting",
    counts_from="death.died_on",
    identifying=True,
    starts_from="the death",
    order=123,
    chapter=CHAPTER,
    versions=(
        Version(
            1, Months(3), InForce(FROM_CDR), owner="lead professional", strength="target", grade="U", cites=GUIDANCE,
            warn=WEEKS, note="A target; later where an inquest or another inquiry is open.",
            on_miss="It is shown to the co-ordinator.",
        ),
    ),
))  # fmt: skip

rules.plug(Rule(
    code="cdop-review",
    title="The panel reviews the death",
    counts_from="death.report_received_on",
    identifying=True,
    starts_from="the report of the review meeting, or the result of the inquest",
    order=124,
    chapter=CHAPTER,
    versions=(
        Version(
            1, Days(42), InForce(FROM_CDR), owner="child death overview panel", strength="target", grade="U",
            cites=GUIDANCE, warn=WEEKS, note="Six weeks, a target. No limit of six months from the death exists.",
            on_miss="It is shown to the co-ordinator.",
        ),
    ),
))  # fmt: skip

rules.plug(Rule(
    code="cdop-complete-12m",
    title="Reviews complete within twelve months of the death",
    counts_from="death.died_on",
    identifying=True,
    starts_from="the death",
    order=125,
    chapter=CHAPTER,
    versions=(
        Version(
            1, Months(12), InForce(LSCB_REGULATIONS), owner="child death overview panel", strength="target", grade="U",
            cites="National measure of child death reviews", sense="measure",
            note="A national statistic (share of reviews complete within twelve months), never a limit for one review.",
        ),
    ),
))  # fmt: skip

rules.plug(Rule(
    code="cdop-meeting",
    title="Next meeting of the child death overview panel",
    counts_from="cdop.met_on",
    starts_from="the previous meeting",
    order=126,
    chapter=CHAPTER,
    versions=(
        Version(
            1, Months(2), InForce(LSCB_REGULATIONS), owner="panel chair", strength="local", grade="2S",
            cites="Local practice of several panels; no statutory interval", warn=(WorkingDaysBefore(10),),
            note="About every two months, or as the caseload needs.", on_miss="A reminder only.",
        ),
    ),
))  # fmt: skip

rules.plug(Rule(
    code="cdop-abuse-suspected",
    title="Pass on a suspicion of abuse or neglect",
    counts_from="death.suspected_on",
    identifying=True,
    starts_from="the panel suspects abuse or neglect",
    order=127,
    chapter=CHAPTER,
    versions=(
        Version(
            1, Days(0), InForce(LSCB_REGULATIONS, UNTIL_CDR), owner="child death overview panel", strength="must",
            grade="2S", cites="Local Safeguarding Children Boards Regulations 2006, regulation 6(1)(a)(i)",
            note="At once: it is referred for a serious case review.",
            on_miss="It is treated as a serious incident of the process.",
        ),
        Version(
            2, Days(0), InForce(FROM_CDR), owner="child death overview panel", strength="must", grade="2S",
            cites=f"{GUIDANCE}, 5.2.1", note="At once: the national Panel and the safeguarding partners are told.",
            on_miss="It is treated as a serious incident of the process.",
        ),
    ),
))  # fmt: skip

rules.plug(Rule(
    code="cdop-annual-report",
    title="Yearly report on child deaths",
    counts_from="cdop.year_ended_on",
    starts_from="the year to 31 March",
    order=128,
    chapter=CHAPTER,
    versions=(
        Version(
            1, Years(1), InForce(LSCB_REGULATIONS, UNTIL_CDR), owner="child death overview panel", strength="should",
            grade="2S", cites="Working Together 2015, chapter 5; Children Act 2004, section 14A", warn=WEEKS,
            note="Yearly; it feeds the Board's own report.", on_miss="It is shown as late.",
        ),
        Version(
            2, NoLimit("The partners publish at intervals that they choose; no date is set."), InForce(FROM_CDR),
            owner="child death review partners", strength="must", grade="2S",
            cites=f"Children Act 2004, section 16M(6); {GUIDANCE}, 5.2.1",
        ),
    ),
))  # fmt: skip

rules.plug(Rule(
    code="cdop-min-volume",
    title="About sixty deaths a year in a child death review area",
    counts_from="cdop.year_began_on",
    starts_from="a year",
    order=129,
    chapter=CHAPTER,
    versions=(
        Version(
            1, NoLimit("A number of deaths, not a time limit: about sixty a year; partners combine areas to reach it."),
            InForce(FROM_CDR), owner="child death review partners", strength="should", grade="2S", cites=GUIDANCE,
        ),
    ),
))  # fmt: skip
