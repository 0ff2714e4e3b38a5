"""The challenge log: raised, answered, chased, closed with the difference it made; read by the Board."""

from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from sscb.access.policy import Refused
from sscb.board.models import Challenge
from sscb.board.queries.challenges import challenge_heading, challenges_for_pack, log_heading
from sscb.board.queries.home import home_of
from sscb.board.services import (
    answer_challenge,
    ask_challenge_again,
    chase_challenge,
    close_challenge,
    raise_challenge,
)
from sscb.clock import LONDON
from sscb.jobs.models import Mail
from sscb.records.moving import NotThere, NotYet
from sscb.timetable.models import Deadline
from tests.conftest import TODAY

ASKED = date(2019, 10, 15)
DUE = date(2019, 10, 29)


@pytest.fixture(autouse=True)
def board(group):
    return group("board")


@pytest.fixture
def member(person, agency):
    """Leads for the agency that is asked, and sits on the Board."""
    return person("Mara Both", role="AGL", organisation=agency, sits={"board": "member"})


@pytest.fixture
def challenge(chair, agency):
    return raise_challenge(
        agency=agency, to_office="Chief executive", title="Babies with bruises", asks="Is every baby seen?",
        evidence="An audit.", by=chair, on=ASKED,
    )  # fmt: skip


def answered(challenge, by, on=TODAY):
    return answer_challenge(challenge=challenge, answer="Yes, since May.", version=challenge.version, by=by, on=on)


def test_it_has_a_reference_a_clock_and_the_board_knows_at_once(challenge, board_member):
    assert (challenge.reference, challenge.level, challenge.due_on) == ("CH-2019-001", "P3", DUE)
    assert Deadline.objects.get(record_id=challenge.pk).rule == "challenge-answer"
    assert Challenge.objects.visible_to(board_member).get() == challenge


@pytest.mark.parametrize("who", ["agency_lead", "contributor", "practitioner", "qp_member", "board_office"])
def test_others_raise_none(request, agency, who):
    with pytest.raises(Refused):
        raise_challenge(
            agency=agency, to_office="Chief", title="T", asks="Q?", by=request.getfixturevalue(who), on=TODAY
        )


def test_it_asks_something(chair, agency):
    with pytest.raises(ValidationError, match="Enter what"):
        raise_challenge(agency=agency, to_office="Chief", title="T", asks=" ", by=chair, on=TODAY)


def test_the_agency_answers_or_the_office_writes_its_letter_down(challenge, member, other_lead, business_manager):
    with pytest.raises(Refused):
        answered(challenge, other_lead)
    with pytest.raises(NotYet, match="no answer"):
        answer_challenge(challenge=challenge, answer=" ", version=challenge.version, by=member, on=TODAY)
    answered(challenge, member)
    assert (challenge.stage, challenge.answered_by) == ("answered", member)
    assert Deadline.objects.get(record_id=challenge.pk).state == "met"
    with pytest.raises((NotThere, Refused)):
        answered(challenge, business_manager)


def test_the_chair_says_what_came_of_it_or_asks_again(challenge, member, chair, business_manager):
    answered(challenge, member)
    with pytest.raises(Refused):
        close_challenge(challenge=challenge, outcome="Fine.", by=member, on=TODAY)
    with pytest.raises(NotYet, match="does not say why"):
        ask_challenge_again(challenge=challenge, why=" ", by=chair, on=TODAY)
    ask_challenge_again(challenge=challenge, why="Which wards?", by=chair, on=TODAY)
    assert challenge.due_on == date(2019, 11, 26) and "Not enough" in challenge.answer
    answered(challenge, business_manager)
    with pytest.raises(NotYet, match="what came of it"):
        close_challenge(challenge=challenge, outcome="", by=chair, on=TODAY)
    close_challenge(challenge=challenge, outcome="Accepted.", difference="All seen.", by=chair, on=TODAY)
    assert challenge.closed_on == TODAY


def test_it_is_chased_by_letter_that_names_nothing(challenge, member, chair):
    assert chase_challenge(challenge=challenge, by=chair, on=TODAY) == 1
    assert "Babies" not in Mail.objects.get().body and challenge.chased == 1
    answered(challenge, member)
    with pytest.raises(ValidationError, match="has its answer"):
        chase_challenge(challenge=challenge, by=chair, on=TODAY)


def test_it_stands_on_the_lead_s_home_and_on_the_chair_s(challenge, member, chair):
    owed = home_of(member, TODAY).owed
    assert [(row.title, row.state.words) for row in owed] == [("Babies with bruises", "Late 14 days")]
    assert [row.title for row in home_of(chair, TODAY).decide] == ["Babies with bruises"]
    answered(challenge, member)
    assert home_of(member, TODAY).owed == []
    assert home_of(chair, TODAY).decide[0].state.words == "Answered, to be considered"


@pytest.mark.parametrize(
    ("opened", "late", "sentence"),
    [
        (0, 0, "No challenge is open"),
        (1, 0, "One challenge is open and not late"),
        (1, 1, "One challenge is open, and its answer is late"),
        (3, 0, "Three challenges are open, none of them late"),
        (3, 2, "Three challenges are open, two of them unanswered and late"),
    ],
)
def test_the_log_in_a_sentence(opened, late, sentence):
    assert log_heading(opened, late) == sentence


def test_a_challenge_in_a_sentence(challenge, member, chair):
    name = challenge.owner.name
    assert challenge_heading(challenge, DUE) == f"Babies with bruises: {name} answers by 29 October 2019"
    assert challenge_heading(challenge, TODAY) == f"Babies with bruises: the answer of {name} is 14 days late"
    answered(challenge, member)
    assert "has answered" in challenge_heading(challenge, TODAY)
    close_challenge(challenge=challenge, outcome="Accepted.", by=chair, on=TODAY)
    assert challenge_heading(challenge, TODAY) == "Babies with bruises: closed on 12 November 2019"


def test_the_pack_holds_what_is_open_and_what_was_closed_in_the_year(challenge, chair, member, agency):
    class Pack:
        level = "P3"

    at = datetime(2019, 11, 12, 12, tzinfo=LONDON)
    facts = challenges_for_pack(Pack, at)
    assert facts["lead"] == "One challenge is open, and its answer is late."
    assert facts["rows"][0]["state"] == "Late 14 days" and facts["front"][0]["kind"] == "late"
    answered(challenge, member)
    close_challenge(challenge=challenge, outcome="Accepted.", difference="All seen.", by=chair, on=TODAY)
    facts = challenges_for_pack(Pack, at)
    assert facts["rows"] == [] and facts["closed"][0]["difference"] == "All seen."
    assert challenges_for_pack(Pack, at + timedelta(days=400))["closed"] == []


# --- pages ------------------------------------------------------------------------------------------------------------


def test_the_log_is_walked_from_raising_to_closing(as_, chair, agency, member):
    client, log = as_(chair), reverse("board:challenges")
    assert "No challenge is open" in client.get(log).content.decode()
    form = client.get(reverse("board:raise_challenge")).content.decode()
    assert agency.name in form
    said = {"agency": str(agency.uuid), "to_office": "Chief", "title": "Bruises", "asks": "Seen?", "evidence": ""}
    wrong = client.post(reverse("board:raise_challenge"), said | {"asks": ""})
    assert wrong.status_code == 422 and "Bruises" in wrong.content.decode()
    client.post(reverse("board:raise_challenge"), said)
    one = Challenge._base_manager.get()
    page, answer = (reverse(f"board:{name}", args=[one.uuid]) for name in ("challenge", "answer_challenge"))
    assert "Answer" in as_(member).get(page).content.decode()
    assert as_(chair).get(answer).status_code == 403
    assert "Seen?" in as_(member).get(answer).content.decode()
    as_(member).post(answer, {"answer": "Yes.", "version": one.version})
    assert "Yes." in client.get(page).content.decode()
    close = reverse("board:close_challenge", args=[one.uuid])
    assert client.get(close).status_code == 200
    client.post(close, {"verdict": "again", "text": "Which wards?"})
    assert client.post(reverse("board:chase_challenge", args=[one.uuid])).status_code == 302
    one.refresh_from_db()
    as_(member).post(answer, {"answer": "All.", "version": one.version})
    client.post(close, {"verdict": "close", "text": "Accepted.", "difference": "All seen."})
    assert "All seen." in client.get(log).content.decode()


@pytest.mark.req("SEC-04")
@pytest.mark.parametrize("who", ["agency_lead", "practitioner", "system_administrator", "cdc"])
def test_others_see_neither_the_log_nor_a_line_of_it(request, as_, challenge, who):
    client = as_(request.getfixturevalue(who))
    assert client.get(reverse("board:challenges")).status_code == 403
    assert client.get(reverse("board:challenge", args=[challenge.uuid])).status_code == 404


def test_the_log_costs_the_same_with_two_and_with_twenty(as_, budget, chair, agency):
    client = as_(chair)

    def more(count):
        for n in range(count):
            raise_challenge(agency=agency, to_office="Chief", title=f"T{n}", asks="Q?", by=chair, on=ASKED)

    more(2)
    client.get(reverse("board:challenges"))
    with budget("board.challenges") as few:
        client.get(reverse("board:challenges"))
    more(18)
    with budget("board.challenges") as many:
        client.get(reverse("board:challenges"))
    assert len(many) == len(few)
