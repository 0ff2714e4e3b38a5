"""An area of concern from noticed to closed: who may take it where, and what is refused with which sentence."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from dataset.lifecycle import ASKING_MOVES, DONE_BY, MOVES, OPEN, STAGES, Stage
from dataset.models import Concern, ConcernStep, Question
from dataset.services.concerns import (
    accept_concern,
    ask_again,
    chase_question,
    close_concern,
    drop_concern,
    escalate_concern,
    join_to_concern,
    monitor_concern,
    pass_concern,
    promise_action,
    reopen_concern,
    resolve_concern,
    save_answer,
    send_answer,
)
from sscb import clock
from sscb.access.policy import Refused
from sscb.board.models import Challenge
from sscb.history.models import Entry
from sscb.jobs.models import Mail
from sscb.learning.models import Action
from sscb.learning.services import write_point
from sscb.records.models import Record
from sscb.records.moving import NotThere, NotYet, SomeoneElseWasFirst
from sscb.records.sockets import types
from sscb.timetable.models import Deadline
from tests.dataset.concerns import DUE, RAISED, TODAY, answered, fallen, monitored, passed, raised
from tests.dataset.figures import STEADY, indicator, months

MINUTE = "Q&P 2019/31"


@pytest.fixture
def mi02(db):
    return fallen()


@pytest.fixture(autouse=True)
def board(group):
    group("board"), group("qp")


@pytest.fixture
def deciding(person, other_agency):
    """The chair of Quality and Performance, of an agency that is not asked."""
    return person("Petra Chair", organisation=other_agency, sits={"qp": "chair"})


def told(code):
    return [entry.code for entry in Entry.objects.filter(reference=code).order_by("id")]


# --- the table --------------------------------------------------------------------------------------------------------


def test_the_table_knows_every_state_of_the_handbook_and_who_takes_it_there():
    assert set(STAGES) == set(DONE_BY) and {str(one) for one in Stage} == {
        "noticed", "raised", "accepted", "dropped", "passed", "tasked", "responded", "monitored", "escalated",
        "resolved", "closed",
    }  # fmt: skip
    assert {move.to for move in MOVES} == set(Stage) - {Stage.NOTICED}
    ends = set(Stage) - {move.start for move in MOVES}
    assert ends == {Stage.DROPPED, Stage.CLOSED} and not ends & set(OPEN)


def test_every_guard_that_a_move_needs_has_a_sentence():
    for code, moves in (("dataset.concern", MOVES), ("dataset.question", ASKING_MOVES)):
        guards = types[code].guards
        assert {name for move in moves for name in move.needs} <= set(guards)
        assert all(words and not words.endswith(".") for _, words in guards.values())


# --- raising ----------------------------------------------------------------------------------------------------------


def test_a_member_raises_and_the_reading_is_frozen_as_it_stood(mi02, qp_member):
    concern = raised(qp_member, mi02)
    (joined,) = concern.joined.all()
    assert (concern.stage, concern.level, concern.reference) == ("raised", "P3", "AOC-2019-001")
    assert (joined.noticed_as, joined.period_start, joined.value) == ("signal", date(2019, 9, 1), 58.0)
    assert joined.frozen["qp"]["shown"] == "58.0%" and joined.frozen["qp"]["rule"]
    months(mi02, [90.0], last=date(2019, 10, 1))
    joined.refresh_from_db()
    assert joined.value == 58.0 and "September 2019" in joined.frozen["qp"]["period"]
    assert told(concern.reference) == ["dataset.concern_raised"]


def test_a_concern_rests_on_an_indicator_or_on_what_was_learned(mi02, qp_member, business_manager, group):
    with pytest.raises(NotYet, match="rests on no indicator"):
        raised(qp_member)
    point = write_point(title="P", text="T", source="case audit", group=group("qp"), by=None, on=RAISED)
    assert raised(qp_member, points=[point]).points.all_for_job("test").count() == 1
    with pytest.raises(NotYet, match="what it may mean"):
        raised(qp_member, mi02, harm=" ")
    assert Concern._base_manager.count() == 1


def test_an_indicator_stands_in_one_open_concern(mi02, qp_member):
    first = raised(qp_member, mi02)
    with pytest.raises(ValidationError, match=first.reference):
        raised(qp_member, mi02)


@pytest.mark.parametrize("who", ["board_member", "agency_lead", "practitioner", "system_administrator", "chair"])
def test_others_raise_nothing(request, mi02, who):
    with pytest.raises(Refused):
        raised(request.getfixturevalue(who), mi02)


def test_a_member_of_another_subgroup_tells_qp_instead(mi02, person, agency):
    with pytest.raises(Refused, match="You may not raise"):
        raised(person("Lena Learner", organisation=agency, sits={"li": "chair"}), mi02)


def test_several_indicators_and_findings_join_one_concern(mi02, qp_member, group):
    concern = raised(qp_member, mi02)
    other = indicator("CP09", title="Plan reviews in time")
    months(other, STEADY)
    point = write_point(title="P", text="T", source="case audit", group=group("qp"), by=None, on=RAISED)
    join_to_concern(concern=concern, indicators=[other], points=[point], by=qp_member, on=TODAY)
    assert {one.noticed_as for one in concern.joined.all()} == {"signal", "worry"}
    with pytest.raises(ValidationError, match="Choose what is joined"):
        join_to_concern(concern=concern, by=qp_member, on=TODAY)


# --- deciding ---------------------------------------------------------------------------------------------------------


def test_only_the_chair_of_qp_takes_it_up_and_names_the_minute(mi02, qp_member, deciding, board_office, chair):
    concern = raised(qp_member, mi02)
    for other in (qp_member, board_office, chair):
        with pytest.raises(Refused):
            accept_concern(concern=concern, minute=MINUTE, by=other, on=TODAY)
    with pytest.raises(NotYet, match="names no minute"):
        accept_concern(concern=concern, minute=" ", by=deciding, on=TODAY)
    accept_concern(concern=concern, minute=MINUTE, by=deciding, on=TODAY)
    assert concern.released_on == TODAY
    assert list(ConcernStep.objects.values_list("to", "minute")) == [("raised", ""), ("accepted", MINUTE)]


def test_the_board_knows_of_it_once_it_is_accepted(mi02, qp_member, deciding, board_member):
    concern = raised(qp_member, mi02)
    assert not Concern.objects.visible_to(board_member).exists()
    accept_concern(concern=concern, minute=MINUTE, by=deciding, on=TODAY)
    assert Concern.objects.visible_to(board_member).get() == concern


def test_not_taking_it_up_needs_a_reason_and_ends_it(mi02, qp_member, deciding):
    concern = raised(qp_member, mi02)
    with pytest.raises(NotYet, match="does not say why"):
        drop_concern(concern=concern, why="", minute=MINUTE, by=deciding, on=TODAY)
    drop_concern(concern=concern, why="One file was wrong.", minute=MINUTE, by=deciding, on=TODAY)
    assert concern.closed_on == TODAY
    with pytest.raises(NotThere, match="It is at its end"):
        accept_concern(concern=concern, minute=MINUTE, by=deciding, on=TODAY)


# --- asking and answering ---------------------------------------------------------------------------------------------


def test_each_agency_gets_its_own_question_with_ten_working_days(
    mi02, board_office, deciding, agency, other_agency, agency_lead
):
    concern, questions = passed(board_office, deciding, [agency, other_agency], mi02)
    assert concern.stage == "passed" and {one.due_on for one in questions.values()} == {DUE}
    assert Deadline.objects.filter(rule="concern-answer", organisation=agency).get().due_on == DUE
    assert Mail.objects.filter(to=agency_lead).count() == 1
    with pytest.raises(ValidationError, match="has not answered"):
        pass_concern(concern=concern, agencies=[agency], title="T", text="Again?", by=board_office, on=TODAY)


def test_it_is_not_put_to_agencies_before_it_is_accepted(mi02, qp_member, board_office, agency):
    concern = raised(qp_member, mi02)
    with pytest.raises(NotThere, match="“Raised”"):
        pass_concern(concern=concern, agencies=[agency], title="T", text="Why?", by=board_office, on=TODAY)
    assert not Question._base_manager.exists() and not Mail.objects.exists()


def test_the_contributor_writes_and_the_lead_sends(mi02, board_office, deciding, agency, agency_lead, contributor):
    concern, questions = passed(board_office, deciding, [agency], mi02)
    question = questions[agency.pk]
    save_answer(question=question, version=question.version, by=contributor, on=TODAY, explanation="Weekends.")
    with pytest.raises(Refused):
        answered(question, contributor)
    with pytest.raises(NotYet, match="explains nothing"):
        answered(question, agency_lead, explanation=" ")
    answered(question, agency_lead)
    concern.refresh_from_db()
    assert concern.stage == "responded"
    question.refresh_from_db()
    assert (question.stage, question.released_on, question.answered_by) == ("answered", TODAY, agency_lead)
    assert Deadline.objects.get(rule="concern-answer").state == "met"
    with pytest.raises(Refused):
        save_answer(question=question, version=question.version, by=agency_lead, on=TODAY, explanation="Later.")


def test_nobody_overwrites_what_a_colleague_wrote(mi02, board_office, deciding, agency, agency_lead, contributor):
    _, questions = passed(board_office, deciding, [agency], mi02)
    question = questions[agency.pk]
    seen = question.version
    save_answer(question=question, version=seen, by=contributor, on=TODAY, explanation="Mine.")
    with pytest.raises(SomeoneElseWasFirst):
        send_answer(question=question, version=seen, by=agency_lead, on=TODAY, explanation="Hers.")
    question.refresh_from_db()
    assert (question.explanation, question.stage) == ("Mine.", "asked")


def test_another_agency_s_lead_has_nothing_to_do_with_it(mi02, board_office, deciding, agency, other_lead):
    _, questions = passed(board_office, deciding, [agency], mi02)
    assert not Question.objects.visible_to(other_lead).exists()
    with pytest.raises(Refused):
        answered(questions[agency.pk], other_lead)


def test_an_action_promised_is_in_the_action_log_and_tasks_the_concern(
    mi02, board_office, deciding, agency, agency_lead
):
    concern, questions = passed(board_office, deciding, [agency], mi02)
    question = questions[agency.pk]
    with pytest.raises(ValidationError):
        promise_action(question=question, title="Weekend cover", due_on=RAISED, by=agency_lead, on=TODAY)
    action = promise_action(
        question=question, title="Weekend cover", due_on=TODAY + timedelta(days=30), by=agency_lead, on=TODAY,
        lead=agency_lead,
    )  # fmt: skip
    concern.refresh_from_db()
    assert concern.stage == "tasked" and Action._base_manager.get() == action and action.lead == agency_lead
    answered(question, agency_lead)
    concern.refresh_from_db()
    assert concern.stage == "responded"


def test_the_concern_is_answered_when_the_last_agency_has(
    mi02, board_office, deciding, agency, other_agency, agency_lead, other_lead
):
    concern, questions = passed(board_office, deciding, [agency, other_agency], mi02)
    answered(questions[agency.pk], agency_lead)
    concern.refresh_from_db()
    assert concern.stage == "passed"
    answered(questions[other_agency.pk], other_lead)
    concern.refresh_from_db()
    assert concern.stage == "responded"


def test_chasing_writes_to_the_leads_and_is_counted(mi02, board_office, deciding, agency, agency_lead, qp_member):
    _, questions = passed(board_office, deciding, [agency], mi02)
    question = questions[agency.pk]
    with pytest.raises(Refused):
        chase_question(question=question, by=qp_member, on=TODAY)
    assert chase_question(question=question, by=board_office, on=TODAY) == 1
    assert (question.chased, Mail.objects.filter(to=agency_lead).count()) == (1, 2)
    assert "Return" not in Mail.objects.latest("id").body
    answered(question, agency_lead)
    question.refresh_from_db()
    with pytest.raises(ValidationError, match="waits for no answer"):
        chase_question(question=question, by=board_office, on=TODAY)


def test_an_answer_that_is_not_enough_goes_back_with_what_was_written(
    mi02, board_office, deciding, agency, agency_lead
):
    concern, questions = passed(board_office, deciding, [agency], mi02)
    question = questions[agency.pk]
    answered(question, agency_lead)
    question.refresh_from_db()
    with pytest.raises(NotYet, match="does not say why"):
        ask_again(question=question, why="", by=board_office, on=TODAY)
    ask_again(question=question, why="No figures are given.", by=board_office, on=TODAY)
    concern.refresh_from_db()
    assert (question.stage, question.released_on, question.due_on) == ("asked", None, date(2019, 11, 26))
    assert question.explanation and concern.stage == "passed"
    answered(question, agency_lead)


# --- monitoring -------------------------------------------------------------------------------------------------------


def test_the_signal_gone_for_three_periods_resolves_it(mi02, board_office, deciding, agency, agency_lead):
    concern = monitored(board_office, deciding, agency_lead, agency, mi02)
    after = date(2020, 1, 31)
    with pytest.raises(NotYet, match="signal has not been gone"):
        resolve_concern(concern=concern, how="signal", minute=MINUTE, by=deciding, on=TODAY)
    months(mi02, [81.0, 82.0, 80.0], last=date(2019, 12, 1))
    with pytest.raises(NotYet):
        resolve_concern(concern=concern, how="signal", minute=MINUTE, by=deciding, on=TODAY)
    with clock.at(after):
        concern = Concern._base_manager.get(pk=concern.pk)
        resolve_concern(concern=concern, how="signal", minute=MINUTE, by=deciding, on=after)
    assert (concern.stage, concern.resolved_how) == ("resolved", "signal")


def test_an_explanation_must_say_why(mi02, board_office, deciding, agency, agency_lead):
    concern = monitored(board_office, deciding, agency_lead, agency, mi02)
    with pytest.raises(NotYet, match="no explanation was agreed"):
        resolve_concern(concern=concern, how="explained", minute=MINUTE, by=deciding, on=TODAY)
    concern = Concern._base_manager.get(pk=concern.pk)
    resolve_concern(concern=concern, how="explained", why="A pilot ended.", minute=MINUTE, by=deciding, on=TODAY)
    assert concern.stage == "resolved"


def test_nobody_judges_the_answer_of_their_own_agency(mi02, board_office, qp_chair, chair, agency, agency_lead):
    concern, questions = passed(board_office, qp_chair, [agency], mi02)
    answered(questions[agency.pk], agency_lead)
    concern.refresh_from_db()
    with pytest.raises(Refused, match="somebody of another agency.*Independent Chair"):
        resolve_concern(concern=concern, how="explained", why="Fine.", minute=MINUTE, by=qp_chair, on=TODAY)
    resolve_concern(concern=concern, how="explained", why="Fine.", minute=MINUTE, by=chair, on=TODAY)


def test_periods_are_a_number_within_reason(mi02, board_office, deciding, agency, agency_lead):
    concern, questions = passed(board_office, deciding, [agency], mi02)
    answered(questions[agency.pk], agency_lead)
    concern.refresh_from_db()
    with pytest.raises(ValidationError, match="from 1 to 12"):
        monitor_concern(concern=concern, periods=0, from_on=RAISED, minute=MINUTE, by=deciding, on=TODAY)


# --- escalating, closing, raising again -------------------------------------------------------------------------------


def test_the_independent_chair_escalates_a_late_answer_to_the_challenge_log(
    mi02, board_office, deciding, chair, agency, agency_lead
):
    concern, questions = passed(board_office, deciding, [agency], mi02)
    said = {"agency": agency, "to_office": "Director", "asks": "When will you answer?", "why": "No answer came."}
    with pytest.raises(NotYet, match="no answer is late"):
        escalate_concern(concern=concern, by=chair, on=DUE, **said)
    with pytest.raises(Refused):
        escalate_concern(concern=concern, by=deciding, on=TODAY, **said)
    concern = Concern._base_manager.get(pk=concern.pk)
    challenge = escalate_concern(concern=concern, by=chair, on=TODAY, **said)
    assert (challenge.reference, challenge.about_id, challenge.owner) == ("CH-2019-001", concern.pk, agency)
    assert concern.stage == "escalated" and concern.escalated_as == challenge
    answered(questions[agency.pk], agency_lead)
    concern.refresh_from_db()
    assert concern.stage == "responded"


def test_only_an_agency_that_was_asked_is_challenged(mi02, board_office, deciding, chair, agency, other_agency):
    concern, _ = passed(board_office, deciding, [agency], mi02)
    with pytest.raises(ValidationError, match="was not asked"):
        escalate_concern(
            concern=concern, agency=other_agency, to_office="Chief", asks="Why?", why="Late.", by=chair, on=TODAY
        )
    assert not Challenge._base_manager.exists()


def test_closing_says_where_the_board_was_told_and_what_difference_was_made(
    mi02, board_office, business_manager, deciding, agency, agency_lead
):
    concern = monitored(board_office, deciding, agency_lead, agency, mi02)
    resolve_concern(concern=concern, how="explained", why="Agreed.", minute=MINUTE, by=deciding, on=TODAY)
    with pytest.raises(Refused):
        close_concern(concern=concern, impact="Faster.", board_told="Board 2019/4", by=board_office, on=TODAY)
    with pytest.raises(NotYet, match="where the Board was told.*|what difference"):
        close_concern(concern=concern, impact=" ", board_told=" ", by=business_manager, on=TODAY)
    close_concern(concern=concern, impact="Faster.", board_told="Board 2019/4", by=business_manager, on=TODAY)
    assert (concern.stage, concern.closed_on) == ("closed", TODAY)


def test_what_is_resolved_withdraws_the_questions_that_wait(
    mi02, board_office, deciding, chair, agency, other_agency, agency_lead
):
    concern, questions = passed(board_office, deciding, [agency, other_agency], mi02)
    escalate_concern(
        concern=concern, agency=agency, to_office="Chief", asks="Why?", why="Late.", by=chair, on=TODAY
    )
    resolve_concern(concern=concern, how="explained", why="One file was wrong.", minute=MINUTE, by=chair, on=TODAY)
    assert set(Question._base_manager.values_list("stage", flat=True)) == {"withdrawn"}
    assert not Deadline.objects.open().filter(rule="concern-answer").exists()


def test_what_comes_back_is_a_new_concern_linked_to_the_old(
    mi02, board_office, deciding, business_manager, agency, agency_lead
):
    concern = monitored(board_office, deciding, agency_lead, agency, mi02)
    with pytest.raises(ValidationError, match="still open"):
        reopen_concern(concern=concern, why="It is back.", by=board_office, on=TODAY)
    resolve_concern(concern=concern, how="explained", why="Agreed.", minute=MINUTE, by=deciding, on=TODAY)
    close_concern(concern=concern, impact="Faster.", board_told="Board 2019/4", by=business_manager, on=TODAY)
    again = reopen_concern(concern=concern, why="It is back.", by=board_office, on=TODAY)
    assert (again.stage, again.follows, again.reference) == ("raised", concern, "AOC-2019-002")
    assert [one.indicator for one in again.joined.all()] == [mi02]
    concern.refresh_from_db()
    assert concern.stage == "closed"


def test_what_is_locked_is_not_moved(mi02, qp_member, deciding):
    concern = raised(qp_member, mi02)
    Record._plain.filter(pk=concern.pk).update(locked_on=TODAY)
    concern.refresh_from_db()
    with pytest.raises(Refused):
        accept_concern(concern=concern, minute=MINUTE, by=deciding, on=TODAY)


def test_two_chairs_at_once_do_not_both_decide(mi02, qp_member, deciding):
    concern = raised(qp_member, mi02)
    other = Concern._base_manager.get(pk=concern.pk)
    accept_concern(concern=concern, minute=MINUTE, by=deciding, on=TODAY)
    with pytest.raises(SomeoneElseWasFirst):
        drop_concern(concern=other, why="No.", minute=MINUTE, by=deciding, on=TODAY)


def test_nothing_of_it_is_lost_from_the_history(mi02, board_office, deciding, agency, agency_lead):
    concern = monitored(board_office, deciding, agency_lead, agency, mi02)
    assert told(concern.reference) == [
        "dataset.concern_raised", "dataset.concern_accepted", "dataset.concern_passed", "dataset.concern_answered",
        "dataset.concern_monitored",
    ]  # fmt: skip
