"""The bells Celery carries. No logic here: each rings a service, and the rows decide."""

import os
import socket

from celery.signals import worker_init, worker_ready
from django.core.exceptions import ImproperlyConfigured

from sscb import clock, database
from sscb.celery import app
from sscb.jobs import bell, checking, running, services
from sscb.jobs.sockets import JobKind, kinds
from sscb.people.invented import refuse_invented_people

kinds.plug(
    JobKind(
        code=checking.CHECK, title="Look whether everything that must hold does", run="sscb.jobs.checking:run_checks",
        twin="fsck",
    )
)  # fmt: skip


def worker_name() -> str:
    return f"{socket.gethostname()}:{os.getpid()}"


@app.task(name=bell.RUN_JOB)
def run_job(job_id: str) -> None:
    running.run(job_id, worker_name())


@app.task(name=bell.DELIVER_MAIL)
def deliver_mail() -> None:
    services.deliver_waiting_mail()


@app.task(name="sscb.jobs.tasks.ring_again")
def ring_again() -> None:
    database.patiently(services.note_beat, "ring again")
    database.patiently(services.ring_again)


@app.task(name="sscb.jobs.tasks.check_everything")
def check_everything() -> None:
    checking.ask_for_checks(clock.wall().astimezone(clock.LONDON).date())


@worker_init.connect
def have_time(**_kwargs) -> None:
    bell.be_patient()
    database.wait_at_most(database.JOBS)


@worker_init.connect
def start_only_where_it_may(**_kwargs) -> None:
    try:
        refuse_invented_people()
    except ImproperlyConfigured as refused:
        raise SystemExit(str(refused)) from refused  # anything else the worker would log, and start


@worker_ready.connect
def look_at_once(**_kwargs) -> None:
    """A worker that has just started takes up what another left lying, without waiting for the next minute."""
    bell.ring_bell("sscb.jobs.tasks.ring_again")
