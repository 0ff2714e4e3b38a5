"""Asking for work. The row is written with the caller's change; the bell rings once both are committed."""

import json
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.db.models.functions import Now

from sscb import clock, database
from sscb.history.context import whereabouts
from sscb.history.services import write_history
from sscb.jobs import bell
from sscb.jobs.leases import is_due
from sscb.jobs.models import Job, Mail, about
from sscb.jobs.sockets import kinds
from sscb.people.models import Person

LONGEST_ARGS = 2000
MOST_RUNG_AGAIN = 50


class UnknownKind(LookupError):
    """A job of a kind that nobody plugged in: a programming fault, found in tests."""


def ring(
    kind: str,
    *,
    by: Person | None,
    args: dict[str, Any] | None = None,
    key: str | None = None,
    about: Any = None,
) -> Job:
    """Ask for work: the row now, in the caller's transaction; the bell after it has been committed.

    With a `key`, an unfinished job of the same key is returned instead of a second one; once it has ended the key
    may be used again (a pack is built many times). What must happen once for ever is claimed with `tick`. `args`
    hold ids and plain values only, never what is written in a record. Raises UnknownKind.
    """
    if kind not in kinds:
        raise UnknownKind(f"No job kind has the code {kind}.")
    args = _plain(kind, args or {})
    for last in (False, False, True):
        standing = unfinished(key)
        if standing:
            return standing
        try:
            with transaction.atomic():
                job = _write_job(kind, by=by, args=args, key=key, thing=about)
        except IntegrityError:
            # Somebody asked for the same at the same moment: theirs is found next time round, unless it has ended.
            if last or not key:
                raise
            continue
        bell.ring_for_job(str(job.uuid))
        return job
    raise AssertionError("The last round returns or raises.")


def unfinished(key: str | None) -> Job | None:
    return Job.objects.filter(key=key, state__in=Job.UNFINISHED).first() if key else None


def _write_job(kind: str, *, by: Person | None, args: dict, key: str | None, thing: Any) -> Job:
    place = whereabouts()
    return Job.objects.create(
        kind=kind,
        args=args,
        key=key,
        asked_by=by,
        address=place.address,
        session=place.session,
        created_at=clock.wall(),
        **about(thing),
    )


def _plain(kind: str, args: dict[str, Any]) -> dict[str, Any]:
    text = json.dumps(args)  # raises TypeError for what a worker could not read back
    if len(text) > LONGEST_ARGS:
        raise ValueError(f"{kind}: a job is given ids, not contents ({len(text)} characters).")
    return json.loads(text)


@transaction.atomic
def try_again(job: Job, *, by: Person | None) -> Job:
    """Put a failed job back in the queue with all its attempts. An unfinished one of the same key is returned."""
    held = Job.objects.get(pk=job.pk)
    if held.state != Job.State.FAILED:
        return held
    standing = unfinished(held.key)
    if standing:
        return standing
    anew = {"attempts": 0, "due_at": None, "done": 0, "total": 0, "note": "", "error": "", "reference": "",
            "started_at": None, "finished_at": None}  # fmt: skip
    try:
        with transaction.atomic():
            if not database.swap(Job.objects.filter(state=Job.State.FAILED), held, state=Job.State.QUEUED, **anew):
                return Job.objects.get(pk=job.pk)
    except IntegrityError:
        return unfinished(held.key) or Job.objects.get(pk=job.pk)  # another of the same key was asked for meanwhile
    write_history(held, "jobs.job_tried_again", by=by, on=clock.today(), title=title_of(held))
    bell.ring_for_job(str(held.uuid))
    return held


def title_of(job: Job) -> str:
    """The title of the kind of work, or its code when the programme that plugged it in is gone."""
    kind = kinds.get(job.kind)
    return kind.title if kind else job.kind


def ring_again() -> int:
    """Ring for every job that should be running and is not, and for letters that wait; how many jobs were rung for.

    A few at a time, the oldest first, so that a backlog is not multiplied by its own bells.
    """
    bell.listen_again()
    lost = Q(state=Job.State.RUNNING, lease_ends__lt=Now())
    asleep = Q(state=Job.State.QUEUED) & is_due()
    rung = 0
    for job_uuid in Job.objects.filter(lost | asleep).order_by("id").values_list("uuid", flat=True)[:MOST_RUNG_AGAIN]:
        if not bell.ring_bell(bell.RUN_JOB, str(job_uuid)):
            break
        rung += 1
    if Mail.objects.filter(is_due(), state=Mail.State.WAITING).exists():
        bell.ring_bell(bell.DELIVER_MAIL)
    return rung
