"""Moderation on the web: two grades side by side, a panel without the own agency, an appeal, and whose move it is."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from audits.returns import services
from audits.returns.models import Answer, AuditReturn
from sscb import clock
from sscb.access.policy import can
from sscb.board.models import Challenge
from sscb.records.models import Record

ON = date(2019, 5, 2)


def fresh(one) -> AuditReturn:
    return AuditReturn.objects.all_for_job("a test").select_related("owner", "cycle", "group").get(pk=one.pk)


@pytest.fixture
def member(person, other_agency):
    """Of Quality and Performance, not its chair."""
    return person("Mem Berr", organisation=other_agency, sits={"qp": "member"})


@pytest.fixture
def own_member(person, agency):
    return person("Own Member", organisation=agency, sits={"qp": "member"})


def test_the_panel_holds_nobody_of_the_own_agency(at_stage, moderator, member, own_member, other_lead):
    one = at_stage("submitted")
    for stranger, said in ((own_member, "works for"), (other_lead, "does not sit in")):
        with pytest.raises(ValidationError, match=said):
            services.begin_moderation(one=one, by=moderator, on=ON, kind="panel", panel=[member, stranger])
    services.begin_moderation(one=one, by=moderator, on=ON, kind="panel", panel=[member])
    assert set(one.moderations.get().panel.all()) == {moderator, member}
    assert services.agree_with_rest(one=one, by=member, on=ON) == 47


def test_who_is_not_on_the_panel_does_not_grade(at_stage, person, other_agency, member):
    one = at_stage("submitted")
    services.begin_moderation(one=one, by=member, on=ON)
    other = person("An Other", organisation=other_agency, sits={"qp": "member"})
    with pytest.raises(ValidationError, match="do not sit on the panel"):
        services.agree_with_rest(one=one, by=other, on=ON)


@pytest.mark.req("SEC-11")
def test_moderation_from_beginning_to_end_on_the_web(
    as_, at_stage, moderator, member, own_member, contributor, head, group
):
    group("board")
    one = at_stage("submitted")
    address = f"/audits/returns/{one.uuid}/moderation/"
    waiting = as_(moderator).get(address).content.decode()
    assert "Begin moderation" in waiting and "nobody has begun" in waiting and "Own Member" in waiting
    for who in (contributor, own_member):
        page = as_(who).get(address).content.decode()
        assert "shown when moderation has ended" in page and "Begin moderation" not in page
        assert as_(who).post(f"{address}begin/", {"kind": "desk"}).status_code in (403, 404, 422)
    assert as_(moderator).post(f"{address}begin/", {"kind": "panel", "panel": [str(member.uuid)]}).status_code == 302
    assert fresh(one).stage == "in_moderation"

    question = f"{address}q/current-policy/"
    refused = as_(member).post(question, {"grade": "0", "words": ""})
    assert refused.status_code == 422 and "Say why your grade is another" in refused.content.decode()
    saved = as_(member).post(question, {"grade": "0", "words": "Two years out of date."})
    assert saved.status_code == 302 and "/moderation/q/" in saved["Location"]
    early = as_(member).post(f"{address}end/")
    assert early.status_code == 409 and "have not been moderated" in early.content.decode()
    assert as_(own_member).get(question).status_code in (403, 404)
    assert as_(contributor).post(question, {"grade": "3", "words": "x"}).status_code in (403, 404)
    comment = {"why": "Send us the policy of 2019."}
    assert as_(member).post(f"{question}comment/", comment).status_code == 302
    assert as_(member).post(f"{address}agree/").status_code == 302
    assert as_(member).post(f"{address}end/").status_code == 302
    one = fresh(one)
    assert one.stage == "moderated" and one.snapshots.count() == 2
    assert one.snapshots.last().grades["current-policy"] == [2, 0]
    challenge = Challenge.objects.all_for_job("a test").get()
    assert challenge.owner == one.owner and "2.1" in challenge.asks

    shown = as_(contributor).get(address).content.decode()
    assert "Two years out of date." in shown and "2 steps below the agency" in shown and "policy of 2019" in shown
    appeal = {"why": "2.1: it was renewed in March."}
    assert as_(head).post(f"/audits/returns/{one.uuid}/appeal/", appeal).status_code == 302
    assert fresh(one).stage == "appealed" and "2.1: it was renewed" in as_(moderator).get(address).content.decode()
    assert as_(member).post(f"{address}decide/", {"why": "x"}).status_code in (403, 422)
    assert as_(moderator).post(question, {"grade": "2", "words": ""}).status_code == 302
    assert as_(moderator).post(f"{address}decide/", {"why": "The new policy was seen."}).status_code == 302
    assert fresh(one).stage == "moderated" and Answer.objects.get(of=one, key="current-policy").moderated_grade == 2
    assert fresh(one).snapshots.last().why == "appeal decided"


def test_the_independent_chair_decides_where_the_group_s_chair_is_of_the_agency(
    at_stage, person, agency, chair, moderator
):
    one = at_stage("appealed")
    own_chair = person("Own Chair", organisation=agency, sits={"qp": "chair"})
    with pytest.raises(ValidationError, match="own agency"):
        services.decide_appeal(one=one, why="x", by=own_chair, on=ON)
    services.decide_appeal(one=one, why="The evidence was read again.", by=chair, on=ON)
    assert one.stage == "moderated"


def test_training_and_development_reads_and_moderates_the_learning_audit_alone(
    person, group, agency, other_agency, business_manager
):
    group("qp"), group("td")
    trainer = person("Trai Ner", organisation=other_agency, sits={"td": "chair"})
    opens = date(2019, 4, 1)
    with clock.at(opens):
        made = {}
        for kind in ("learning", "section11"):
            cycle = services.plan_cycle(
                kind=kind, title=kind, opens_on=opens, closes_on=date(2019, 6, 1), by=business_manager, on=opens
            )
            returns = services.open_cycle(cycle=cycle, by=business_manager, on=opens)
            made[kind] = next(one for one in returns if one.owner == agency)
    handed_in = Record.objects.all_for_job("handed in, as a test needs it")
    handed_in.filter(pk__in=[one.pk for one in made.values()]).update(released_on=ON)
    found = {kind: fresh(one) for kind, one in made.items()}
    assert can(trainer, "audits.moderate", found["learning"])
    assert not can(trainer, "audits.moderate", found["section11"]) and not can(trainer, "read", found["section11"])
    assert set(AuditReturn.objects.visible_to(trainer)) == {found["learning"]}
