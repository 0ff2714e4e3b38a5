"""Home, scorecard and late list against an empty view of the same server, with the demonstration board loaded.

empty      `HttpResponse("")` behind the same middleware, open to all, so that nobody is signed in
the pages  as the business manager gets them, whole, over the same kept connection

A real gunicorn process on a free port of this machine, one process and eight threads as `./run` starts it; the median
of 200, one of each in turn. `bench()` returns lines of (name, value with its unit, ratio to the empty view, limit).
PostgreSQL is the one of DATABASE_URL, or a throw-away cluster of pg_virtualenv; without both, SQLite.
By hand: `.venv/bin/python -m tests.bench.pages`.
"""

import html
import http.client
import json
import os
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
TIMES, WARM_UP = 200, 20
EMPTY = "/empty/"
BUSINESS_MANAGER, MEMBER = "Business manager", "Board member"
PAGES = (
    # name                        path                    as whom           limit
    ("home, business manager", "/", BUSINESS_MANAGER, 15),
    ("home, Board member", "/", MEMBER, 15),
    ("scorecard", "/dataset/", BUSINESS_MANAGER, 25),
    ("late list", "/timetable/late/", BUSINESS_MANAGER, None),
)
AFRESH = (
    ("home, business manager, just after something was done", "/afresh/", BUSINESS_MANAGER, None),
    ("scorecard, just after something was done", "/afresh/dataset/", BUSINESS_MANAGER, None),
)
"""While nothing is done these pages are kept for some seconds; these are the same worked out each time."""
AUTHOR = "Neil Astbury"
"""Somebody whose agency answers a Section 11 return just now."""
AUTOSAVE = ("autosave of an answer", "", AUTHOR, 20)


def bench() -> list[tuple[str, str, float | None, float | None]]:
    with tempfile.TemporaryDirectory(prefix="sscb-bench-pages-") as data:
        database, before, environment = _database(data)
        run = subprocess.run(
            [*before, sys.executable, "-m", "tests.bench.pages", "--measure"], env=environment, cwd=ROOT, text=True,
            capture_output=True, timeout=600, check=False,
        )  # fmt: skip
    if run.returncode:
        raise RuntimeError(f"The pages could not be measured:\n{run.stderr[-3000:]}")
    found = json.loads(next(line for line in run.stdout.splitlines() if line.startswith("{")))
    empty = found["seconds"][EMPTY]
    rows = [(f"Pages, {database}: an empty view", f"{empty * 1000:.2f} ms", None, None)]
    for name, _, _, limit in (*PAGES, *AFRESH, AUTOSAVE):
        taken = found["seconds"][name]
        rows.append((f"Pages, {database}: {name}", f"{taken * 1000:.1f} ms", taken / empty, limit))
    rows.append(
        (f"Pages, {database}: peak memory of the web server's process", f"{found['memory']:.0f} MB", None, None)
    )
    return rows


def _database(data: str) -> tuple[str, list[str], dict[str, str]]:
    environment = {**os.environ, "SSCB_DATA": data, "SSCB_MODE": "demonstration", "PYTHONPATH": str(ROOT)}
    if environment.get("DATABASE_URL", "").startswith("postgres"):
        return "PostgreSQL", [], environment
    environment.pop("DATABASE_URL", None)
    if shutil.which("pg_virtualenv"):
        return "PostgreSQL", ["pg_virtualenv", "-t"], environment
    return "SQLite", [], environment


# --- in the process that measures -------------------------------------------------------------------------------------


def measure() -> dict:
    if "PGPORT" in os.environ and not os.environ.get("DATABASE_URL"):
        told = {name: os.environ[f"PG{name}"] for name in ("USER", "PASSWORD", "HOST", "PORT")}
        subprocess.run(["createdb", "portal"], check=True)
        os.environ["DATABASE_URL"] = "postgres://{USER}:{PASSWORD}@{HOST}:{PORT}/portal".format(**told)
    subprocess.run([sys.executable, "manage.py", "prepare"], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    port = _free_port()
    server = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "tests.bench.pages:served()", "--bind", f"127.0.0.1:{port}",
         "--workers", "1", "--worker-class", "gthread", "--threads", "8", "--keep-alive", "30", "--log-level", "error"],
        cwd=ROOT, start_new_session=True,
    )  # fmt: skip
    try:
        _wait_for(port, server)
        signed_in = {role: _sign_in(port, role) for role in (BUSINESS_MANAGER, MEMBER)}
        seconds = {**_times(port, signed_in), AUTOSAVE[0]: _autosave_time(port)}
        return {"seconds": seconds, "memory": _peak_of_children(server.pid)}
    finally:
        server.terminate()
        server.wait(20)


def _times(port: int, cookies: dict[str, str]) -> dict[str, float]:
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    taken: dict[str, list[float]] = {}
    for pages in (((EMPTY, EMPTY, "", None), *PAGES), AFRESH):
        asked = [(name, path, cookies.get(role, "")) for name, path, role, _ in pages]
        taken |= _times_of(line, asked)
    return {name: statistics.median(some) for name, some in taken.items()}


def _autosave_time(port: int) -> float:
    """What the page's script sends while somebody types: the draft of one answer, over a kept connection."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    cookie = _sign_in(port, AUTHOR)
    rows = _get(line, "/audits/returns/", cookie)[0].split("<tr>")
    own = next(row for row in rows if "Section 11" in row)
    address = re.search(r'href="(/audits/returns/[0-9a-f-]+/)"', own).group(1)
    page, cookies = _get(line, f"{address}q/current-policy/", cookie)
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page).group(1)
    headers = {"Cookie": "; ".join([cookie, *cookies]), "Content-Type": "application/x-www-form-urlencoded",
               "Accept": "application/json"}  # fmt: skip
    taken = []
    for turn in range(WARM_UP + TIMES):
        body = f"csrfmiddlewaretoken={token}&edition=1&self_grade=2&words={'A+sentence+of+mine.+' * 20}{turn}"
        began = time.perf_counter()
        line.request("POST", f"{address}q/current-policy/draft/", body=body, headers=headers)
        answer = line.getresponse()
        answer.read()
        taken.append(time.perf_counter() - began)
        if answer.status != 200:
            raise RuntimeError(f"The draft was answered with {answer.status}.")
    return statistics.median(taken[WARM_UP:])


def _get(line: http.client.HTTPConnection, path: str, cookie: str) -> tuple[str, list[str]]:
    """The page, and the cookies that it sets."""
    line.request("GET", path, headers={"Cookie": cookie})
    answer = line.getresponse()
    page = html.unescape(answer.read().decode())
    return page, [value.split(";")[0] for name, value in answer.getheaders() if name.lower() == "set-cookie"]


def _times_of(line: http.client.HTTPConnection, asked: list[tuple[str, str, str]]) -> dict[str, list[float]]:
    """Seconds of each page, one of each in turn."""
    taken: dict[str, list[float]] = {name: [] for name, _, _ in asked}
    for turn in range(WARM_UP + TIMES):
        for name, path, cookie in asked:
            began = time.perf_counter()
            line.request("GET", path, headers={"Cookie": cookie} if cookie else {})
            answer = line.getresponse()
            answer.read()
            if turn >= WARM_UP:
                taken[name].append(time.perf_counter() - began)
            if answer.status != 200:
                raise RuntimeError(f"{path} answered {answer.status}.")
    return taken


def _sign_in(port: int, role: str) -> str:
    """One click of the demonstration; the session's cookie."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    line.request("GET", "/try/")
    page = line.getresponse()
    text = html.unescape(page.read().decode())
    form = page.headers["Set-Cookie"].split(";")[0]
    entry = next(entry for entry in text.split("<li>")[1:] if role in entry)
    address = re.search(r'action="(/try/[^"]+)"', entry).group(1)
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', entry).group(1)
    line.request(
        "POST", address, body=f"csrfmiddlewaretoken={token}",
        headers={"Cookie": form, "Content-Type": "application/x-www-form-urlencoded"},
    )  # fmt: skip
    answer = line.getresponse()
    answer.read()
    cookies = [value.split(";")[0] for name, value in answer.getheaders() if name.lower() == "set-cookie"]
    return next(cookie for cookie in cookies if cookie.startswith("sscb="))


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait_for(port: int, server: subprocess.Popen) -> None:
    last = time.monotonic() + 30
    while time.monotonic() < last and server.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("The web server did not start.")


def _peak_of_children(parent: int) -> float:
    """Most memory of the server's working process, in MB; 0 where the system does not tell."""
    peaks = [0.0]
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            told = dict(line.split(":", 1) for line in status.read_text().splitlines() if ":" in line)
        except OSError:
            continue
        if int(told["PPid"]) == parent and "VmHWM" in told:
            peaks.append(int(told["VmHWM"].split()[0]) / 1024)
    return max(peaks)


# --- in the web server ------------------------------------------------------------------------------------------------


def served():
    """The portal with one more route: the empty view."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sscb.settings")
    import django

    django.setup()
    from django.conf import settings
    from django.core.handlers.wsgi import WSGIHandler
    from django.http import HttpResponse
    from django.urls import path

    from dataset.views.scorecard import ScorecardPage
    from sscb import urls
    from sscb.access.views import open_to_all
    from sscb.board.queries import kept
    from sscb.board.views.home import HomePage

    settings.REQUESTS_A_MINUTE = 0  # one reader asks more often here than anybody may (SEC-44)

    @open_to_all("what everything else is measured against")
    def empty(request):
        return HttpResponse("")

    def afresh(view):
        class Afresh(view):
            def get(self, request):
                kept.forget()
                return super().get(request)

        return Afresh.as_view()

    this = sys.modules[__name__]
    this.urlpatterns = [
        path("empty/", empty),
        path("afresh/", afresh(HomePage)),
        path("afresh/dataset/", afresh(ScorecardPage)),
        *urls.urlpatterns,
    ]
    for handler in ("handler400", "handler403", "handler404", "handler500"):
        setattr(this, handler, getattr(urls, handler))
    settings.ROOT_URLCONF = __name__
    return WSGIHandler()


if __name__ == "__main__":
    if "--measure" in sys.argv:
        print(json.dumps(measure()))
    else:
        for name, value, ratio, limit in bench():
            told = "" if ratio is None else f"{ratio:.1f} times" + (f", at most {limit}" if limit else "")
            print(f"{name:70} {value:>12}  {told}")
