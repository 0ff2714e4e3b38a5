"""Meetings, the page of a pack, and the two buttons on it: who may, what is said, what it costs."""

from datetime import time

import pytest
from django.urls import reverse

from sscb.board.agenda import quarterly
from sscb.board.models import PackVersion
from sscb.board.queries import find_meeting, next_board_meeting
from sscb.board.queries.packs import pack_page
from sscb.board.services import plan_meeting
from sscb.jobs.models import Job
from sscb.timetable.models import Deadline
from tests.sscb.board.world import MEETS_ON, TODAY, build


def url(name, meeting):
    return reverse(f"board:{name}", args=[meeting.uuid])


# --- planning ---------------------------------------------------------------------------------------------------------


def test_planning_a_meeting_asks_for_its_papers_and_sets_the_dates_of_its_cycle(group, business_manager):
    meeting = plan_meeting(
        group=group("board"), reference="2020/1", title="Board meeting 2020/1", meets_on=MEETS_ON, starts=time(9, 30),
        ends=time(13), place="County Hall", agenda=quarterly(), by=business_manager, on=TODAY,
    )  # fmt: skip
    oral = {item.number for item in meeting.items.filter(oral=True)}
    asked = {item.number for item in meeting.items.filter(papers__isnull=False)}
    assert not oral & asked and len(oral | asked) == meeting.items.count()
    due = {row.rule: row.due_on for row in Deadline.objects.filter(record_id=meeting.pk)}
    assert due["board-agenda-set"] < due["board-papers-due"] < due["board-pack-issue"] < MEETS_ON
    assert set(meeting.items.filter(papers__isnull=False).values_list("papers__due_on", flat=True)) == {
        due["board-papers-due"]
    }


def test_the_next_meeting_is_the_boards_and_not_over(board):
    assert next_board_meeting(MEETS_ON) == board.meeting
    assert next_board_meeting(MEETS_ON.replace(day=13)) is None
    assert find_meeting("next") == find_meeting("2019/4") == board.meeting
    assert find_meeting("2031/9") is None


# --- the pages --------------------------------------------------------------------------------------------------------


def test_the_times_of_the_agenda_follow_from_its_minutes(board, as_):
    text = as_(board.business_manager).get(url("meeting", board.meeting)).text
    assert "60 minutes in all." in text
    assert "The Board meets in 30 days. One paper is still to come" in text


@pytest.mark.parametrize(
    ("who", "status"),
    [("board_member", 200), ("chair", 200), ("qp_chair", 200), ("agency_lead", 404), ("practitioner", 404),
     ("system_administrator", 404)],
)  # fmt: skip
@pytest.mark.req("SEC-05")
def test_who_sees_meetings_and_packs(board, request, as_, who, status):
    client = as_(request.getfixturevalue(who))
    pages = (url("meeting", board.meeting), url("pack", board.meeting))
    assert {client.get(page).status_code for page in pages} == {status}
    assert client.get(reverse("board:meetings")).status_code == (200 if status == 200 else 403)


def test_only_those_who_build_see_the_button(board, board_member, as_):
    assert "Build pack" in as_(board.business_manager).get(url("pack", board.meeting)).text
    assert "Build pack" not in as_(board_member).get(url("pack", board.meeting)).text


def test_pressing_build_asks_for_a_draft_and_looking_does_not(board, as_):
    client = as_(board.business_manager)
    assert client.get(url("build", board.meeting)).status_code == 405
    assert not PackVersion.objects.exists()
    answer = client.post(url("build", board.meeting))
    assert answer.status_code == 302 and answer.url == url("pack", board.meeting)
    assert PackVersion.objects.get().state == "building"
    text = client.get(answer.url).text
    assert "Draft 1 is being built" in text and "Waiting for a worker." in text
    assert client.post(url("build", board.meeting)).status_code == 302
    assert Job.objects.filter(kind="board.build_pack").count() == 1


@pytest.mark.parametrize("who", ["board_member", "qp_chair", "agency_lead", "system_administrator"])
def test_nobody_else_builds(board, request, as_, who):
    answer = as_(request.getfixturevalue(who)).post(url("build", board.meeting))
    assert answer.status_code in (403, 404)
    assert not PackVersion.objects.exists()


@pytest.mark.parametrize("name", ["build", "pack", "meeting"])
def test_a_meeting_that_is_not_there_is_404(board, as_, name):
    address = reverse(f"board:{name}", args=["00000000-0000-4000-8000-000000000000"])
    client = as_(board.business_manager)
    assert (client.post(address) if name == "build" else client.get(address)).status_code == 404


@pytest.mark.pdf
@pytest.mark.slow
def test_the_page_says_what_stands_in_the_way_and_what_is_ready(board, as_):
    version = build(board)
    page = pack_page(board.meeting, board.business_manager, TODAY)
    assert page.heading == "Draft 1 can be issued: one paper is still to come, each with a sheet that says so"
    assert page.issue.step.text == "Issue version 1" and page.must == 0
    assert [row.title for row in page.versions] == ["Draft 1"]
    assert any(fact.term == "Provisional" and fact.text == "2" for fact in page.dated)
    issuing = reverse("board:issue", args=[version.uuid])
    unproved = as_(board.business_manager, stale=True).post(issuing)
    assert (
        unproved.headers["Location"].startswith("/account/again/")
        and not PackVersion.objects.filter(state="issued").exists()
    )
    answer = as_(board.business_manager).post(issuing, follow=True)
    assert "Version 1 is issued and frozen. Members can open it." in answer.text


# --- the demonstration's own ------------------------------------------------------------------------------------------


def test_outside_the_demonstration_there_is_no_date_to_step(business_manager, as_, settings):
    settings.DEMONSTRATION = False
    client = as_(business_manager)
    assert client.get("/step-date/").status_code == 404
    assert client.post("/step-date/", {"to": "2020-01-30"}).status_code == 404


@pytest.mark.req("SEC-22")
def test_outside_the_demonstration_nobody_is_let_in_with_one_click(client, business_manager, settings):
    settings.DEMONSTRATION = False
    assert client.get("/try/").status_code == 404
    assert client.post(f"/try/{business_manager.uuid}/").status_code == 404
    assert "_auth_user_id" not in client.session


def test_in_the_demonstration_one_click_signs_in_and_is_written_down(client, business_manager, settings):
    settings.DEMONSTRATION, settings.SECOND_FACTOR = True, False
    assert "Ruth" not in client.get("/try/").text and "Bea Manning" in client.get("/try/").text
    assert client.get(f"/try/{business_manager.uuid}/").status_code == 405
    assert client.post(f"/try/{business_manager.uuid}/").status_code == 302
    assert client.get("/").status_code == 200


@pytest.mark.parametrize("page", ["index", "sign-in", "dataset", "imports", "packs", "accessibility", "privacy"])
def test_every_page_of_help_can_be_read_by_everybody(practitioner, as_, page):
    address = reverse("board:help") if page == "index" else reverse("board:help_page", args=[page])
    assert as_(practitioner).get(address).status_code == 200


def test_there_is_no_other_page_of_help(practitioner, as_):
    assert as_(practitioner).get(reverse("board:help_page", args=["secrets"])).status_code == 404
