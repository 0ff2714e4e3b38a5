"""The health pages: what breaks is said, to those who look after the portal; a load balancer gets one word (REL-22)."""

import os
import shutil
import socket
import threading
from contextlib import closing, contextmanager
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.db import OperationalError, connection, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client

from sscb import clock
from sscb.board.queries import health, surroundings
from sscb.history.models import Entry
from sscb.history.services import write_history
from sscb.jobs.checking import CHECK
from sscb.jobs.models import LAST, Job, Tick
from sscb.timetable.models import SweepRun
from tests.conftest import TODAY
from tests.guards import history_unlocked
from tests.workers import free_port, use_folder, use_redis

pytestmark = [pytest.mark.django_db, pytest.mark.req("REL-22")]
BEAT = f"{LAST}ring again"
READY_COSTS = 2
HELD = {"looked": 18, "findings": 0}
SET = ("CLAMD", "BACKUP", "BREACHED_PASSWORDS", "CELERY_BROKER_URL", "CELERY_BROKER_TRANSPORT_OPTIONS")


def asked(path: str, client=None) -> tuple[int, str]:
    answer = (client or Client()).get(path)
    return answer.status_code, answer.text


def states() -> dict[str, str]:
    return {fact.term: fact.state.code if fact.state else "" for fact in health.health_facts()}


@pytest.fixture
def well(settings, tmp_path, monkeypatch):
    """A portal for which everything stands as it should, swept today, with a beat a moment ago."""
    use_folder(settings)
    settings.BACKUP = str(tmp_path / "backups")
    (tmp_path / "backups").mkdir()
    (tmp_path / "backups" / "tonight").write_bytes(b"sealed")
    settings.BREACHED_PASSWORDS = str(tmp_path / "list")
    Tick.objects.create(key=BEAT, claimed_at=clock.wall())
    SweepRun.objects.create(as_at=clock.today(), started_at=clock.now(), finished_at=clock.now())
    Job.objects.create(
        kind=CHECK, key="tonight", state=Job.State.DONE, created_at=clock.now(), finished_at=clock.now(), result=HELD
    )
    for _ in range(3):
        with_history(None)
    monkeypatch.setattr(health, "missing_libraries", lambda: "")
    monkeypatch.setattr(health.fonts, "fonts_ready", lambda folder: "")
    monkeypatch.setattr(shutil, "disk_usage", lambda path: SimpleNamespace(total=100, free=60, used=40))
    monkeypatch.setattr(surroundings, "_scanner_answers", lambda path: True)
    settings.CLAMD = "/run/clamav/clamd.ctl"
    return settings


@contextmanager
def scanner(path, says: bytes):
    """A scanner that gives this answer to one greeting."""
    with closing(socket.socket(socket.AF_UNIX)) as server:
        server.bind(str(path))
        server.listen()

        def answer():
            line, _ = server.accept()
            with line:
                assert line.recv(16) == b"zPING\0"
                line.sendall(says)

        answering = threading.Thread(target=answer)
        answering.start()
        yield str(path)
        answering.join()


def with_history(by):
    with transaction.atomic():
        write_history(None, "board.date_stepped", by=by, on=TODAY)


def test_everybody_else_gets_one_word(django_assert_num_queries, monkeypatch, practitioner, as_):
    """Alive: without the database. Ready: the database answers and its tables are as the code wants them."""
    signed_in = as_(practitioner)
    with django_assert_num_queries(0):
        assert asked("/health/live") == asked("/health/live", signed_in) == (200, "ok")
    with django_assert_num_queries(READY_COSTS):
        assert asked("/health/ready") == (200, "ok")
    assert asked("/health/")[0] == 302, "whoever is not signed in is asked to"
    assert asked("/health/", signed_in)[0] == 403
    last = MigrationRecorder.Migration.objects.order_by("-id").first()
    last.delete()
    assert asked("/health/ready") == (503, "fail"), "a migration is missing"
    last.save()
    assert asked("/health/ready") == (200, "ok")

    def away(*args, **kwargs):
        raise OperationalError("could not connect to server at 192.0.2.7")

    with monkeypatch.context() as down:
        down.setattr(connection, "cursor", away)
        assert asked("/health/live") == (200, "ok")
        assert asked("/health/ready") == (503, "fail")


def test_each_thing_that_breaks_is_named_and_nothing_else(well, monkeypatch, tmp_path):
    """One thing broken at a time; each row is put right again by leaving its context."""
    assert set(states().values()) == {"done"}, states()
    hidden = tmp_path / "backups" / "tonight"
    long_ago = clock.wall() - timedelta(days=3)

    def setting(name, value):
        return lambda patch: setattr(well, name, value)

    def room(free):
        return lambda patch: patch.setattr(shutil, "disk_usage", lambda path: SimpleNamespace(total=100, free=free))

    def fails(patch):
        def no_disk(path):
            raise OSError(5, "Input/output error")

        patch.setattr(shutil, "disk_usage", no_disk)

    def old_backup(patch):
        seconds = clock.wall().timestamp() - 27 * 3600
        os.utime(hidden, (seconds, seconds))

    def waiting(patch):
        Job.objects.create(kind="board.build_pack", key="x", created_at=long_ago)

    def failed(patch):
        Job.objects.create(kind="board.build_pack", key="y", created_at=long_ago, state=Job.State.FAILED, error="Died.",
                           finished_at=long_ago)  # fmt: skip

    def rewritten(patch):
        with history_unlocked():
            Entry.objects.filter(code="board.date_stepped").update(reference="Another")

    broken = [
        ("Worker and timetable", "late", lambda patch: Tick.objects.filter(key=BEAT).update(claimed_at=long_ago)),
        ("Bell", "soon", lambda patch: use_redis(well, f"redis://127.0.0.1:{free_port()}/0")),
        ("Jobs", "late", waiting),
        ("Failed jobs", "stop", failed),
        ("Daily sweep", "late", lambda patch: SweepRun.objects.update(as_at=clock.today() - timedelta(days=3))),
        ("Print room", "stop", lambda patch: patch.setattr(health, "missing_libraries", lambda: "No pango.")),
        ("Scanner", "late", lambda patch: patch.setattr(surroundings, "_scanner_answers", lambda path: False)),
        ("Scanner", "waiting", setting("CLAMD", "")),
        ("Disk", "soon", room(9)),
        ("Disk", "stop", room(1)),
        ("Disk", "stop", lambda patch: patch.setattr(surroundings.os, "access", lambda path, how: False)),
        ("Disk", "stop", fails),
        ("Backup", "late", old_backup),
        ("Backup", "late", setting("BACKUP", str(tmp_path / "nowhere"))),
        ("Backup", "waiting", setting("BACKUP", "")),
        ("Clocks", "late", lambda patch: patch.setattr(surroundings, "clock_of_database", lambda: long_ago)),
        ("Passwords", "waiting", setting("BREACHED_PASSWORDS", "")),
        ("History", "stop", rewritten),
        ("Checks", "stop", lambda patch: Job.objects.filter(kind=CHECK).update(result=HELD | {"findings": 2})),
        ("Checks", "waiting", lambda patch: Job.objects.filter(kind=CHECK).delete()),
    ]
    wrong = []
    for term, code, breaks in broken:
        as_was = {name: getattr(well, name) for name in SET}
        with transaction.atomic(), monkeypatch.context() as patch:
            breaks(patch)
            found = {name: state for name, state in states().items() if state != "done"}
            if found != {term: code}:
                wrong.append(f"{term} broken ({code}): the page says {found}")
            transaction.set_rollback(True)
        for name, value in as_was.items():
            setattr(well, name, value)
        os.utime(hidden)
    assert not wrong, "\n".join(wrong)
    assert set(states().values()) == {"done"}, "all put right again"


def test_the_scanner_is_greeted(tmp_path):
    for number, (says, good) in enumerate([(b"PONG\0", True), (b"ERROR\0", False)]):
        with scanner(tmp_path / f"clamd{number}", says) as path:
            assert surroundings._scanner_answers(path) is good
    assert surroundings._scanner_answers(str(tmp_path / "nothing")) is False


@pytest.mark.redis
def test_without_redis_people_are_still_sent_here_and_those_who_look_after_it_are_told(
    well, redis_server, system_administrator, as_
):
    who = as_(system_administrator)
    use_redis(well, redis_server.url)
    assert states()["Bell"] == "done"
    assert "Everything the portal needs is working" in asked("/health/", who)[1]
    redis_server.kill()
    status, page = asked("/health/", who)
    assert status == 200 and "1 thing needs looking at" in page and "Redis does not answer. Saving goes on" in page
    assert asked("/health/ready") == (200, "ok")
