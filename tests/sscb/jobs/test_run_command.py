"""`manage.py run`: one command starts everything, one sign stops everything, and it says what went wrong."""

import http.client
import os
import signal
import socket
import subprocess
import sys

import pytest
from django.conf import settings

from tests import fresh
from tests.workers import PATIENCE, free_port, wait_until

pytestmark = pytest.mark.slow


class Running:
    def __init__(self, folder, port):
        self.port, self.out = port, folder / "out"
        environment = {**os.environ, "SSCB_DATA": str(folder / "data"), "SSCB_MODE": "demonstration"}
        for name in ("DATABASE_URL", "REDIS_URL"):
            environment.pop(name, None)
        fresh.begin(folder / "data")
        with self.out.open("w") as out:
            self.process = subprocess.Popen(
                [sys.executable, "manage.py", "run", "--no-demo", "--port", str(port)],
                cwd=settings.BASE_DIR, env=environment, stdout=out, stderr=subprocess.STDOUT, start_new_session=True,
            )  # fmt: skip

    def said(self) -> str:
        return self.out.read_text()

    def until_open(self) -> None:
        def is_open():
            assert self.process.poll() is None, self.said()
            return f"The portal is open at http://localhost:{self.port}" in self.said()

        wait_until(is_open, seconds=600)  # where no database is copied, it makes one from the first migration on
        wait_until(lambda: len(self.children()) >= 2)

    def children(self) -> dict[int, str]:
        """Process id -> command, of what the command started directly."""
        found = {}
        for pid in filter(str.isdigit, os.listdir("/proc")):
            try:
                with open(f"/proc/{pid}/stat") as file:
                    parent = int(file.read().rpartition(")")[2].split()[1])
                with open(f"/proc/{pid}/cmdline") as file:
                    command = file.read().replace("\0", " ")
            except OSError:
                continue
            if parent == self.process.pid:
                found[int(pid)] = command
        return found

    def left_in(self, groups: list[int]) -> list[int]:
        left = []
        for group in groups:
            try:
                os.killpg(group, 0)
            except ProcessLookupError:
                continue
            left.append(group)
        return left


@pytest.fixture
def running(tmp_path):
    one = Running(tmp_path, free_port())
    yield one
    groups = list(one.children())
    for group in [one.process.pid, *groups]:
        try:
            os.killpg(group, signal.SIGKILL)
        except ProcessLookupError:
            pass
    one.process.wait(PATIENCE)


def test_it_serves_and_ctrl_c_leaves_nothing_behind(running):
    running.until_open()
    talk = http.client.HTTPConnection("127.0.0.1", running.port, timeout=PATIENCE)
    talk.request("GET", "/health/live")
    assert talk.getresponse().status == 200
    talk.close()
    groups = list(running.children())
    running.process.send_signal(signal.SIGINT)
    assert running.process.wait(PATIENCE) == 0, running.said()
    wait_until(lambda: not running.left_in(groups))
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind(("127.0.0.1", running.port))


def test_when_the_worker_dies_everything_stops_and_says_so(running):
    running.until_open()
    children = running.children()
    worker = next(pid for pid, command in children.items() if "celery" in command)
    os.kill(worker, signal.SIGKILL)
    assert running.process.wait(PATIENCE) == 1
    assert "The worker stopped by itself, so everything was stopped." in running.said()
    assert "Traceback" not in running.said()
    wait_until(lambda: not running.left_in(list(children)))


def test_a_port_in_use_is_one_sentence(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        one = Running(tmp_path, port)
        assert one.process.wait(PATIENCE) == 1
    assert f"Port {port} is in use by another program. Nothing was started." in one.said()
    assert "Traceback" not in one.said()
