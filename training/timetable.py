"""Time limits of places on courses, as data: local rules, agreed by Training and Development."""

from datetime import date

from sscb.timetable.allow import Days, Months, WorkingDays
from sscb.timetable.rules import InForce, Opening, Rule, Version
from sscb.timetable.sockets import openings, rules

CHAPTER, SINCE = "Training", InForce(date(2012, 1, 1))
FREE_UNTIL, KEEP_PROMOTED, REMIND = "training-cancel-free", "training-promoted-free", "training-reminder"
OUT_OF_DATE = "training-out-of-date"
CITES = "Booking terms, audits handbook 4.3 (default, to be agreed by Training and Development)"

rules.plug(Rule(
    code=FREE_UNTIL, title="Give up a place without a charge", counts_from="training_event.first_day",
    starts_from="the first day of the course", order=490, chapter=CHAPTER,
    versions=(Version(1, WorkingDays(10), SINCE, owner="whoever has a place", strength="local", grade="D",
                      cites=CITES, direction="before", sense="measure",
                      note="After it a cancellation counts as late. A colleague may take the place at any time."),),
))  # fmt: skip
rules.plug(Rule(
    code=KEEP_PROMOTED, title="Answer a place that came from the waiting list", counts_from="booking.placed_on",
    starts_from="the day the place was given", order=491, chapter=CHAPTER,
    versions=(Version(1, WorkingDays(2), SINCE, owner="whoever was on the waiting list", strength="local", grade="D",
                      cites=f"{CITES}, R-TR-3", sense="measure",
                      note="Unanswered, it goes to the next who waits. Given back until then: no charge."),),
))  # fmt: skip
rules.plug(Rule(
    code=REMIND, title="Remind whoever has a place", counts_from="training_event.first_day",
    starts_from="the first day of the course", order=492, chapter=CHAPTER,
    versions=(Version(1, Days(7), SINCE, owner="the portal", strength="local", grade="D", cites=f"{CITES}, R-TR-7",
                      direction="before", sense="measure"),),
))  # fmt: skip


rules.plug(Rule(
    code=OUT_OF_DATE, title="Tell an agency which of its staff are out of date", counts_from="training.letter_of_month",
    starts_from="the letter of the month before", order=493, chapter=CHAPTER,
    versions=(Version(1, Months(1), SINCE, owner="the portal", strength="local", grade="D", sense="measure",
                      cites="Refresher training, audits handbook 4.3, R-TR-7 (default)",
                      note="Of certificates that had ended when the month began. Nothing to tell: no letter."),),
))  # fmt: skip


def _look_after(as_at: date) -> int:
    from training.services.reminding import look_after_events  # it reads the rules above

    return look_after_events(as_at)


def _tell_agencies(as_at: date) -> int:
    from training.reporting.telling import tell_agencies  # it reads the models

    return tell_agencies(as_at)


openings.plug(Opening("training.out_of_date", "Agencies whose staff are out of date", _tell_agencies, order=46))
openings.plug(Opening("training.events", "Events that are soon, closed for booking, or over", _look_after, order=45))
