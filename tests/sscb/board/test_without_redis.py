"""Redis is away, or takes calls and never answers: people work on, work waits, and a page says so (REL-10)."""

import socket
import time
from contextlib import closing
from datetime import date

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client
from django.urls import reverse

from sscb.board.models import PackVersion, PlannedItem
from sscb.jobs import bell
from sscb.jobs.models import Job, Mail
from tests.access.forms import filled
from tests.sscb.board.test_full_disk import hand_in
from tests.sscb.board.world import a_pdf
from tests.training.booking_world import open_event, pool
from tests.workers import use_redis, wait_until
from training.models import Booking

pytestmark = [pytest.mark.django_db, pytest.mark.req("REL-10")]
WAITS = "Packs and letters wait"
PASSWORD = "a long and quiet evening"
PLAN = "/meetings/forward-plan/"


@pytest.fixture
def impatient(settings):
    bell.listen_again()
    yield settings
    bell.listen_again()


@pytest.mark.redis
def test_everybody_works_on_and_what_waits_goes_on_when_redis_is_back(
    board, person, agency, training_coordinator, second_factor, impatient, redis_server, monkeypatch,
    django_capture_on_commit_callbacks,
):  # fmt: skip
    event = open_event(training_coordinator, pool(person, by=training_coordinator), closes_on=date(2019, 12, 3))
    delegate = person("Dan Delegate", role="PRAC", organisation=agency, password=PASSWORD)
    secret = second_factor(delegate)
    use_redis(impatient, redis_server.url)
    redis_server.kill()
    office, booker = Client(), Client()
    office.force_login(board.business_manager, backend="allauth.account.auth_backends.AuthenticationBackend")
    second_factor(board.business_manager)
    wrong = []

    def does(what, answer, status=302):
        if answer.status_code != status:
            wrong.append(f"{what}: {answer.status_code}")

    with django_capture_on_commit_callbacks(execute=True):
        does("signs in", booker.post("/sign-in/", {"login": delegate.email, "password": PASSWORD}))
        code = format_hotp_value(hotp_value(secret, int(time.time()) // 30))
        does("enters the code", booker.post("/sign-in/code/", {"code": code}))
        does("reads", booker.get(reverse("training:event", args=[event.uuid])), 200)
        booking = reverse("training:book", args=[event.uuid])
        does("books", booker.post(booking, filled(booker.get(booking).text)))
        does("reads home", office.get("/"), 200)
        does("saves", office.post(PLAN, filled(office.get(PLAN).text)))
        does("submits a paper", hand_in(office, board.paper("5"), a_pdf("SENT WITHOUT REDIS")))
        does("asks for a pack", office.post(reverse("board:build", args=[board.meeting.uuid])))
    assert not wrong, wrong
    assert Booking._base_manager.filter(delegate=delegate).count() == 1 and PlannedItem.objects.count() == 1
    assert board.paper("5").file and PackVersion.objects.get().state == "building"
    assert Job.objects.filter(kind="board.build_pack", state="queued").count() == 1
    assert Mail.objects.filter(state="waiting").exists()
    for who in (office, booker):
        page = who.get("/").text
        assert WAITS in page and "go on by themselves" in page
    assert WAITS not in Client().get("/training/courses/").text, "who is not signed in is told nothing of the house"
    assert bell.is_away() and not bell.ring_bell(bell.DELIVER_MAIL), "for half a minute nobody is asked to wait again"
    redis_server.start()
    monkeypatch.setattr(bell, "_silent_until", 0.0)  # the half minute is over
    office.get("/")
    wait_until(lambda: not bell.is_away())
    assert WAITS not in office.get("/").text and bell.ring_bell(bell.DELIVER_MAIL)


def test_a_redis_that_takes_calls_and_never_answers_costs_one_save_a_moment_and_no_page_anything(
    board, as_, impatient, django_capture_on_commit_callbacks
):
    held = []
    with closing(socket.create_server(("127.0.0.1", 0), backlog=50)) as silent:
        use_redis(impatient, f"redis://127.0.0.1:{silent.getsockname()[1]}/0")
        silent.settimeout(0)
        office = as_(board.business_manager)
        with django_capture_on_commit_callbacks(execute=True):
            assert office.post(reverse("board:build", args=[board.meeting.uuid])).status_code == 302
        assert calls(silent, held) >= 1
        with django_capture_on_commit_callbacks(execute=True):
            assert hand_in(office, board.paper("5"), a_pdf("SENT WITHOUT REDIS")).status_code == 302
        for path in ("/", PLAN, reverse("board:meeting", args=[board.meeting.uuid])):
            assert WAITS in office.get(path).text
        assert calls(silent, held) == 0, "somebody waited for it again"
    for line in held:
        line.close()
    assert Job.objects.filter(kind="board.build_pack", state="queued").count() == 1
    told = bell.IMPATIENT
    assert told["socket_connect_timeout"] == 0.2 and told["socket_timeout"] <= 0.4 and bell.SILENT_SECONDS == 30


def calls(server, held) -> int:
    """How many have called since it was last asked; none is answered."""
    before = len(held)
    while True:
        try:
            held.append(server.accept()[0])
        except BlockingIOError:
            return len(held) - before
