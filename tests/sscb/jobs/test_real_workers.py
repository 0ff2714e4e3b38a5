"""Workers that are processes, brokers that are brokers: killed, restarted, emptied; every effect once all the same."""

import os
import signal
import sys

import pytest

from sscb.celery import app
from sscb.jobs import bell, queries, services
from sscb.jobs.models import Job, Mail
from tests.workers import as_beat_would, is_alive, leases_run_out, use_redis, wait_until

TRYING = "tests.sscb.jobs.trying_worker"
BROKERS = ["filesystem", pytest.param("redis", marks=pytest.mark.redis)]
pytestmark = pytest.mark.slow


@pytest.fixture
def log(tmp_path):
    return tmp_path / "log"


@pytest.fixture
def goes_on(tmp_path):
    """Once this file is there, work that stands still goes on."""
    return tmp_path / "goes-on"


@pytest.fixture
def ask(transactional_db, asker, log, goes_on):
    def one(steps=3, stands_after=0):
        more = {"stands_after": stands_after, "goes_on": str(goes_on)} if stands_after else {}
        return services.ring("try.letters", by=asker, args={"steps": steps, "log": str(log), **more})

    return one


@pytest.fixture
def mailbox(tmp_path):
    folder = tmp_path / "mailbox"
    folder.mkdir()
    return folder


def posted(mailbox) -> list[str]:
    return [line for file in mailbox.iterdir() for line in file.read_text().splitlines() if "Message-ID" in line]


def letters():
    """The jobs of these tests; a worker that starts also asks for the sweep."""
    return Job.objects.filter(kind="try.letters")


def state(job) -> str:
    return Job.objects.get(pk=job.pk).state


@pytest.mark.parametrize("broker", BROKERS)
@pytest.mark.req("REL-05")
def test_a_bell_makes_a_worker_look(worker, ask, log, broker):
    one = worker(broker=broker, app=TRYING)
    job = ask()
    wait_until(lambda: state(job) == "done")
    ran = Job.objects.get(pk=job.pk)
    assert ran.worker.endswith(f":{one.pid}")
    assert one.pid != os.getpid()
    assert log.read_text().split() == ["start", str(one.pid), "end", str(one.pid)]


@pytest.mark.parametrize("broker", BROKERS)
@pytest.mark.req("REL-06")
def test_a_worker_killed_half_way_is_followed_by_another_and_every_effect_is_there_once(
    worker, ask, log, goes_on, mailbox, broker
):
    post = {"SSCB_MAIL_URL": f"filemail:///{mailbox}"}
    first = worker(broker=broker, app=TRYING, **post)
    job = ask(steps=6, stands_after=2)
    wait_until(lambda: Job.objects.get(pk=job.pk).done == 2)
    first.kill()
    assert Mail.objects.count() == 2
    leases_run_out()
    goes_on.touch()
    second = worker(broker=broker, app=TRYING, **post)
    wait_until(lambda: state(job) == "done", every=0.3, meanwhile=as_beat_would)
    ran = Job.objects.get(pk=job.pk)
    assert (ran.attempts, ran.worker.rpartition(":")[2]) == (2, str(second.pid))
    assert queries.seen(ran).restarted
    assert log.read_text().split() == ["start", str(first.pid), "start", str(second.pid), "end", str(second.pid)]
    wait_until(lambda: not Mail.objects.filter(state="waiting").exists(), every=0.3, meanwhile=as_beat_would)
    assert Mail.objects.filter(state="sent").count() == 6
    letters_posted = posted(mailbox)
    assert len(set(letters_posted)) == 6
    # Killed between a letter's leaving and the note of it, the letter leaves again under the same Message-ID, by which
    # a mail server knows it; at most the one that was in hand.
    assert len(letters_posted) <= 7


@pytest.mark.redis
@pytest.mark.req("REL-06")
def test_the_child_of_a_worker_killed_half_way_is_followed_by_another_child(worker, ask, log, goes_on):
    """As deploy/ runs it: the work is in a child process, which the kernel may end for its memory."""
    one = worker(broker="redis", app=TRYING, pool="prefork")
    job = ask(steps=6, stands_after=2)
    wait_until(lambda: Job.objects.get(pk=job.pk).done == 2)
    child = int(log.read_text().split()[1])
    assert child != one.pid
    os.kill(child, signal.SIGKILL)
    wait_until(lambda: not is_alive(child))
    goes_on.touch()
    leases_run_out()
    wait_until(lambda: state(job) == "done", every=0.3, meanwhile=as_beat_would)
    assert one.process.poll() is None
    assert Job.objects.get(pk=job.pk).attempts == 2
    assert Mail.objects.filter(key__startswith=str(job.uuid)).count() == 6


@pytest.mark.parametrize("broker", BROKERS)
@pytest.mark.req("REL-04")
def test_bells_rung_over_and_over_for_two_workers_do_the_work_once(worker, ask, log, mailbox, broker):
    post = {"SSCB_MAIL_URL": f"filemail:///{mailbox}"}
    worker(broker=broker, app=TRYING, **post)
    worker(broker=broker, app=TRYING, **post)
    jobs = [ask(steps=2) for _ in range(4)]
    for _ in range(5):
        for job in reversed(jobs):
            assert bell.ring_bell(bell.RUN_JOB, str(job.uuid))
        assert bell.ring_bell(bell.DELIVER_MAIL)
        assert bell.ring_bell("sscb.jobs.tasks.ring_again")
    wait_until(lambda: not letters().exclude(state="done").exists(), meanwhile=as_beat_would, every=0.3)
    wait_until(lambda: not Mail.objects.exclude(state="sent").exists(), meanwhile=as_beat_would, every=0.3)
    assert log.read_text().count("start") == 4
    assert set(letters().values_list("attempts", flat=True)) == {1}
    assert len(posted(mailbox)) == len(set(posted(mailbox))) == 8


@pytest.mark.redis
@pytest.mark.req("REL-05")
def test_asked_while_redis_is_down_it_runs_when_redis_is_back_without_a_click(worker, ask, redis_server):
    worker(broker="redis", app=TRYING)
    redis_server.kill()
    job = ask()
    assert state(job) == "queued"
    redis_server.start()
    wait_until(lambda: state(job) == "done", every=0.5, meanwhile=as_beat_would)
    assert Job.objects.get(pk=job.pk).attempts == 1


@pytest.mark.redis
@pytest.mark.req("REL-09")
def test_a_job_in_hand_survives_the_loss_of_redis_and_so_does_its_worker(worker, ask, goes_on, redis_server):
    one = worker(broker="redis", app=TRYING)
    in_hand = ask(steps=10, stands_after=1)
    wait_until(lambda: Job.objects.get(pk=in_hand.pk).done == 1)
    redis_server.kill()
    redis_server.start()
    goes_on.touch()
    wait_until(lambda: state(in_hand) == "done")
    following = ask(steps=1)
    wait_until(lambda: state(following) == "done", every=0.5, meanwhile=as_beat_would)
    assert one.process.poll() is None
    assert list(letters().values_list("attempts", flat=True)) == [1, 1]


@pytest.mark.redis
@pytest.mark.req("REL-09")
def test_redis_emptied_and_killed_loses_no_job_and_repeats_none(worker, ask, log, settings, redis_server):
    use_redis(settings, redis_server.url)
    jobs = [ask(steps=1) for _ in range(50)]
    assert redis_server.says("FLUSHALL") == "+OK"
    worker(broker="redis", app=TRYING)
    wait_until(lambda: letters().filter(state="done").count() >= 5, every=0.02)
    redis_server.says("FLUSHALL")
    redis_server.kill()
    redis_server.start()
    wait_until(lambda: not letters().exclude(state="done").exists(), every=0.5, meanwhile=as_beat_would)
    assert log.read_text().count("start") == len(jobs)


@pytest.mark.req("REL-04")
def test_a_bell_that_cannot_be_read_stops_no_worker(worker, ask, settings):
    one = worker(app=TRYING)
    queue = os.path.join(settings.DATA, "queue")
    for number, text in enumerate(["", '{"body": "x']):
        with open(os.path.join(queue, f"0_{number}.celery.msg"), "w") as file:
            file.write(text)
    job = ask()
    wait_until(lambda: state(job) == "done")
    assert one.process.poll() is None


def test_a_worker_holds_no_connection_between_jobs(worker, ask):
    one = worker(app=TRYING)
    for _ in range(6):
        job = ask(steps=1)
        wait_until(lambda job=job: state(job) == "done")
    if sys.platform == "linux":
        wait_until(lambda: open_databases(one.pid) == [])


def open_databases(pid: int) -> list[str]:
    """Database files the process holds open (SQLite; a server's connections are sockets and are not counted)."""
    held = []
    for name in os.listdir(f"/proc/{pid}/fd"):
        try:
            target = os.readlink(f"/proc/{pid}/fd/{name}")
        except OSError:
            continue
        if "sqlite3" in target:
            held.append(target)
    return held


def test_the_real_application_starts_as_it_is(worker):
    one = worker()
    assert one.process.poll() is None
    assert queries.last_beat_at() is not None
    assert bell.RUN_JOB in app.tasks
