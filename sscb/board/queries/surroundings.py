"""What stands around the portal, looked at from within: bell, scanner, disk, backups, clocks (REL-22)."""

import os
import shutil
from pathlib import Path

from django.conf import settings

from sscb import clock
from sscb.board.queries.shown import Fact, State, many
from sscb.jobs.queries import broker_answers, clock_of_database
from sscb.records import scanner as clamd
from sscb.records.models import Attachment

GOOD = State("done", "Works")
LITTLE_ROOM, HARDLY_ANY = 0.10, 0.02
"""Parts of the disk: below the first somebody is told, below the second files may be refused any moment."""
BACKUP_HOURS = 26
CLOCKS_APART_SECONDS = 5


def bell() -> Fact:
    """Amber and not red: without it people work on, and what they asked for waits in its row."""
    name = "Redis" if settings.CELERY_BROKER_URL.startswith("redis") else "A folder on this machine"
    if broker_answers():
        return Fact("Bell", f"{name}.", GOOD)
    return Fact(
        "Bell",
        f"{name} does not answer. Saving goes on; packs, letters and other work wait, and are done when it is back.",
        State("soon", "Away"),
    )


def scanner() -> Fact:
    if not settings.CLAMD:
        words = "None: files are marked “not scanned”. Production refuses to start so."
        return Fact("Scanner", words, State("waiting", "Demonstration"))
    waiting = Attachment.objects.filter(state=Attachment.State.QUARANTINED).count()
    wait = f" {many(waiting, 'file')} closed until scanned." if waiting else ""
    if _scanner_answers(settings.CLAMD):
        return Fact("Scanner", f"clamd at {settings.CLAMD}.{wait}", GOOD)
    words = f"clamd at {settings.CLAMD} does not answer: what is sent in cannot be opened until it does.{wait}"
    return Fact("Scanner", words, State("late", "No answer"))


def _scanner_answers(where: str) -> bool:
    return clamd.answers(where)


def disk() -> Fact:
    try:
        room = shutil.disk_usage(settings.DATA)
        writable = os.access(settings.DATA, os.W_OK)
    except OSError as fault:
        return Fact("Disk", f"It cannot be looked at: {fault.strerror}.", State("stop", "Away"))
    free = room.free / room.total
    words = f"{room.free / 1024**3:.1f} GB free, {free:.0%} of the disk that holds the portal's files."
    if not writable:
        return Fact("Disk", "It can be read and not written: nothing new can be kept.", State("stop", "Read-only"))
    if free < HARDLY_ANY:
        return Fact("Disk", f"{words} Make room now: files may be refused at any moment.", State("stop", "Full"))
    if free < LITTLE_ROOM:
        return Fact("Disk", f"{words} Make room.", State("soon", "Nearly full"))
    return Fact("Disk", words, GOOD)


def backup() -> Fact:
    """By the newest thing in the folder that backups go to; whether it can be restored only a restore shows."""
    if not settings.BACKUP:
        words = "None: nowhere to put them was named. Production refuses to start so."
        return Fact("Backup", words, State("waiting", "Demonstration"))
    try:
        newest = max((one.stat().st_mtime for one in Path(settings.BACKUP).iterdir()), default=None)
    except OSError as fault:
        return Fact("Backup", f"{settings.BACKUP} cannot be looked at: {fault.strerror}.", State("late", "Not seen"))
    if newest is None:
        return Fact("Backup", f"{settings.BACKUP} is empty.", State("late", "None"))
    hours = max(0, int((clock.wall().timestamp() - newest) / 3600))
    words = f"The newest in {settings.BACKUP} is {hours} hour{'' if hours == 1 else 's'} old."
    return Fact("Backup", words, GOOD if hours <= BACKUP_HOURS else State("late", "Old"))


def clocks() -> Fact:
    """Leases go by the database's clock and pages by this machine's: they may not drift apart."""
    theirs = clock_of_database()
    if theirs is None:
        return Fact("Clocks", "Not compared yet: the timetable never ran.", State("waiting", "Not known"))
    apart = abs((clock.wall() - theirs).total_seconds())
    words = f"This machine and the database are {apart:.0f} seconds apart."
    if apart > CLOCKS_APART_SECONDS:
        return Fact("Clocks", f"{words} Set both by the same time server.", State("late", "Apart"))
    return Fact("Clocks", words, GOOD)
