"""A thousand people ask for twenty places, sixty of them at any moment, through the web server."""

import http.client
import os
import queue
import shlex
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.urls import reverse

from sscb.people.models import Person, RoleHeld
from tests.conftest import LONG_AGO
from tests.training.booking_world import open_event, pool
from tests.workers import PATIENCE, database_url, free_port, wait_until
from training.lifecycle import Place
from training.models import Booking, Event

PEOPLE, PLACES, IN_FLIGHT = 1000, 20, 60
FORM_SECRET = "x" * 32
pytestmark = pytest.mark.slow


def as_run_serves() -> list[str]:
    return "--workers 1 --worker-class gthread --threads 8 --timeout 120".split()


def as_deployed() -> list[str]:
    """The web server's own words in deploy/, without its socket."""
    unit = (settings.BASE_DIR / "deploy/systemd/sscb-web.service").read_text()
    line = next(line for line in unit.splitlines() if line.startswith("ExecStart="))
    return shlex.split(line.partition("sscb.wsgi")[2])


@contextmanager
def served(tmp_path, words):
    """The portal behind gunicorn, on this test's database. At its end it has not said a word of an error."""
    port = free_port()
    surroundings = {
        **os.environ, "SSCB_MODE": "demonstration", "SSCB_DATA": str(tmp_path / "data"), "DATABASE_URL": database_url(),
    }  # fmt: skip
    surroundings.pop("REDIS_URL", None)
    log = tmp_path / "said"
    with log.open("w") as out:
        server = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "sscb.wsgi", "--bind", f"127.0.0.1:{port}", *words],
            cwd=settings.BASE_DIR, env=surroundings, stdout=out, stderr=subprocess.STDOUT, start_new_session=True,
        )  # fmt: skip
    try:
        wait_until(lambda: answers(server, port, log))
        yield port
    finally:
        os.killpg(server.pid, signal.SIGKILL)
        server.wait(PATIENCE)
    assert "Traceback" not in log.read_text(), log.read_text()[-3000:]


def answers(server, port, log) -> bool:
    assert server.poll() is None, log.read_text()
    with socket.socket() as line:
        return line.connect_ex(("127.0.0.1", port)) == 0


@pytest.fixture
def people(transactional_db, agency, other_agency):
    """A thousand practitioners who have signed in, and the cookie of each."""
    made = Person.objects.bulk_create(
        Person(
            email=f"asks.{number}@example.org", name=f"Asker number {number}", password="!",
            organisation=(agency, other_agency)[number % 2],
        )
        for number in range(PEOPLE)
    )  # fmt: skip
    RoleHeld.objects.bulk_create(RoleHeld(person=one, role="PRAC", from_on=LONG_AGO) for one in made)
    store = import_module(settings.SESSION_ENGINE).SessionStore()
    one_in = Client()
    one_in.force_login(made[0])
    one_in.get("/")
    signed_in, ends = dict(one_in.session.items()), one_in.session.get_expiry_date()
    sessions = [
        Session(
            session_key=f"{number:032d}", expire_date=ends,
            session_data=store.encode(
                {**signed_in, "_auth_user_id": str(one.pk), "_auth_user_hash": one.get_session_auth_hash()}
            ),
        )
        for number, one in enumerate(made)
    ]  # fmt: skip
    Session.objects.bulk_create(sessions)
    return [
        (one, f"{settings.SESSION_COOKIE_NAME}={session.session_key}; {settings.CSRF_COOKIE_NAME}={FORM_SECRET}")
        for one, session in zip(made, sessions, strict=True)
    ]


@dataclass(frozen=True)
class Asked:
    person: int
    began: float
    ended: float
    status: int
    leads_to: str


def ask_all(port: int, path: str, people) -> list[Asked]:
    """Everybody asks once; IN_FLIGHT wait for their answer at any moment."""
    to_come: queue.SimpleQueue = queue.SimpleQueue()
    for each in people:
        to_come.put(each)
    asked: list[Asked] = []
    body = urlencode({"csrfmiddlewaretoken": FORM_SECRET, "food": "", "access": ""})

    def ask_on():
        while True:
            try:
                person, cookie = to_come.get_nowait()
            except queue.Empty:
                return
            line = http.client.HTTPConnection("127.0.0.1", port, timeout=600)
            began = time.monotonic()
            line.request("POST", path, body, {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"})
            answer = line.getresponse()
            answer.read()
            line.close()
            asked.append(Asked(person.pk, began, time.monotonic(), answer.status, answer.headers.get("Location") or ""))

    threads = [threading.Thread(target=ask_on) for _ in range(IN_FLIGHT)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    return asked


def overtaken(asked: list[Asked], turn: dict[int, int]) -> list[tuple[Asked, Asked]]:
    """Whoever had an answer before another began to ask, and stands behind that other all the same."""
    found, ended = [], sorted(asked, key=lambda one: one.ended)
    last, upto = None, 0
    for one in sorted(asked, key=lambda one: one.began):
        while upto < len(ended) and ended[upto].ended < one.began:
            if last is None or turn[ended[upto].person] > turn[last.person]:
                last = ended[upto]
            upto += 1
        if last and turn[last.person] > turn[one.person]:
            found.append((last, one))
    return found


@pytest.mark.req("REL-17")
def test_twenty_are_booked_and_the_rest_wait_in_order(people, tmp_path, business_manager, person, record_property):
    words = as_deployed if connection.vendor == "postgresql" else as_run_serves
    event = open_event(business_manager, pool(person, by=business_manager), capacity=PLACES, asks_manager=False)
    with served(tmp_path, words()) as port:
        began = time.monotonic()
        asked = ask_all(port, reverse("training:book", args=[event.uuid]), people)
        took = time.monotonic() - began
    record_property("a_thousand_bookings", f"{took:.1f} s, {connection.vendor}, {words.__name__}")
    print(f"{PEOPLE} people, {IN_FLIGHT} in flight, {connection.vendor}, {words.__name__}: {took:.1f} s")
    assert {one.status for one in asked} == {302}
    bookings = list(Booking.objects.all_for_job("test").filter(event=event).order_by("turn"))
    assert [one.turn for one in bookings] == list(range(1, PEOPLE + 1))
    assert {one.delegate_id for one in bookings} == {one.pk for one, _ in people}
    placed, waiting = bookings[:PLACES], bookings[PLACES:]
    assert {(one.stage, one.holds_place, one.live) for one in placed} == {(Place.CONFIRMED, True, True)}
    assert {(one.stage, one.holds_place, one.live) for one in waiting} == {(Place.WAITING, False, True)}
    event = Event.objects.all_for_job("test").get(pk=event.pk)
    assert (event.taken, event.asked) == (PLACES, PEOPLE)
    own_page = {one.delegate_id: reverse("training:booking", args=[one.uuid]) for one in bookings}
    assert [one for one in asked if one.leads_to != own_page[one.person]] == []
    assert overtaken(asked, {one.delegate_id: one.turn for one in bookings}) == []
