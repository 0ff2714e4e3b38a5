"""Running one job: claim, work, heartbeat, end. One place for all kinds, so that no kind has to think of crashes.

The claim and every later write is one UPDATE that names the state it expects (compare-and-set). Delivering a bell
twice, or late, or to two workers at once, therefore changes nothing (REL-04).
"""

import json
import logging
import time
import uuid as uuid_module
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.module_loading import import_string

from sscb import clock, database
from sscb.history.context import Whereabouts, working_from
from sscb.history.services import write_history
from sscb.jobs.leases import back_off, is_due, lease
from sscb.jobs.models import Job
from sscb.jobs.services.asking import title_of
from sscb.jobs.sockets import kinds

log = logging.getLogger("sscb.jobs")

LEAST_SECONDS_BETWEEN_WRITES = 0.2
LONGEST_PAUSE = 4
"""Attempts after which the pause of work that waits for something grows no more: some four minutes."""

MOST_WAITS = 12
"""Attempts that may end with the database away: after an hour of it, it may be the work that sends it away (REL-24)."""


class LeaseLost(Exception):
    """Somebody else has taken the job over, because this worker was silent too long. Stop; write nothing more."""


class CannotFinish(Exception):
    """The work cannot succeed as things are; the message is a sentence for the person who asked. Not tried again."""


class NotYet(Exception):
    """What the work needs is away and comes back by itself: it waits, and is begun again without a click."""


class TookTooLong(Exception):
    """The work ran longer than its kind allows (REL-08)."""


class Progress:
    """How the work tells how far it is and that it is alive. `step` at least every half lease, or `beat`."""

    def __init__(self, job: Job, most_seconds: int):
        self.job = job
        self._began = time.monotonic()
        self._written: float | None = None
        self._most = most_seconds

    def step(self, done: int, total: int, note: str = "") -> None:
        """Write how far it is: `done` of `total`, and what is being done now. Raises LeaseLost or TookTooLong.

        Inside a transaction the page sees it only after the commit, and the lease is renewed only then.
        """
        note = note[:200]
        self._in_time()
        if note == self.job.note and done < total and not self._silent_for(LEAST_SECONDS_BETWEEN_WRITES):
            return
        self._write(done=done, total=total, note=note)
        self.job.done, self.job.total, self.job.note = done, total, note

    def beat(self) -> None:
        """Still alive, nothing new to say. Raises LeaseLost or TookTooLong."""
        self._in_time()
        if self._silent_for(min(settings.JOB_HEARTBEAT_SECONDS, settings.JOB_LEASE_SECONDS / 4)):
            self._write()

    def _in_time(self) -> None:
        if time.monotonic() - self._began > self._most:
            raise TookTooLong()

    def _silent_for(self, seconds: float) -> bool:
        return self._written is None or time.monotonic() - self._written > seconds

    def _write(self, **changes: Any) -> None:
        if not _write_if_ours(self.job, lease_ends=lease(), **changes):
            raise LeaseLost(self.job.kind)
        self._written = time.monotonic()


def run(job_uuid: str, worker: str) -> bool:
    """Claim the job and do it. False, having touched nothing, when it is not there to be claimed."""
    job = database.patiently(claim, job_uuid, worker)
    if job is None:
        return False
    with working_from(Whereabouts(address=job.address, session=job.session, in_worker=True)):
        _work(job)
    return True


def _free() -> Q:
    """Waiting and due, or begun by a worker that has been silent for longer than its lease."""
    return (Q(state=Job.State.QUEUED) & is_due()) | Q(state=Job.State.RUNNING, lease_ends__lt=Now())


def next_to_run(*, besides: Iterable[str] = ()) -> str | None:
    """The oldest job that could be claimed now; None when there is none."""
    free = Job.objects.filter(_free()).exclude(uuid__in=list(besides)).order_by("id")
    found = free.values_list("uuid", flat=True).first()
    return str(found) if found else None


def claim(job_uuid: str, worker: str) -> Job | None:
    """Take a job that waits, or one whose worker has been silent for longer than its lease."""
    _fail_the_often_dead(job_uuid)
    taken = Job.objects.filter(_free(), uuid=job_uuid).update(
        state=Job.State.RUNNING,
        worker=worker[:120],
        lease_ends=lease(),
        attempts=F("attempts") + 1,
        started_at=clock.wall(),
    )
    return Job.objects.select_related("asked_by").get(uuid=job_uuid) if taken else None


def _write_if_ours(job: Job, **changes: Any) -> bool:
    ours = Job.objects.filter(pk=job.pk, state=Job.State.RUNNING, attempts=job.attempts)
    return ours.update(**changes) == 1


def _work(job: Job) -> None:
    kind = kinds.get(job.kind)
    if kind is None:
        _fail(job, "This kind of work is no longer part of the portal. Ask the technical administrator.")
        return
    try:
        result = kind.function()(job, Progress(job, kind.most_seconds))
        json.dumps(result)  # what is not plain JSON is the work's fault, found before the row is touched
        database.patiently(_finish, job, result)
    except LeaseLost:
        log.warning("A job was taken over by another worker: %s", job.uuid)
    except CannotFinish as reason:
        _fail(job, str(reason))
    except NotYet as reason:
        _wait(job, str(reason))
    except TookTooLong:
        _fail(job, f"It took longer than {kind.most_seconds // 60} minutes and was stopped. Nothing was lost.")
    except Exception as fault:
        if database.is_away(fault) and job.attempts < MOST_WAITS:
            # Not the work's fault, and no attempt of it: whatever it had not committed is done again (REL-11).
            database.patiently(_wait, job, "The database was away for a moment; it goes on by itself.")
        else:
            _try_later(job, kind.tries)


def _finish(job: Job, result: dict[str, Any] | None) -> None:
    _write_if_ours(
        job, state=Job.State.DONE, result=result, finished_at=clock.wall(), lease_ends=None, error="", reference="",
        note="", done=F("total"),
    )  # fmt: skip


def _wait(job: Job, why: str) -> None:
    """Back in the queue, without an end: the pause grows to a few minutes and no further."""
    _write_if_ours(
        job, state=Job.State.QUEUED, due_at=back_off(min(job.attempts, LONGEST_PAUSE)), lease_ends=None, note=why[:200]
    )


def _try_later(job: Job, tries: int) -> None:
    """After an unexpected fault: again after a pause, or failed when there were enough attempts."""
    job.reference = uuid_module.uuid4().hex[:8].upper()
    log.exception("A job failed: %s, attempt %s, reference %s", job.kind, job.attempts, job.reference)
    if job.attempts < tries:
        _write_if_ours(
            job, state=Job.State.QUEUED, due_at=back_off(job.attempts), lease_ends=None, reference=job.reference
        )
        return
    _fail(
        job,
        f"Something went wrong {job.attempts} times in a row, so it was stopped. Nothing was lost. Try again; if it "
        f"fails again, give the reference {job.reference} to the technical administrator.",
    )


def _fail(job: Job, sentence: str) -> None:
    with transaction.atomic():
        if _write_if_ours(
            job, state=Job.State.FAILED, error=sentence, reference=job.reference, finished_at=clock.wall(),
            lease_ends=None,
        ):  # fmt: skip
            write_history(
                job, "jobs.job_failed", by=None, on=clock.today(), title=title_of(job), attempts=job.attempts
            )
            kind = kinds.get(job.kind)
            if kind and kind.on_failed:
                import_string(kind.on_failed.replace(":", "."))(job, sentence)


def _fail_the_often_dead(job_uuid: str) -> None:
    """A job whose workers died each time is not given to another one (REL-08)."""
    job = Job.objects.filter(uuid=job_uuid, state=Job.State.RUNNING, lease_ends__lt=Now()).first()
    if job is None:
        return
    kind = kinds.get(job.kind)
    if job.attempts >= (kind.tries if kind else settings.JOB_TRIES):
        _fail(
            job,
            f"It stopped half-way {job.attempts} times without saying why, so it was not begun again. Nothing was "
            "lost. Try again; if it happens again, ask the technical administrator to look at the worker's memory.",
        )
