"""Every route says its rule, and only a named few are open to all (SEC-01, SEC-08, SEC-15, SEC-42)."""

from contextlib import contextmanager
from importlib import import_module

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import get_resolver, include, path
from django.urls.resolvers import RegexPattern, URLResolver

from sscb.access.middleware import CONTENT_SECURITY_POLICY
from sscb.access.sockets import rules
from sscb.access.views import OPEN, access_rule_of
from tests import whole_suite
from tests.house.walk import routes, view_of

AT_LEAST = 61
METHODS = ("get", "post", "put", "patch", "delete", "head", "options")

# Route names open to everybody, each with its reason (RULINGS 10). Growth is a decision: it changes the count below.
OPEN_ROUTES = {
    "people_to_try": "the demonstration is entered without an account; elsewhere it answers 404",
    "enter_as": "the demonstration is entered without an account; elsewhere it answers 404",
    "audits:staff_survey": "front-line staff answer without saying who they are; the link only adds a reply",
    "board:calendar_feed": "calendar programmes cannot sign in; the private address shows days, times and places",
    "board:live": "a load balancer must know that the process answers",
    "board:ready": "a load balancer must know whether to send people here",
    "board:annual_reports": "the Board's annual report is public (Working Together 2015, chapter 3)",
    "board:annual_report": "one published annual report, on screen or as its PDF",
    "learning:library": "published learning is for practitioners, who have no account",
    "learning:library_item": "one published text, and its PDF",
    "training:ask_account": "who asks for an account has none (sscb/decisions/0039)",
    "training:catalogue": "practitioners look for courses before they have an account",
    "training:course": "one course of the catalogue, with its dates",
    "reviews:published": "what a board learned from a review is published for everybody (sscb/decisions/0037)",
    "reviews:published_review": "one published review with the Board's response, and its PDF",
    "training:evaluate": "whoever was on a course, and their manager, answers by a link that works once",
    "training:verify": "whoever is shown a certificate learns whether it is genuine, and nothing more",
}
OPEN_COUNT = 17
# The sign-in package's own, counted apart.
OPEN_SIGN_IN = {
    "account_login": "people must be able to sign in",
    "mfa_authenticate": "the second step of signing in",
    "account_signup": "the package links to it; it leads back to sign-in: nobody makes their own account",
    "account_inactive": "the package sends closed accounts there; it leads back to sign-in",
    "account_reset_password": "somebody who forgot their password is not signed in",
    "account_reset_password_done": "the same, second page",
    "account_reset_password_from_key": "the same, from the letter",
    "account_reset_password_from_key_done": "the same, last page",
}
OPEN_SIGN_IN_COUNT = 8

EVERY = sorted(routes(get_resolver()), key=lambda route: route.pattern)
CLOSED = [route for route in EVERY if access_rule_of(route.view) != OPEN]


def without_rule(found) -> list[str]:
    return [str(route) for route in found if access_rule_of(route.view) is None]


@pytest.mark.req("SEC-01")
def test_the_walk_is_not_empty():
    assert len(EVERY) >= AT_LEAST, f"Only {len(EVERY)} routes were found."


@pytest.mark.req("SEC-01")
def test_every_route_declares_a_rule_that_somebody_plugged_in():
    assert not without_rule(EVERY)
    unknown = [f"{r}: {access_rule_of(r.view)}" for r in EVERY if access_rule_of(r.view) not in {OPEN, *known_rules()}]
    assert not unknown, unknown


def known_rules() -> set[str]:
    return {rule.code for rule in rules}


@pytest.mark.req("SEC-01")
def test_the_walk_finds_a_route_without_a_rule_however_deep():
    def bare(request): ...

    deep = include(([path("deep/<uuid:uuid>/", bare, name="bare")], "inner"), namespace="inner")
    planted = URLResolver(RegexPattern(r"^"), [path("room/", include(([path("b/", deep)], "outer")))])
    assert without_rule(routes(planted)) == ["outer:inner:bare at /room/b/deep/<uuid:uuid>/"]


@pytest.mark.req("SEC-01")
def test_the_threshold_serves_nothing_without_a_rule(settings, as_, business_manager):
    settings.ROOT_URLCONF = "tests.house.planted_urls"
    from django.core.exceptions import ImproperlyConfigured

    with pytest.raises(ImproperlyConfigured, match="declares no access rule"):
        as_(business_manager).get("/bare/")
    with pytest.raises(ImproperlyConfigured, match="declares no access rule"):
        Client().get("/bare/")


@pytest.mark.req("SEC-01")
def test_the_open_routes_are_a_named_list():
    found = {route.name for route in EVERY if access_rule_of(route.view) == OPEN}
    assert found == OPEN_ROUTES.keys() | OPEN_SIGN_IN.keys()
    assert (len(OPEN_ROUTES), len(OPEN_SIGN_IN)) == (OPEN_COUNT, OPEN_SIGN_IN_COUNT)
    assert OPEN_COUNT <= 17
    for route in EVERY:
        if access_rule_of(route.view) == OPEN:
            because = getattr(route.view, "open_because", "") or getattr(view_of(route), "open_because", "")
            assert because, f"{route} is open and does not say why"


class TakenBack(Exception):
    """What a route did is undone, so that the next one meets the house as it was."""


@contextmanager
def taken_back():
    block = transaction.atomic()
    block._from_testcase = True  # so that a route may open a durable one, as in any test
    try:
        with block:
            yield
            raise TakenBack
    except TakenBack:
        pass


def asked(who: Client, wrong: list[str], *, but: tuple[str, str] = ("", "")):
    """Every route by every method as this person, each route by itself. A fault and loose headers go to `wrong`; gives
    the route, the method and the answer of the others."""
    cookies = who.cookies.copy()
    for route in EVERY:
        with taken_back():
            client = Client(raise_request_exception=False)
            client.cookies = cookies.copy()
            for method in METHODS:
                if (route.name, method) == but:
                    continue
                answer = getattr(client, method)(route.path)
                said = f"{method.upper()} {route}"
                if answer.status_code >= 500:
                    wrong.append(f"{said}: {answer.status_code} {getattr(answer, 'exc_info', None)}")
                wrong += [f"{said}: {loose}" for loose in loose_headers(answer)]
                yield route, method, answer


@pytest.mark.req("SEC-01")
@pytest.mark.req("SEC-15")
@pytest.mark.req("SEC-42")
@pytest.mark.django_db
def test_a_stranger_is_asked_to_sign_in_and_gets_nothing_but_from_the_open_list():
    wrong, answered, closed = [], set(), 0
    for route, method, answer in asked(Client(), wrong):
        said = f"{method.upper()} {route}"
        if answer.status_code == 200:
            answered.add(route.name)
        if route in CLOSED:
            closed += 1
            where = answer.headers.get("Location", "")
            if answer.status_code != 302 or not where.startswith(f"{settings.LOGIN_URL}?next=/") or answer.content:
                wrong.append(f"{said}: {answer.status_code}, to {where!r}, with {answer.content[:80]!r}")
    for route in CLOSED:
        status = Client().get(route.path, headers={"accept": "application/json"}).status_code
        if status != 401:
            wrong.append(f"GET {route} as JSON: {status}")
    assert not wrong, "\n".join(wrong)
    assert closed == len(CLOSED) * len(METHODS) > 7 * 300
    assert answered <= OPEN_ROUTES.keys() | OPEN_SIGN_IN.keys()
    assert {"account_login", "board:live", "board:ready"} <= answered


@pytest.mark.req("SEC-01")
@pytest.mark.django_db
@pytest.mark.parametrize("name", ["people_to_try", "enter_as"])
def test_the_demonstration_s_way_in_does_not_exist_elsewhere(name):
    route = next(route for route in EVERY if route.name == name)
    assert Client().get(route.path).status_code in (404, 405)
    assert Client().post(route.path).status_code in (404, 405)


@pytest.mark.req("SEC-15")
@pytest.mark.req("SEC-42")
@pytest.mark.django_db
def test_no_route_breaks_for_the_business_manager_and_every_answer_has_its_headers(as_, business_manager):
    """To something that does not exist, by every method: a page, a refusal or "not found", never a fault."""
    wrong, opened = [], 0
    for _, _, answer in asked(as_(business_manager), wrong, but=("account_logout", "post")):
        opened += answer.status_code == 200
    assert not wrong, "\n".join(wrong)
    assert opened > 100, "Hardly anything opened: nobody was signed in."


@pytest.mark.req("SEC-08")
def test_no_address_counts_rows():
    numbered = [str(route) for route in EVERY if "int" in route.converters or "path" in route.converters]
    assert not numbered, numbered


@pytest.mark.req("SEC-22")
def test_no_address_makes_one_person_another_but_in_the_demonstration():
    assert [r.name for r in EVERY if "impersonat" in r.pattern or "hijack" in r.pattern or "enter_as" in r.name] == [
        "enter_as"
    ]


# --- headers ----------------------------------------------------------------------------------------------------------


def loose_headers(answer) -> list[str]:
    said, found = answer.headers, []
    policy = said.get("Content-Security-Policy", "")
    attachment = said.get("Content-Disposition", "").startswith("attachment")
    if "unsafe" in policy or "default-src 'none'" not in policy:
        found.append(f"Content-Security-Policy: {policy}")
    if not attachment and policy != CONTENT_SECURITY_POLICY:
        found.append(f"another Content-Security-Policy: {policy}")
    if said.get("Cache-Control") != "no-store, private":
        found.append(f"Cache-Control: {said.get('Cache-Control')}")
    for name, value in {
        "X-Content-Type-Options": "nosniff", "Referrer-Policy": "same-origin", "X-Frame-Options": "DENY",
        "Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Resource-Policy": "same-origin",
    }.items():  # fmt: skip
        if said.get(name) != value:
            found.append(f"{name}: {said.get(name)}")
    if not said.get("Permissions-Policy"):
        found.append("Permissions-Policy: none")
    found += [f"{name} tells what we run" for name in ("Server", "X-Powered-By") if name in said]
    return found


@pytest.mark.req("SEC-15")
@pytest.mark.req("SEC-42")
@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/nowhere/at/all/", "/sign-in", "/static/nothing.css", "/files/not-a-uuid/"])
def test_what_does_not_exist_has_its_headers_too(address, as_, practitioner):
    for client in (Client(), as_(practitioner)):
        answer = client.get(address)
        found = loose_headers(answer)
        if address.startswith("/static/"):
            found = [line for line in found if not line.startswith("Cache-Control")]
        assert not found, f"{address}: {found}"


@pytest.mark.req("SEC-42")
@pytest.mark.django_db
def test_a_fault_has_its_headers_too_and_tells_nothing(settings, as_, practitioner):
    settings.ROOT_URLCONF = "tests.house.planted_urls"
    client = as_(practitioner)
    client.raise_request_exception = False
    answer = client.get("/breaks/")
    assert answer.status_code == 500
    assert not loose_headers(answer)
    assert b"marker-of-a-secret" not in answer.content and b"Traceback" not in answer.content


# --- the whole suite --------------------------------------------------------------------------------------------------


def test_a_route_that_no_test_reaches_is_named():
    assert whole_suite.route_faults({"a/", "b/"}, {"a/"}, {}) == ["No test gets a good answer from b/"]
    assert whole_suite.route_faults({"a/", "b/"}, {"a/"}, {"b/": "a reason"}) == []


def test_an_exception_that_is_not_needed_any_more_is_named():
    assert "a/" in whole_suite.route_faults({"a/"}, {"a/"}, {"a/": "a reason"})[0]
    assert "gone/" in whole_suite.route_faults({"a/"}, {"a/"}, {"gone/": "a reason"})[0]


def test_the_addresses_of_every_room_are_included():
    assert import_module(settings.ROOT_URLCONF).urlpatterns
    assert {"board", "learning", "records"} <= {route.name.partition(":")[0] for route in EVERY if ":" in route.name}
