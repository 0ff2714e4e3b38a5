"""Pages needed now and then: longer, excused, handed in after an interruption, sent back, reported."""

from datetime import date

import pytest
from django.urls import reverse

from audits.returns import services
from audits.returns.models import Answer, AuditCycle
from sscb import clock
from sscb.records.models import Record
from tests.audits.conftest import CLOSES

ON = date(2019, 5, 2)


def url(name: str, *args) -> str:
    return reverse(f"audits:{name}", args=args)


def stage_of(record) -> str:
    return Record._plain.values_list("stage", flat=True).get(pk=record.pk)


def test_longer_is_given_and_to_be_excused_is_asked(as_, one, contributor, business_manager):
    with clock.at(ON):
        asked = as_(contributor).get(url("ask_excuse", one.uuid))
        assert asked.status_code == 200 and "<form" in asked.content.decode()
        office = as_(business_manager)
        assert office.get(url("extend", one.uuid)).status_code == 200
        assert as_(contributor).get(url("extend", one.uuid)).status_code in (403, 404)


def test_signed_and_interrupted_it_is_handed_in_by_the_next_step(as_, at_stage, one, contributor, head):
    at_stage("awaiting_sign_off")
    services.sign_return(one=one, office="head of agency", by=head, on=ON)
    assert as_(contributor).post(url("hand_in", one.uuid)).status_code in (403, 404)
    assert as_(head).post(url("hand_in", one.uuid)).status_code == 302
    assert stage_of(one) == "submitted"


def test_a_moderator_sends_a_return_back_with_what_is_missing(as_, at_stage, one, moderator, contributor):
    at_stage("in_moderation")
    assert as_(contributor).get(url("send_back", one.uuid)).status_code in (403, 404)
    client = as_(moderator)
    assert client.get(url("send_back", one.uuid)).status_code == 200
    assert client.post(url("send_back", one.uuid), {"why": ""}).status_code == 422
    unproved = as_(moderator, stale=True).post(url("send_back", one.uuid), {"why": "The rota is missing."})
    assert unproved.headers["Location"].startswith("/account/again/")
    assert stage_of(one) == "in_moderation"


def test_what_is_no_longer_planned_is_taken_out_of_the_plan(as_, at_stage, one, contributor, agency):
    at_stage("in_progress")
    answer = Answer.objects.filter(of=one).first()
    gone = as_(contributor).post(url("drop_improvement", one.uuid, answer.key), {"of": str(one.uuid)}, follow=True)
    assert "It is not here any more." in gone.content.decode()


@pytest.mark.parametrize("name", ["report_cycle", "receive_report"])
def test_a_cycle_is_not_reported_before_its_returns_are_in(as_, invited, cycle, business_manager, board_member, name):
    cycle = AuditCycle.objects.all_for_job("a test").get(pk=cycle.pk)
    with clock.at(CLOSES):
        before = stage_of(cycle)
        assert as_(board_member).post(url(name, cycle.uuid)).status_code in (403, 404)
        answer = as_(business_manager).post(url(name, cycle.uuid), follow=True)
        assert answer.status_code in (200, 409) and stage_of(cycle) == before
