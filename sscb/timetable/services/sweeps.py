"""Asking for the daily sweep, and the job that does it."""

from datetime import date
from typing import Any

from django.db import transaction

from sscb import clock
from sscb.jobs.services import note_beat, ring, tick
from sscb.people.models import Person
from sscb.timetable.queries.sweeps import AT_SIX, last_run
from sscb.timetable.sweep import sweep

SWEEP = "timetable.sweep"


def ask_for_sweep(*, by: Person | None = None) -> bool:
    """The bell of the morning: claim the day and ask for the job. False when there is nothing to ask for.

    From 06:00 in London on, once a day; before that only where an earlier day was missed. Two beats claim the same
    tick, so one asks (REL-03); a sweep that failed is asked for again, at most once an hour.
    """
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
        ring(SWEEP, by=by, key=f"sweep:{today}", args={"as_at": today.isoformat()})
    return True


def run_sweep(job: Any, progress: Any) -> dict:
    """The job: sweep as at the day it was asked for. Twice is as good as once."""
    progress.step(0, 1, "Looking at what is due")
    swept = sweep(date.fromisoformat(job.args["as_at"]))
    progress.step(1, 1, str(swept))
    return {"made": swept.made, "skipped": swept.skipped, "handled": swept.handled, "letters": swept.letters}
