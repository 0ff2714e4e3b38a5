"""When an event is evaluated and a session's observer answers: local rules, agreed by Training and Development."""

from datetime import date

from sscb.timetable.allow import Days, Months, WorkingDays
from sscb.timetable.rules import DaysBefore, InForce, Rule, Version, WorkingDaysBefore
from sscb.timetable.sockets import rules
from training.evaluating.observing import AGAIN_MONTHS, FEEDBACK_WORKING_DAYS
from training.evaluating.points import END_DAYS, LATER_CLOSES, LATER_DUE, LATER_OPENS

CHAPTER, SINCE = "Training", InForce(date(2012, 1, 1))
CITES = "Evaluation framework, audits handbook 4.4 (default, to be agreed by Training and Development)"
CO_ORDINATOR = "training co-ordinator"
BEFORE, END, LATER = "training-evaluate-before", "training-evaluate-end", "training-evaluate-later"
OBSERVED, REFRESHER = "training-observation-answered", "training-refresher"
AGAIN, WANTING_ON = "training-observe-again", "training_event.graded_low_on"
FIRST_DAY, LAST_DAY = "training_event.first_day", "training_event.last_day"
OBSERVED_ON, EXPIRES_ON = "training_event.observed_on", "certificate.expires_on"


def _rule(code: str, title: str, counts_from: str, starts_from: str, order: int, version: Version) -> None:
    rules.plug(Rule(code=code, title=title, counts_from=counts_from, starts_from=starts_from, order=order,
                    chapter=CHAPTER, versions=(version,)))  # fmt: skip


_rule(
    BEFORE, "Say how confident you are before the course", FIRST_DAY, "its first day", 501,
    Version(1, Days(0), SINCE, owner="whoever has a place", strength="local", grade="D", cites=CITES,
            direction="before", sense="measure", note="Open from the day on which a place is confirmed."),
)  # fmt: skip
_rule(
    END, "Say what the course was worth", LAST_DAY, "its last day", 502,
    Version(1, Days(END_DAYS), SINCE, owner="whoever was there", strength="local", grade="D", cites=CITES,
            sense="measure", note="A certificate follows once it is done (R-TR-6)."),
)  # fmt: skip
_rule(
    LATER, "Ask what changed three months on, and close the evaluation", LAST_DAY, "its last day", 503,
    Version(1, Days(LATER_DUE), SINCE, owner=CO_ORDINATOR, strength="local", grade="D", cites=CITES,
            warn=(DaysBefore(LATER_DUE - LATER_OPENS), WorkingDaysBefore(5)),
            on_miss="It is shown as late to the training co-ordinator and to Training and Development.",
            note=f"Whoever was there and their managers may answer from day {LATER_OPENS} to day {LATER_CLOSES}."),
)  # fmt: skip
_rule(
    OBSERVED, "Tell the trainer what was seen", OBSERVED_ON, "a session is observed", 504,
    Version(1, WorkingDays(FEEDBACK_WORKING_DAYS), SINCE, owner="the observer", strength="local", grade="D",
            cites="Quality assurance of training, audits handbook 4.4 (default)", warn=(WorkingDaysBefore(3),),
            on_miss="It is shown as late to the training co-ordinator."),
)  # fmt: skip
_rule(
    AGAIN, "Observe the trainer again", WANTING_ON, "a session is graded 1 or 2", 506,
    Version(1, Months(AGAIN_MONTHS), SINCE, owner=CO_ORDINATOR, strength="local", grade="D",
            cites="Quality assurance of training, audits handbook 4.4 (default)", warn=(DaysBefore(90), DaysBefore(30)),
            on_miss="It is shown as late to the training co-ordinator and to Training and Development.",
            note="Met by the next observation of an event that one of its trainers gives."),
)  # fmt: skip
_rule(
    REFRESHER, "Refresh the training", EXPIRES_ON, "the day on which the certificate ends", 505,
    Version(1, Days(0), SINCE, owner="whoever holds the certificate", strength="local", grade="D",
            cites="Refresher intervals by training group, audits handbook 4.2; notices at 90 and 30 days, R-TR-7",
            warn=(DaysBefore(90), DaysBefore(30)),
            on_miss="They count as out of date; their agency sees it."),
)  # fmt: skip
