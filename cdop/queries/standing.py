"""Where the transition stands on a day, and whether the open reviews will be finished in time."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from cdop.models import ChildDeathReview, PanelMeeting
from cdop.transition import GRACE_END, NO_NEW, days_left, last_day, period, start_or_latest
from cdop.workplan import Meeting, OpenCase, Plan, in_a_sentence, plan
from sscb.timetable.days import in_words
from sscb.timetable.queries.calendar import start_dates
from sscb.timetable.starts import CDR_START


@dataclass(frozen=True)
class Standing:
    """Where the transition stands on a day. `fault`: a sentence when no start date is recorded."""

    start: date
    last_day: date
    heading: str
    sentence: str
    fault: str


def days_in_words(count: int) -> str:
    return "1 day" if count == 1 else f"{count} days"


def standing(as_at: date) -> Standing:
    """The countdown in words. One query."""
    start, fault = start_or_latest(start_dates().get(CDR_START.code))
    last, left = last_day(start), days_left(as_at, start)
    now = period(as_at, start)
    if now == "before":
        heading = "The Board’s panel takes and reviews every child’s death"
        sentence = f"The child death review partners’ arrangements begin on {in_words(start)}."
    elif now == "grace":
        heading = f"{days_in_words(left)} left to finish reviews" if left else "Today is the last day to finish reviews"
        sentence = (
            f"No new review may begin since {in_words(start)} (rule {NO_NEW}). What is not finished when "
            f"{in_words(last)} has ended is locked and handed over (rule {GRACE_END})."
        )
    else:
        heading = "The Board’s panel has stopped: what was not finished is handed over"
        sentence = f"The last day was {in_words(last)} (rule {GRACE_END})."
    return Standing(start, last, heading, sentence, fault)


def work_plan(person: Any, as_at: date) -> Plan:
    """The unfinished cases that this person may see and the meetings still to come. Three queries."""
    last = last_day(start_or_latest(start_dates().get(CDR_START.code))[0])
    found = ChildDeathReview.objects.all().unfinished().visible_to(person).filter(handover=None)
    cases = [OpenCase(*row) for row in found.values_list("reference", "stage", "notified_on")]
    coming = PanelMeeting.objects.visible_to(person).filter(met_on=None, cancelled_on=None, planned_on__gte=as_at)
    return plan(cases, [Meeting(*row) for row in coming.values_list("planned_on", "room_for")], today=as_at,
                last_day=last)  # fmt: skip


def work_plan_sentence(person: Any, as_at: date) -> str:
    """14 reviews are open and the panel has room for 9 until the last day: 5 will not make it. After it: nothing."""
    last = last_day(start_or_latest(start_dates().get(CDR_START.code))[0])
    return in_a_sentence(work_plan(person, as_at), last) if as_at <= last else ""
