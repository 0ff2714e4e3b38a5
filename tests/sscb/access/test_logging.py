"""No log holds a child: nothing of what was asked, typed, raised or answered reaches a line (SEC-26)."""

import ast
import json
import logging
import smtplib
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client, RequestFactory
from gunicorn.config import Config
from gunicorn.http.errors import InvalidRequestLine

from sscb.access import errors
from sscb.access.logging import KEPT, JsonLine
from sscb.access.server_log import ServerLog
from sscb.jobs import running
from sscb.jobs.models import Mail
from sscb.jobs.services import delivering
from tests.house.source import ROOT, calls, dotted, modules

NAME, NUMBER, TOKEN = "Kevin Markerson", "943 476 5919", "s3cr3t-t0ken-of-a-link"
MARKERS = (NAME, "Markerson", NUMBER, "9434765919", TOKEN, "kevin@marker.example")
# What a line of ours may be given: ids, codes, counts and the kinds of faults. Never what a fault says.
MAY_BE_TOLD = {
    "job.uuid", "job.kind", "job.attempts", "job.reference", "mail.uuid", "code", "tile.code", "opening.code",
    "step[2]", "why", "file.uuid", "fault.errno",
}  # fmt: skip
LEVELS = {"debug", "info", "warning", "error", "exception", "critical", "log"}


@pytest.fixture
def lines():
    """Every line, also those below the level of production, of ours and of every library."""
    written: list[str] = []

    class Kept(logging.Handler):
        def emit(self, record):
            written.append(self.format(record))

    handler, root, before = Kept(), logging.getLogger(), {}
    handler.setFormatter(JsonLine())
    for logger in (root, *(logging.getLogger(name) for name in list(logging.root.manager.loggerDict))):
        before[logger] = (logger.level, logger.disabled)
        logger.disabled = False
        logger.setLevel(logging.INFO)
    root.addHandler(handler)
    yield written
    root.removeHandler(handler)
    for logger, (level, disabled) in before.items():
        logger.setLevel(level)
        logger.disabled = disabled


def raised():
    words = f"{NAME}, NHS {NUMBER}"  # a local with a name in it
    raise ValueError(f"{words} did not fit\r\nforged line {TOKEN}")


@pytest.mark.req("SEC-26")
def test_nothing_of_a_child_reaches_a_line(lines, business_manager, practitioner, as_, monkeypatch):
    office = as_(business_manager)
    hostile = {"HTTP_USER_AGENT": f"{NAME}%0d%0aforged", "HTTP_REFERER": f"http://x/?q={NUMBER}"}
    paths = (f"/child-deaths/{NAME}/", f"/search/?q={NAME}", f"/sign-in/reset/key/1-{TOKEN}/", "/a%0d%0aforged%20line/",
             f"/timetable/{NUMBER}/", f"/retention/?q={NUMBER}%0d%0aforged")  # fmt: skip
    for client in (Client(), office, as_(practitioner)):
        for path in paths:
            assert client.get(path, **hostile).status_code < 500, path
            client.post(path, {"words": f"{NAME} {NUMBER}"}, **hostile)
    Client().post("/sign-in/", {"login": "kevin@marker.example", "password": TOKEN}, **hostile)
    Client().post("/sign-in/reset/", {"email": "kevin@marker.example"}, **hostile)
    Client(headers={"host": "markerson.example"}).get("/sign-in/")

    # A page that fails: its fault's words hold a name.
    monkeypatch.setattr("sscb.board.views.home.health_facts", raised)
    office.raise_request_exception = False
    assert office.get("/health/").status_code == 500
    try:
        raised()
    except ValueError:
        logging.getLogger("django.request").exception("%s: %s", "Internal Server Error", f"/x/{NAME}/", extra={
            "request": RequestFactory().get(f"/?q={NAME}"), "status_code": 500})  # fmt: skip
        logging.getLogger("celery.app.trace").error(f"Task raised {NAME}\nforged", exc_info=True)
        errors.fault(RequestFactory().get(f"/?q={NAME}"))
        running.log.exception("A job failed: %s, attempt %s, reference %s", "kind", 1, "ABC")
    letter = Mail(subject=NAME, body=NUMBER, to_address="kevin@marker.example", attempts=0)
    monkeypatch.setattr(delivering, "_write", lambda *told, **more: None)
    refusal = smtplib.SMTPRecipientsRefused({"kevin@marker.example": (550, NAME.encode())})
    delivering._answered(letter, 550, NAME, refusal)
    delivering._answered(letter, 451, NAME, refusal)

    assert len(lines) > 10, lines
    allowed = {*KEPT, "level", "from", "event", "error", "where"}
    faults = [line for line in lines if any(one.lower() in line.lower() for one in MARKERS)
              or "\n" in line or "\r" in line or "forged" in line or set(json.loads(line)) - allowed]  # fmt: skip
    assert not faults, faults
    assert any(json.loads(line).get("error") == "ValueError" for line in lines)
    assert any("where" in json.loads(line) for line in lines)


@pytest.mark.req("SEC-26")
def test_a_line_of_ours_that_holds_line_ends_is_one_line():
    record = logging.LogRecord("sscb.x", logging.INFO, "f.py", 1, "a %s", ("b\r\nforged\x1b[0m\u2028c",), None)
    record.person = "u\nforged"
    record.password = TOKEN
    line = JsonLine().format(record)
    assert line.isascii() and line.isprintable() and "password" not in line
    assert json.loads(line)["event"] == "a b\r\nforged\x1b[0m\u2028c"


@pytest.mark.req("SEC-26")
def test_our_lines_are_given_ids_and_kinds_alone():
    """Constant words; whatever is put into them is listed here, or is the kind of a fault."""
    found, told = [], 0
    for module in modules():
        for call in calls(module.tree):
            name = dotted(call.func)
            if not name.startswith(("log.", "logger.", "logging.")) or name.rpartition(".")[2] not in LEVELS:
                continue
            told += 1
            words, *given = call.args
            extra = next((key.value for key in call.keywords if key.arg == "extra"), None)
            keys = {getattr(key, "value", "") for key in extra.keys} if isinstance(extra, ast.Dict) else set()
            strange = [ast.unparse(one) for one in given if ast.unparse(one) not in MAY_BE_TOLD
                       and not (ast.unparse(one).startswith("type(") and ast.unparse(one).endswith(").__name__"))]
            if not isinstance(words, ast.Constant) or strange or keys - set(KEPT) or (extra and not keys):
                found.append(f"{module}, line {call.lineno}: {ast.unparse(call)[:100]}")
    assert told > 15 and not found, found


@pytest.mark.req("SEC-26")
def test_every_process_writes_such_lines_and_nothing_is_mailed():
    assert settings.LOGGING["formatters"]["line"] == {"()": "sscb.access.logging.JsonLine"}
    assert set(settings.LOGGING["handlers"]) == {"stderr"} and not settings.ADMINS
    assert settings.LOGGING["handlers"]["stderr"]["formatter"] == "line"
    assert all(not one.get("handlers") for one in settings.LOGGING["loggers"].values())
    assert not logging.getLogger("django").handlers, "Django's own would mail every fault with all that was sent"

    said = ServerLog(Config())
    assert [type(handler.formatter) for handler in said.error_log.handlers] == [JsonLine] and said.access_log.disabled
    record = logging.LogRecord("gunicorn.error", logging.ERROR, "f.py", 1, "Error handling request %s",
                               (f"/?q={NAME}",), (ValueError, ValueError(NAME), None))  # fmt: skip
    assert NAME not in JsonLine().format(record)
    record = logging.LogRecord("gunicorn.error", logging.WARNING, "f.py", 1, str(InvalidRequestLine(NAME)), (), None)
    assert NAME not in JsonLine().format(record)

    from celery.signals import setup_logging
    assert setup_logging.receivers, "a worker would set up the library's own lines"
    for unit in ("deploy/systemd/sscb-web.service", "sscb/jobs/management/commands/run.py"):
        text = (ROOT / unit).read_text(encoding="utf-8")
        assert "sscb.access.server_log.ServerLog" in text and "access-log" not in text, unit
    proxy = Path(ROOT / "deploy/nginx/sscb.conf").read_text(encoding="utf-8")
    shape = proxy.partition("log_format sscb")[2].partition(";")[0]
    for variable in ("$request ", "$request'", "$request_uri", "$uri", "$args", "$http_", "$arg_", "$query_string"):
        assert variable not in shape + " ", variable
    servers = proxy.split("\nserver {")[1:]
    assert len(servers) == 2 and all("error_log /var/log/nginx/sscb.error.log alert;" in one for one in servers)
    logs = {line.strip() for line in proxy.splitlines() if line.strip().startswith("access_log")}
    assert logs == {"access_log off;", "access_log /var/log/nginx/sscb.log sscb;"}
