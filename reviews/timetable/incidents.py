"""Notifiable incidents and rapid reviews (table 1.3, first part)."""

from sscb.timetable.allow import Days, WorkingDays
from sscb.timetable.regimes import BEFORE_PANEL, FROM_PARTNERS, PANEL, UNTIL_PARTNERS, WT2015
from sscb.timetable.rules import InForce, Rule, Version, WorkingDaysBefore
from sscb.timetable.sockets import rules

CHAPTER = "Serious incidents and rapid reviews"
SHORT = (WorkingDaysBefore(1),)
WEEKS = (WorkingDaysBefore(10), WorkingDaysBefore(3))
AWARE = "the local authority becomes aware of a notifiable incident"
LATE_NOTICE = "The notification is sent late, and the reason is recorded. Guidance attaches no sanction."

rules.plug(Rule(
    code="incident-notify-ofsted",
    title="Tell Ofsted and the safeguarding children board of a notifiable incident",
    counts_from="incident.aware_on",
    starts_from=AWARE,
    order=10,
    chapter=CHAPTER,
    versions=(
        Version(
            1, WorkingDays(5), InForce(WT2015, BEFORE_PANEL), owner="local authority", strength="must", grade="2S",
            cites="Working Together 2015, chapter 4", warn=SHORT, on_miss=LATE_NOTICE,
            note="Promptly, and within five working days.",
        ),
    ),
))  # fmt: skip

rules.plug(Rule(
    code="incident-notify-panel",
    title="Notify the national Panel of a serious incident",
    counts_from="incident.aware_on",
    starts_from=AWARE,
    order=11,
    chapter=CHAPTER,
    versions=(
        Version(
            1, WorkingDays(5), InForce(PANEL), owner="local authority", strength="must", grade="2S",
            cites="Children Act 2004, section 16C; Working Together 2018, chapter 4", warn=SHORT, on_miss=LATE_NOTICE,
            note="The duty is statute; the five working days are guidance.",
        ),
    ),
))  # fmt: skip

rules.plug(Rule(
    code="incident-notify-lscb",
    title="Tell the local safeguarding body of a serious incident",
    counts_from="incident.aware_on",
    starts_from=AWARE,
    order=12,
    chapter=CHAPTER,
    versions=(
        Version(
            1, WorkingDays(5), InForce(PANEL, UNTIL_PARTNERS), owner="local authority", strength="must", grade="2S",
            cites="Working Together 2018, chapter 4, in the interim (to the safeguarding children board)", warn=SHORT,
            on_miss=LATE_NOTICE,
        ),
        Version(
            2, WorkingDays(5), InForce(FROM_PARTNERS), owner="local authority", strength="must", grade="2S",
            cites="Working Together 2018, chapter 4 (to the safeguarding partners)", warn=SHORT, on_miss=LATE_NOTICE,
            note="And the partners of another area, where the child lives or is placed there.",
        ),
    ),
))  # fmt: skip

rules.plug(Rule(
    code="incident-notify-ofsted-dfe",
    title="Notify Ofsted and the Department for Education of a serious incident",
    counts_from="incident.aware_on",
    starts_from=AWARE,
    order=13,
    chapter=CHAPTER,
    versions=(
        Version(
            1, WorkingDays(5), InForce(PANEL), owner="local authority", strength="must", grade="2S",
            cites="Working Together 2018, chapter 4; the online notification form", warn=SHORT, on_miss=LATE_NOTICE,
            note="One online form reaches the Panel, Ofsted and the Department.",
        ),
    ),
))  # fmt: skip

rules.plug(Rule(
    code="lac-death-notify",
    title="Notify the Secretary of State and Ofsted that a looked-after child has died",
    counts_from="looked_after_death.died_on",
    starts_from="a looked-after child dies, of any cause",
    order=14,
    chapter=CHAPTER,
    versions=(
        Version(
            1, WorkingDays(5), InForce(PANEL), owner="local authority", strength="must", grade="U",
            cites="Working Together 2018, chapter 4; DfE notification method note", warn=SHORT, on_miss=LATE_NOTICE,
            note="The duty is confirmed; that it is five working days here too is not. No test of abuse applies.",
        ),
    ),
))  # fmt: skip

RAPID_NOTE = (
    "Counted from becoming aware, as the Panel does. Some areas count from the notification: the starting point is "
    "not confirmed."
)

rules.plug(Rule(
    code="rapid-review-complete",
    title="Complete the rapid review",
    counts_from="incident.aware_on",
    starts_from="the local authority becomes aware of the incident",
    order=20,
    chapter=CHAPTER,
    versions=(
        Version(
            1, WorkingDays(15), InForce(PANEL, UNTIL_PARTNERS), owner="LSCB", strength="should", grade="U",
            cites="Panel practice on rapid reviews, in the interim", warn=WEEKS, note=RAPID_NOTE,
            on_miss="The review is sent late: what there is, with the reasons.",
        ),
        Version(
            2, WorkingDays(15), InForce(FROM_PARTNERS), owner="safeguarding partners", strength="should", grade="2S",
            cites="Working Together 2018, chapter 4; Panel practice on rapid reviews", warn=WEEKS, note=RAPID_NOTE,
            on_miss="The review is sent late: what there is, with the reasons.",
        ),
    ),
))  # fmt: skip

rules.plug(Rule(
    code="rapid-review-send",
    title="Send the rapid review to the national Panel",
    counts_from="rapid_review.completed_on",
    starts_from="the rapid review is complete",
    order=21,
    chapter=CHAPTER,
    versions=(
        Version(
            1, Days(0), InForce(PANEL, UNTIL_PARTNERS), owner="LSCB", strength="should", grade="U",
            cites="Working Together 2018, chapter 4, in the interim",
            note="At once, and within the same fifteen working days as the review itself.",
            on_miss="The review is sent late, with the reasons.",
        ),
        Version(
            2, Days(0), InForce(FROM_PARTNERS), owner="safeguarding partners", strength="should", grade="U",
            cites="Working Together 2018, chapter 4",
            note="At once, with the decision on a practice review and any view that the case matters nationally.",
            on_miss="The review is sent late, with the reasons.",
        ),
    ),
))  # fmt: skip
