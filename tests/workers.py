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

READY_SECONDS = 60
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


def wait_until(true: Callable[[], object], *, seconds: float = 30, every: float = 0.1, meanwhile=None) -> object:
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
    """What the timetable does every minute."""
    services.ring_again()


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
        self.process.wait(10)

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
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.start()

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> None:
        self.process = subprocess.Popen(
            ["redis-server", "--port", str(self.port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"],
            cwd=self.folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        wait_until(lambda: self.says("PING") == "+PONG", seconds=10, every=0.05)

    def says(self, *words: str) -> str:
        """Say something to it over the wire; its first line back, or "" when it is not there."""
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=1) as line:
                line.sendall(f"{' '.join(words)}\r\n".encode())
                return line.recv(1000).decode().split("\r\n")[0]
        except OSError:
            return ""

    def kill(self) -> None:
        self.process.kill()
        self.process.wait(10)


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
def worker(transactional_db, settings, tmp_path, request, record_property):
    """A function that starts a worker and returns when it has answered; all are stopped when the test ends.

    `lease` is the lease in seconds, here and in the worker; `pool` is threads (as `./run` has it) or prefork (as
    deploy/ has it). Environment variables may be given by name.
    """
    started: list[Worker] = []
    bell.listen_again()

    def start(
        *, broker: str = "filesystem", app: str = "sscb", lease: int = 2, pool: str = "threads", **environment: str
    ) -> Worker:
        settings.JOB_LEASE_SECONDS = lease
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
        "SSCB_JOB_LEASE_SECONDS": str(django_settings.JOB_LEASE_SECONDS),
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
