"""What waits for somebody's yes stands on their home page, and on nobody's who asked for it themselves."""

from datetime import date

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sscb.retention.models import Proposal, SignOff
from sscb.retention.services import (
    approve,
    ask_lift,
    ask_release,
    lift,
    place_hold,
    propose,
    release_hold,
    stop_disposal,
)  # fmt: skip
from sscb.retention.waiting import rows_for
from tests.sscb.retention.conftest import TODAY

WHY = {"reason": "Inquest", "reference": "C/2019/7"}


def titles(person) -> list[str]:
    return [row.title for row in rows_for(person, TODAY)]


def test_a_disposal_waits_for_two_and_the_first_is_asked_no_more(
    signed, old_case, business_manager, dpo, chair, board_office
):
    assert titles(business_manager) == titles(dpo) == []
    first, second = old_case(), old_case()
    propose(TODAY)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        (row,) = rows_for(business_manager, TODAY)
    assert row.title == "Two disposals want your approval" and row.url == reverse("retention:disposals")
    assert row.about == "The first was kept until 2 March 2016" and len(asked) == 1
    assert titles(dpo) == [row.title] and titles(chair) == titles(board_office) == []
    approve(proposal=Proposal.objects.get(record=first.case), by=business_manager, on=TODAY, looked=True)
    assert titles(business_manager) == ["One disposal wants your approval"] and titles(dpo) == [row.title]
    place_hold(record=second.case, by=chair, on=TODAY, **WHY)
    assert titles(business_manager) == [] and titles(dpo) == ["One disposal wants your approval"]


def test_what_is_held_or_stopped_goes_on_when_a_second_person_agrees(signed, old_case, business_manager, dpo, chair):
    told = old_case()
    propose(TODAY)
    hold, stop = place_hold(record=told.case, by=dpo, on=TODAY, **WHY), stop_disposal(by=dpo, on=TODAY, **WHY)
    assert titles(dpo) == titles(chair) == []
    ask_release(hold=hold, why="It is over", by=dpo, on=date(2019, 11, 4))
    ask_lift(moratorium=stop, why="It has reported", by=chair, on=TODAY)
    hold_words, stop_words = "One legal hold is asked to be released", "All disposal is stopped, and is to go on"
    assert titles(chair) == [hold_words] and titles(dpo) == [stop_words]
    row, _ = rows_for(business_manager, TODAY)
    assert titles(business_manager) == [hold_words, stop_words] and row.about == "Asked on 4 November 2019"
    release_hold(hold=hold, by=chair, on=TODAY)
    assert titles(business_manager) == [stop_words]  # while all is stopped, no disposal is to be approved
    lift(moratorium=stop, by=business_manager, on=TODAY)
    assert titles(business_manager) == titles(dpo) == ["One disposal wants your approval"] and titles(chair) == []


def test_the_chair_comes_to_the_holds_by_the_menu_and_the_keepers_by_their_own_entry(chair, business_manager, as_):
    link = f'href="{reverse("retention:holds")}"'
    assert link in as_(chair).get("/").text and link not in as_(business_manager).get("/").text
    assert f'href="{reverse("retention:schedule")}"' in as_(business_manager).get("/").text


def test_periods_wait_for_the_data_protection_officer_alone(signed, business_manager, dpo, as_):
    SignOff.objects.filter(line__in=["RET-5", "RET-7"]).delete()
    assert titles(business_manager) == [] and titles(dpo) == ["Two periods want your sign-off"]
    assert "Two periods want your sign-off" in as_(dpo).get("/").content.decode()
