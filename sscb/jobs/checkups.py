"""What must always hold of the history, of jobs and of letters (REL-30)."""

from collections.abc import Iterator
from datetime import timedelta

from sscb import clock
from sscb.history.chain import faults
from sscb.jobs.models import Job, Mail
from sscb.jobs.sockets import Checkup, Finding, checkups, kinds

LEASE_OVER = timedelta(hours=1)
WAITS_LONG = timedelta(days=1)
START_WORKER = "Start the worker, and look at the health page."


def chain() -> Iterator[Finding]:
    for sentence in faults():
        yield Finding("History", sentence, "Keep this database as it is, and compare it with the last backup.")


def jobs() -> Iterator[Finding]:
    """Each has ended, waits for its time, or is in somebody’s hands."""
    now = clock.wall()
    for job in Job.objects.filter(state__in=Job.UNFINISHED).order_by("id"):
        where, due = f"Job {job.uuid} ({job.kind})", job.due_at or job.created_at
        if job.kind not in kinds:
            yield Finding(where, "nobody knows this kind of work any more.", "Ask the portal’s support.")
        elif job.state == Job.State.RUNNING and (job.lease_ends is None or job.lease_ends < now - LEASE_OVER):
            yield Finding(where, "it is said to run, and nobody has worked on it for an hour.", START_WORKER)
        elif job.state == Job.State.QUEUED and due < now - WAITS_LONG:
            yield Finding(where, "it has waited for more than a day.", START_WORKER)


def letters() -> Iterator[Finding]:
    late = clock.wall() - WAITS_LONG
    for mail in Mail.objects.filter(state=Mail.State.WAITING, created_at__lt=late).order_by("id"):
        if mail.due_at is None or mail.due_at < late:
            yield Finding(
                f"Letter {mail.uuid}", "it has waited for more than a day.",
                "Look at the health page: the worker or the mail relay does not answer.",
            )  # fmt: skip


checkups.plug(Checkup("history.chain", "The history is whole", chain, order=1))
checkups.plug(Checkup("jobs.ended_or_held", "Every job has ended, waits or is held", jobs, order=2))
checkups.plug(Checkup("jobs.letters_go", "No letter lies about", letters, order=3))
