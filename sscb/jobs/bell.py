"""The bell: one small message that makes a worker look at the rows. Losing it costs seconds, never the work.

A save by a person must not wait for a broker that is away: connecting and writing are each given a fraction of a
second, nothing is tried twice, and after a failure the bell stays silent for a while (`ring_again` does its work).
In a worker nobody waits for a save: it has seconds for a broker that is slow, which is not one that is away.
"""

import logging
import time
from threading import Thread

from django.conf import settings
from django.db import connection, transaction
from kombu import Connection

from sscb.celery import app

log = logging.getLogger("sscb.jobs")

RUN_JOB = "sscb.jobs.tasks.run_job"
DELIVER_MAIL = "sscb.jobs.tasks.deliver_mail"
JOBS_QUEUE = "celery"
MAIL_QUEUE = "mail"
"""A queue of its own, so that the worker that lays out packs can be one without a network (see deploy/)."""
SILENT_SECONDS = 30.0
IMPATIENT = {
    "socket_connect_timeout": 0.2,
    "socket_timeout": 0.4,
    "max_retries": 1,
    "interval_start": 0,
    "interval_step": 0,
    "interval_max": 0,
    "connect_retries_timeout": 0.4,
}
PATIENT = {**IMPATIENT, "socket_connect_timeout": 5.0, "socket_timeout": 10.0, "connect_retries_timeout": 10.0}

_patience = IMPATIENT
_silent_until = 0.0
_is_away = False


def ring_bell(task: str, *args: str) -> bool:
    """Send the message now. False, and a line in the log, when the broker could not be reached."""
    global _silent_until, _is_away
    if time.monotonic() < _silent_until:
        return False
    try:
        options = {**settings.CELERY_BROKER_TRANSPORT_OPTIONS, **_patience}
        seconds = _patience["connect_retries_timeout"]
        with Connection(settings.CELERY_BROKER_URL, connect_timeout=seconds, transport_options=options) as broker:
            queue = MAIL_QUEUE if task == DELIVER_MAIL else JOBS_QUEUE
            app.send_task(task, args=args, queue=queue, connection=broker, retry=False)
    except Exception as fault:
        # Whatever a broker can raise: the row stands, and the person's save must not fail for a bell (REL-05).
        _silent_until, _is_away = time.monotonic() + SILENT_SECONDS, True
        log.warning("The bell could not be rung; the work waits in its row: %s", type(fault).__name__)
        return False
    _is_away = False
    return True


def is_away() -> bool:
    """Did nobody answer when it was last rung? Asks nothing, so that every page may say so (REL-10).

    When the silence is over, it is looked whether the broker is back, and no page waits for that either.
    """
    global _silent_until
    if _is_away and time.monotonic() >= _silent_until:
        _silent_until = time.monotonic() + SILENT_SECONDS
        Thread(target=_look, name="is the bell back", daemon=True).start()
    return _is_away


def _look() -> None:
    if is_there():
        listen_again()


def is_there() -> bool:
    """Whether the broker answers, asked with the patience of a save."""
    try:
        options = {**settings.CELERY_BROKER_TRANSPORT_OPTIONS, **IMPATIENT}
        seconds = IMPATIENT["connect_retries_timeout"]
        with Connection(settings.CELERY_BROKER_URL, connect_timeout=seconds, transport_options=options) as broker:
            broker.default_channel.queue_declare(JOBS_QUEUE)
    except Exception as fault:
        log.info("The broker was asked and does not answer: %s", type(fault).__name__)
        return False
    return True


def be_patient() -> None:
    """In a process in which nobody waits for a save: on a loaded machine a bell is late and not lost."""
    global _patience
    _patience = PATIENT


def listen_again() -> None:
    """Forget that the broker was away."""
    global _silent_until, _is_away
    _silent_until, _is_away = 0.0, False


def ring_for_job(job_uuid: str) -> None:
    """After the commit, once the row can be seen by the worker."""
    transaction.on_commit(lambda: ring_bell(RUN_JOB, job_uuid), robust=True)


def _ring_for_mail() -> None:
    ring_bell(DELIVER_MAIL)


def ring_for_mail() -> None:
    """Once for each transaction, however many letters it writes."""
    if not any(callback is _ring_for_mail for _, callback, _ in connection.run_on_commit):
        transaction.on_commit(_ring_for_mail, robust=True)
