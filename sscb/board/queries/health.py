"""How the portal is doing: what the health pages say (REL-22)."""

from datetime import timedelta

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from sscb import clock
from sscb.access.passwords import breached_list_sentence
from sscb.board.queries.shown import Fact, State, many
from sscb.history.models import Entry
from sscb.jobs.queries import failed_jobs, last_beat_at, oldest_due_at, unfinished_jobs
from sscb.pdf import fonts, missing_libraries
from sscb.timetable.queries import sweep_state

BEAT_OLD = timedelta(minutes=5)


def is_ready() -> bool:
    """The database answers and its migrations are at their head. Redis being away does not count."""
    try:
        executor = MigrationExecutor(connection)
        return not executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return False


def health_facts() -> list[Fact]:
    swept, waiting, failed = sweep_state(), unfinished_jobs(), failed_jobs()
    beat, oldest = last_beat_at(), oldest_due_at()
    alive = beat is not None and clock.wall() - beat < BEAT_OLD
    problem = missing_libraries() or fonts.fonts_ready(settings.FONTS)
    newest = Entry.objects.order_by("-number").values_list("number", "mark").first()
    good = State("done", "Works")
    broker = "Redis" if settings.CELERY_BROKER_URL.startswith("redis") else "a folder on this machine"
    return [
        Fact(
            "Database",
            connection.vendor.capitalize() if connection.vendor != "sqlite" else "SQLite: for one machine",
            good,
        ),
        Fact(
            "Worker and timetable",
            f"Bell: {broker}. Last beat {_ago(beat)}.",
            good if alive else State("late", "No beat"),
        ),
        Fact(
            "Jobs",
            f"{many(len(waiting), 'job')} waiting or running; the oldest due {_ago(oldest)}."
            if waiting
            else "None waiting.",
            good,
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
        Fact(
            "Scanner",
            f"clamd at {settings.CLAMD}."
            if settings.CLAMD
            else "None: files are marked “not scanned”. Production refuses to start so.",
            good if settings.CLAMD else State("waiting", "Demonstration"),
        ),
        Fact(
            "Passwords",
            breached_list_sentence(),
            good if settings.BREACHED_PASSWORDS else State("waiting", "List absent"),
        ),
        Fact(
            "History",
            f"{newest[0]} entries, newest mark {newest[1][:12]}. Check with: manage.py verify_history."
            if newest
            else "Empty.",
        ),
    ]


def _ago(moment) -> str:
    if moment is None:
        return "never"
    seconds = int((clock.wall() - moment).total_seconds())
    return f"{seconds} seconds ago" if seconds < 120 else f"{seconds // 60} minutes ago"
