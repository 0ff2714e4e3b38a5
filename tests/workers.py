"""Real workers for tests: a Celery process of its own, against the test database, with a real broker.

    from tests.workers import redis_server, worker  # noqa: F401   (fixtures; use them with `transactional_db`)

    def test_a_pack_survives_its_worker(transactional_db, worker):
        first = worker()                       # or worker(broker="redis"), worker(app="tests.sscb.jobs.trying_worker")
        ...
        first.kill()                           # signal 9, the whole process group

Nothing here stands in for a worker, a broker or a database: what cannot be started makes the test fail in CI and
skip, with the reason, elsewhere.
"""

import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import pytest
from django.conf import settings as django_settings
from django.db import connection

from sscb.jobs import bell, queries, services
from sscb.jobs.models import Job, Mail

READY_SECONDS = 240
PATIENCE = 240
"""Seconds that only a test that fails ever waits: as long as a slow and busy machine may need."""
LONG_AGO = "2000-01-01T00:00Z"
CI = bool(os.environ.get("SSCB_CI_STRICT") or os.environ.get("CI"))


def database_url() -> str:
    """Where a child process finds the database this test is using."""
    known = connection.settings_dict
    if connection.vendor == "sqlite":
        assert os.path.isfile(known["NAME"]), "Tests with workers need the test database to be a file."
        return f"sqlite:///{known['NAME']}"
    user = ":".join(quote(str(part), safe="") for part in (known["USER"], known["PASSWORD"]) if part)
    place = f"{known['HOST']}:{known['PORT']}" if known["PORT"] else known["HOST"]
    return f"postgres://{user}@{place}/{known['NAME']}"


def shared_by_all(folders: pytest.TempPathFactory) -> Path:
    """The folder of this run that all processes of the suite have in common."""
    own = folders.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


def free_port() -> int:
    """For a server that is about to start, and may be killed and started again.

    Below the ports that the kernel lends to outgoing lines, so that none of those takes it in between; and each process
    of the suite looks in a stretch of its own.
    """
    first = 20_000 + 1_000 * (int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")) % 10)
    for port in random.SystemRandom().sample(range(first, first + 1_000), 1_000):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                continue
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
        return port
    raise AssertionError(f"No port from {first} is free.")


def wait_until(true: Callable[[], object], *, seconds: float = PATIENCE, every: float = 0.1, meanwhile=None) -> object:
    """Look until it is so; `meanwhile` is done before each look. Fails with the condition's last answer."""
    last = time.monotonic() + seconds
    while True:
        if meanwhile:
            meanwhile()
        answer = true()
        if answer:
            return answer
        assert time.monotonic() < last, f"Not so after {seconds} seconds: {answer!r}"
        time.sleep(every)


def as_beat_would() -> None:
    """What the timetable does every few seconds."""
    services.ring_again()


def leases_run_out() -> None:
    """What a worker that was killed had in hand is free, as when its lease and its claims have run out by themselves.

    A lease short enough to be waited for would run out in the hands of a living worker when the machine is slow. So
    the leases are as long as in production, and this is called while nobody alive holds one.
    """
    Job.objects.filter(state=Job.State.RUNNING).update(lease_ends=LONG_AGO)
    Mail.objects.filter(state=Mail.State.WAITING).update(due_at=None)


def is_alive(pid: int) -> bool:
    """A process whose parent has not yet asked how it ended is dead all the same."""
    try:
        with open(f"/proc/{pid}/stat") as file:
            return file.read().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@dataclass
class Worker:
    process: subprocess.Popen
    broker: str
    log: Path

    @property
    def pid(self) -> int:
        return self.process.pid

    def kill(self) -> None:
        """Signal 9 to the worker and everything it started: it gets no chance to say goodbye."""
        self._signal(signal.SIGKILL)
        self.process.wait(PATIENCE)

    def stop(self) -> None:
        """As a deployment stops it: finish what is in hand, then end."""
        if self.process.poll() is None:
            self._signal(signal.SIGTERM)
            try:
                self.process.wait(15)
            except subprocess.TimeoutExpired:
                pass
        self.kill()

    def _signal(self, sign: signal.Signals) -> None:
        try:
            os.killpg(self.process.pid, sign)
        except ProcessLookupError:
            pass

    def said(self) -> str:
        return self.log.read_text()[-4000:]


class RedisServer:
    """A Redis of its own on a free port of this machine, holding nothing on disk."""

    def __init__(self, folder: Path):
        self.folder, self.process = folder, None
        self.port = free_port()
        self.start()

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> None:
        self.process = subprocess.Popen(
            ["redis-server", "--port", str(self.port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"],
            cwd=self.folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        wait_until(lambda: self.says("PING") == "+PONG", every=0.05)

    def says(self, *words: str) -> str:
        """Say something to it over the wire; its first line back, or "" when it is not there."""
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE) as line:
                line.sendall(f"{' '.join(words)}\r\n".encode())
                return line.recv(1000).decode().split("\r\n")[0]
        except OSError:
            return ""

    def kill(self) -> None:
        self.process.kill()
        self.process.wait(PATIENCE)


@pytest.fixture
def redis_server(tmp_path):
    if shutil.which("redis-server") is None:
        assert not CI, "CI must have a Redis server program."
        pytest.skip("redis-server is not installed: apt install redis-server")
    folder = tmp_path / "redis"
    folder.mkdir()
    server = RedisServer(folder)
    yield server
    server.kill()


def use_redis(settings, url: str) -> None:
    settings.CELERY_BROKER_URL = url
    settings.CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 3600, "socket_connect_timeout": 0.2}


def use_folder(settings) -> None:
    """The queue of a board without Redis, also where the suite itself was given one."""
    queue, control = Path(settings.DATA) / "queue", Path(settings.DATA) / "control"
    for folder in (queue, control):
        folder.mkdir(exist_ok=True)
    settings.CELERY_BROKER_URL = "filesystem://"
    settings.CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(queue), "data_folder_out": str(queue), "control_folder": str(control),
        "polling_interval": 0.2,
    }  # fmt: skip


@pytest.fixture
def worker(transactional_db, settings, tmp_path, request, record_property, monkeypatch):
    """A function that starts a worker and returns when it has answered; all are stopped when the test ends.

    `pool` is threads (as `./run` has it) or prefork (as deploy/ has it). Environment variables may be given by name.
    """
    started: list[Worker] = []
    bell.listen_again()
    # What a test rings for is to be done: a broker of a loaded machine is given the seconds that a worker gives it.
    monkeypatch.setattr(bell, "_patience", bell.PATIENT)

    def start(*, broker: str = "filesystem", app: str = "sscb", pool: str = "threads", **environment: str) -> Worker:
        if broker == "redis":
            use_redis(settings, request.getfixturevalue("redis_server").url)
        else:
            use_folder(settings)
        if not started:
            for left in (Path(settings.DATA) / "queue").glob("*.msg"):
                left.unlink()
        one = _start(broker, app, pool, tmp_path / f"worker-{len(started)}.log", environment)
        started.append(one)
        record_property("real_worker", f"pid {one.pid}, broker {settings.CELERY_BROKER_URL}, {connection.vendor}")
        print(f"worker process {one.pid}, broker {settings.CELERY_BROKER_URL}, database {connection.vendor}")
        return one

    yield start
    for one in started:
        one.stop()
        print(f"worker process {one.pid} said:\n{one.said()}")  # shown when the test failed
    bell.listen_again()


def _start(broker: str, app: str, pool: str, log: Path, more: dict[str, str]) -> Worker:
    environment = {
        **os.environ,
        # A process of its own cannot share the tests' clock; the demonstration stands at the same 12 November 2019.
        "SSCB_MODE": "demonstration",
        "SSCB_DATA": str(django_settings.DATA),
        "DATABASE_URL": database_url(),
        "PYTHONPATH": os.pathsep.join([str(django_settings.BASE_DIR), os.environ.get("PYTHONPATH", "")]),
        **more,
    }
    environment.pop("REDIS_URL", None)
    if broker == "redis":
        environment["REDIS_URL"] = django_settings.CELERY_BROKER_URL
    before = queries.last_beat_at()
    with log.open("w") as out:
        process = subprocess.Popen(
            [
                sys.executable, "-m", "celery", "--app", app, "worker", "--pool", pool, "--concurrency", "2",
                "--queues", f"{bell.JOBS_QUEUE},{bell.MAIL_QUEUE}", "--loglevel", "info",
                "--hostname", f"{log.stem}-{os.getpid()}@%h",
                "--without-gossip", "--without-mingle", "--without-heartbeat",
            ],
            env=environment, cwd=django_settings.BASE_DIR, stdout=out, stderr=subprocess.STDOUT, start_new_session=True,
        )  # fmt: skip
    one = Worker(process, broker, log)

    def answered() -> bool:
        assert process.poll() is None, f"The worker died at once:\n{one.said()}"
        return queries.last_beat_at() != before

    try:
        # Its first act is to ring for what was left lying: an answer in the database came through the broker.
        wait_until(answered, seconds=READY_SECONDS)
    except BaseException:
        one.kill()
        print(one.said())
        raise
    return one
