"""Recommendations and plans: answered, asked of several, checked by others; done is not worked (handbook 2.7)."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from sscb.access.policy import Refused
from sscb.history.models import Entry
from sscb.learning.methods import METHODS, method_of
from sscb.learning.models import Action, Proof, Recommendation
from sscb.learning.queries.similar import similar_to
from sscb.learning.services import (
    add_proof,
    answer_recommendation,
    ask_together,
    carry_action,
    close_action,
    close_recommendation,
    judge_practice,
    say_done,
    say_progress,
    send_back,
    verify_proof,
    withdraw_action,
    write_point,
    write_recommendation,
)
from sscb.learning.status import status_of
from sscb.records.moving import NotYet
from sscb.timetable.models import Deadline
from tests.conftest import TODAY


@pytest.fixture
def li_chair(person):
    return person("Lionel Improve", sits={"li": "chair"})


@pytest.fixture
def recommendation(group, business_manager):
    return write_recommendation(
        title="One interview provider for the whole county", text="Agree one provider, day and night.",
        strength="system", source="case-audits", group=group("li"), by=business_manager, on=TODAY,
        finding="5 of 8 children waited longer than 72 hours.",
    )  # fmt: skip


@pytest.fixture
def actions(recommendation, agency, other_agency, business_manager):
    return ask_together(
        recommendation=recommendation, title="Pass notices at weekends", text="Pass them.",
        agencies=[agency, other_agency], due_on=TODAY + timedelta(days=60), by=business_manager, on=TODAY,
        impact="Children are heard sooner.", measure="Share held in 72 hours",
    )  # fmt: skip


def fresh(thing):
    return type(thing)._base_manager.get(pk=thing.pk)


def carried_out(action, lead, checker):
    say_done(action=fresh(action), evidence="Minutes of 1 November.", by=lead, on=TODAY)
    close_action(action=fresh(action), by=checker, on=TODAY)
    return fresh(action)


# --- the status is worked out -----------------------------------------------------------------------------------------

STATUS = [
    # stage, due in, said before, carried, shown, verified -> colour, words
    ("asked", 40, 10, 0, False, False, "green", "On time, due in 40 days"),
    ("asked", 40, 60, 0, False, False, "green", "On time, due in 40 days"),
    ("asked", 40, 61, 0, False, False, "red", "Nothing said for 61 days"),
    ("asked", 14, 10, 0, False, False, "amber", "Due in 14 days, nothing shows it yet"),
    ("asked", 14, 10, 0, True, False, "green", "On time, due in 14 days"),
    ("asked", 40, 10, 2, False, False, "amber", "At risk: moved 2 times, due in 40 days"),
    ("asked", 40, 10, 1, False, False, "amber", "At risk: moved once, due in 40 days"),
    ("asked", -1, 0, 0, True, False, "red", "Late 1 day"),
    ("done", -90, 90, 0, True, False, "amber", "Done, to be checked"),
    ("closed", -90, 90, 0, True, False, "amber", "Closed, evidence unchecked"),
    ("closed", -90, 90, 3, True, True, "blue", "Carried out, evidence checked"),
    ("cancelled", -90, 90, 0, False, False, "withdrawn", "Withdrawn"),
]


def test_the_status_follows_from_dates_and_proofs_alone():
    for stage, due, said, carried, shown, verified, colour, words in STATUS:
        found = status_of(
            stage=stage, due_on=TODAY + timedelta(days=due), said_on=TODAY - timedelta(days=said), as_at=TODAY,
            carried=carried, shown=shown, verified=verified,
        )  # fmt: skip
        assert (found.colour, found.words) == (colour, words), (stage, due, said)
    told = {"stage": "asked", "due_on": TODAY + timedelta(days=90), "said_on": TODAY - timedelta(days=90)}
    for starts, colour in ((1, "grey"), (0, "red")):  # on its first day it runs, and nothing was said for long
        assert status_of(**told, as_at=TODAY, starts_on=TODAY + timedelta(days=starts)).colour == colour


def test_the_ten_methods_are_the_frameworks_and_old_words_find_them():
    assert sum(one.of_ten for one in METHODS) == 10
    assert method_of("case audit").code == "case-audits" and method_of("dataset").code == "dataset"
    assert method_of("child death overview panel").code == "child-deaths"
    assert method_of("a letter").title == "A letter"


# --- recommendations --------------------------------------------------------------------------------------------------


def test_a_recommendation_is_answered_by_a_body_on_a_day(recommendation, li_chair, qp_chair, agency_lead):
    told = {"recommendation": recommendation, "responded_for": "The Board, 12 September", "on": TODAY}
    for who, accepted, why in ((qp_chair, "yes", "another subgroup"), (agency_lead, "yes", "for your agency alone")):
        with pytest.raises(Refused, match=why):
            answer_recommendation(**told, accepted=accepted, response="", by=who)
    with pytest.raises(ValidationError, match="Say why it is not accepted"):
        answer_recommendation(**told, accepted="part", response=" ", by=li_chair)
    answer_recommendation(**told, accepted="part", response="The night is left out.", by=li_chair)
    kept = fresh(recommendation)
    assert (kept.stage, kept.accepted, kept.responded_on, kept.responded_by) == ("accepted", "part", TODAY, li_chair)


def test_what_is_for_one_agency_names_it_and_its_lead_answers(group, agency, business_manager, agency_lead, other_lead):
    told = {
        "title": "T", "text": "T", "strength": "reminder", "reach": "single", "source": "section-11",
        "group": group("qp"), "by": business_manager, "on": TODAY,
    }  # fmt: skip
    with pytest.raises(ValidationError, match="Choose the agency"):
        write_recommendation(**told)
    made = write_recommendation(**told, agency=agency)
    answer = {"recommendation": made, "accepted": "no", "response": "It is done.", "responded_for": "We", "on": TODAY}
    with pytest.raises(Refused):
        answer_recommendation(**answer, by=other_lead)
    answer_recommendation(**answer, by=agency_lead)
    assert fresh(made).stage == "declined" and fresh(made).closed_on == TODAY
    with pytest.raises(ValidationError, match="at its end"):
        ask_together(recommendation=fresh(made), title="T", text="T", agencies=[agency], due_on=TODAY, by=None,
                     on=TODAY)  # fmt: skip


def test_several_agencies_have_an_action_each_and_a_plan_closes_when_all_are_checked_or_withdrawn(
    recommendation, actions, agency, agency_lead, other_lead, li_chair, business_manager
):
    assert actions[0].agency == agency and actions[0].reference != actions[1].reference
    assert {one.plan for one in actions} == {recommendation}
    answer_recommendation(recommendation=fresh(recommendation), accepted="yes", response="", responded_for="The Board",
                          by=li_chair, on=TODAY)  # fmt: skip
    carried_out(actions[0], agency_lead, li_chair)
    with pytest.raises(NotYet, match="each of its actions"):
        close_recommendation(recommendation=fresh(recommendation), by=li_chair, on=TODAY)
    withdraw_action(action=fresh(actions[1]), why="The trust has no part in it.", by=li_chair, on=TODAY)
    assert not Deadline.objects.open().filter(record_id=actions[1].pk, due_on__isnull=False).exists()
    close_recommendation(recommendation=fresh(recommendation), by=li_chair, on=TODAY)
    assert fresh(recommendation).stage == "closed"


# --- others check -----------------------------------------------------------------------------------------------------


def test_evidence_is_checked_by_nobody_of_the_agency_and_by_nobody_who_handed_it_in(
    person, agency, actions, agency_lead, business_manager, qp_chair, li_chair
):
    own = person("Olga Wnhouse", organisation=agency, sits={"li": "chair"})
    say_done(action=fresh(actions[0]), evidence="Minutes.", by=agency_lead, on=TODAY)
    for who, why in ((own, "your own agency"), (qp_chair, "another subgroup")):
        with pytest.raises(Refused, match=why):
            close_action(action=fresh(actions[0]), by=who, on=TODAY)
    send_back(action=fresh(actions[0]), why="The minutes do not say it.", by=li_chair, on=TODAY)
    assert (fresh(actions[0]).stage, fresh(actions[0]).done_on) == ("asked", None)
    say_done(action=fresh(actions[0]), evidence="A count of November.", by=business_manager, on=TODAY)
    with pytest.raises(Refused, match="handed this evidence in|own agency"):
        close_action(action=fresh(actions[0]), by=business_manager, on=TODAY)
    close_action(action=fresh(actions[0]), by=li_chair, on=TODAY)
    assert fresh(actions[0]).status(TODAY).kept
    assert set(Proof.objects.filter(record_id=actions[0].pk).values_list("verified_by", flat=True)) == {li_chair.pk}


def test_done_is_not_worked_two_kinds_of_evidence_and_a_judge_who_owns_nothing(
    person, agency, actions, agency_lead, li_chair, chair
):
    action = actions[0]
    with pytest.raises(ValidationError, match="not carried out"):
        judge_practice(action=action, practice="changed", judgement="It did.", by=chair, on=TODAY)
    action = carried_out(action, agency_lead, li_chair)
    assert action.status(TODAY).kept and action.practice == ""
    told = {"record": action, "shows": "practice", "on": TODAY, "seen_on": TODAY}
    proofs = [
        add_proof(**told, kind="indicator", text="61% to 81%.", by=agency_lead),
        add_proof(**told, kind="indicator", text="The same a month on.", by=agency_lead),
    ]
    with pytest.raises(ValidationError, match="a day that has come"):
        add_proof(**{**told, "seen_on": TODAY + timedelta(days=1)}, kind="survey", text="T", by=agency_lead)
    for proof in proofs:
        verify_proof(proof=proof, record=fresh(action), by=li_chair, on=TODAY)
    judged = {"practice": "changed", "judgement": "Two kinds say so.", "on": TODAY}
    with pytest.raises(ValidationError, match="2 kinds is needed"):
        judge_practice(action=fresh(action), **judged, by=chair)
    third = add_proof(**{**told, "record": fresh(action)}, kind="reaudit", text="2 of 8.", by=li_chair)
    with pytest.raises(Refused, match="handed this evidence in"):
        verify_proof(proof=third, record=fresh(action), by=li_chair, on=TODAY)
    verify_proof(proof=third, record=fresh(action), by=chair, on=TODAY)
    with pytest.raises(Refused, match="handed this evidence in"):
        judge_practice(action=fresh(action), **judged, by=li_chair)
    own = person("Olga Wnhouse", organisation=agency, sits={"li": "chair"})
    with pytest.raises(Refused, match="your own agency"):
        judge_practice(action=fresh(action), **judged, by=own)
    judge_practice(action=fresh(action), **judged, by=chair)
    assert (fresh(action).practice, fresh(action).judged_by) == ("changed", chair)
    assert Entry.objects.filter(code="learning.practice_judged", object_uuid=action.uuid).count() == 1


def test_a_date_moves_with_a_reason_twice_and_then_only_by_the_independent_chair(actions, li_chair, chair, agency_lead):
    action, first = actions[0], actions[0].due_on
    with pytest.raises(Refused):
        carry_action(action=action, due_on=first + timedelta(days=9), why="Late", by=agency_lead, on=TODAY)
    with pytest.raises(ValidationError, match="why the date moves"):
        carry_action(action=action, due_on=first + timedelta(days=9), why=" ", by=li_chair, on=TODAY)
    for days in (10, 20):
        carry_action(action=fresh(action), due_on=first + timedelta(days=days), why="Costing.", by=li_chair, on=TODAY)
    with pytest.raises(Refused, match="the Independent Chair’s to allow"):
        carry_action(action=fresh(action), due_on=first + timedelta(days=30), why="Again.", by=li_chair, on=TODAY)
    third = {"due_on": first + timedelta(days=30), "why": "Agreed.", "by": chair, "on": TODAY}
    with pytest.raises(ValidationError, match="has not said why"):
        carry_action(action=fresh(action), **third)
    say_progress(action=fresh(action), text="The costing came back too high.", by=agency_lead, on=TODAY)
    carry_action(action=fresh(action), **third)
    kept = fresh(action)
    assert (kept.carried, kept.first_due_on, kept.due_on) == (3, first, first + timedelta(days=30))
    assert Deadline.objects.get(record_id=action.pk, rule="action-due").due_on == kept.due_on


# --- what is close is found by the database ---------------------------------------------------------------------------


def test_similar_learning_is_found_and_nothing_else_and_nothing_hidden(group, business_manager, recommendation):
    for title, text in (
        ("Interviews after a child was missing come too late to help", "Most took place after the child went again."),
        ("Bruises in babies who cannot move are not always looked at", "Two wards did not know of the protocol."),
        ("Dental records of looked after children are not asked for", "No dentist was asked."),
    ):
        write_point(title=title, text=text, source="case-audits", group=group("li"), by=None, on=TODAY)
    hidden = write_point(title="Interviews with missing children in one case", text="Too late.", source="reviews",
                         group=group("qp"), by=None, on=TODAY, level="P5")  # fmt: skip
    found = similar_to(business_manager, "Interviews with children who went missing come too late")
    assert found and found[0].title.startswith("Interviews after a child was missing")
    assert hidden.reference not in {one.reference for one in found}
    assert not [one for one in found if "Dental" in one.title or "Bruises" in one.title]
    assert similar_to(business_manager, "Speech therapy waiting lists") == []


# --- pages ------------------------------------------------------------------------------------------------------------


def test_a_recommendation_goes_through_its_pages(
    recommendation, agency, other_agency, agency_lead, business_manager, li_chair, chair, as_, group
):
    office, lead, checker = as_(business_manager), as_(agency_lead), as_(li_chair)
    new = reverse("learning:recommend")
    typed = {
        "title": "One provider of interviews for the whole county", "text": "Agree one provider, by day and by night.",
        "finding": "They wait.", "strength": "system", "reach": "multi", "agency": "", "source": "reviews",
        "source_words": "", "theme": "exploitation", "group": str(group("li").uuid), "looked": "",
    }  # fmt: skip
    assert "Choose how strong it is" in office.post(new, {**typed, "strength": ""}).text
    first = office.post(new, typed)
    assert first.status_code == 200 and "something close stands already" in first.text
    assert recommendation.title in first.text and Recommendation._base_manager.count() == 1
    assert office.post(new, {**typed, "looked": "on"}).status_code == 302
    made = Recommendation._base_manager.latest("pk")
    page = reverse("learning:recommendation", args=[made.uuid])
    assert "Nobody has answered it yet" in office.get(page).text

    answered = reverse("learning:answer_recommendation", args=[made.uuid])
    told = {"accepted": "yes", "response": "", "responded_for": "The Board"}
    assert checker.get(answered).status_code == 200 and lead.post(answered, told).status_code == 403
    assert checker.post(answered, told).status_code == 302

    asked = reverse("learning:ask", args=[made.uuid])
    assert "What is asked of each agency already" in office.get(asked).text and lead.get(asked).status_code == 403
    told = {"title": "Sign with one provider", "text": "Sign.", "agencies": [str(agency.uuid), str(other_agency.uuid)],
            "due_on": "2020-02-01", "impact": "Heard sooner", "measure": "Share in 72 hours"}  # fmt: skip
    assert office.post(asked, told).status_code == 302
    action = Action._base_manager.get(plan=made, agency=agency)
    assert "On time, due in 81 days" in office.get(page).text
    assert "Hospital trust, west" in office.get(reverse("learning:recommendations")).text

    def at(name, thing=action):
        return reverse(f"learning:{name}", args=[thing.uuid])

    assert checker.post(at("carry"), {"due_on": "2020-03-01", "why": "Costing"}).status_code == 302
    proof = {"shows": "practice", "kind": "survey", "text": "61% know the rule", "seen_on": "2019-11-01"}
    assert lead.post(at("add_proof"), proof).status_code == 302
    assert lead.post(at("verify", action.proofs.get())).status_code == 403
    assert checker.post(at("verify", action.proofs.get())).status_code == 302
    assert "Verified by Lionel Improve" in lead.get(at("action")).text
    lead.post(at("progress"), {"text": "Signed.", "evidence": "The contract", "version": fresh(action).version})
    lead.post(at("done"))
    assert checker.post(at("send_back"), {"why": "Unsigned copy"}).status_code == 302
    lead.post(at("done"))
    assert checker.post(at("close")).status_code == 302
    told = {"practice": "changed", "judgement": "It did"}
    assert "2 kinds is needed" in as_(chair).post(at("judge"), told).text
    assert as_(chair).post(at("judge"), {**told, "practice": "partly"}).status_code == 302
    assert "Practice changed in part" in lead.get(at("action")).text
    other = Action._base_manager.get(plan=made, agency=other_agency)
    closing = reverse("learning:close_recommendation", args=[made.uuid])
    assert checker.post(closing).status_code == 409
    assert checker.post(at("withdraw", other), {"why": "No part in it"}).status_code == 302
    assert checker.post(closing).status_code == 302
    assert "Carried out" in lead.get(page).text


def test_a_learning_point_is_written_once_somebody_looked(business_manager, as_, group):
    office, page = as_(business_manager), reverse("learning:write_point")
    typed = {"title": "Night workers do not see the plan", "text": "In 4 of 6 records.", "source": "case-audits",
             "group": str(group("qp").uuid), "source_words": "", "theme": "", "looked": ""}  # fmt: skip
    assert office.post(page, typed).status_code == 302
    again = office.post(page, {**typed, "title": "Workers at night do not see the plan"})
    assert again.status_code == 200 and "Night workers do not see the plan" in again.text


def test_the_board_of_plans_costs_the_same_with_3_and_with_30(
    group, agency, other_agency, business_manager, board_member, as_, budget
):
    def write(count):
        for number in range(count):
            made = write_recommendation(title=f"Plan {number}", text="T", strength="training", source="reviews",
                                        group=group("li"), by=None, on=date(2019, 9, 1))  # fmt: skip
            ask_together(recommendation=made, title="A", text="T", agencies=[agency, other_agency], due_on=TODAY,
                         by=None, on=TODAY)  # fmt: skip

    client, page = as_(board_member), reverse("learning:recommendations")
    write(3)
    client.get(page)
    with budget("learning.recommendations") as few:
        client.get(page)
    write(17)
    with budget("learning.recommendations") as many:
        assert "20 action plans are open" in client.get(page).text
    assert len(few) == len(many)
