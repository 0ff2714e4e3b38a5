"""Did the sweep run? What the business manager's home and the health page say first when it did not."""

from dataclasses import dataclass
from datetime import date, timedelta

from sscb import clock
from sscb.jobs.models import Job
from sscb.timetable.days import in_words
from sscb.timetable.models import SweepRun
from sscb.timetable.sockets import effects

AT_SIX = 6


@dataclass(frozen=True)
class SweepState:
    """`ok` is false when a day that has passed, or today after 06:00, was not swept."""

    ok: bool
    sentence: str
    as_at: date | None
    made: int = 0
    letters: int = 0
    missed_days: int = 0


def last_run() -> SweepRun | None:
    return SweepRun.objects.order_by("-as_at").first()


def jobs_asked_for() -> list[str]:
    """Unfinished jobs of the kinds that effects of the sweep ring for, the oldest first.

    Among them those that a killed worker left behind; one that is being done cannot be claimed by anybody else.
    """
    kinds = {handler.asks_for for handler in effects if handler.asks_for}
    waiting = Job.objects.filter(kind__in=kinds, state__in=(Job.State.QUEUED, Job.State.RUNNING)).order_by("id")
    return [str(uuid) for uuid in waiting.values_list("uuid", flat=True)]


def sweep_state() -> SweepState:
    """Last night's sweep as a sentence, looked at from now. One query."""
    run, now = last_run(), clock.now().astimezone(clock.LONDON)
    expected = now.date() if now.hour >= AT_SIX else now.date() - timedelta(days=1)
    if run is None:
        return SweepState(False, "The daily sweep has not run yet, so no reminder has been sent.", None)
    letters = run.letters or 0
    if run.as_at < expected:
        days = (expected - run.as_at).days
        return SweepState(
            False,
            f"The daily sweep has not run since {in_words(run.as_at)}: {days} {'day' if days == 1 else 'days'} missed. "
            "Reminders wait; what is late is shown rightly all the same.",
            run.as_at, run.made, letters, run.missed_days,
        )  # fmt: skip
    ran = f"Ran at {run.finished_at.astimezone(clock.LONDON):%H:%M}"
    if run.missed_days:
        days = f"{run.missed_days} missed {'day' if run.missed_days == 1 else 'days'}"
        return SweepState(True, f"{ran}, and caught up on {days}.", run.as_at, run.made, letters, run.missed_days)
    return SweepState(True, f"{ran}, no day missed.", run.as_at, run.made, letters)
