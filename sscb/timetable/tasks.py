"""The bell of the daily sweep."""

from celery.signals import worker_ready

from sscb.celery import app
from sscb.jobs.bell import ring_bell
from sscb.jobs.sockets import JobKind, kinds
from sscb.timetable import services

kinds.plug(
    JobKind(
        code=services.SWEEP, title="Daily sweep of what is due", run="sscb.timetable.services:run_sweep", twin="sweep"
    )
)
DAILY_SWEEP = "sscb.timetable.tasks.daily_sweep"


@app.task(name=DAILY_SWEEP)
def daily_sweep() -> None:
    services.ask_for_sweep()


@worker_ready.connect
def sweep_at_once(**_kwargs) -> None:
    """A worker that has just started catches up on a sweep missed while none was there (REL-02)."""
    ring_bell(DAILY_SWEEP)
