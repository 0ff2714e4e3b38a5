"""Actions: an agency says how its own stand; the Board's office closes; nobody overwrites what they have not seen."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from sscb.access.policy import Refused
from sscb.history.models import Entry
from sscb.learning.models import Action
from sscb.learning.queries import days_late, open_actions
from sscb.learning.services import ask_action, close_action, say_done, say_progress, write_point
from sscb.records.moving import NotYet, SomeoneElseWasFirst
from sscb.timetable.models import Deadline
from tests.conftest import TODAY


@pytest.fixture
def action(group, agency, agency_lead, business_manager):
    return ask_action(
        title="Pass notices at weekends", text="Pass them.", agency=agency, due_on=TODAY + timedelta(days=30),
        group=group("board"), by=business_manager, on=TODAY, lead=agency_lead,
    )  # fmt: skip


def url(name, action):
    return reverse(f"learning:{name}", args=[action.uuid])


def fresh(action) -> Action:
    return Action._base_manager.get(pk=action.pk)


def test_an_action_has_a_reference_a_date_and_a_deadline(action):
    assert action.reference.startswith("ACT-2019-") and action.first_due_on == action.due_on
    row = Deadline.objects.get(record_id=action.pk, rule="action-due")
    assert row.due_on == action.due_on and row.organisation == action.agency


def test_an_action_cannot_be_due_in_the_past(group, agency, business_manager):
    with pytest.raises(ValidationError, match="not in the past"):
        ask_action(
            title="T", text="T", agency=agency, due_on=TODAY - timedelta(days=1), group=group("board"),
            by=business_manager, on=TODAY,
        )  # fmt: skip
    assert not Action._base_manager.exists()


@pytest.mark.req("REL-13")
def test_nothing_is_asked_when_its_history_cannot_be_written(group, agency, business_manager, monkeypatch):
    from sscb.learning.services import acting

    def fails(*args, **more):
        raise RuntimeError("no history")

    monkeypatch.setattr(acting, "write_history", fails)
    with pytest.raises(RuntimeError):
        ask_action(
            title="T", text="T", agency=agency, due_on=TODAY, group=group("board"), by=business_manager, on=TODAY
        )
    assert not Action._base_manager.exists() and not Deadline.objects.exists()


def test_an_agency_lead_may_not_ask_another_agency_to_act(group, other_agency, agency_lead):
    with pytest.raises(Refused):
        ask_action(
            title="T", text="T", agency=other_agency, due_on=TODAY, group=group("board"), by=agency_lead, on=TODAY
        )


# --- saying how it stands ---------------------------------------------------------------------------------------------


def test_the_agencys_lead_says_how_it_stands(action, agency_lead, as_):
    client = as_(agency_lead)
    assert "Say how it stands" in client.get(url("action", action)).text
    told = {"text": "Cover is found.", "evidence": "", "version": action.version}
    assert client.post(url("progress", action), told).status_code == 302
    assert (fresh(action).progress, fresh(action).progress_on) == ("Cover is found.", TODAY)
    assert Entry.objects.filter(code="learning.progress_said", object_uuid=action.uuid).count() == 1


def test_another_agencys_lead_reads_it_and_may_not_answer_for_it(action, other_lead, as_):
    client = as_(other_lead)
    assert "Say how it stands" not in client.get(url("action", action)).text
    told = {"text": "Not mine.", "evidence": "", "version": action.version}
    answer = client.post(url("progress", action), told)
    assert answer.status_code == 403 and "Nothing was changed" in answer.text
    assert fresh(action).progress == ""


@pytest.mark.parametrize("who", ["practitioner", "system_administrator"])
def test_those_without_a_part_in_it_do_not_see_it(action, request, as_, who):
    client = as_(request.getfixturevalue(who))
    for name in ("action", "progress"):
        assert client.get(url(name, action)).status_code in (403, 404)
    assert client.get(reverse("learning:actions")).status_code == 403


def test_nothing_said_is_asked_for(action, agency_lead, as_):
    answer = as_(agency_lead).post(
        url("progress", action), {"text": "", "evidence": "Typed", "version": action.version}
    )
    assert answer.status_code == 422 and "Enter how the action stands" in answer.text and "Typed" in answer.text


@pytest.mark.req("REL-14")
def test_two_people_of_one_agency_do_not_overwrite_each_other(action, agency_lead, contributor, as_):
    first, second = as_(agency_lead), as_(contributor)
    shown = {"evidence": "", "version": action.version}
    assert first.post(url("progress", action), {**shown, "text": "The first."}).status_code == 302
    answer = second.post(url("progress", action), {**shown, "text": "The second."})
    assert answer.status_code == 409
    assert "The first." in answer.text and answer.text.count("The second.") == 2
    assert fresh(action).progress == "The first."
    again = {**shown, "text": "Both.", "version": fresh(action).version}
    assert second.post(url("progress", action), again).status_code == 302
    assert fresh(action).progress == "Both."


@pytest.mark.req("REL-14")
def test_a_stale_version_is_refused(action, agency_lead):
    say_progress(action=fresh(action), text="First.", by=agency_lead, on=TODAY)
    with pytest.raises(SomeoneElseWasFirst):
        say_progress(action=fresh(action), text="Second.", by=agency_lead, on=TODAY, version=action.version)
    assert fresh(action).progress == "First."


# --- done, and closed -------------------------------------------------------------------------------------------------


def test_done_needs_evidence(action, agency_lead):
    with pytest.raises(NotYet, match="no evidence yet"):
        say_done(action=action, evidence="  ", by=agency_lead, on=TODAY)
    assert fresh(action).stage == "asked"


def test_done_is_closed_by_the_office_with_the_evidence_and_its_clock_stops(action, agency_lead, business_manager):
    say_done(action=action, evidence="A count of notices.", by=agency_lead, on=TODAY)
    assert (fresh(action).stage, fresh(action).done_by) == ("done", agency_lead)
    with pytest.raises(Refused):
        close_action(action=fresh(action), by=agency_lead, on=TODAY)
    close_action(action=fresh(action), by=business_manager, on=TODAY)
    assert (fresh(action).stage, fresh(action).closed_on) == ("closed", TODAY)
    assert Deadline.objects.get(record_id=action.pk).state == "met"
    assert list(open_actions(business_manager)) == []


@pytest.mark.parametrize(
    ("days", "late", "words"),
    [(0, 0, "Due today, nothing shows it yet"), (1, 0, "Due in 1 day, nothing shows it yet"),
     (15, 0, "On time, due in 15 days"), (-1, 1, "Late 1 day"), (-9, 9, "Late 9 days")],
)  # fmt: skip
def test_late_follows_from_the_date_and_from_no_tick(action, days, late, words):
    action.due_on = TODAY + timedelta(days=days)
    assert days_late(action, TODAY) == late
    assert action.status(TODAY).words == words


def test_what_is_done_is_not_late(action):
    action.due_on, action.stage = TODAY - timedelta(days=3), "done"
    assert days_late(action, TODAY) == 0


# --- what was learned -------------------------------------------------------------------------------------------------


def test_a_learning_point_shows_the_actions_that_answer_it(group, agency, business_manager, board_member, as_):
    point = write_point(
        title="Interviews come too late", text="In most cases.", source="case audit", group=group("board"),
        by=business_manager, on=TODAY,
    )  # fmt: skip
    ask_action(
        title="Pass notices", text="T", agency=agency, due_on=TODAY, group=group("board"), by=business_manager,
        on=TODAY, points=[point],
    )  # fmt: skip
    answer = as_(board_member).get(url("point", point))
    assert "Interviews come too late" in answer.text and "Pass notices" in answer.text


def test_the_list_of_actions_costs_the_same_with_3_and_with_300(
    group, agency, other_agency, business_manager, board_member, as_, budget
):
    def ask(count):
        for number in range(count):
            ask_action(
                title=f"Action {number}", text="T", agency=other_agency if number % 2 else agency, due_on=TODAY,
                group=group("board"), by=business_manager, on=TODAY,
            )  # fmt: skip

    client, page = as_(board_member), reverse("learning:actions")
    ask(3)
    client.get(page)
    with budget("learning.actions") as few:
        client.get(page)
    ask(297)
    with budget("learning.actions") as many:
        assert "300 actions are open" in client.get(page).text
    assert len(few) == len(many)
