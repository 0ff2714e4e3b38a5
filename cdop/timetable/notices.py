"""A child has died: who must be told, and how soon (table 1.4, first part)."""

from datetime import date

from sscb.timetable.allow import Days, Hours, NoLimit, WorkingDays
from sscb.timetable.regimes import FROM_CDR, LSCB_REGULATIONS, NCMD, UNTIL_CDR, WT2015
from sscb.timetable.rules import DaysBefore, InForce, Rule, Version, WorkingDaysBefore
from sscb.timetable.sockets import rules

CHAPTER = "Child deaths"
CHASE = "The child death review co-ordinator asks for it."
SECTION_31 = date(2008, 11, 13)
"""Royal assent; the day on which section 31 commenced is not confirmed."""
REGULATION_24 = date(2013, 7, 25)
"""When the coroners' regulations came into force; the day is not confirmed."""

rules.plug(Rule(
    code="cd-review-duty",
    title="Review every child's death",
    counts_from="death.died_on",
    identifying=True,
    starts_from="the death of a child normally resident in the area",
    order=110,
    chapter=CHAPTER,
    versions=(
        Version(
            1, NoLimit("Every death is reviewed; the duty itself has no time limit."),
            InForce(LSCB_REGULATIONS, UNTIL_CDR), owner="LSCB, through its child death overview panel",
            strength="must", grade="2S",
            cites="Local Safeguarding Children Boards Regulations 2006, regulation 6",
        ),
        Version(
            2, NoLimit("Every death is reviewed; the duty itself has no time limit."), InForce(FROM_CDR),
            owner="child death review partners", strength="must", grade="2S",
            cites="Children Act 2004, section 16M",
        ),
    ),
))  # fmt: skip

rules.plug(Rule(
    code="cd-notify",
    title="Tell the co-ordinator that a child has died",
    counts_from="death.known_at",
    identifying=True,
    starts_from="an agency becomes aware of the death",
    order=111,
    chapter=CHAPTER,
    versions=(
        Version(
            1, Hours(24), InForce(WT2015, UNTIL_CDR), owner="any agency", strength="local", grade="1S",
            cites="Working Together 2015, chapter 5; local notification form", on_miss=CHASE,
            note="Immediately; local forms say 24 hours.",
        ),
    ),
))  # fmt: skip

rules.plug(Rule(
    code="cd-notify-48h",
    title="Notify the child's death to the panel and the national database",
    counts_from="death.died_on",
    identifying=True,
    starts_from="the death",
    order=112,
    chapter=CHAPTER,
    versions=(
        Version(
            1, Hours(48), InForce(NCMD), owner="notifier, then the panel", strength="should", grade="2S",
            cites="National Child Mortality Database, data release 2021; a local child death review page",
            on_miss="It is shown to the co-ordinator.", note="The day from which the 48 hours held is not confirmed.",
        ),
    ),
))  # fmt: skip

rules.plug(Rule(
    code="registrar-notify",
    title="The registrar tells of a child's death",
    counts_from="death.registered_on",
    identifying=True,
    starts_from="registering or correcting a death, or issuing a certificate of no liability to register",
    order=113,
    chapter=CHAPTER,
    versions=(
        Version(
            1, Days(7), InForce(SECTION_31, UNTIL_CDR), owner="registrar, to the LSCB", strength="must", grade="2S",
            cites="Children and Young Persons Act 2008, section 31", warn=(DaysBefore(2),), on_miss=CHASE,
        ),
        Version(
            2, Days(7), InForce(FROM_CDR), owner="registrar, to the child death review partners", strength="must",
            grade="2S", cites="Children and Young Persons Act 2008, section 31", warn=(DaysBefore(2),), on_miss=CHASE,
        ),
    ),
))  # fmt: skip

rules.plug(Rule(
    code="coroner-notify",
    title="The coroner tells of an investigation or a post-mortem",
    counts_from="death.coroner_decided_on",
    identifying=True,
    starts_from="the coroner decides to investigate, or orders a post-mortem",
    order=114,
    chapter=CHAPTER,
    versions=(
        Version(
            1, WorkingDays(3), InForce(REGULATION_24), owner="coroner", strength="must", grade="1S",
            cites="Coroners (Investigations) Regulations 2013, regulation 24", warn=(WorkingDaysBefore(1),),
            on_miss=CHASE, note="To the board of the place of death or of finding.",
        ),
    ),
))  # fmt: skip

rules.plug(Rule(
    code="coroner-pfd-copy",
    title="The coroner copies a report to prevent future deaths",
    counts_from="death.prevention_report_on",
    identifying=True,
    starts_from="a report to prevent future deaths is made, and the deceased is believed to be under 18",
    order=115,
    chapter=CHAPTER,
    versions=(
        Version(
            1, NoLimit("The regulation states no number of days."), InForce(REGULATION_24), owner="coroner",
            strength="must", grade="1S", cites="Coroners (Investigations) Regulations 2013, regulation 28",
        ),
    ),
))  # fmt: skip
