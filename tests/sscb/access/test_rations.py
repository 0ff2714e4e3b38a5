"""Nobody takes more in an hour than one person's share, however they ask (SEC-44)."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError, connection
from django.test import Client
from django.urls import get_resolver, reverse

from sscb import clock
from sscb.access import rations
from sscb.access.models import Ration
from sscb.access.rations import EXPORT, PACK, REQUEST, SEARCH, UPLOAD, TooMany, count, take
from sscb.access.views import PAGE_SIZE, ListPage, rationed
from tests.house.walk import routes

NOW = datetime(2026, 11, 28, 9, tzinfo=UTC)

# What is rationed, route by route. A new export is written here and says `rationed = EXPORT` on its view.
RATIONED = {
    "dataset:scorecard_csv": EXPORT, "dataset:scorecard_xlsx": EXPORT, "dataset:indicator_csv": EXPORT,
    "dataset:indicator_xlsx": EXPORT, "dataset:chart_svg": EXPORT, "dataset:chart_png": EXPORT,
    "cdop:return_csv": EXPORT, "audits:take_away": EXPORT, "board:build": PACK,
    "reviews:chronology_print": EXPORT, "reviews:copy_file": EXPORT, "training:report_pdf": EXPORT,
}  # fmt: skip


def refused(person, what) -> int | None:
    """The seconds to wait, or None where one more could be taken (and was)."""
    try:
        return take(person, what)
    except TooMany as wait:
        return wait.seconds


@pytest.mark.req("SEC-44")
@pytest.mark.django_db
def test_a_share_is_for_sixty_minutes_and_one_person(wall, settings, business_manager, chair):
    assert settings.RATIONS == {EXPORT: 10, UPLOAD: 30, PACK: 5, SEARCH: 60}
    for second in range(60):
        wall(NOW + timedelta(seconds=second))
        assert refused(chair, SEARCH) is None
    assert refused(chair, SEARCH) == 1, "searches are by the minute"
    wall(NOW + timedelta(seconds=60))
    assert refused(chair, SEARCH) is None
    for what, most in settings.RATIONS.items():
        if what == SEARCH:
            continue
        for minute in range(most):
            wall(NOW + timedelta(minutes=minute))
            assert refused(business_manager, what) is None, (what, minute)
        assert refused(business_manager, what) == (60 - most + 1) * 60, what
        assert refused(chair, what) is None, "one person's share is nobody else's"
    wall(NOW + timedelta(minutes=60))
    assert refused(business_manager, EXPORT) is None, "the first came back after its hour"
    assert refused(business_manager, EXPORT) == 60, "and the second has a minute to go"
    assert Ration.objects.filter(person=business_manager).count() == 45, "never more rows than the share"
    settings.RATIONS = {**settings.RATIONS, EXPORT: 3}
    wall(NOW + timedelta(minutes=60, seconds=30))
    assert refused(business_manager, EXPORT) == 8 * 60 - 30, "a smaller share holds at once"


@pytest.mark.req("SEC-44")
@pytest.mark.django_db
@pytest.mark.parametrize("minutes", [0, 61], ids=["the share was never used up", "an old one is taken over"])
def test_two_requests_for_the_last_of_a_share_do_not_both_get_it(wall, settings, business_manager, minutes):
    """The second comes in just as the first is about to write."""
    settings.RATIONS, got = {PACK: 2}, []
    wall(NOW)
    for _ in range(1 if minutes == 0 else 2):
        take(business_manager, PACK)
    wall(NOW + timedelta(minutes=minutes))
    if minutes:
        take(business_manager, PACK)

    def breaks_in(execute, sql, params, many, context):
        if not got and sql.startswith(("SAVEPOINT", "UPDATE")):
            got.append("the second")
            got.append(refused(business_manager, PACK))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(breaks_in):
        mine = refused(business_manager, PACK)
    assert got == ["the second", None] and mine, "the one that was slower waits"


@pytest.mark.req("SEC-44")
def test_what_is_rationed_is_a_named_list():
    assert {one.name: rationed(one.view) for one in routes(get_resolver()) if rationed(one.view)} == RATIONED


@pytest.mark.req("SEC-44")
@pytest.mark.django_db
def test_pages_answer_429_with_the_time_to_wait(wall, settings, as_, qp_chair, business_manager):
    settings.RATIONS = {EXPORT: 1, UPLOAD: 1, PACK: 1}
    wall(clock.wall())
    client, address = as_(qp_chair), reverse("dataset:scorecard_csv")
    assert client.options(address).status_code == 200
    assert client.get(address).status_code == 200
    answer = client.get(address)
    assert answer.status_code == 429 and answer["Retry-After"] == "3600"
    assert b"1 exports in an hour" in answer.content and b"Try again in 60 minutes" in answer.content
    assert as_(business_manager).get(address).status_code == 200
    office, choose = as_(business_manager), reverse("dataset:choose")

    def send():
        return office.post(choose, {"file": SimpleUploadedFile("figures.csv", b"indicator,area,period,value\n")})

    assert send().status_code != 429
    answer = send()
    assert answer.status_code == 429 and answer["Retry-After"] == "3600" and b"1 uploads in an hour" in answer.content


def asked(person, times: int) -> int:
    """So many of the requests get through."""
    through = 0
    for _ in range(times):
        try:
            count(person)
            through += 1
        except TooMany:
            pass
    return through


@pytest.mark.req("SEC-44")
@pytest.mark.django_db
def test_a_person_asks_for_120_pages_in_a_minute_and_no_more(wall, settings, business_manager, chair):
    assert settings.REQUESTS_A_MINUTE == 0, "the suite is quicker than people are"
    settings.REQUESTS_A_MINUTE = 120
    wall(NOW)
    assert asked(business_manager, 130) == 120
    rations._unwritten.clear()  # as if every process were started anew: it holds, but for the ten that were not written
    assert asked(business_manager, 130) == 10
    assert Ration.objects.filter(person=business_manager, what=REQUEST).count() == 11, "ten requests are one row"
    assert asked(chair, 50) == 50, "one person's share is nobody else's"
    wall(NOW + timedelta(seconds=59))
    assert asked(business_manager, 1) == 0
    wall(NOW + timedelta(seconds=60))
    assert asked(business_manager, 130) == 120, "a minute later there is as much again"
    for second in range(0, 1200, 6):  # at reading pace nothing is ever written
        wall(NOW + timedelta(hours=1, seconds=second))
        with connection.execute_wrapper(refuse):
            count(chair)


def refuse(execute, sql, params, many, context):
    raise OperationalError("attempt to write a readonly database")


@pytest.mark.req("SEC-44")
@pytest.mark.django_db
def test_the_page_that_is_one_too_many_says_so_and_reading_goes_on_without_a_write(wall, settings, chair, as_):
    settings.REQUESTS_A_MINUTE = 20
    wall(NOW)
    client = as_(chair)
    codes = [client.get("/help/").status_code for _ in range(21)]
    assert codes == [200] * 20 + [429]
    answer = client.get("/help/?watching=1", headers={"accept": "application/json"})
    assert answer.status_code == 429 and answer["Retry-After"] == "60", "no word in an address goes round it"
    assert b"20 pages in a minute" in answer.content and b"Try again in a minute" in answer.content
    style = client.get("/static/portal.css")
    assert style.status_code == 200 and style.getvalue(), "styles and scripts are not counted"
    assert Client().get("/sign-in/").status_code == 200
    wall(NOW + timedelta(seconds=61))
    rations._unwritten.clear()

    def no_writing(execute, sql, params, many, context):
        if "access_ration" in sql:
            raise OperationalError("attempt to write a readonly database")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(no_writing):
        assert {client.get("/help/").status_code for _ in range(25)} == {200}


@pytest.mark.req("SEC-44")
@pytest.mark.django_db
def test_what_is_sent_and_shown_in_one_go_has_an_end(settings, business_manager, as_):
    assert (settings.DATA_UPLOAD_MAX_MEMORY_SIZE, settings.DATA_UPLOAD_MAX_NUMBER_FIELDS) == (25 << 20, 1000)
    proxy = (settings.BASE_DIR / "deploy/nginx/sscb.conf").read_text()
    assert f"client_max_body_size {settings.REQUEST_MOST_BYTES >> 20}m;" in proxy
    client = as_(business_manager)
    choose = reverse("dataset:choose")
    for what, told in (
        ("text", {"note": "x" * 1001}),
        ("fields", {f"f{number}": "" for number in range(1001)}),
        ("all of it", {"file": SimpleUploadedFile("figures.csv", b"x" * 4001)}),
    ):
        settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000 if what == "text" else 25 << 20
        settings.REQUEST_MOST_BYTES = 4000 if what == "all of it" else 55 << 20
        answer = client.post(choose, told)
        assert answer.status_code == 413 and b"too much at once" in answer.content, what
        assert b"Nothing was saved or changed" in answer.content, what
    answer = client.get("/", CONTENT_LENGTH="many")
    assert answer.status_code == 400
    sizes = {one.name: getattr(getattr(one.view, "view_class", None), "page_size", 0) for one in routes(get_resolver())}
    assert PAGE_SIZE == ListPage.page_size <= 100 and not {name for name, size in sizes.items() if size > 100}
