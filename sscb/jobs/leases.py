"""Times that decide who may work are the database's own, so that two machines' clocks cannot disagree (REL-20)."""

import random
from datetime import timedelta

from django.conf import settings
from django.db.models import Q
from django.db.models.expressions import Combinable
from django.db.models.functions import Now

LONGEST_WAIT = 3600


def in_seconds(seconds: float) -> Combinable:
    """So many seconds from the database's now; to be written into a row."""
    return Now() + timedelta(seconds=seconds)


def lease() -> Combinable:
    return in_seconds(settings.JOB_LEASE_SECONDS)


def is_due() -> Q:
    return Q(due_at=None) | Q(due_at__lte=Now())


def back_off(attempts: int) -> Combinable:
    """When to try again after so many attempts: half a lease, doubled each time, an hour at most.

    Spread by half either way, so that a hundred letters refused together do not all come back together.
    """
    wait = min(settings.JOB_LEASE_SECONDS / 2 * 2 ** max(attempts - 1, 0), LONGEST_WAIT)
    return in_seconds(wait * random.uniform(0.5, 1.5))
