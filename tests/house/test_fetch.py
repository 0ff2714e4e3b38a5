"""The portal follows no address that somebody gave it (SEC-40), and lays out PDFs in one place (SEC-39)."""

import ast
import socket

import pytest

from tests.guards import WayOutClosed, stays_here
from tests.house.source import Module, imports, modules

FETCHES = ("requests", "httpx", "aiohttp", "urllib3", "urllib.request", "http.client", "ftplib", "smtplib", "socket",
           "telnetlib", "paramiko")  # fmt: skip
# (module, library) -> why it may.
MAY = {
    ("sscb/jobs/services/delivering.py", "smtplib"): "names the faults of the mail relay: no other machine is reached",
    ("sscb/records/scanner.py", "socket"): "the virus scanner that the settings name, and nothing else",
    ("sscb/jobs/tasks.py", "socket"): "the worker's own host name",
    ("sscb/jobs/management/commands/work_once.py", "socket"): "the worker's own host name",
    ("sscb/jobs/management/commands/run.py", "socket"): "looks whether the port on this machine is free",
    ("sscb/jobs/management/commands/run.py", "http.client"): "asks the server it has just started whether it is ready",
}
PDF = "weasyprint"
PRESS = "sscb/pdf/cage/layout.py"


def fetchers(module: Module) -> set[tuple[str, str]]:
    found = set()
    for name, _ in imports(module.tree):
        found |= {(module.path, library) for library in FETCHES if name == library or name.startswith(library + ".")}
    return found


@pytest.mark.req("SEC-40")
def test_nothing_fetches():
    found = {pair for module in modules() for pair in fetchers(module)}
    assert found <= set(MAY), sorted(found - set(MAY))
    assert set(MAY) <= found, f"Listed for nothing: {sorted(set(MAY) - found)}"


@pytest.mark.req("SEC-40")
@pytest.mark.parametrize(
    "text", ["import requests", "from urllib.request import urlopen", "from urllib import request",
             "def f():\n    import httpx"],
)  # fmt: skip
def test_the_scan_sees_a_fetch(text):
    assert fetchers(Module("planted.py", ast.parse(text)))


@pytest.mark.req("SEC-40")
@pytest.mark.parametrize("address", [("192.0.2.7", 80), ("example.org", 443), ("2001:db8::1", 80, 0, 0)])
def test_a_test_that_reaches_out_is_stopped(address):
    family = socket.AF_INET6 if len(address) == 4 else socket.AF_INET
    with socket.socket(family) as line, pytest.raises(WayOutClosed):
        line.connect(address)
    with socket.socket(family) as line, pytest.raises(WayOutClosed):
        line.connect_ex(address)


def test_this_machine_itself_is_reachable():
    with socket.socket() as server, socket.socket() as client:
        server.bind(("127.0.0.1", 0))
        server.listen(1)
        client.connect(server.getsockname())
    assert stays_here(socket.AF_UNIX, "/tmp/a-socket")
    assert stays_here(socket.AF_INET6, ("::1", 80, 0, 0))


@pytest.mark.req("SEC-39")
def test_one_module_lays_out_pdfs():
    found = {module.path for module in modules() for name, _ in imports(module.tree) if name.split(".")[0] == PDF}
    assert found == {PRESS}
