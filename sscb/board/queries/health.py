"""How the portal is doing: what the health pages say (REL-22)."""

from datetime import timedelta

from django.conf import settings
from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor

from sscb import clock
from sscb.access.passwords import breached_list_sentence
from sscb.board.queries import surroundings
from sscb.board.queries.shown import Fact, State, many
from sscb.history.chain import faults
from sscb.history.models import Entry
from sscb.jobs.checking import last_check, said
from sscb.jobs.queries import failed_jobs, last_beat_at, oldest_due_at, unfinished_jobs
from sscb.pdf import fonts, missing_libraries
from sscb.timetable.queries import sweep_state

BEAT_OLD = timedelta(minutes=5)
DUE_OLD = timedelta(minutes=15)
LOOKED_AT = 200
"""Entries at the end of the history that the page checks each time; the whole of it: manage.py verify_history."""
WHAT_DIFFERS = {
    "sqlite": (
        "SQLite, for one machine: one person writes at a time, the others wait in line for up to 20 seconds; whoever "
        "looks waits for nobody; no question is cut for lasting long. Two at once are decided as on PostgreSQL."
    ),
    "postgresql": (
        "PostgreSQL: many write at a time. A page waits up to 20 seconds for somebody else’s change, and up to 60 for "
        "an answer."
    ),
}
"""REL-12: what is not alike on the two databases, for whoever looks after the portal."""



def is_ready() -> bool:
    """The database answers and its migrations are at their head. Redis being away does not count."""
    try:
        executor = MigrationExecutor(connection)
        return not executor.migration_plan(executor.loader.graph.leaf_nodes())
    except Error:
        return False


def health_facts() -> list[Fact]:
    swept, waiting, failed = sweep_state(), unfinished_jobs(), failed_jobs()
    beat, oldest = last_beat_at(), oldest_due_at()
    alive = beat is not None and clock.wall() - beat < BEAT_OLD
    problem = missing_libraries() or fonts.fonts_ready(settings.FONTS)
    good = surroundings.GOOD
    overdue = oldest is not None and clock.wall() - oldest > DUE_OLD
    return [
        Fact(
            "Database",
            WHAT_DIFFERS[connection.vendor],
            good,
        ),
        Fact(
            "Worker and timetable",
            f"Last beat {_ago(beat)}.",
            good if alive else State("late", "No beat"),
        ),
        surroundings.bell(),
        Fact(
            "Jobs",
            f"{many(len(waiting), 'job')} waiting or running; the oldest due {_ago(oldest)}."
            if waiting
            else "None waiting.",
            State("late", "Waits too long") if overdue else good,
        ),
        Fact(
            "Failed jobs",
            "; ".join(f"{one.title}: {one.error}" for one in failed[:5]) or "None.",
            State("stop", many(len(failed), "job")) if failed else good,
        ),
        Fact("Daily sweep", swept.sentence, good if swept.ok else State("late", "Missed")),
        Fact(
            "Print room",
            problem or "Separate process, resource limits and socket guard hold. Network and mounts: see deploy/.",
            State("stop", "No packs") if problem else good,
        ),
        surroundings.scanner(),
        surroundings.disk(),
        surroundings.backup(),
        surroundings.clocks(),
        Fact(
            "Passwords",
            breached_list_sentence(),
            good if settings.BREACHED_PASSWORDS else State("waiting", "List absent"),
        ),
        _history(good),
        _checked(good),
    ]


def _checked(good: State) -> Fact:
    held, words = said(last := last_check())
    return Fact("Checks", words, good if held else State("stop", "Not whole") if last else State("waiting", "Not yet"))


def _history(good: State) -> Fact:
    newest = Entry.objects.order_by("-number").values_list("number", "mark").first()
    if newest is None:
        return Fact("History", "Empty.")
    broken = list(faults(newest=LOOKED_AT))
    if broken:
        words = f"It does not hold: {broken[0]} See all of it with: manage.py verify_history."
        return Fact("History", words, State("stop", many(len(broken), "fault")))
    words = (
        f"{newest[0]} entries, newest mark {newest[1][:12]}. The last {min(LOOKED_AT, newest[0])} hold. "
        "Check all with: manage.py verify_history."
    )
    return Fact("History", words, good)


def _ago(moment) -> str:
    if moment is None:
        return "never"
    seconds = int((clock.wall() - moment).total_seconds())
    if seconds < 7200:
        return f"{seconds} seconds ago" if seconds < 120 else f"{seconds // 60} minutes ago"
    return f"{seconds // 3600} hours ago" if seconds < 172800 else f"{seconds // 86400} days ago"
