"""The checker that would notice (REL-30): asks every room whether what must always hold still does. It only reads."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db import transaction

from sscb import clock
from sscb.jobs.models import Job
from sscb.jobs.services import ring, tick
from sscb.jobs.sockets import Checkup, Finding, checkups

CHECK = "jobs.fsck"
ELSE = "Ask the portal’s support, and say what this line says."


def look(one: Checkup) -> Iterator[Finding]:
    """What one checkup finds. That it could not look is a finding too, and keeps none of the others from looking."""
    try:
        yield from one.look()
    except Exception as fault:
        yield Finding(one.code, f"it could not be looked at ({type(fault).__name__}).", ELSE)


def look_at_all() -> Iterator[tuple[Checkup, list[Finding]]]:
    for one in checkups:
        yield one, list(look(one))


def ask_for_checks(on: date) -> bool:
    """Ask for the job, once a day however many beats there are. False: it was asked for."""
    with transaction.atomic():
        if not tick(f"fsck:{on}"):
            return False
        ring(CHECK, by=None, key=f"fsck:{on}")
    return True


def run_checks(job: Any, progress: Any) -> dict[str, Any]:
    """The job: how much each checkup found. The sentences are for the command line, where somebody acts on them."""
    found: Counter[str] = Counter()
    for number, one in enumerate(checkups, start=1):
        found[one.code] = sum(1 for _ in look(one))
        progress.step(number, len(checkups), one.title)
    return {"looked": len(found), "findings": found.total(), "by": {code: n for code, n in found.items() if n}}


def last_check() -> Job | None:
    """The last one that came to its end."""
    return Job.objects.filter(kind=CHECK, state=Job.State.DONE).order_by("-id").first()


def said(job: Job | None) -> tuple[bool, str]:
    """Whether all was well when it was last looked, and a sentence for the health page."""
    if job is None:
        return False, "Never looked at. It is looked at each night; or now, with: manage.py fsck."
    day = f"{clock.day_of(job.finished_at):%-d %B %Y}"
    count, looked = job.result["findings"], job.result["looked"]
    if not count:
        return True, f"On {day} all {looked} checks held."
    things = "1 thing was not as it must be" if count == 1 else f"{count} things were not as they must be"
    return False, f"On {day} {things}. Which, and what to do, says: manage.py fsck."
