"""What nobody needs any more is deleted day by day, as the schedule says (security page 6, RET-12). Records are not.

Drafts are kept 30 days, files in quarantine 7, temporary ones 1. Exports are made when they are asked for and never
stored. Letters stay: their keys are what keeps a letter from going out twice (REL-25).
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings

from sscb import clock
from sscb.access.models import FormSent
from sscb.jobs.models import Job
from sscb.records.models import Attachment
from sscb.records.services import forget_bytes
from sscb.sockets import Socket

log = logging.getLogger("sscb.timetable")
QUARANTINED = (Attachment.State.QUARANTINED, Attachment.State.INFECTED)


@dataclass(frozen=True)
class Tidy:
    """One thing that is deleted after some days. `delete(before)` takes a moment of the Board's time; says how many."""

    code: str
    title: str
    days: int
    delete: Callable[[datetime], int]
    order: int = 0
    of_records: bool = True
    """False: bits of the machine’s own, which a moratorium does not keep."""


@dataclass(frozen=True)
class Brake:
    """Something that stops all deleting while it gives a reason, such as a moratorium."""

    code: str
    why: Callable[[], str]


brakes: Socket[Brake] = Socket("what stops deleting", Brake)
tidies: Socket[Tidy] = Socket("what is deleted after some days", Tidy)


def tidy() -> dict[str, int]:
    """Delete what has had its days. Any number of times; one that fails is logged and keeps none of the others."""
    found, stopped = {}, any(brake.why() for brake in brakes)
    for one in tidies:
        if stopped and one.of_records:
            continue
        try:
            found[one.code] = one.delete(clock.now() - timedelta(days=one.days))
        except Exception:
            log.exception("nothing was tidied away", extra={"kind": one.code})
    return {code: count for code, count in found.items() if count}


def files_older_than(folder: Path, pattern: str, days: int) -> int:
    """Delete the files of a folder that nobody wrote to for so many days of the machine's own time."""
    limit, count = (clock.wall() - timedelta(days=days)).timestamp(), 0
    for path in folder.glob(pattern) if folder.exists() else ():
        try:
            if path.is_file() and path.stat().st_mtime < limit:
                path.unlink()
                count += 1
        except FileNotFoundError:
            continue
    return count


def _done_jobs(before: datetime) -> int:
    """Work that was done. What failed stays in the list of failed work until somebody has seen to it."""
    wall = clock.wall() - (clock.now() - before)
    return Job.objects.filter(state=Job.State.DONE, finished_at__lt=wall).delete()[0]


def _forms_sent(before: datetime) -> int:
    """Keys of forms that nobody has open any more."""
    wall = clock.wall() - (clock.now() - before)
    return FormSent.objects.filter(sent_on__lt=wall.date()).delete()[0]


def _quarantine(before: datetime) -> int:
    """Files that were never found clean. Their record and its history keep that there was one, with its hash."""
    count = 0
    for one in Attachment.objects.filter(state__in=QUARANTINED, added_at__lt=before):
        one.delete()
        forget_bytes(one.sha256)
        count += 1
    return count


def _half_written(before: datetime) -> int:
    """Files that were being written when something died."""
    store, data = Path(settings.STORE), Path(settings.DATA)
    places = ((store / "files", "*/tmp*"), (store / "prints", "*/*.new"), (data / "imports", "*.new"))
    return sum(files_older_than(folder, pattern, 1) for folder, pattern in places)


tidies.plug(Tidy("timetable.done_jobs", "Work that was done", 30, _done_jobs, order=1, of_records=False))
tidies.plug(Tidy("timetable.quarantine", "Files that were never found clean", 7, _quarantine, order=2))
tidies.plug(
    Tidy("timetable.half_written", "Files that were half written", 1, _half_written, order=3, of_records=False)
)
tidies.plug(Tidy("timetable.forms_sent", "Keys of forms that were sent", 2, _forms_sent, order=4, of_records=False))
