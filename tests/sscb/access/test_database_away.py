"""The database goes away and comes back: who looks sees their page, who writes loses nothing, work goes on (REL-11)."""

import sqlite3
import threading
from contextlib import contextmanager
from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError, connection, connections, transaction
from django.template.loader import render_to_string
from django.test import Client

import sscb.wsgi  # noqa: F401 - sets how long pages wait
from sscb import clock, database
from sscb.access import errors, steady
from sscb.access.typed import typed_in
from sscb.board.models import PlannedItem
from sscb.history.chain import faults
from sscb.history.models import Entry
from sscb.jobs import services
from sscb.jobs.models import Job, Mail
from sscb.jobs.running import run
from sscb.jobs.sockets import JobKind, kinds
from tests.access.forms import filled
from tests.sscb.jobs.trying import KINDS

PLAN = "/meetings/forward-plan/"
pytestmark = pytest.mark.req("REL-11")
on_postgresql = pytest.mark.postgresql


@pytest.fixture
def office(transactional_db, as_, business_manager, group, monkeypatch):
    monkeypatch.setattr(steady, "PAUSE", 0)
    monkeypatch.setattr(database, "PAUSES", (0,) * 6)
    group("board")
    client = as_(business_manager)
    client.raise_request_exception = False
    assert client.get(PLAN).status_code == 200
    yield client
    connection.close()


def line():
    """A line of its own to the server, as an administrator's."""
    import psycopg2

    told = connection.get_connection_params()
    known = {name: told[name] for name in ("dbname", "user", "password", "host", "port") if name in told}
    made = psycopg2.connect(**known)
    made.autocommit = True
    return made


class Restarts:
    """Ends every connection of this test's database, as a server that is restarted in a hurry does."""

    def __init__(self):
        self.line, self.name = line(), connection.settings_dict["NAME"]

    def now(self) -> None:
        with self.line.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity "
                "WHERE datname = %s AND pid <> pg_backend_pid()", [self.name],
            )  # fmt: skip


@pytest.fixture
def server(transactional_db):
    made = Restarts()
    yield made
    made.line.close()


@contextmanager
def restarted_before(server, number: int):
    """The server is restarted just before this question, counted from now, is put to it. Gives how many there were."""
    asked = []

    def watch(execute, sql, params, many, context):
        asked.append(sql)
        if len(asked) == number:
            server.now()
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        yield asked


@on_postgresql
def test_wherever_the_server_is_restarted_who_looks_sees_their_page(office, server):
    for path in ("/", PLAN):
        with restarted_before(server, 0) as asked:
            whole = office.get(path)
        total = len(asked)
        assert whole.status_code == 200 and total > 5
        wrong = []
        for number in range(1, total + 1):
            with restarted_before(server, number) as asked:
                answer = office.get(path)
            if answer.status_code != 200 or answer.content.count(b"<h1") != 1 or len(asked) < number:
                wrong.append(f"{path}: restarted before question {number}: {answer.status_code}, {len(asked)} asked")
        assert not wrong, "\n".join(wrong)


@on_postgresql
def test_wherever_the_server_is_restarted_what_is_sent_is_kept_and_sending_it_again_does_it_once(office, server):
    with restarted_before(server, 0) as asked:
        assert office.post(PLAN, filled(office.get(PLAN).text, title="Number 0 of many")).status_code == 302
    wrong, cut = [], 0
    for number in range(1, len(asked) + 1):
        title = f"Number {number} of many"
        words = filled(office.get(PLAN).text, title=title)
        with restarted_before(server, number):
            answer = office.post(PLAN, words)
        if answer.status_code == 503:
            cut += 1
            if errors.AWAY not in answer.text or title not in answer.text or not answer["Retry-After"]:
                wrong.append(f"{number}: nothing is kept")
            answer = office.post(PLAN, filled(answer.text))
        database.let_go()  # as at the end of each request
        made = PlannedItem.objects.filter(title=title).count()
        if answer.status_code != 302 or made != 1:
            wrong.append(f"restarted before question {number}: {answer.status_code}, {made} made")
    assert not wrong, "\n".join(wrong)
    assert cut > 10 and list(faults()) == []


MANY, WRITERS = 200, 8


@on_postgresql
def test_every_acknowledged_write_of_two_hundred_is_there_and_none_twice(office, server, business_manager):
    """Eight people write at once and send again what was not acknowledged; the server is restarted again and again."""
    words = filled(office.get(PLAN).text)
    titles, acknowledged, sent_again, wrong = iter(range(MANY)), [], [], []
    one_at_a_time = threading.Lock()

    def write():
        browser = Client(raise_request_exception=False)
        browser.cookies = office.cookies.copy()
        try:
            while True:
                with one_at_a_time:
                    number = next(titles, None)
                if number is None:
                    return
                told = words | {"title": f"Write {number}", "form_key": f"key {number}"}
                for time in range(50):
                    with restarted_before(server, 8 if not time and number % 20 == 0 else 0):
                        answer = browser.post(PLAN, told)
                    database.let_go()
                    if answer.status_code == 302:
                        acknowledged.append(told["title"])
                        break
                    sent_again.append(number)
                    if answer.status_code != 503 or told["title"] not in answer.text:
                        wrong.append(f"{number}: {answer.status_code}")
                        break
        finally:
            connections.close_all()

    threads = [threading.Thread(target=write) for _ in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    connection.close()
    made = list(PlannedItem.objects.values_list("title", flat=True))
    assert not wrong, wrong
    assert sorted(made) == sorted(acknowledged) == sorted(f"Write {number}" for number in range(MANY))
    assert set(sent_again) >= set(range(0, MANY, 20)), "a restart met no write"
    told = Entry.objects.filter(code="board.item_planned").count()
    assert told == MANY and list(faults()) == []


# --- slow, and held up ------------------------------------------------------------------------------------------------


@contextmanager
def waiting(limits: dict):
    """Connections that are made here wait so long."""
    told = connections["default"].settings_dict
    before = told["OPTIONS"]
    told["OPTIONS"] = limits
    connection.close()
    try:
        yield
    finally:
        told["OPTIONS"] = before
        connection.close()


def shown(name: str) -> str:
    """A setting, as a connection has it that is made now."""
    connection.close()
    with connection.cursor() as cursor:
        cursor.execute(f"SHOW {name}")
        return cursor.fetchone()[0]


@on_postgresql
def test_pages_jobs_and_commands_wait_for_as_long_as_each_may(transactional_db):
    told = connections["default"].settings_dict
    with waiting({"options": "-c jit=off"}):
        assert [shown(name) for name in ("statement_timeout", "lock_timeout", "jit")] == ["0", "0", "off"]
        database.wait_at_most(database.JOBS)
        assert [shown(name) for name in ("statement_timeout", "lock_timeout")] == ["15min", "1min"]
        database.wait_at_most(database.PAGES)
        assert [shown(name) for name in ("statement_timeout", "lock_timeout", "jit")] == ["1min", "20s", "off"]
        assert told["CONN_HEALTH_CHECKS"] and 0 < told["CONN_MAX_AGE"] <= 60


@contextmanager
def somebody_else_writes():
    """And does not end, for longer than anybody here waits."""
    if connection.vendor == "sqlite":
        other = sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        limits = {**connection.settings_dict["OPTIONS"], "timeout": 0.05}
    else:
        other, limits = line(), {"options": "-c lock_timeout=50ms"}
        other.autocommit = False
        other.cursor().execute("LOCK TABLE board_planneditem IN EXCLUSIVE MODE")
    with waiting(limits):
        yield
    other.rollback()
    other.close()


def test_what_waits_too_long_for_somebody_else_is_given_up_with_what_was_typed(office):
    words = filled(office.get(PLAN).text, title="Held up by somebody")
    with somebody_else_writes():
        answer, looked = office.post(PLAN, words), office.get(PLAN)
    assert answer.status_code == 503 and errors.HELD_UP in answer.text and "Held up by somebody" in answer.text
    assert looked.status_code == 200, "who only reads waits for nobody"
    assert office.post(PLAN, filled(answer.text)).status_code == 302
    assert PlannedItem.objects.count() == 1


@on_postgresql
def test_a_question_that_takes_too_long_is_cut_and_not_asked_again(transactional_db):
    with waiting({"options": "-c statement_timeout=50ms"}), connection.cursor() as cursor:
        with pytest.raises(OperationalError) as cut:
            cursor.execute("SELECT pg_sleep(60)")
    assert database.was_cut(cut.value) and not database.is_away(cut.value) and not database.is_held_up(cut.value)


def test_nothing_secret_and_nothing_that_somebody_else_sent_is_shown_again(rf):
    """A page that says why it was not done repeats what was sent with the form's own token, and no password."""

    def kept(sent, *, own=True, where="board:forward_plan", method="post"):
        request = getattr(rf, method)("/meetings/forward-plan/", sent)
        request.csrf_processing_done = own
        request.resolver_match = SimpleNamespace(view_name=where)
        return typed_in(request)

    words = {"why": "Two\r\nlines & <b>more</b>", "body": "qp", "csrfmiddlewaretoken": "old"}
    typed = kept(words)
    assert [(one.title, one.text) for one in typed.lines] == [("Why", words["why"])]
    assert [one.name for one in typed.rest] == ["body"] and typed.token not in ("", "old")
    shown = render_to_string("errors/503.html", {"typed": typed, "again": True})
    assert "Two\r\nlines &amp; &lt;b&gt;more" in shown and "Send it again" in shown
    refused = (
        kept(words, own=False), kept(words, where="account_login"), kept(words, where="mfa_authenticate"),
        kept({**words, "passphrase": "four words of it"}), kept(words, method="get"),
    )  # fmt: skip
    assert refused == (None,) * 5
    with_file = kept({**words, "file": SimpleUploadedFile("a.pdf", b"%PDF")})
    shown = render_to_string("errors/503.html", {"typed": with_file, "again": True})
    assert "choose it again" in shown and "Send it again" not in shown


# --- work -------------------------------------------------------------------------------------------------------------


@on_postgresql
def test_a_job_whose_connection_ends_goes_on_by_itself_and_does_everything_once(
    office, server, business_manager, monkeypatch
):
    done = []

    def work(job, progress):
        letter = {"to": business_manager, "body": "Please look.", "on": clock.today()}
        with transaction.atomic():
            services.send_mail(key=f"{job.uuid} one", subject="One", **letter)
        if not done:
            done.append("restarted")
            with transaction.atomic():
                services.send_mail(key=f"{job.uuid} two", subject="Two", **letter)
                server.now()
        return {"whole": True}

    monkeypatch.setattr(JobKind, "function", lambda self: work)
    with kinds.also(*KINDS):
        job = services.ring("try.letters", by=business_manager, args={})
        run(str(job.uuid), "the first worker")
        waits = Job.objects.get(pk=job.pk)
        assert (waits.state, waits.attempts, waits.error) == ("queued", 1, "") and "by itself" in waits.note
        Job.objects.filter(pk=job.pk).update(due_at=None)
        server.now()  # and before it is claimed again
        run(str(job.uuid), "the next worker")
    ended = Job.objects.get(pk=job.pk)
    assert (ended.state, ended.attempts, ended.result) == ("done", 2, {"whole": True})
    assert list(Mail.objects.filter(key__startswith=str(job.uuid)).values_list("subject", flat=True)) == ["One"]
