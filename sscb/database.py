"""What the database does not always do: be there, and be quick. Knowing it, waiting for it, and how long (REL-11).

And the one way in which a row is changed that somebody else may be changing in the same moment (REL-12).
"""

import time
from collections.abc import Callable
from typing import Any, TypeVar

from django.db import Error, InterfaceError, OperationalError, connection, connections
from django.db.models import Model, QuerySet

Answer = TypeVar("Answer")

GONE = ("08", "57P", "53300")
"""What PostgreSQL's codes begin with when a connection, or the server, ends or is not there yet."""
HELD_UP = ("55P03", "40P01", "40001")
"""A lock that was waited for too long, two that waited for each other, and a change that came in between."""
CUT = "57014"
"""One question that took too long."""
HELD_UP_ON_SQLITE = ("SQLITE_BUSY", "SQLITE_LOCKED", "SQLITE_PROTOCOL")

PAGES = "-c statement_timeout=60s -c lock_timeout=20s"
"""A page waits as long for a lock as on SQLite, and no question of it goes on after its reader has gone."""
JOBS = "-c statement_timeout=15min -c lock_timeout=60s"
"""As long as the longest job. Commands (a migration, an import, a restore) have no limit: they are not cut."""
PAUSES = (0.25, 0.5, 1.0, 2.0, 4.0, 8.0)


def is_away(fault: BaseException | None) -> bool:
    """Did it fail because the connection ended, or because there was none to be had? It comes back by itself."""
    told = _told_by(fault)
    if told is None:
        return False
    code = getattr(told, "pgcode", "")  # None: the connection ended before the server could say anything
    return code is None or (isinstance(code, str) and code.startswith(GONE))


def is_held_up(fault: BaseException | None) -> bool:
    """Did it fail because of what somebody else was doing at that moment? Nothing of it was done."""
    told = _told_by(fault)
    code = getattr(told, "pgcode", None) or getattr(told, "sqlite_errorname", None) or ""
    return code in HELD_UP or code.startswith(HELD_UP_ON_SQLITE)


def was_cut(fault: BaseException | None) -> bool:
    return getattr(_told_by(fault), "pgcode", None) == CUT


def _told_by(fault: BaseException | None) -> BaseException | None:
    """What the driver itself said, under Django's name for it and under ours."""
    while fault is not None:
        if isinstance(fault, OperationalError | InterfaceError):
            return fault.__cause__
        fault = fault.__cause__
    return None


def let_go() -> None:
    """Of a connection that has ended; the next question makes another. Not within a transaction, which must end."""
    if not connection.in_atomic_block:
        connection.close()


def patiently(do: Callable[..., Answer], *told: Any, **more: Any) -> Answer:
    """Do it, and while the database is away try again, later each time: a quarter of a minute in all.

    For whatever may be done twice. Within a transaction nothing is tried again: it is not whole any more.
    """
    for pause in PAUSES:
        try:
            return do(*told, **more)
        except Error as fault:
            if connection.in_atomic_block or not is_away(fault):
                raise
            let_go()
            time.sleep(pause)
    return do(*told, **more)


def wait_at_most(limits: str) -> None:
    """How long this process waits for PostgreSQL, for every connection that it will make."""
    told = connections["default"].settings_dict
    if told["ENGINE"].endswith("postgresql"):
        options = told.setdefault("OPTIONS", {})
        options["options"] = f"{options.get('options', '')} {limits}".strip()


def swap(still: QuerySet, row: Model, **changes: Any) -> bool:
    """Compare and set: change the row if `still` finds it, that is, if it is as it was when it was read.

    False, with nothing changed: somebody was first. One statement, which holds on every database; nobody waits for a
    lock that SQLite would not take.
    """
    if not still.filter(pk=row.pk).update(**changes):
        return False
    for name, value in changes.items():
        setattr(row, name, value)
    return True
