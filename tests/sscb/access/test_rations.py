"""Nobody takes more in an hour than one person's share, however they ask (SEC-44)."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import get_resolver, reverse

from sscb import clock
from sscb.access.models import Ration
from sscb.access.rations import EXPORT, PACK, SEARCH, UPLOAD, TooMany, take
from sscb.access.views import rationed
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
