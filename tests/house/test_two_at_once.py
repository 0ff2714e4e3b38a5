"""What two people do at once is decided by compare-and-set and by constraints, on every database alike (REL-12).

SQLite leaves `select_for_update()` out without a word: a guard that rests on it is none there. So nothing uses it.
"""

import ast

import pytest
from django.conf import settings
from django.db import connection, transaction

from sscb import clock, database
from sscb.history.models import Entry
from sscb.jobs import services
from sscb.jobs.models import Job
from sscb.people.models import Group
from tests.house.source import Module, calls, modules
from tests.together import at_once

pytestmark = pytest.mark.req("REL-12")
LOCKS = {"select_for_update", "durable_lock", "get_for_update"}


def locks_rows(module: Module) -> list[str]:
    return [f"{module}, line {call.lineno}" for call in calls(module.tree)
            if isinstance(call.func, ast.Attribute) and call.func.attr in LOCKS]  # fmt: skip


def test_nothing_rests_on_a_lock_of_rows():
    assert [line for module in modules() for line in locks_rows(module)] == []
    planted = "Person.objects.filter(pk=1).select_for_update(no_key=True).get()"
    assert locks_rows(Module("planted.py", ast.parse(planted)))


@pytest.mark.django_db
def test_sqlite_is_asked_as_it_must_be_and_postgresql_knows_when_a_connection_has_ended():
    told = settings.DATABASES["default"]
    if connection.vendor == "postgresql":
        assert told["CONN_HEALTH_CHECKS"] and told["CONN_MAX_AGE"] == 60
        return
    options = told["OPTIONS"]
    assert (options["transaction_mode"], options["timeout"]) == ("IMMEDIATE", 20)
    with connection.cursor() as cursor:
        said = {}
        for name in ("journal_mode", "foreign_keys", "busy_timeout"):
            cursor.execute(f"PRAGMA {name}")
            said[name] = cursor.fetchone()[0]
    assert said == {"journal_mode": "wal", "foreign_keys": 1, "busy_timeout": 20_000}


def test_of_two_who_read_the_same_one_changes_it_and_the_other_is_told(transactional_db, group):
    row = group("board")
    was = row.does

    def rename(to):
        mine = Group.objects.get(pk=row.pk)

        def act():
            with transaction.atomic():
                return database.swap(Group.objects.filter(does=mine.does), mine, does=to) and mine.does

        return act

    came = at_once(rename("One"), rename("Two"))
    row.refresh_from_db()
    assert row.does != was, came
    assert sorted(came, key=str) == sorted([False, row.does], key=str)


def test_a_job_that_failed_is_tried_again_once_however_many_ask(transactional_db, business_manager, monkeypatch):
    monkeypatch.setattr(services.asking.bell, "ring_bell", lambda *told: True)
    job = Job.objects.create(kind="board.build_pack", key="pack:1", state="failed", error="It stopped.", args={},
                             finished_at=clock.wall(), attempts=3, created_at=clock.wall())  # fmt: skip

    read = [Job.objects.get(pk=job.pk) for _ in range(3)]
    came = at_once(*(lambda one=one: services.try_again(one, by=business_manager).pk for one in read))
    assert came == [job.pk] * 3
    job.refresh_from_db()
    assert (job.state, job.attempts) == ("queued", 0)
    assert Entry.objects.filter(code="jobs.job_tried_again").count() == 1
