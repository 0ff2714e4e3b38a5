"""The demonstration's invented people never come to production (SEC-45)."""

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, connection

from sscb.people.models import Person

ENDING = ".example"
"""No mail can ever reach an address that ends so, and every invented person has one."""


def refuse_invented_people() -> None:
    """Asked once, as web server and worker start. Raises ImproperlyConfigured with a sentence for whoever starts them.

    A database that is away, or not made yet, holds nobody: the portal starts, and serves nothing until it is there.
    """
    if not settings.PRODUCTION:
        return
    try:
        there = Person.objects.filter(email__endswith=ENDING, is_active=True).exists()
    except DatabaseError:
        return
    finally:
        if not connection.in_atomic_block:
            connection.close()  # a process that starts leaves no line of its own open
    if there:
        raise ImproperlyConfigured(
            "Production does not start: the database holds invented people of a demonstration (addresses that end in "
            f"{ENDING}). Name a database without them in DATABASE_URL. See deploy/README.md."
        )
