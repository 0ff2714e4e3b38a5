"""The days of the transition. The last day is the Board's panel's and whole in London."""

from datetime import date, datetime

from cdop.transition.table import UNCHANGED, Period
from sscb.timetable.allow import LONDON
from sscb.timetable.days import add_months, in_words
from sscb.timetable.regimes import END_OF_CDOP_GRACE
from sscb.timetable.starts import CDR_START, EARLIEST


class StartRefused(ValueError):
    """A local start date that the law does not allow."""


def check_start(day: date) -> date:
    """The day, if arrangements could lawfully begin on it. Raises StartRefused with a sentence otherwise."""
    if day > CDR_START.latest:
        raise StartRefused(
            f"{in_words(day)} is after the statutory latest date, {in_words(CDR_START.latest)}. Enter the day on which "
            f"the child death review partners’ arrangements began. {UNCHANGED}"
        )
    if day < EARLIEST:
        raise StartRefused(f"No arrangements could begin before {in_words(EARLIEST)}. {UNCHANGED}")
    return day


def start_or_latest(recorded: date | None) -> tuple[date, str]:
    """The start date to go by, and a sentence for the configuration fault where none is recorded (else empty)."""
    if recorded is not None:
        return check_start(recorded), ""
    return CDR_START.latest, (
        f"No start date of the child death review partners is recorded. The statutory latest, "
        f"{in_words(CDR_START.latest)}, is taken. Record the date and where it is published."
    )


def last_day(start: date) -> date:
    """The last day, whole in London, on which the Board's panel may finish a review: start + 4 months, capped."""
    return END_OF_CDOP_GRACE.on({CDR_START.code: start})


def days_left(today: date, start: date) -> int:
    """Days after today up to and with the last day; 0 on the last day, below 0 once it has ended."""
    return (last_day(start) - today).days


def period(today: date, start: date) -> Period:
    if today < start:
        return Period.BEFORE
    return Period.GRACE if today <= last_day(start) else Period.AFTER


def must_begin_by(published_on: date) -> date:
    """Arrangements begin within three months of their publication, at the latest on the statutory date."""
    return min(add_months(published_on, 3), CDR_START.latest)


def received_day(moment: datetime) -> date:
    """The day in London on which a notification was received: 23:30 UTC on 28 September 2019 is the 29th."""
    if moment.tzinfo is None:
        raise ValueError("A moment without a time zone has no day in London.")
    return moment.astimezone(LONDON).date()


def keying_fault(*, received_on: date, keyed_on: date, note: str) -> str:
    """What is wrong with a notification keyed on another day than it was received, or ""."""
    if received_on > keyed_on:
        return f"It cannot have been received on {in_words(received_on)}, which has not come. Check the date."
    if received_on < keyed_on and not note.strip():
        return (
            f"It was received on {in_words(received_on)} and is keyed on {in_words(keyed_on)}. The day of receipt "
            "decides whose review it is, so add a note of the call or message: who took it, when, from whom."
        )
    return ""
