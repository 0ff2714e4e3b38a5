"""Coming in: password, second factor, lockout, and how long one stays (SEC-16, SEC-18, SEC-19)."""

import re
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import generate_totp_secret
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import get_resolver

from sscb.access.views import OPEN, access_rule_of
from sscb.jobs.models import Mail
from tests.house.walk import routes, view_of
from tests.together import at_once, raised

PASSWORD = "a long and quiet evening"
EVERY = list(routes(get_resolver()))


@pytest.fixture
def bea(person):
    return person("Bea Manning", role="BMGR", password=PASSWORD)


def sign_in(client, email, password=PASSWORD, **more):
    return client.post("/sign-in/", {"login": email, "password": password}, **more)


def is_in(client) -> bool:
    return client.get("/account/").status_code == 200


# --- the second factor ------------------------------------------------------------------------------------------------


@pytest.mark.req("SEC-16")
def test_password_and_code_lead_in(bea, second_factor, code_of):
    secret, client = second_factor(bea), Client()
    answer = sign_in(client, bea.email)
    assert answer.headers["Location"].startswith("/sign-in/code/")
    assert "_auth_user_id" not in client.session, "the password alone signed in"
    answer = client.post("/sign-in/code/", {"code": code_of(secret)})
    assert answer.status_code == 302 and answer.headers["Location"] == "/"
    assert client.session["_auth_user_id"] == str(bea.pk)


@pytest.mark.req("SEC-16")
@pytest.mark.parametrize("code", ["000000", "", "12345", "1234567", "abcdef"])
def test_a_wrong_code_does_not_lead_in(bea, second_factor, code):
    second_factor(bea)
    client = Client()
    sign_in(client, bea.email)
    client.post("/sign-in/code/", {"code": code})
    assert "_auth_user_id" not in client.session


@pytest.mark.req("SEC-16")
def test_after_five_wrong_codes_the_right_one_is_refused_too(bea, second_factor, code_of):
    secret = second_factor(bea)
    for _ in range(5):
        client = Client()
        sign_in(client, bea.email)
        client.post("/sign-in/code/", {"code": "000000"})
    client = Client()
    sign_in(client, bea.email)
    client.post("/sign-in/code/", {"code": code_of(secret)})
    assert "_auth_user_id" not in client.session


@pytest.mark.req("SEC-16")
@pytest.mark.parametrize("steps", [-2, -1, 1, 2])
def test_the_code_of_another_half_minute_does_not_lead_in(bea, second_factor, code_of, steps):
    secret, client = second_factor(bea), Client()
    sign_in(client, bea.email)
    client.post("/sign-in/code/", {"code": code_of(secret, steps)})
    assert "_auth_user_id" not in client.session


@pytest.mark.req("SEC-16")
def test_a_code_leads_in_once(bea, second_factor, code_of):
    code = code_of(second_factor(bea))
    for expected in (True, False):
        client = Client()
        sign_in(client, bea.email)
        client.post("/sign-in/code/", {"code": code})
        assert ("_auth_user_id" in client.session) is expected


@pytest.mark.req("SEC-16")
@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_one_code_at_two_doors_at_once_leads_in_once(bea, second_factor, code_of):
    code = code_of(second_factor(bea))
    clients = [Client() for _ in range(4)]
    for client in clients:
        sign_in(client, bea.email)
    came = at_once(*(partial(client.post, "/sign-in/code/", {"code": code}) for client in clients))
    assert not raised(came), came
    assert ["_auth_user_id" in client.session for client in clients].count(True) == 1


CONFINED_TO = {
    "account_logout", "account_email", "account_reauthenticate", "mfa_reauthenticate", "account_change_password",
    "account_set_password", "mfa_index", "mfa_activate_totp", "mfa_deactivate_totp", "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes", "mfa_download_recovery_codes", "board:help", "board:help_page",
}  # fmt: skip


@pytest.mark.req("SEC-16")
@pytest.mark.parametrize("route", [r for r in EVERY if access_rule_of(r.view) != OPEN], ids=str)
def test_without_a_second_factor_every_page_leads_to_setting_it_up(as_, business_manager, route):
    client = as_(business_manager, confined=True)
    confined_ok = getattr(route.view, "confined_ok", False) or getattr(view_of(route), "confined_ok", False)
    if confined_ok:
        assert route.name in CONFINED_TO, f"{route} is reachable before the second factor is set up"
        return
    for method in ("get", "post", "put", "patch", "delete", "head", "options"):
        answer = getattr(client, method)(route.path)
        assert answer.status_code == 302, f"{method.upper()} {route.path}: {answer.status_code}"
        assert answer.headers["Location"] == "/account/second-factor/set-up/"


@pytest.mark.req("SEC-16")
def test_removing_the_second_factor_confines_at_the_next_request(as_, business_manager):
    client = as_(business_manager)
    assert is_in(client)
    Authenticator.objects.filter(user=business_manager).delete()
    assert client.get("/account/").headers.get("Location") == "/account/second-factor/set-up/"


@pytest.mark.req("SEC-16")
def test_recovery_codes_are_no_second_factor_by_themselves(as_, business_manager):
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes

    client = as_(business_manager, confined=True)
    RecoveryCodes.activate(business_manager)
    assert client.get("/account/").status_code == 302


@pytest.mark.req("SEC-16")
def test_the_secret_is_not_readable_in_the_database(business_manager, second_factor):
    secret = second_factor(business_manager)
    kept = Authenticator.objects.get(user=business_manager).data["secret"]
    assert secret not in kept and len(generate_totp_secret()) >= 32


# --- guessing ---------------------------------------------------------------------------------------------------------


ATTACKER, HOME = "192.0.2.66", "192.0.2.1"


@pytest.mark.req("SEC-18")
def test_five_wrong_passwords_close_the_door_for_that_address_alone(bea, second_factor):
    second_factor(bea)
    client = Client()
    for _ in range(5):
        sign_in(client, bea.email, "a wrong password", REMOTE_ADDR=ATTACKER)
    answer = sign_in(client, bea.email, REMOTE_ADDR=ATTACKER)
    assert answer.status_code == 429 and answer.headers["Retry-After"] == "900"
    answer = sign_in(Client(), bea.email, REMOTE_ADDR=HOME)
    assert answer.status_code == 302 and answer.headers["Location"].startswith("/sign-in/code/")


@pytest.mark.req("SEC-18")
def test_writing_the_address_otherwise_gives_no_more_tries(bea):
    client = Client()
    for email in (bea.email, bea.email.upper(), f" {bea.email} ", bea.email.title(), bea.email):
        sign_in(client, email, "a wrong password", REMOTE_ADDR=ATTACKER)
    assert sign_in(client, bea.email, REMOTE_ADDR=ATTACKER).status_code == 429


@pytest.mark.req("SEC-18")
def test_the_door_opens_again_after_a_quarter_of_an_hour(bea, second_factor):
    from axes.models import AccessAttempt

    second_factor(bea)
    client = Client()
    for _ in range(6):
        sign_in(client, bea.email, "a wrong password", REMOTE_ADDR=ATTACKER)
    early = datetime.now(UTC) - timedelta(minutes=16)
    AccessAttempt.objects.update(attempt_time=early)
    from django.core.cache import cache

    cache.clear()
    assert sign_in(client, bea.email, REMOTE_ADDR=ATTACKER).status_code == 302


@pytest.mark.req("SEC-18")
def test_an_unknown_person_is_refused_in_the_same_words(bea):
    closed = bea.__class__.objects.create(email="closed@example.org", name="Cora Closed", is_active=False)
    closed.set_password(PASSWORD)
    closed.save()
    answers = set()
    for email, password in (
        (bea.email, "a wrong password"), ("nobody@example.org", "a wrong password"), ("closed@example.org", PASSWORD),
        ("closed@example.org", "a wrong password"),
    ):  # fmt: skip
        answer = sign_in(Client(), email, password)
        answers.add((answer.status_code, answer.content.replace(email.encode(), b"").split(b"csrf")[0]))
    assert len({status for status, _ in answers}) == 1


@pytest.mark.req("SEC-21")
def test_a_forgotten_password_is_set_again_by_a_letter_and_the_second_factor_stays(bea, second_factor, monkeypatch):
    """The same page whoever asks, a link of the configured address, for half an hour, once; then the code is asked."""
    second_factor(bea)
    moment = datetime(2019, 11, 12, 9)

    class Later(datetime):
        after = 0

        @classmethod
        def now(cls, tz=None):
            return moment + timedelta(seconds=cls.after)

    monkeypatch.setattr("django.contrib.auth.tokens.datetime", Later)
    ask = Client(raise_request_exception=False)
    known, unknown = (ask.post("/sign-in/reset/", {"email": email}) for email in (bea.email, "nobody@example.org"))
    assert (known.status_code, known.headers["Location"]) == (unknown.status_code, unknown.headers["Location"])
    assert Mail.objects.get().to == bea
    forwarded = {"HTTP_X_FORWARDED_HOST": "evil.example", "HTTP_FORWARDED": "host=evil.example"}
    for more in ({"HTTP_HOST": "evil.example"}, forwarded):
        ask.post("/sign-in/reset/", {"email": bea.email}, **more)
    bodies = [letter.body for letter in Mail.objects.order_by("pk")]
    links = [re.search(r"http://localhost:8000(/sign-in/reset/key/\S+)", body).group(1) for body in bodies]
    assert len(links) == 2 and not any("evil" in body for body in bodies), "a strange Host is refused, a header ignored"

    def opened(link):
        client = Client()
        answer = client.get(link, follow=True)
        return client, answer.redirect_chain[-1][0] if answer.redirect_chain else "", "password1" in answer.text

    for Later.after, works in ((1799, True), (1802, False)):
        assert opened(links[0])[2] is works, Later.after
    Later.after = 60
    client, page, _ = opened(links[0])
    new = "another long and quiet evening"
    assert client.post(page, {"password1": new, "password2": new}).status_code == 302
    assert not is_in(client) and "_auth_user_id" not in client.session
    assert not opened(links[0])[2] and not opened(links[1])[2], "used, and asked for before the password changed"
    answer = sign_in(Client(), bea.email, new)
    assert answer.headers["Location"].startswith("/sign-in/code/"), "the second factor went with the password"
    assert Authenticator.objects.filter(user=bea).exists()


# --- how long one stays -----------------------------------------------------------------------------------------------


MORNING = datetime(2026, 3, 2, 8, tzinfo=UTC)


@pytest.fixture
def begun(as_, business_manager, wall):
    """A session whose first page was opened at eight in the morning."""
    client = as_(business_manager)
    wall(MORNING)
    assert is_in(client)
    return client


@pytest.mark.req("SEC-19")
@pytest.mark.parametrize(
    ("minutes", "seconds", "stays"), [(19, 59, True), (20, 0, True), (20, 1, False), (600, 0, False)]
)
def test_twenty_idle_minutes_end_a_session(begun, wall, minutes, seconds, stays):
    wall(MORNING + timedelta(minutes=minutes, seconds=seconds))
    assert is_in(begun) is stays
    wall(MORNING)
    assert is_in(begun) is stays, "an ended session came back"


@pytest.mark.req("SEC-19")
@pytest.mark.parametrize(
    ("last", "stays"), [(timedelta(hours=9, minutes=59), True), (timedelta(hours=10, seconds=1), False)]
)
def test_ten_hours_end_a_session_however_busy(begun, wall, last, stays):
    moment = MORNING
    while moment + timedelta(minutes=15) < MORNING + last:
        moment += timedelta(minutes=15)
        wall(moment)
        assert is_in(begun)
    wall(MORNING + last)
    assert is_in(begun) is stays


@pytest.mark.req("SEC-19")
def test_watching_is_not_working(begun, wall):
    for minutes in (5, 10, 15, 19):
        wall(MORNING + timedelta(minutes=minutes))
        assert begun.get("/account/?watching=1").status_code == 200
    wall(MORNING + timedelta(minutes=20, seconds=1))
    assert not is_in(begun)


@pytest.mark.req("SEC-19")
def test_the_session_is_another_after_signing_in(bea, second_factor, code_of):
    secret, client = second_factor(bea), Client()
    client.get("/sign-in/")
    sign_in(client, bea.email)
    before = client.session.session_key
    client.post("/sign-in/code/", {"code": code_of(secret)})
    assert client.session.session_key != before
    thief = Client()
    thief.cookies["sscb"] = before
    assert not is_in(thief)


@pytest.mark.req("SEC-19")
def test_after_signing_out_the_old_session_is_worth_nothing(as_, business_manager, settings):
    client = as_(business_manager)
    kept = client.cookies[settings.SESSION_COOKIE_NAME].value
    assert client.post("/sign-out/").status_code == 302
    thief = Client()
    thief.cookies[settings.SESSION_COOKIE_NAME] = kept
    assert not is_in(thief)
    assert not Session.objects.filter(session_key=kept).exists()


@pytest.mark.req("SEC-19")
def test_a_link_does_not_sign_out(as_, business_manager):
    client = as_(business_manager)
    client.get("/sign-out/")
    assert is_in(client)


@pytest.mark.req("SEC-19")
def test_the_session_cookie_is_for_this_site_and_no_script(bea, second_factor):
    second_factor(bea)
    client = Client()
    sign_in(client, bea.email)
    cookie = client.cookies["sscb"]
    assert cookie["httponly"] and cookie["samesite"] == "Lax" and len(cookie.value) >= 32


@pytest.mark.req("SEC-43")
@pytest.mark.parametrize("more", [{}, {"HTTP_ORIGIN": "https://evil.example"}], ids=["no token", "from elsewhere"])
def test_a_form_without_a_token_of_ours_does_nothing(bea, more):
    client = Client(enforce_csrf_checks=True)
    answer = sign_in(client, bea.email, **more)
    assert answer.status_code == 403
    assert "_auth_user_id" not in client.session


@pytest.mark.req("SEC-43")
def test_no_route_does_without_the_token():
    loose = [str(route) for route in EVERY if getattr(route.view, "csrf_exempt", False)]
    assert not loose, loose
