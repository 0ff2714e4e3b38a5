"""One's own account, and the demonstration's way in as any role."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from sscb.history.models import Entry

PASSWORD = "a long and quiet evening"


@pytest.fixture
def bea(person):
    return person("Bea Manning", role="BMGR", password=PASSWORD)


@pytest.fixture
def demonstration(settings, tmp_path):
    settings.DEMONSTRATION, settings.SECOND_FACTOR, settings.DATA = True, False, tmp_path


@pytest.fixture
def fresh(bea, as_):
    """Signed in with a second factor, and the password typed a moment ago."""
    client = as_(bea)
    assert client.post("/account/again/", {"password": PASSWORD}).status_code == 302
    return client


def test_the_account_says_who_one_is_and_whether_the_second_factor_is_set_up(as_, business_manager):
    page = as_(business_manager).get("/account/").content.decode()
    assert business_manager.name in page and "Business manager" in page


@pytest.mark.req("SEC-16")
def test_the_second_factor_is_set_up_with_a_code_from_it(as_, bea, code_of):
    client = as_(bea, confined=True)
    client.post("/account/again/", {"password": PASSWORD})
    page = client.get("/account/second-factor/set-up/")
    assert page.status_code == 200 and "<svg" not in page.content.decode().partition("<style")[2]
    secret = client.session["mfa.totp.secret"]
    assert client.post("/account/second-factor/set-up/", {"code": "000000"}).status_code == 200
    assert not Authenticator.objects.exists()
    assert client.post("/account/second-factor/set-up/", {"code": code_of(secret)}).status_code == 302
    assert Authenticator.objects.filter(user=bea, type="totp").exists()
    assert client.get("/account/").status_code == 200


@pytest.mark.req("SEC-16")
def test_recovery_codes_are_made_shown_and_taken_away_as_a_file(fresh):
    assert fresh.get("/account/recovery-codes/new/").status_code == 200
    assert fresh.post("/account/recovery-codes/new/").status_code == 302
    shown = fresh.get("/account/recovery-codes/")
    file = fresh.get("/account/recovery-codes/file/")
    codes = file.content.decode().split()
    assert len(codes) == len(set(codes)) == 10
    assert all(code in shown.content.decode() for code in codes)
    assert file.headers["Content-Disposition"].startswith("attachment")


@pytest.mark.req("SEC-16")
def test_a_recovery_code_leads_in_once(fresh, bea):
    fresh.post("/account/recovery-codes/new/")
    code = fresh.get("/account/recovery-codes/file/").content.decode().split()[0]
    for expected in (True, False):
        client = Client()
        client.post("/sign-in/", {"login": bea.email, "password": PASSWORD})
        client.post("/sign-in/code/", {"code": code})
        assert ("_auth_user_id" in client.session) is expected


@pytest.mark.req("SEC-17")
def test_a_changed_password_is_held_to_the_rules_and_ends_other_sessions(as_, bea):
    here, elsewhere = as_(bea), as_(bea)
    words = {"oldpassword": PASSWORD, "password1": "somerset somerset", "password2": "somerset somerset"}
    assert "somerset" in here.post("/account/password/", words).content.decode()
    words |= {"password1": "another quiet evening", "password2": "another quiet evening"}
    assert here.post("/account/password/", words).status_code == 302
    bea.refresh_from_db()
    assert bea.check_password("another quiet evening")
    assert elsewhere.get("/account/").status_code == 302


# --- the demonstration ------------------------------------------------------------------------------------------------


@pytest.mark.req("SEC-22")
def test_in_the_demonstration_one_click_signs_in_and_is_written_down(demonstration, business_manager, agency_lead):
    client = Client()
    page = client.get("/try/").content.decode()
    assert business_manager.name in page and agency_lead.name in page
    answer = client.post(f"/try/{agency_lead.uuid}/")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/")
    assert client.session["_auth_user_id"] == str(agency_lead.pk)
    assert Entry.objects.get().code == "access.signed_in_as"


@pytest.mark.req("SEC-22")
@pytest.mark.parametrize("method", ["get", "post"])
def test_outside_the_demonstration_nobody_gets_in_that_way(business_manager, method):
    client = Client()
    assert getattr(client, method)(f"/try/{business_manager.uuid}/").status_code in (404, 405)
    assert "_auth_user_id" not in client.session and not Entry.objects.exists()


def test_in_the_demonstration_a_click_needs_a_post_and_a_person_who_is_there(demonstration, business_manager):
    business_manager.is_active = False
    business_manager.save()
    assert Client().get(f"/try/{business_manager.uuid}/").status_code == 405
    assert Client().post(f"/try/{business_manager.uuid}/").status_code == 404
    assert Client(enforce_csrf_checks=True).post(f"/try/{business_manager.uuid}/").status_code == 403


@pytest.mark.req("SEC-45")
def test_the_date_steps_in_the_demonstration_alone(as_, business_manager):
    answer = as_(business_manager).post("/step-date/", {"to_0": "29", "to_1": "1", "to_2": "2020"})
    assert answer.status_code == 404


def test_the_page_that_steps_the_date_is_there_for_the_business_manager(demonstration, as_, business_manager, chair):
    assert as_(business_manager).get("/step-date/").status_code == 200
    assert re.search("12 November 2019", as_(business_manager).get("/step-date/").content.decode())
