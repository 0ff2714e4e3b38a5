"""A portal of its own, as `./run` serves it, and a browser: web server, worker, timetable, demonstration board.

Nothing stands in for anything: the processes are those of `manage.py run`, the browser is Debian's Chromium, and what
the tests see is what a person sees.
"""

import http.client
import os
import shutil
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest

from sscb.clock import FIRST_DEMONSTRATION_DAY
from tests import demonstration
from tests.journeys.visitor import DESK, Visitor, axe_script
from tests.workers import free_port, shared_by_all

ROOT = Path(__file__).resolve().parent.parent.parent
READY_SECONDS = 600
LOG_SHOWN = 4000


@dataclass(frozen=True)
class Portal:
    address: str
    data: Path
    log: Path
    signed_in: dict = field(default_factory=dict)
    """Whoever has entered, with their cookies: a later test of the same person need not enter again."""


def _answers(port: int) -> bool:
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        line.request("GET", "/health/ready")
        return line.getresponse().status == 200
    except OSError:
        return False
    finally:
        line.close()


@pytest.fixture(scope="session")
def portal(tmp_path_factory):
    """At 12 November 2019, shared by all journeys. What steps its date is marked `steps_the_date`, and comes last."""
    with serving(tmp_path_factory, which="november", redis=9, on=FIRST_DEMONSTRATION_DAY) as served:
        yield served


@pytest.fixture(scope="session")
def portal_in_september(tmp_path_factory):
    """At 2 September 2019, before the partners' arrangements begin: reviews may be opened, and are decided by LSCBs."""
    with serving(tmp_path_factory, which="september", redis=7, on=date(2019, 9, 2)) as served:
        yield served


@contextmanager
def serving(folders, *, which: str, redis: int, on: date):
    """A portal at the date `on`, with a copy of the demonstration and a broker of its own."""
    port, data = free_port(), folders.mktemp(which)
    copy = demonstration.copy_of(on, data, shared_by_all(folders), called=f"journeys_{os.getpid()}_{which}")
    log = data / "said.log"
    environment = {**os.environ, "SSCB_MODE": "demonstration", "SSCB_DATA": str(data)}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    if copy.database_url:
        environment["DATABASE_URL"] = copy.database_url
    if environment.get("REDIS_URL"):
        environment["REDIS_URL"] = f"{environment['REDIS_URL'].rstrip('/').rpartition('/')[0]}/{redis}"
    with log.open("w") as out:
        served = subprocess.Popen(
            [sys.executable, "manage.py", "run", "--port", str(port)], cwd=ROOT, env=environment, stdout=out,
            stderr=subprocess.STDOUT, start_new_session=True,
        )  # fmt: skip
    last = time.monotonic() + READY_SECONDS
    try:
        while not _answers(port):
            assert served.poll() is None and time.monotonic() < last, f"The portal did not start:\n{log.read_text()}"
            time.sleep(0.1)
        yield Portal(f"http://127.0.0.1:{port}", data, log)
    finally:
        served.send_signal(signal.SIGTERM)
        try:
            served.wait(40)
        except subprocess.TimeoutExpired:
            os.killpg(served.pid, signal.SIGKILL)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """What the portal's processes said last stands under a journey that failed."""
    report = yield
    if report.failed:
        for name in ("portal", "portal_in_september"):
            if name in item.funcargs:
                report.sections.append((f"what {name} said", item.funcargs[name].log.read_text()[-LOG_SHOWN:]))
    return report


@pytest.fixture(scope="session")
def chromium():
    from playwright.sync_api import sync_playwright

    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    with sync_playwright() as play:
        browser = play.chromium.launch(
            executable_path=found, args=["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"]
        )
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def seen() -> set[str]:
    """The pages already looked at from top to bottom: none is looked at twice for the same sort of reader."""
    return set()


@pytest.fixture
def visitor(portal, chromium, seen):
    """`visitor()`: somebody who has just opened a browser; `visitor(javascript=False)`, `visitor(width=TELEPHONE)`.

    Nothing may be blocked."""
    with visitors_of(portal, chromium, seen) as come:
        yield come


@pytest.fixture
def visitor_in_september(portal_in_september, chromium, seen):
    with visitors_of(portal_in_september, chromium, seen) as come:
        yield come


@contextmanager
def visitors_of(portal, chromium, seen):
    opened = []

    def come(*, javascript: bool = True, width: int = DESK) -> Visitor:
        context = chromium.new_context(
            base_url=portal.address, java_script_enabled=javascript, locale="en-GB", accept_downloads=True,
            viewport={"width": width, "height": 900},
        )  # fmt: skip
        context.set_default_timeout(120_000)
        one = Visitor(context.new_page(), seen, axe_script(), javascript, portal.signed_in, width)
        opened.append((context, one))
        return one

    yield come
    for context, one in opened:
        context.close()
        assert one.blocked == [], "The browser refused to run or load something of ours."
