"""Returns: who may move what from where, nothing lost between two authors, and what is frozen."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given, settings
from hypothesis import strategies as st

from audits.kinds.learning.kind import KIND as LEARNING
from audits.returns import services
from audits.returns.lifecycle import Stage
from audits.returns.models import Answer, AnswerRevision, AuditReturn, Evidence, Snapshot
from audits.returns.queries import return_page
from audits.returns.values import percentage, share_fault, value_fault
from sscb import clock
from sscb.access.errors import Conflict
from sscb.access.policy import Refused
from sscb.learning.models import Action
from sscb.people.services import give_role
from sscb.records.moving import NotYet
from sscb.timetable.models import Deadline
from tests.audits.conftest import CLOSES, answer_all

ON, SEPTEMBER = date(2019, 5, 2), date(2019, 9, 30)

def test_each_agency_with_the_duty_is_invited_once(invited, cycle, agency, other_agency):
    assert set(invited) >= {agency.name, other_agency.name}
    one = invited[agency.name]
    assert one.answers.count() == 47 and one.due_on == CLOSES and cycle.stage == "open"
    assert Deadline.objects.get(record_id=one.pk, rule="audit-return-due").due_on == CLOSES


def test_a_window_does_not_open_before_its_day(cycle, business_manager):
    with clock.at(date(2019, 3, 2)), pytest.raises(ValidationError, match="1 April 2019, which has not come"):
        services.open_cycle(cycle=cycle, by=business_manager, on=date(2019, 3, 2))


# --- answering --------------------------------------------------------------------------------------------------------


def test_the_second_author_sees_both_texts_and_nothing_is_lost(one, contributor, agency_lead):
    answer = Answer.objects.select_related("of__cycle").get(of=one, key="current-policy")
    services.save_answer(answer=answer, edition=1, by=contributor, on=ON, self_grade=2, words="Reviewed in March.")
    late = Answer.objects.select_related("of__cycle").get(of=one, key="current-policy")
    with pytest.raises(services.AnsweredMeanwhile) as meanwhile:
        services.save_answer(answer=late, edition=1, by=agency_lead, on=ON, self_grade=1, words="It is out of date.")
    assert meanwhile.value.mine == {"self_grade": 1, "words": "It is out of date."}
    assert meanwhile.value.saved == {"self_grade": 2, "words": "Reviewed in March."}
    assert Answer.objects.get(pk=answer.pk).words == "Reviewed in March."


def test_every_change_is_kept_with_before_and_after(one, contributor):
    answer = Answer.objects.select_related("of__cycle").get(of=one, key="current-policy")
    services.save_answer(answer=answer, edition=1, by=contributor, on=ON, self_grade=1, words="Old.")
    services.save_answer(answer=answer, edition=2, by=contributor, on=ON, self_grade=2, words="Old.", why="Agreed")
    trail = AnswerRevision.objects.filter(answer=answer).values_list("field", "before", "after", "why")
    assert list(trail) == [
        ("self_grade", None, 1, ""), ("words", "", "Old.", ""), ("self_grade", 1, 2, "Agreed"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("said", "field", "sentence"),
    [
        ({"self_grade": 7}, "self_grade", "Choose one of the grades."),
        ({"self_grade": 2, "not_applicable": True, "why_not_applicable": "x"}, "not_applicable", "not both"),
        ({"not_applicable": True}, "why_not_applicable", "Say why it does not apply to you."),
        ({"value": 12}, "value", "answered with a grade"),
    ],
)
def test_what_cannot_be_an_answer_is_refused_in_words(one, contributor, said, field, sentence):
    answer = Answer.objects.select_related("of__cycle").get(of=one, key="current-policy")
    with pytest.raises(ValidationError) as refusal:
        services.save_answer(answer=answer, edition=1, by=contributor, on=ON, **said)
    assert sentence in " ".join(refusal.value.message_dict[field])
    assert not Answer.objects.get(pk=answer.pk).is_given


def test_nothing_is_answered_while_it_waits_for_the_signature(at_stage, contributor):
    one = at_stage("awaiting_sign_off")
    answer = Answer.objects.select_related("of__cycle").get(of=one, key="current-policy")
    with pytest.raises(Conflict, match="waiting to be signed"):
        services.save_answer(answer=answer, edition=answer.edition, by=contributor, on=ON, self_grade=3)


def test_evidence_says_its_period_and_lies_somewhere(one, contributor):
    answer = Answer.objects.select_related("of__cycle").get(of=one, key="current-policy")
    services.save_answer(answer=answer, edition=1, by=contributor, on=ON, self_grade=2)
    told = {"answer": answer, "kind": "policy", "title": "Policy", "by": contributor, "on": ON}
    kept = services.add_evidence(**told, from_on=date(2019, 1, 1), to_on=date(2019, 3, 1), address="Intranet")
    assert kept.expires_on is None
    with pytest.raises(ValidationError) as refusal:
        services.add_evidence(
            **told, from_on=date(2019, 6, 1), to_on=date(2019, 1, 1), expires_on=date(2019, 4, 1)
        )
    assert set(refusal.value.message_dict) == {"from_on", "to_on", "expires_on", "file"}
    services.withdraw_evidence(evidence=kept, by=contributor, on=ON)
    assert Evidence.objects.get().withdrawn_on == ON


# --- handing in -------------------------------------------------------------------------------------------------------


def test_it_is_not_handed_in_with_a_gap_that_has_no_action(one, contributor):
    answer_all(one, contributor, but=("board-attendance",))
    with pytest.raises(NotYet, match="some questions have no answer"):
        services.ask_for_signature(one=one, by=contributor, on=ON)
    answer = Answer.objects.select_related("of__cycle").get(of=one, key="board-attendance")
    answer.of = one
    services.save_answer(answer=answer, edition=1, by=contributor, on=ON, self_grade=1)
    with pytest.raises(NotYet, match="neither an action nor a reason"):
        services.ask_for_signature(one=one, by=contributor, on=ON)
    services.plan_improvement(
        answer=answer, text="Name a deputy", owner="Head of safeguarding", due_on=SEPTEMBER, by=contributor, on=ON
    )
    services.ask_for_signature(one=one, by=contributor, on=ON)
    assert one.stage == Stage.AWAITING_SIGN_OFF


def test_nobody_signs_their_own_work(at_stage, agency, contributor, head):
    one = at_stage("awaiting_sign_off")
    give_role(person=contributor, role="AGL", on=date(2018, 4, 1), organisation=agency)
    contributor.__dict__.pop("_standing", None)
    with pytest.raises(ValidationError, match="nobody signs their own work"):
        services.sign_return(one=one, office="head of agency", by=contributor, on=ON)
    with pytest.raises(ValidationError, match="This return is signed by: head of agency"):
        services.sign_return(one=one, office="governor", by=head, on=ON)
    with pytest.raises(NotYet, match="somebody who must sign has not signed"):
        services.hand_in(one=one, by=head, on=ON)


def test_handing_in_freezes_what_stood_there_and_asks_for_its_actions(at_stage, one, contributor, head, moderator):
    answer_all(one, contributor, but=("board-attendance",))
    answer = Answer.objects.select_related("of__cycle").get(of=one, key="board-attendance")
    answer.of = one
    services.save_answer(answer=answer, edition=1, by=contributor, on=ON, self_grade=0, words="Nobody goes.")
    services.plan_improvement(
        answer=answer, text="Name a deputy", owner="Head of safeguarding", due_on=SEPTEMBER, by=contributor, on=ON
    )
    at_stage("submitted")
    frozen = Snapshot.objects.get(of=one)
    assert frozen.content["answers"]["board-attendance"]["self_grade"] == 0
    action = Action.objects.all_for_job("a test").get(title="Name a deputy")
    assert frozen.content["answers"]["board-attendance"]["actions"][0]["action"] == action.reference
    assert (action.owner, action.due_on) == (one.owner, SEPTEMBER)
    assert not Deadline.objects.open().filter(record_id=one.pk).exists()
    with pytest.raises(Refused):
        services.save_answer(answer=answer, edition=2, by=contributor, on=ON, self_grade=3)


def test_sent_back_it_is_signed_again_and_the_first_snapshot_stays(at_stage, one, contributor, head):
    at_stage("returned")
    assert one.released_on is None and not one.signatures.filter(withdrawn_on=None).exists()
    services.start_return(one=one, by=contributor, on=ON)
    services.ask_for_signature(one=one, by=contributor, on=ON)
    services.sign_return(one=one, office="head of agency", by=head, on=ON)
    services.hand_in(one=one, by=head, on=ON)
    assert [made.number for made in one.snapshots.all()] == [1, 2]


# --- moderation -------------------------------------------------------------------------------------------------------


def test_the_two_grades_stand_side_by_side(at_stage, one, moderator):
    at_stage("in_moderation")
    answer = Answer.objects.select_related("of__cycle").get(of=one, key="current-policy")
    with pytest.raises(ValidationError, match="Say why your grade is another"):
        services.moderate_answer(answer=answer, grade=0, by=moderator, on=ON)
    services.moderate_answer(answer=answer, grade=0, words="Two years out of date.", by=moderator, on=ON)
    again = Answer.objects.get(pk=answer.pk)
    assert (again.self_grade, again.moderated_grade) == (2, 0)
    with pytest.raises(NotYet, match="some answers have not been moderated"):
        services.end_moderation(one=one, by=moderator, on=ON)


def test_nobody_moderates_their_own_agency(at_stage, one, qp_chair):
    at_stage("submitted")
    with pytest.raises(ValidationError, match="your own agency’s return"):
        services.begin_moderation(one=one, by=qp_chair, on=ON)


def test_an_appeal_is_made_once(at_stage, one, head, moderator):
    at_stage("appealed")
    services.decide_appeal(one=one, why="The evidence was there", by=moderator, on=ON)
    with pytest.raises(NotYet, match="appealed once already"):
        services.appeal(one=one, why="Once more", by=head, on=ON)


# --- excusing, and the next cycle -------------------------------------------------------------------------------------


def test_an_extension_moves_the_last_day_and_keeps_the_first(one, business_manager):
    with pytest.raises(ValidationError, match="give a later day"):
        services.extend_return(one=one, until_on=CLOSES, why="x", by=business_manager, on=ON)
    given_ = services.extend_return(one=one, until_on=date(2019, 7, 12), why="Merger", by=business_manager, on=ON)
    assert given_.before_on == CLOSES and one.due_on == date(2019, 7, 12)
    assert Deadline.objects.open().get(record_id=one.pk).due_on == date(2019, 7, 12)
    with pytest.raises(NotYet, match="its last day has not ended"):
        services.write_off_return(one=one, by=business_manager, on=date(2019, 7, 12))


def test_an_exemption_is_the_chairs(one, business_manager, qp_chair):
    with pytest.raises(ValidationError, match="Only the Independent Chair"):
        services.exempt_return(one=one, why="Closed", approved_by=qp_chair, by=business_manager, on=ON)


def test_what_was_answered_before_is_carried_forward_to_be_confirmed(
    at_stage, one, cycle, agency, business_manager, contributor
):
    at_stage("closed")
    opens = date(2020, 4, 1)
    with clock.at(opens):
        following = services.plan_cycle(
            kind="section11", title="Section 11 audit 2020", opens_on=opens, closes_on=date(2020, 6, 30),
            by=business_manager, on=opens, follows=cycle,
        )  # fmt: skip
        new = {made.owner_id: made for made in services.open_cycle(cycle=following, by=business_manager, on=opens)}
        mine = new[agency.pk]
        carried = Answer.objects.filter(of=mine)
        assert {answer.self_grade for answer in carried} == {2} and not any(answer.confirmed for answer in carried)
        services.start_return(one=mine, by=contributor, on=opens)
        with pytest.raises(NotYet, match="carried forward has not been confirmed"):
            services.ask_for_signature(one=mine, by=contributor, on=opens)
        for answer in carried.select_related("of__cycle"):
            services.confirm_answer(answer=answer, by=contributor, on=opens)
        services.ask_for_signature(one=mine, by=contributor, on=opens)
    assert mine.stage == Stage.AWAITING_SIGN_OFF


# --- values and pages -------------------------------------------------------------------------------------------------


@settings(max_examples=60, deadline=None)
@given(part=st.integers(0, 5000), of=st.integers(0, 5000))
def test_a_share_is_never_more_than_what_it_is_out_of(part, of):
    assert bool(share_fault({"part": part, "of": of})) is (part > of)
    if part <= of and of:
        assert 0 <= percentage({"part": part, "of": of}) <= 100


@pytest.mark.parametrize(
    ("key", "value", "sentence"),
    [
        ("staff-by-group", {"Group 1": {"staff": 40}}, ""),
        ("staff-by-group", {"Group 9": {"staff": 40}}, "These rows do not belong to this table."),
        ("staff-by-group", {"Group 1": {"staff": -4}},
         "Group 1, staff and volunteers: enter a whole number, without a sign or a comma."),
        ("in-date", {"Group 2": {"in-date": {"part": 5, "of": 4}}},
         "Group 2, in date, of those due: 5 of 4 cannot be: the first is part of the second."),
        ("in-date", {"Group 2": {"in-date": 85}}, "Group 2, in date, of those due: say how many, and of how many."),
        ("reporting-period", {"from": "2019-04-01", "to": "2018-04-01"}, "The last day comes before the first."),
        ("what-stops-staff", ["Workload", "The weather"], "Choose from the list."),
        ("courses-run", [{"title": "Neglect", "times": 3}], ""),
        ("courses-run", [{"teacher": "x"}], "Row 1: this row does not fit the table."),
        ("training-strategy", {"said": "perhaps"}, "Choose yes, partly, no or not applicable."),
    ],
)  # fmt: skip
def test_values_fit_their_questions(key, value, sentence):
    assert value_fault(LEARNING.questions.question(key), value) == sentence


def test_the_page_shows_progress_apart_from_the_grade(one, contributor, django_assert_max_num_queries):
    answer = Answer.objects.select_related("of__cycle").get(of=one, key="current-policy")
    services.save_answer(answer=answer, edition=1, by=contributor, on=ON, self_grade=0)
    one = AuditReturn.objects.all_for_job("a test").select_related("owner", "cycle").get(pk=one.pk)
    with django_assert_max_num_queries(4):
        shown = return_page(one, ON)
    policy = shown.standards[1]
    assert (policy.progress.sentence, policy.grade, policy.ruled_by) == ("1 of 5 answered", "Not in place", "")
    assert shown.heading == "1 of 47 answered, to be handed in by 28 June 2019."


def test_each_reads_what_is_theirs(
    client, settings, one, invited, other_agency, contributor, other_lead, practitioner, moderator
):
    settings.SECOND_FACTOR = False
    for person, own, other in ((contributor, 200, 404), (other_lead, 404, 200), (practitioner, 404, 404)):
        client.force_login(person)
        assert client.get(f"/audits/returns/{one.uuid}/").status_code == own
        assert client.get(f"/audits/returns/{invited[other_agency.name].uuid}/").status_code == other
    client.force_login(moderator)
    listed = client.get("/audits/returns/").content.decode()
    assert str(one.uuid) in listed
    assert client.get(f"/audits/cycles/{one.cycle.uuid}/").status_code == 200
