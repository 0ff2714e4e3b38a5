"""Claiming periods, so that two beats do the work of one (REL-03)."""

from datetime import timedelta

from django.db import IntegrityError, transaction

from sscb import clock
from sscb.jobs.models import LAST, Tick


def tick(key: str) -> bool:
    """Claim a period such as "daily-sweep:2019-11-12". True for the first to ask, False for everybody after.

    Inside a transaction the claim is undone with it, so a period whose work failed can be claimed again.
    """
    try:
        with transaction.atomic():
            Tick.objects.create(key=key, claimed_at=clock.wall())
    except IntegrityError:
        return False
    return True


def note_beat(name: str) -> None:
    """Remember that this part of the timetable is alive, for the health page."""
    Tick.objects.update_or_create(key=f"{LAST}{name}", defaults={"claimed_at": clock.wall()})


def forget_old_ticks(*, days: int = 400) -> int:
    """Remove claims of periods so long past that nobody asks for them again; how many."""
    old = Tick.objects.filter(claimed_at__lt=clock.wall() - timedelta(days=days)).exclude(key__startswith=LAST)
    return old.delete()[0]
