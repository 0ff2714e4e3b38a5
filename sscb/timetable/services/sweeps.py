"""Asking for the daily sweep, and the job that does it."""

from datetime import date
from typing import Any

from django.db import transaction

from sscb import clock
from sscb.jobs.services import note_beat, ring, tick
from sscb.people.models import Person
from sscb.timetable.queries.sweeps import AT_SIX, last_run
from sscb.timetable.sweeping import sweep
from sscb.timetable.tidying import tidy

SWEEP = "timetable.sweep"


def ask_for_sweep(*, as_at: date | None = None, by: Person | None = None) -> bool:
    """Ask for the job that sweeps: of a day in hand at once, or as the bell of the morning. False: nothing to ask for.

    The bell asks from 06:00 in London on, once a day; before that only where an earlier day was missed. Two beats
    claim the same tick, so one asks (REL-03); a sweep that failed is asked for again, at most once an hour.
    """
    if as_at is not None:
        before = last_run()
        if before and before.as_at >= as_at:
            return False
        with transaction.atomic():
            _ring(as_at, by)
        return True
    note_beat("daily sweep")
    now = clock.now().astimezone(clock.LONDON)
    today, before = now.date(), last_run()
    if before and before.as_at >= today:
        return False
    if now.hour < AT_SIX and before and (today - before.as_at).days == 1:
        return False
    with transaction.atomic():
        if not (tick(f"daily-sweep:{today}") or tick(f"daily-sweep:{today}:{now.hour:02d}")):
            return False
        _ring(today, by)
    return True


def _ring(as_at: date, by: Person | None) -> None:
    ring(SWEEP, by=by, key=f"sweep:{as_at}", args={"as_at": as_at.isoformat()})


def run_sweep(job: Any, progress: Any) -> dict:
    """The job: sweep as at the day it was asked for. Twice is as good as once."""
    progress.step(0, 1, "Looking at what is due")
    swept = sweep(date.fromisoformat(job.args["as_at"]))
    tidied = tidy()
    progress.step(1, 1, str(swept))
    return {"made": swept.made, "skipped": swept.skipped, "handled": swept.handled, "letters": swept.letters,
            "tidied": tidied}  # fmt: skip
