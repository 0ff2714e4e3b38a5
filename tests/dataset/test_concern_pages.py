"""The pages of concerns, as the people who use them: what each shows, what it lets them do, and what it costs."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from dataset.models import Concern, Question
from dataset.queries.concerns.board_facts import concerns_for_board, last_board
from dataset.services.concerns import close_concern, resolve_concern
from dataset.services.readings import refresh_readings
from sscb.board.models import Challenge
from sscb.board.queries.home import home_of
from sscb.history.services import write_history
from sscb.people.services import add_organisation
from tests.dataset.concerns import DUE, PASSED, TODAY, accepted, answered, fallen, monitored, passed, raised
from tests.dataset.figures import FALLING, STEADY, indicator, months


@pytest.fixture(autouse=True)
def groups(group):
    group("board"), group("qp")


@pytest.fixture
def mi02(db):
    made = fallen()
    refresh_readings([made])
    return made


@pytest.fixture
def deciding(person, other_agency):
    return person("Petra Chair", organisation=other_agency, sits={"qp": "chair"})


def at(name, thing):
    return reverse(f"dataset:{name}", args=[thing.uuid])


def text(answer) -> str:
    return answer.content.decode()


def for_board(day) -> dict:
    return concerns_for_board(day, last=last_board(day))


def fresh(concern):
    return Concern._base_manager.get(pk=concern.pk)


@pytest.mark.req("SEC-30")
def test_a_writer_is_asked_to_look_again_at_a_small_number_before_others_read_it(as_, qp_member, board_office, qp_chair,
                                                                                 other_lead, other_agency):  # fmt: skip
    """What is typed stays; a tick lets it stand; a draft is not asked about, an answer that is sent is."""
    made = indicator("MI02", target=90)
    months(made, [*((80 + n * 7 % 5, 120) for n in range(22)), (48, 50), (60, 120)])
    refresh_readings([made])
    client = as_(qp_member)
    typed = {"title": "Interviews late", "asks": "Why?", "evidence": "48 of 50 were in time, or 96.0%.",
             "harm": "Three children were not asked."}  # fmt: skip
    asked = client.post("/dataset/MI02/raise/", typed)
    shown = text(asked)
    assert asked.status_code == 422 and not Concern._base_manager.exists()
    assert "“48 of 50”, “96.0%”: this may be" in shown and "“Three children”" in shown
    assert 'name="looked_again"' in shown and "Three children were not asked." in shown
    assert client.post("/dataset/MI02/raise/", typed | {"looked_again": "on"}).status_code == 302
    assert Concern._base_manager.get().harm == "Three children were not asked."
    passed(board_office, qp_chair, [other_agency], indicator("MI03"))
    question = Question._base_manager.get()
    lead, page = as_(other_lead), at("question", question)
    words = {"explanation": "Two boys were with a relative.", "version": question.version}
    assert lead.post(page, words).status_code == 302, "a draft is saved as it was typed"
    words["version"] = Question._base_manager.get(pk=question.pk).version
    refused = lead.post(page, words | {"send": "1"})
    assert refused.status_code == 422 and "“Two boys”" in text(refused)


# --- noticed, raised, decided -----------------------------------------------------------------------------------------


def test_a_member_sees_what_is_noticed_and_raises_it_from_the_indicator(mi02, as_, qp_member):
    client = as_(qp_member)
    listed = text(client.get(reverse("dataset:concerns")))
    assert "one noticed in the figures" in listed and "/dataset/MI02/raise/" in listed
    form = client.get("/dataset/MI02/raise/")
    assert "58.0% in September 2019" in text(form)
    typed = {"title": "Interviews late", "asks": "Why?", "evidence": "Two months", "harm": ""}
    refused = client.post("/dataset/MI02/raise/", typed)
    assert refused.status_code == 422
    assert "Interviews late" in text(refused) and "may mean for children" in text(refused)
    client.post("/dataset/MI02/raise/", typed | {"harm": "They tell it late."})
    concern = Concern._base_manager.get()
    page = text(client.get(at("concern", concern)))
    assert "Interviews late: raised, and Quality and Performance has to decide" in page
    assert "/dataset/MI02/raise/" not in text(client.get(reverse("dataset:concerns")))
    indicator_page = text(client.get("/dataset/MI02/"))
    assert concern.reference in indicator_page and "/dataset/MI02/raise/" not in indicator_page


@pytest.mark.parametrize("who", ["board_member", "agency_lead", "practitioner", "system_administrator"])
def test_others_are_not_asked_to_raise_one(request, mi02, as_, who):
    assert as_(request.getfixturevalue(who)).get("/dataset/MI02/raise/").status_code in (403, 404)


def test_the_chair_of_another_group_who_is_the_independent_chair_does_not_decide_for_qp(mi02, as_, qp_member, person):
    both = person("Ines Both", role="CHAIR", sits={"governance": "chair"})
    concern = raised(qp_member, mi02)
    assert as_(both).get(at("decide", concern)).status_code == 403


def test_the_chair_decides_with_the_minute_and_puts_it_to_an_agency(
    mi02, as_, qp_member, deciding, agency, agency_lead
):
    concern = raised(qp_member, mi02)
    client = as_(deciding)
    assert client.post(at("decide", concern), {"verdict": "drop", "minute": "Q&P 1"}).status_code == 422
    client.post(at("decide", concern), {"verdict": "accept", "minute": "Q&P 2019/31", "why": ""})
    assert "Q&amp;P 2019/31" in text(client.get(at("concern", concern)))
    assert agency.name in text(client.get(at("pass", concern)))
    said = {"agencies": [str(agency.uuid)], "title": "Interviews", "text": "Why?", "because": "Fell."}
    assert client.post(at("pass", concern), said | {"agencies": ["nobody"]}).status_code == 422
    client.post(at("pass", concern), said)
    question = Question._base_manager.get()
    assert question.due_on == date(2019, 11, 26)
    home = home_of(agency_lead, TODAY)
    assert [row.title for row in home.owed] == ["Interviews"] and "one answer" in home.heading


def test_one_that_is_not_taken_up_says_so(mi02, as_, qp_member, deciding):
    concern = raised(qp_member, mi02)
    as_(deciding).post(at("decide", concern), {"verdict": "drop", "minute": "Q&P 1", "why": "A wrong file."})
    assert "not taken up" in text(as_(qp_member).get(at("concern", concern)))


def test_more_is_joined_from_the_page(mi02, as_, qp_member):
    concern = raised(qp_member, mi02)
    other = indicator("CP09", title="Plan reviews in time")
    months(other, FALLING)
    refresh_readings([other])
    client = as_(qp_member)
    assert "CP09" in text(client.get(at("join", concern)))
    assert client.post(at("join", concern), {}).status_code == 422
    client.post(at("join", concern), {"indicators": ["CP09"]})
    assert "CP09 Plan reviews in time" in text(client.get(at("concern", concern)))


# --- asked and answered -----------------------------------------------------------------------------------------------


def test_the_agency_answers_on_its_own_page_and_nothing_typed_is_lost(
    mi02, as_, board_office, deciding, agency, agency_lead, contributor
):
    concern, questions = passed(board_office, deciding, [agency], mi02)
    question = questions[agency.pk]
    where = at("question", question)
    page = text(as_(contributor).get(where))
    assert "your answer is 13 days late" in page and "Send the answer" not in page
    typed = {"explanation": "Notices come late.", "data": "29 of 38", "does": "", "version": question.version}
    assert as_(contributor).post(where, typed).status_code == 302
    assert as_(contributor).post(where, typed | {"send": "yes", "version": question.version + 1}).status_code == 403
    lead = as_(agency_lead)
    clash = lead.post(where, typed | {"explanation": "Mine instead."})
    assert clash.status_code == 409 and "Mine instead." in text(clash) and "Notices come late." in text(clash)
    empty = lead.post(where, typed | {"explanation": "", "version": question.version + 1, "send": "yes"})
    assert empty.status_code == 422 and "29 of 38" in text(empty)
    assert "Send the answer" in text(lead.get(where))
    question.refresh_from_db()
    lead.post(where, typed | {"version": question.version, "send": "yes"})
    assert "answered on 12 November 2019" in text(lead.get(where))
    assert "Notices come late." in text(as_(deciding).get(at("concern", concern)))


def test_the_agency_names_an_action_with_an_owner_and_a_date(
    mi02, as_, board_office, deciding, agency, agency_lead, other_lead
):
    concern, questions = passed(board_office, deciding, [agency], mi02)
    where = at("promise", questions[agency.pk])
    client = as_(agency_lead)
    form = text(client.get(where))
    assert agency_lead.name in form and other_lead.name not in form
    said = {"title": "Weekend cover", "lead": str(agency_lead.uuid), "due_on": "2019-12-02"}
    assert client.post(where, said | {"due_on": "2019-11-01"}).status_code == 422
    assert client.post(where, said | {"lead": str(other_lead.uuid)}).status_code == 422
    client.post(where, said)
    assert "Weekend cover" in text(client.get("/learning/actions/"))
    assert "Weekend cover" in text(as_(deciding).get(at("concern", concern)))


def test_the_office_chases_with_the_letter_shown_first_and_asks_for_a_better_answer(
    mi02, as_, board_office, deciding, agency, agency_lead, person
):
    concern, questions = passed(board_office, deciding, [agency], mi02)
    question = questions[agency.pk]
    client = as_(board_office)
    assert question.reference in text(client.get(at("chase", question)))
    client.post(at("chase", question), {})
    assert "Asked again 1 time" in text(client.get(at("concern", concern)))
    assert as_(agency_lead).get(at("chase", question)).status_code == 403
    answered(question, agency_lead)
    assert client.get(at("ask_again", question)).status_code == 200
    client.post(at("ask_again", question), {"why": "No figures."})
    assert "No figures." in text(as_(agency_lead).get(at("question", question)))


@pytest.mark.req("SEC-04")
def test_an_agency_sees_its_own_question_and_nobody_sees_what_is_not_sent(
    mi02, as_, board_office, deciding, agency, other_agency, agency_lead, other_lead, board_member, practitioner,
    system_administrator,
):  # fmt: skip
    concern, questions = passed(board_office, deciding, [agency, other_agency], mi02)
    mine, theirs = questions[agency.pk], questions[other_agency.pk]
    Question._base_manager.filter(pk=mine.pk).update(explanation="zqdraft")
    assert as_(agency_lead).get(at("question", mine)).status_code == 200
    for who in (other_lead, board_member, practitioner, system_administrator):
        assert as_(who).get(at("question", mine)).status_code in (403, 404)
    assert as_(agency_lead).get(at("question", theirs)).status_code == 404
    for who in (agency_lead, practitioner, system_administrator):
        assert as_(who).get(at("concern", concern)).status_code == 404
    seen = text(as_(board_member).get(at("concern", concern)))
    assert "zqdraft" not in seen and agency.name in seen
    for who in (agency_lead, practitioner, system_administrator):
        assert as_(who).get(reverse("dataset:concerns")).status_code == 403


@pytest.mark.req("SEC-04")
def test_the_board_member_sees_no_sign_of_what_qp_has_not_accepted(mi02, as_, qp_member, board_member):
    concern = raised(qp_member, mi02, title="zqraised")
    client = as_(board_member)
    assert client.get(at("concern", concern)).status_code == 404
    for path in ("/dataset/", "/dataset/MI02/", "/dataset/concerns/", "/dataset/overview/", "/"):
        said = text(client.get(path))
        assert "zqraised" not in said and concern.reference not in said and "Raised: Q" not in said, path


# --- followed to its end ----------------------------------------------------------------------------------------------


def test_it_is_monitored_resolved_and_closed_from_its_pages(
    mi02, as_, board_office, business_manager, deciding, agency, agency_lead
):
    concern, questions = passed(board_office, deciding, [agency], mi02)
    answered(questions[agency.pk], agency_lead)
    client = as_(deciding)
    assert "2019-10-01" in text(client.get(at("monitor", concern)))
    client.post(at("monitor", concern), {"periods": "1", "from_on": "2019-10-01", "minute": "Q&P 2"})
    assert "No figure has come yet of one period to be watched" in text(client.get(at("concern", concern)))
    early = client.post(at("resolve", concern), {"how": "signal", "minute": "Q&P 3"})
    assert early.status_code == 409 and "has not been gone" in text(early)
    months(mi02, [82.0], last=date(2019, 10, 1))
    assert "Signal gone for one of one period" in text(client.get(at("concern", concern)))
    client.post(at("resolve", concern), {"how": "signal", "minute": "Q&P 3"})
    manager = as_(business_manager)
    assert manager.get(at("close", concern)).status_code == 200
    assert manager.post(at("close", concern), {"impact": "", "board_told": "Board"}).status_code == 422
    manager.post(at("close", concern), {"impact": "Interviews in time.", "board_told": "Board 2019/4, item 9"})
    page = text(manager.get(at("concern", concern)))
    assert "closed on 12 November 2019, since the signal has gone" in page and "Interviews in time." in page
    assert client.get(at("reopen", concern)).status_code == 200
    client.post(at("reopen", concern), {"why": "It is back."})
    assert "Follows AOC-2019-001" in text(client.get(at("concern", Concern._base_manager.latest("id"))))


def test_an_open_concern_is_not_raised_again(mi02, as_, qp_chair):
    assert as_(qp_chair).get(at("reopen", raised(qp_chair, mi02))).status_code == 404


def test_the_independent_chair_escalates_and_the_agency_answers_in_the_log(
    mi02, as_, board_office, deciding, chair, agency, person
):
    concern, _ = passed(board_office, deciding, [agency], mi02)
    member = person("Mara Both", role="AGL", organisation=agency, sits={"board": "member"})
    client = as_(chair)
    assert "Escalate" in text(client.get("/"))
    assert agency.name in text(client.get(at("escalate", concern)))
    client.post(
        at("escalate", concern),
        {"agency": str(agency.uuid), "to_office": "Director", "asks": "When?", "why": "Nothing came."},
    )
    challenge = Challenge._base_manager.get()
    assert "escalated" in text(client.get(at("concern", concern))) and challenge.reference in text(
        client.get(at("concern", concern))
    )
    assert [row.about for row in home_of(member, TODAY).owed if challenge.reference in row.about]


# --- the Board --------------------------------------------------------------------------------------------------------


def test_what_is_open_stands_in_the_overview_of_every_board_until_it_is_closed(
    mi02, board_office, business_manager, deciding, chair, agency, agency_lead
):
    concern, questions = passed(board_office, deciding, [agency], mi02)
    for day in (PASSED, TODAY, TODAY + timedelta(days=90), TODAY + timedelta(days=400)):
        assert [row["reference"] for row in for_board(day)["rows"]] == [concern.reference]
    late = for_board(TODAY)
    assert late["late"] == 1 and late["rows"][0]["state"] == "Passed: answer 13 days late"
    assert for_board(DUE)["late"] == 0
    answered(questions[agency.pk], agency_lead)
    concern = fresh(concern)
    resolve_concern(concern=concern, how="explained", why="W.", minute="M", by=chair, on=TODAY)
    assert for_board(TODAY)["rows"][0]["state"] == "Resolved: Board to be told"
    close_concern(concern=concern, impact="Faster now.", board_told="Board", by=business_manager, on=TODAY)
    told = for_board(TODAY)
    assert told["rows"][0]["mark"] == "Closed" and told["rows"][0]["harm"] == "Faster now"
    assert [row["number"] for row in told["sum"]] == ["0", "+ 1", "− 1", "0"]


def test_the_sum_of_concerns_adds_up_and_so_do_the_agencies(mi02, board_office, deciding, agency, other_agency):
    passed(board_office, deciding, [agency, other_agency], mi02)
    accepted(board_office, deciding, _another("CP09"))
    raised(board_office, _another("CP10"))
    told = for_board(TODAY)
    before, new, closed, now = (int(row["number"].replace("− ", "-").replace("+ ", "")) for row in told["sum"])
    assert before + new + closed == now == told["open"] == 2
    *rows, total = told["agencies"]
    assert total["asked"] == sum(row["asked"] for row in rows) == 2


def _another(code):
    made = indicator(code, title=f"Indicator {code}")
    months(made, STEADY)
    return made


def test_the_one_page_is_there_on_screen(mi02, as_, board_office, deciding, agency, board_member):
    passed(board_office, deciding, [agency], mi02)
    page = text(as_(board_member).get(reverse("dataset:overview")))
    assert "one answer is late" in page and "Return interviews come late" in page and agency.name in page
    assert "one answer is late" in page.partition("</title>")[0], "The window's title says it too."


def test_the_scorecard_says_where_each_concern_stands_to_those_who_may_know(
    mi02, as_, board_office, deciding, agency, board_member, agency_lead
):
    passed(board_office, deciding, [agency], mi02)
    for who in (board_member, deciding):
        assert "Passed: answer 13 days late" in text(as_(who).get("/dataset/"))
    said = text(as_(agency_lead).get("/dataset/"))
    assert "Area of concern" not in said and "13 days late" not in said
    assert "13 days late" in text(as_(board_member).get("/"))


# --- cost -------------------------------------------------------------------------------------------------------------


def _many(count, office, chair, lead, agency):
    for n in range(count):
        monitored(office, chair, lead, agency, _another(f"ZZ{n:02}"))


@pytest.mark.parametrize(
    ("name", "path"),
    [("dataset.concerns", "/dataset/concerns/"), ("dataset.scorecard.concerns", "/dataset/"),
     ("board.home.concerns", "/"), ("dataset.overview", "/dataset/overview/")],
)  # fmt: skip
def test_a_list_costs_the_same_with_few_concerns_and_with_many(
    as_, budget, board_office, deciding, agency_lead, agency, name, path
):
    client = as_(deciding)
    _many(2, board_office, deciding, agency_lead, agency)
    refresh_readings()
    client.get(path)
    write_history(None, "timetable.swept", by=None, on=TODAY, as_at=TODAY)
    with budget(name) as few:
        client.get(path)
    for n in range(2, 8):
        monitored(board_office, deciding, agency_lead, agency, _another(f"ZZ{n:02}"))
    refresh_readings()
    with budget(name) as more:
        client.get(path)
    assert len(more) <= len(few)


def test_a_concern_page_costs_the_same_with_one_agency_and_with_six(as_, budget, board_office, deciding, mi02):
    made = [
        add_organisation(code=f"a-{n}", name=f"Agency {n}", kind="LA", duty_basis="s11", on=date(2018, 1, 1))
        for n in range(6)
    ]
    one, _ = passed(board_office, deciding, made[:1], mi02)
    many, _ = passed(board_office, deciding, made, _another("CP09"))
    client = as_(deciding)
    client.get(at("concern", one))
    with budget("dataset.concern") as few:
        client.get(at("concern", one))
    with budget("dataset.concern") as more:
        client.get(at("concern", many))
    assert len(more) <= len(few)
