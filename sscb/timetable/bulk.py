"""The one place where the timetable writes SQL by hand (RULINGS 18): many effects in one statement, on either database.

Everything that is not fixed text is a bound parameter. The unique constraint on effects is what makes it safe to run
twice, at once, or after a crash; the order of the rows keeps two sweeps from waiting for each other.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import connection

SWEEP_LOCK = 0x5353_4343

_COUNT = """
    SELECT CASE WHEN EXISTS (
        SELECT 1 FROM timetable_step later
        WHERE later.deadline_id = step.deadline_id AND later.due_on <= %s AND NOT later.by_handler
          AND (later.due_on > step.due_on OR (later.due_on = step.due_on AND later.id > step.id))
    ) THEN 'skipped' ELSE 'made' END, COUNT(*)
    FROM timetable_step step WHERE step.due_on <= %s AND NOT step.by_handler GROUP BY 1
"""
_WRITE = """
    INSERT INTO timetable_effect (deadline_id, kind, due_on, done_on, tell_on, outcome)
    SELECT step.deadline_id, step.kind, step.due_on, %s, %s, CASE WHEN EXISTS (
        SELECT 1 FROM timetable_step later
        WHERE later.deadline_id = step.deadline_id AND later.due_on <= %s AND NOT later.by_handler
          AND (later.due_on > step.due_on OR (later.due_on = step.due_on AND later.id > step.id))
    ) THEN 'skipped' ELSE 'made' END
    FROM timetable_step step WHERE step.due_on <= %s AND NOT step.by_handler
    ORDER BY step.deadline_id, step.due_on, step.kind
    ON CONFLICT (deadline_id, kind, due_on) DO NOTHING
    RETURNING outcome
"""
_UNPLAN = "DELETE FROM timetable_step WHERE due_on <= %s AND NOT by_handler"


@dataclass(frozen=True)
class Written:
    made: int = 0
    skipped: int = 0


def count_due(as_at: date) -> Written:
    """What `write_due` would write. One statement, nothing changed."""
    return Written(**dict(_fetch(_COUNT, [as_at, as_at])))


def write_due(as_at: date, *, tell_on: date) -> Written:
    """Turn every step due by `as_at` into its effect, and take the step off the plan. Two statements, however many.

    Of several reminders of one deadline only the last is made; those before it are kept as skipped (REL-02).
    """
    written = _fetch(_WRITE, [as_at, tell_on, as_at, as_at])
    with connection.cursor() as cursor:
        cursor.execute(_UNPLAN, [as_at])
    made = sum(outcome == "made" for (outcome,) in written)
    return Written(made=made, skipped=len(written) - made)


def _fetch(statement: str, values: Sequence) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall()


def sweeping_alone() -> bool:
    """Take the sweep's lock until the transaction ends; False when another sweep holds it.

    An economy, not the safety: on SQLite the immediate transaction is itself the one writer.
    """
    if connection.vendor != "postgresql":
        return True
    return _fetch("SELECT pg_try_advisory_xact_lock(%s)", [SWEEP_LOCK])[0][0]
