"""Reading jobs and letters: how far one is, what waits, what failed, who was told."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.db.models.functions import Now

from sscb.jobs import bell
from sscb.jobs.models import LAST, Job, Mail, Tick
from sscb.jobs.services.asking import title_of
from sscb.people.models import Person


@dataclass(frozen=True)
class JobSeen:
    """A job as a page shows it. `percent` is 0 to 100; `restarted` says that an earlier worker died at it."""

    uuid: Any
    title: str
    state: str
    state_words: str
    percent: int
    done: int
    total: int
    note: str
    error: str
    reference: str
    restarted: bool
    unfinished: bool
    result: dict | None
    asked_at: datetime
    asked_by: str


def seen(job: Job) -> JobSeen:
    return JobSeen(
        uuid=job.uuid, title=title_of(job), state=job.state, state_words=job.get_state_display(), percent=job.percent,
        done=job.done, total=job.total, note=job.note, error=job.error, reference=job.reference,
        restarted=job.attempts > 1, unfinished=job.unfinished, result=job.result, asked_at=job.created_at,
        asked_by=job.asked_by.name if job.asked_by else "the portal",
    )  # fmt: skip


def _with_asker() -> QuerySet[Job]:
    return Job.objects.select_related("asked_by")


def newest_job_about(thing: Any, kind: str) -> JobSeen | None:
    """The last job of this kind asked for about a thing, such as the build of one meeting's pack."""
    job = _with_asker().filter(about_uuid=thing.uuid, kind=kind).order_by("-id").first()
    return seen(job) if job else None


def newest_job_of_key(key: str) -> JobSeen | None:
    job = _with_asker().filter(key=key).order_by("-id").first()
    return seen(job) if job else None


def unfinished_jobs(*, most: int = 100) -> list[JobSeen]:
    """Waiting and running, the oldest first."""
    return [seen(job) for job in _with_asker().filter(state__in=Job.UNFINISHED).order_by("id")[:most]]


def failed_jobs(*, most: int = 100) -> list[JobSeen]:
    """What stopped with a reason, the newest first."""
    return [seen(job) for job in _with_asker().filter(state=Job.State.FAILED).order_by("-finished_at")[:most]]


def one_line(job_uuid: str) -> str:
    """How a job ended, for the command line."""
    job = seen(_with_asker().get(uuid=job_uuid))
    return f"{job.title}: {job.state_words.lower()}" + (f". {job.error}" if job.error else "")


def letters_waiting() -> int:
    return Mail.objects.filter(state=Mail.State.WAITING).count()


def oldest_due_at() -> datetime | None:
    """Since when the longest-waiting job that could run has waited (machine time); None when nothing waits."""
    waiting = Job.objects.filter(state=Job.State.QUEUED).exclude(due_at__gt=Now())
    return waiting.order_by("created_at").values_list("created_at", flat=True).first()


def last_beat_at(name: str = "ring again") -> datetime | None:
    """When this part of the timetable was last alive (machine time)."""
    return Tick.objects.filter(key=f"{LAST}{name}").values_list("claimed_at", flat=True).first()


def clock_of_database() -> datetime | None:
    """What time the database says it is, asked of a row that the timetable keeps; None before it ever ran."""
    return Tick.objects.annotate(told=Now()).values_list("told", flat=True).first()


def broker_answers() -> bool:
    """Whether the bell could be rung just now. Asking costs a fraction of a second at most."""
    return bell.is_there()


@dataclass(frozen=True)
class LetterSeen:
    """A letter as the outbox shows it. A secret one has no body any more once it has gone."""

    uuid: Any
    to: str
    to_address: str
    subject: str
    body: str
    path: str
    marking: str
    on: date
    state: str
    state_words: str
    sent_at: datetime | None
    error: str


def outbox(*, to: Person | None = None, most: int = 200) -> list[LetterSeen]:
    """Who was told what and when, the newest first."""
    letters = Mail.objects.select_related("to").order_by("-on", "-id")
    if to is not None:
        letters = letters.filter(to=to)
    return [
        LetterSeen(
            uuid=mail.uuid, to=mail.to.name, to_address=mail.to_address, subject=mail.subject, body=mail.body,
            path=mail.path, marking=mail.marking, on=mail.on, state=mail.state,
            state_words=mail.get_state_display(), sent_at=mail.sent_at, error=mail.error,
        )
        for mail in letters[:most]
    ]  # fmt: skip


def refused_addresses() -> list[str]:
    """Addresses whose newest ended letter was refused for good: to be corrected by the office."""
    ended = Mail.objects.filter(state__in=[Mail.State.SENT, Mail.State.FAILED]).order_by("id")
    newest = dict(ended.values_list("to_address", "address_refused"))
    return sorted(address for address, refused in newest.items() if refused)
