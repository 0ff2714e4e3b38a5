"""The list and the case page: whose they are, what they say on each side of the last day, and whom they never name."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cdop import services
from sscb import clock
from sscb.history.models import View
from sscb.records.models import Record

from .conftest import LAST, agree, london

BEFORE, GRACE, ENDED = date(2019, 9, 3), date(2019, 11, 12), date(2020, 1, 30)
LIST = "/child-deaths/"


def page_of(review):
    return reverse("cdop:review", args=[review.uuid])


@pytest.mark.parametrize(
    ("today", "words"),
    [
        (date(2019, 9, 10), "The Board’s panel takes and reviews every child’s death"),
        (date(2019, 9, 29), "122 days left to finish reviews"),
        (GRACE, "78 days left to finish reviews"),
        (date(2020, 1, 28), "1 day left to finish reviews"),
        (LAST, "Today is the last day to finish reviews"),
        (ENDED, "The Board’s panel has stopped"),
    ],
)
def test_the_list_counts_down(take, cdc, as_, today, words):
    review = take(BEFORE)
    with clock.at(london(today, 12)):
        html = as_(cdc).get(LIST).content.decode()
    assert words in html and review.reference in html


def test_the_list_says_when_no_start_date_is_recorded(cdc, as_):
    html = as_(cdc).get(LIST).content.decode()
    assert "No start date of the child death review partners is recorded" in html
    assert "No child death review is yours to see" in html


def test_a_case_in_the_four_months(take, cdc, as_, agency, contributor):
    review = take(BEFORE)
    with clock.at(GRACE):
        services.open_review(review=review, by=cdc, on=GRACE)
        services.ask_agency(review=review, agency=agency, named=contributor, by=cdc, on=GRACE)
    html = as_(cdc).get(page_of(review)).content.decode()
    for words in (
        "78 days to its last day", "29 Jan 2020", "29 September 2019 + 4 months, capped at 29 January 2020",
        "rule cdop-no-new-in-grace", "The agency form is not in", "OFFICIAL-SENSITIVE",
    ):  # fmt: skip
        assert words in html, words
    assert View.objects.filter(object_uuid=review.uuid, by_uuid=cdc.uuid).count() == 1


def test_once_the_last_day_has_ended_the_page_says_so_before_any_sweep(take, cdc, as_):
    review = take(BEFORE)
    with clock.at(london(ENDED, 0, 0)):
        html = as_(cdc).get(page_of(review)).content.decode()
    assert "Hand over to the partners" in html and "rule cdop-grace-end" in html
    assert "Late 1 day" in html and Record.objects.get(pk=review.pk).locked_on is None


def test_a_notification_to_pass_on_says_to_whom(take, cdc, as_):
    passed = take(date(2019, 10, 1))
    elsewhere = take(BEFORE, death={"lives_here": False, "home_area": "Devon"})
    html = as_(cdc).get(LIST).content.decode()
    assert "Pass on to the partners" in html and "Pass on to Devon" in html
    assert "pass it to the child death review partners" in as_(cdc).get(page_of(passed)).content.decode()
    assert "Devon" in as_(cdc).get(page_of(elsewhere)).content.decode()


def test_a_completed_case(at_panel, cdc, as_):
    review = at_panel()
    with clock.at(GRACE):
        agree(review, by=cdc, on=GRACE)
    html = as_(cdc).get(page_of(review)).content.decode()
    assert "Completed 12 November 2019" in html and "Done 12 November 2019" in html


@pytest.mark.req("SEC-06")
def test_no_page_says_who_the_child_was(take, cdc, as_):
    review = take(
        BEFORE, child={"name": "Ottoline Marchbanks", "nhs_number": "9434765919", "postcode": "TA9 9ZZ",
                       "circumstances": "Found by her aunt"},
        referrer="Sister Quill", cause="Sepsis",
    )  # fmt: skip
    for address in (LIST, page_of(review)):
        html = as_(cdc).get(address).content.decode()
        for secret in ("Ottoline", "9434765919", "TA9", "aunt", "Quill", "Sepsis", "2012"):
            assert secret not in html, secret


@pytest.mark.req("SEC-05")
def test_to_whom_it_is_not_theirs_it_does_not_exist(
    take, as_, business_manager, board_office, chair, contributor, system_administrator, cdrp
):
    review = take(BEFORE)
    for person in (business_manager, board_office, chair, contributor, system_administrator, cdrp):
        answer = as_(person).get(page_of(review))
        assert answer.status_code in (403, 404), person.name
        assert review.reference.encode() not in answer.content
    assert as_(business_manager).get(LIST).status_code == 403


def test_thirty_cases_cost_as_many_queries_as_three(take, cdc, as_):
    client = as_(cdc)
    for _ in range(3):
        take(BEFORE)
    client.get(LIST)
    with CaptureQueriesContext(connection) as few:
        client.get(LIST)
    for _ in range(27):
        take(BEFORE)
    with CaptureQueriesContext(connection) as many:
        client.get(LIST)
    assert len(many) == len(few)
