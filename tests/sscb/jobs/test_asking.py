"""The row is written with the change, and never twice."""

import math
import socket
import time

import pytest
from django.db import IntegrityError, transaction

from sscb.history.context import Whereabouts, working_from
from sscb.jobs import bell, running, services
from sscb.jobs.models import Job, Mail, Tick
from tests.together import at_once


@pytest.mark.req("REL-05")
def test_a_change_that_is_undone_leaves_no_job_and_rings_no_bell(transactional_db, asker, rung):
    with pytest.raises(RuntimeError), transaction.atomic():
        services.ring("try.letters", by=asker, args={"steps": 1})
        raise RuntimeError("the service failed after asking for work")
    assert not Job.objects.exists()
    assert rung == []


@pytest.mark.req("REL-05")
def test_the_bell_rings_only_after_the_commit(transactional_db, asker, rung):
    with transaction.atomic():
        job = services.ring("try.letters", by=asker, args={"steps": 1})
        assert rung == []
    assert rung == [(bell.RUN_JOB, str(job.uuid))]


@pytest.fixture
def given(monkeypatch):
    """The seconds that a save has given the broker at most: for each line, each answer that did not come, each pause.

    Added up and not measured, since how long a second takes is the machine's affair.
    """
    from redis.connection import AbstractConnection, Connection

    seconds: list[float] = []
    connect, read = Connection._connect, AbstractConnection.read_response

    def connecting(self):
        seconds.append(self.socket_connect_timeout or math.inf)
        return connect(self)

    def reading(self, *args, **more):
        try:
            return read(self, *args, **more)
        except Exception:
            seconds.append(self.socket_timeout or math.inf)
            raise

    monkeypatch.setattr(Connection, "_connect", connecting)
    monkeypatch.setattr(AbstractConnection, "read_response", reading)
    monkeypatch.setattr(time, "sleep", seconds.append)
    return seconds


@pytest.fixture
def tried(monkeypatch):
    """Each try to reach the broker."""
    tries, real = [], bell.Connection
    monkeypatch.setattr(bell, "Connection", lambda *args, **more: tries.append(args) or real(*args, **more))
    return tries


@pytest.mark.req("REL-05")
@pytest.mark.parametrize("broker", ["redis://127.0.0.1:1/0", "filesystem"])
def test_a_dead_broker_costs_the_save_less_than_a_second(
    transactional_db, asker, settings, tmp_path, broker, given, tried
):
    if broker == "filesystem":
        (tmp_path / "queue").write_text("not a folder")
        options = {name: str(tmp_path / "queue") for name in ("data_folder_in", "data_folder_out", "control_folder")}
        settings.CELERY_BROKER_TRANSPORT_OPTIONS = options
        broker = "filesystem://"
    settings.CELERY_BROKER_URL = broker
    with transaction.atomic():
        job = services.ring("try.letters", by=asker, args={"steps": 2})
    assert len(tried) == 1 and sum(given) < 1
    assert bool(given) == broker.startswith("redis"), "each line to a Redis that is away is counted"
    job.refresh_from_db()
    assert job.state == Job.State.QUEUED
    services.ring("try.letters", by=asker, args={"steps": 2})
    assert len(tried) == 1, "after one failure the bell stays silent for a while"
    bell.listen_again()
    services.ring("try.letters", by=asker, args={"steps": 2})
    assert len(tried) == 2


@pytest.mark.req("REL-05")
def test_a_broker_that_accepts_and_never_answers_costs_less_than_a_second(transactional_db, asker, settings, given):
    with socket.socket() as mute:
        mute.bind(("127.0.0.1", 0))
        mute.listen()
        settings.CELERY_BROKER_URL = f"redis://127.0.0.1:{mute.getsockname()[1]}/0"
        settings.CELERY_BROKER_TRANSPORT_OPTIONS = {}
        job = services.ring("try.letters", by=asker, args={"steps": 1})
    assert given == [bell.IMPATIENT["socket_connect_timeout"], bell.IMPATIENT["socket_timeout"]] and sum(given) < 1
    assert Job.objects.get(pk=job.pk).state == Job.State.QUEUED


def test_a_worker_gives_a_slow_broker_the_seconds_that_a_save_does_not(settings, given, monkeypatch):
    from celery.signals import worker_init

    import sscb.jobs.tasks  # noqa: F401

    monkeypatch.setattr(bell, "_patience", bell.IMPATIENT)
    worker_init.send(sender="a worker that starts")
    settings.CELERY_BROKER_URL = "redis://127.0.0.1:1/0"
    settings.CELERY_BROKER_TRANSPORT_OPTIONS = {}
    assert not bell.ring_bell(bell.DELIVER_MAIL)
    assert given and set(given) == {bell.PATIENT["socket_connect_timeout"]}


def test_an_unfinished_job_of_the_same_key_is_given_back(db, asker, rung):
    first = services.ring("try.letters", by=asker, args={"steps": 1}, key="pack:1")
    assert services.ring("try.letters", by=asker, args={"steps": 1}, key="pack:1") == first
    assert services.ring("try.letters", by=asker, args={"steps": 1}, key="pack:2") != first
    running.run(str(first.uuid), "worker")
    again = services.ring("try.letters", by=asker, args={"steps": 1}, key="pack:1")
    assert again != first, "a key that has ended may be used again: a pack is built many times"


def test_jobs_without_a_key_are_all_kept(db, asker, rung):
    for _ in range(3):
        services.ring("try.letters", by=asker, args={"steps": 1})
    assert Job.objects.count() == 3


@pytest.mark.req("REL-05")
def test_asked_at_the_same_moment_it_is_still_one_job(transactional_db, asker, rung):
    answers = at_once(lambda: services.ring("try.letters", by=asker, args={"steps": 1}, key="pack:1").pk, times=6)
    assert len(set(answers)) == 1
    assert Job.objects.count() == 1


def test_the_database_itself_refuses_a_second_unfinished_job_of_a_key(db, asker, rung):
    job = services.ring("try.letters", by=asker, args={"steps": 1}, key="pack:1")
    with pytest.raises(IntegrityError), transaction.atomic():
        Job.objects.create(kind=job.kind, key=job.key, created_at=job.created_at)


def test_an_unknown_kind_is_a_fault(db, asker):
    with pytest.raises(services.UnknownKind):
        services.ring("try.nothing", by=asker)


def test_a_job_is_given_ids_and_never_contents(db, asker):
    with pytest.raises(ValueError, match="ids, not contents"):
        services.ring("try.letters", by=asker, args={"text": "x" * 3000})
    with pytest.raises(TypeError):
        services.ring("try.letters", by=asker, args={"person": asker})


def test_where_the_asker_was_reaches_the_work(db, asker, rung, monkeypatch):
    with working_from(Whereabouts(address="192.0.2.7", session="abc", in_request=True)):
        job = services.ring("try.letters", by=asker, args={"steps": 1})
    seen = []
    from sscb.history.context import whereabouts
    from tests.sscb.jobs import trying

    monkeypatch.setattr(trying, "write_letters", lambda job, progress: seen.append((job.asked_by, whereabouts())))
    running.run(str(job.uuid), "worker")
    assert seen == [(asker, Whereabouts(address="192.0.2.7", session="abc", in_worker=True))]
    assert whereabouts() == Whereabouts(), "the next job does not inherit it"


@pytest.mark.req("REL-03")
def test_a_period_is_claimed_once(transactional_db):
    assert sorted(at_once(lambda: services.tick("daily-sweep:2019-11-12"), times=5)) == [False] * 4 + [True]
    assert services.tick("daily-sweep:2019-11-13")


def test_a_claim_is_undone_with_the_work_it_was_for(transactional_db):
    with pytest.raises(RuntimeError), transaction.atomic():
        assert services.tick("daily-sweep:2019-11-12")
        raise RuntimeError("the sweep failed")
    assert services.tick("daily-sweep:2019-11-12")


def test_old_claims_are_forgotten_and_signs_of_life_are_not(db):
    services.tick("old")
    services.note_beat("ring again")
    Tick.objects.update(claimed_at="2019-01-01T00:00Z")
    assert services.forget_old_ticks() == 1
    assert Tick.objects.get().key == "last:ring again"


def test_a_hundred_letters_in_one_transaction_ring_once(transactional_db, asker, rung):
    from datetime import date

    with transaction.atomic():
        for number in range(100):
            services.send_mail(key=f"k{number}", to=asker, subject="News", body="Look.", on=date(2019, 11, 12))
    assert Mail.objects.count() == 100
    assert rung == [(bell.DELIVER_MAIL,)]


@pytest.mark.req("REL-05")
def test_ringing_again_rings_for_what_waits_and_for_what_was_lost_and_for_nothing_else(db, asker, rung):
    waiting, lost, alive, later, done = (services.ring("try.letters", by=asker, args={"steps": 1}) for _ in range(5))
    for job in (lost, alive):
        running.claim(str(job.uuid), "worker")
    running.run(str(done.uuid), "worker")
    past, future = "2000-01-01T00:00Z", "2100-01-01T00:00Z"
    Job.objects.filter(pk=lost.pk).update(lease_ends=past)
    Job.objects.filter(pk=later.pk).update(due_at=future)
    Mail.objects.all().delete()
    rung.clear()
    assert services.ring_again() == 2
    assert rung == [(bell.RUN_JOB, str(waiting.uuid)), (bell.RUN_JOB, str(lost.uuid))]


def test_a_backlog_is_not_multiplied_by_its_bells(db, asker, rung):
    for _ in range(60):
        services.ring("try.letters", by=asker, args={"steps": 1})
    rung.clear()
    assert services.ring_again() == 50
