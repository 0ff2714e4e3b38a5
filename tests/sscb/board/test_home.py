"""Home pages: each opens with the sentence its reader came for, shows what is theirs, and costs the same for all."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from sscb import clock
from sscb.access.standing import forget_standing, standing
from sscb.board.models import Challenge, PackVersion
from sscb.board.queries import kept
from sscb.board.queries.home import home_of
from sscb.board.queries.home.desk import desk_of
from sscb.board.queries.home.shared import owed_sentence, worry_sentence
from sscb.board.queries.shown import OwedRow, by_date, many, number_words
from sscb.board.services import raise_challenge
from sscb.board.sockets import Owing, Tile, Whose, Worry, tiles
from sscb.learning.models import Action
from sscb.learning.services import ask_action, say_done, say_progress
from tests.conftest import TODAY

MOST_QUERIES = 15


@pytest.fixture
def action(group, agency, business_manager):
    def make(title="Pass notices at weekends", *, of=None, due_on=TODAY + timedelta(days=40), into="board", **more):
        return ask_action(
            title=title, text=title, agency=of or agency, due_on=due_on, group=group(into), by=business_manager,
            on=min(TODAY, due_on) - timedelta(days=30), **more,
        )  # fmt: skip

    return make


LATE = TODAY - timedelta(days=9)


# --- the sentences ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("count", "sentence"),
    [
        (0, "No figure worries the Board today."),
        (1, "One thing worries the Board."),
        (3, "Three things worry the Board."),
        (12, "12 things worry the Board."),
    ],
)
def test_what_worries_the_board_in_a_sentence(count, sentence):
    assert worry_sentence(count) == sentence


@pytest.mark.parametrize(
    ("count", "late", "sentence"),
    [
        (0, 0, "Your agency owes nothing."),
        (1, 0, "Your agency owes one answer."),
        (1, 1, "Your agency owes one answer, and it is late."),
        (4, 1, "Your agency owes four answers, one of them late."),
    ],
)
def test_what_an_agency_owes_in_a_sentence(count, late, sentence):
    assert owed_sentence("Police", count, late) == sentence
    assert owed_sentence("", count, late) == ""


@pytest.mark.parametrize(
    ("days", "code", "words"),
    [
        (-1, "late", "Late 1 day"),
        (0, "soon", "Due today"),
        (14, "soon", "Due in 14 days"),
        (15, "waiting", "In 15 days"),
    ],
)
def test_a_date_in_words(days, code, words):
    state = by_date(TODAY + timedelta(days=days), TODAY)
    assert (state.code, state.words) == (code, words)


def test_counting_in_words():
    assert (many(1, "paper"), many(2, "agency", "agencies"), number_words(0), number_words(11)) == (
        "1 paper", "2 agencies", "No", "11",
    )  # fmt: skip


# --- by role ----------------------------------------------------------------------------------------------------------


def test_a_board_member_reads_what_worries_and_what_their_agency_owes(board_member, action, other_agency):
    action(due_on=LATE)
    action("Share it with every ward")
    action("Of somebody else", of=other_agency, due_on=LATE)
    with tiles.also(
        Tile("tried.worry", "A worry", "board.home", lambda person, as_at: [Worry("W", "/", "S", weight=1)])
    ):
        home = home_of(board_member, TODAY)
    assert home.heading.endswith("Your agency owes two answers, one of them late.")
    assert "worr" in home.heading.split(".")[0]
    assert [row.title for row in home.owed] == ["Pass notices at weekends", "Share it with every ward"]
    assert [(row.agency, row.yours, row.late) for row in home.late] == [
        ("County council", True, 1),
        ("Hospital trust, west", False, 1),
    ]


def test_an_agency_lead_reads_what_their_agency_owes_and_of_no_other(agency_lead, action, other_agency):
    action(due_on=LATE)
    action("Of somebody else", of=other_agency)
    home = home_of(agency_lead, TODAY)
    assert home.heading == "Your agency owes one answer, and it is late. The first was agreed for 3 November."
    assert [row.title for row in home.owed] == ["Pass notices at weekends"]
    assert home.late == [] and home.meeting is None


def test_a_subgroup_chair_reads_what_waits_for_their_group(qp_chair, agency_lead, action):
    action("Of the Board")
    action("Of the group", into="qp", due_on=LATE)
    done = action("Done and waiting", into="qp")
    say_progress(action=done, text="It is done.", evidence="A count.", by=agency_lead, on=TODAY)
    say_done(action=done, evidence="A count.", by=agency_lead, on=TODAY)
    home = home_of(qp_chair, TODAY)
    assert "Two actions are open for your group, one of them late" in home.heading
    assert [row.title for row in home.decide] == ["Done and waiting"]
    assert [row.title for row in home.owed] == ["Of the group"]


def test_the_business_manager_reads_how_much_is_to_be_done(business_manager, action):
    action(due_on=LATE)
    home = home_of(business_manager, TODAY)
    assert "to do by Friday" in home.heading and "already late" in home.heading
    assert any(row.title == "Ask again: Pass notices at weekends" for day in home.days for row in day.rows)


def test_others_are_told_that_nothing_is_theirs(practitioner, system_administrator):
    assert home_of(practitioner, TODAY).heading == "Nothing is yours to do today."
    places = [place.title for place in home_of(system_administrator, TODAY).places]
    assert "Letters" in places and "Board meetings" not in places


@pytest.mark.req("SEC-04")
@pytest.mark.parametrize("who", ["practitioner", "system_administrator", "agency_lead"])
def test_no_word_of_what_is_not_theirs_stands_on_the_page(request, as_, board_at_work, who):
    answer = as_(request.getfixturevalue(who)).get("/")
    assert answer.status_code == 200
    for marked in ("MARKED meeting", "MARKED other agency's action", "Board pack 2019/4"):
        assert marked not in answer.text, f"{who} sees {marked}"


@pytest.fixture
def board_at_work(group, business_manager, action, other_agency, board_member):
    from datetime import time

    from sscb.board.agenda import quarterly
    from sscb.board.services import plan_meeting

    meeting = plan_meeting(
        group=group("board"), reference="2019/4", title="MARKED meeting", meets_on=date(2019, 12, 12),
        starts=time(9, 30), ends=time(13), place="County Hall", agenda=quarterly(), by=business_manager, on=TODAY,
    )  # fmt: skip
    action("MARKED other agency's action", of=other_agency, due_on=LATE)
    return meeting


@pytest.mark.parametrize(
    "who", ["business_manager", "board_office", "chair", "board_member", "qp_chair", "agency_lead", "practitioner",
            "system_administrator"],
)  # fmt: skip
def test_every_role_has_a_home_that_opens_with_a_sentence(request, as_, board_at_work, who):
    answer = as_(request.getfixturevalue(who)).get("/")
    assert answer.status_code == 200
    heading = answer.text.split('<h1 class="portal-heading')[1].split(">", 1)[1].split("</h1>")[0]
    assert heading.strip().endswith((".", "?"))


def test_somebody_without_a_role_is_told_that_this_is_not_open_to_them(nobody, as_):
    answer = as_(nobody).get("/")
    assert answer.status_code == 403 and "not open to your role" in answer.text


def test_a_broken_tile_is_left_out_and_the_page_stands(board_member, as_):
    def broken(person, as_at):
        raise ZeroDivisionError

    with tiles.also(Tile("tried.broken", "Broken", "board.home", broken)):
        assert as_(board_member).get("/").status_code == 200


# --- what it costs ----------------------------------------------------------------------------------------------------


def draft(meeting, by, state):
    """A draft that is ready, or issued, as a build leaves it."""
    PackVersion.objects.create(
        meeting=meeting, number=1, draft=1, state=state, as_at=clock.now(), sha256="0" * 64, pages=3, asked_by=by,
        manifest={"parts": [], "figures": []},
        **({"issued_on": TODAY, "issued_by": by} if state == "issued" else {}),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("who", "state"),
    [("business_manager", "ready"), ("board_member", "issued"), ("qp_chair", "issued"), ("agency_lead", "issued")],
)
def test_a_home_costs_the_same_with_3_records_and_with_300(
    request, as_, board_at_work, action, other_agency, budget, who, state, monkeypatch
):
    now = kept.time.monotonic()
    monkeypatch.setattr(kept.time, "monotonic", lambda: now)  # what is kept does not grow old between two pages
    client = as_(request.getfixturevalue(who))
    draft(board_at_work, request.getfixturevalue("business_manager"), state)
    for number in range(3):
        action(f"Action {number}", due_on=LATE, into="qp")
    client.get("/")
    kept.forget()
    with budget(f"board.home.{who}") as few:
        assert client.get("/").status_code == 200
    with budget("board.home.nothing happened", afresh=False) as again:
        assert client.get("/").status_code == 200
    for number in range(297):
        action(f"More {number}", of=other_agency if number % 2 else None, due_on=LATE, into="qp")
    with budget(f"board.home.{who}") as many_more:
        assert client.get("/").status_code == 200
    assert len(again) < len(few) == len(many_more) <= MOST_QUERIES


# --- worked out once, while nothing happens ---------------------------------------------------------------------------


def test_whatever_anybody_does_is_on_the_next_page(board_member, agency_lead, action, as_):
    client, done = as_(board_member), action("Pass notices", due_on=LATE)
    assert "Your agency owes one answer, and it is late." in client.get("/").text
    say_done(action=done, evidence="A count.", by=agency_lead, on=TODAY)
    assert "Your agency owes one answer." in client.get("/").text


@pytest.mark.req("SEC-15")
def test_one_persons_home_is_never_anothers(board_member, other_lead, person, agency, action, as_):
    action("MARKED for one agency", due_on=LATE)
    colleague = person("Cole League", role="PRAC", organisation=agency)
    assert "MARKED" in as_(board_member).get("/").text
    for other in (other_lead, colleague):
        assert "MARKED" not in as_(other).get("/").text


@pytest.mark.req("SEC-15")
def test_a_role_that_ends_ends_the_page_with_it(board_member, action, as_):
    action("MARKED", due_on=LATE)
    client = as_(board_member)
    assert "MARKED" in client.get("/").text
    board_member.memberships.update(to_on=TODAY - timedelta(days=1))
    assert "MARKED" not in client.get("/").text


def test_a_page_is_worked_out_again_after_a_few_seconds_whatever_happens(board_member, action, as_, monkeypatch):
    action("Pass notices")
    client, now = as_(board_member), kept.time.monotonic()
    monkeypatch.setattr(kept.time, "monotonic", lambda: now)
    client.get("/")
    Action._base_manager.update(due_on=TODAY + timedelta(days=90), first_due_on=TODAY)  # without history
    assert "10 February" not in client.get("/").text
    monkeypatch.setattr(kept.time, "monotonic", lambda: now + kept.SECONDS + 1)
    assert "10 February" in client.get("/").text


def test_no_more_pages_are_kept_than_there_is_room_for(board_member, action, monkeypatch):
    monkeypatch.setattr(kept, "MOST", 3)
    for number in range(6):
        action(f"Action {number}")
        home_of(board_member, TODAY)
    assert len(kept._kept) <= 3


# --- what the programmes plug in --------------------------------------------------------------------------------------


def owed_row(title, due_on):
    return OwedRow(title, "/", "of a programme", "a day", by_date(due_on, TODAY), None, due_on)


@pytest.fixture
def board_lead(person, agency):
    """Leads for an agency and sits on the Board, so reads the Board's own papers."""
    return person("Lea Boardly", role="AGL", organisation=agency, sits={"board": "member"})


@pytest.fixture
def challenge(chair, agency, group):
    group("board")

    def make(title, due_on, of=agency):
        made = raise_challenge(agency=of, to_office="Chief", title=title, asks="Why?", by=chair, on=LATE)
        Challenge._base_manager.filter(pk=made.pk).update(due_on=due_on)
        return made

    return make


OWED = Owing(
    "board.challenge", ("raised",), "board.answer_challenge", "Answer", whose=Whose.AGENCY, due="challenge__due_on",
    title="{title}, {0}", about="{reference}, {owner}, {stage}", more=("challenge__to_office",),
)  # fmt: skip


def test_what_a_programme_says_is_owed_stands_by_its_date(board_lead, action, challenge, other_agency):
    action("An action", due_on=TODAY + timedelta(days=9))
    challenge("An answer", LATE)
    challenge("A return", TODAY + timedelta(days=3))
    challenge("Of somebody else", LATE, of=other_agency)
    with tiles.only(Tile("tried.owed", "Owed", "board.home", owing=(OWED,))):
        home = home_of(board_lead, TODAY)
    assert [row.title for row in home.owed] == ["An answer, Chief", "A return, Chief", "An action"]
    assert home.owed[0].about.endswith(", County council, Put to the chief officer")
    assert [row.state.words for row in home.owed] == ["Late 9 days", "Due in 3 days", "Due in 9 days"]
    assert home.heading.endswith("Your agency owes three answers, one of them late.")


@pytest.mark.parametrize(
    ("change", "seen"),
    [
        ({}, ["Late 9 days", "Due in 3 days"]),
        ({"only_late": True}, ["Late 9 days"]),
        ({"late": "Unanswered for {late}", "state": ("soon", "Asked")}, ["Unanswered for 9 days", "Asked"]),
        ({"late": None, "state": ("soon", "Asked")}, ["Asked", "Asked"]),
        ({"stages": ("answered",)}, []),
        ({"not_own": True}, []),
        ({"rule": "board.step_date"}, []),
        ({"row": lambda one, as_at, row: row if one.more["challenge__to_office"] == "Chief" else None},
         ["Late 9 days", "Due in 3 days"]),
        ({"row": lambda one, as_at, row: None}, []),
        ({"person": "challenge__raised_by", "whose": Whose.PERSON}, ["Late 9 days", "Due in 3 days"]),
    ],
)  # fmt: skip
def test_each_word_of_a_step_that_waits(change, seen, chair, agency, challenge, django_assert_num_queries):
    """Of those that a chair may close; the chair works for nobody but here."""
    challenge("An answer", LATE)
    challenge("A return", TODAY + timedelta(days=3))
    if "not_own" in change:
        chair.organisation = agency
        forget_standing(chair)
    step = replace(OWED, **{"whose": Whose.OFFICE, "rule": "board.close_challenge"} | change)
    standing(chair)
    with tiles.only(Tile("tried.owed", "Owed", "board.home", owing=(step,))), django_assert_num_queries(1):
        desk = desk_of(chair, TODAY)
    assert [row.state.words for row in [*desk.owed, *desk.waiting]] == seen


def test_what_waits_for_a_chair_comes_from_the_programmes_and_a_broken_one_is_left_out(qp_chair):
    def broken(person, as_at):
        raise LookupError

    good = Tile("tried.decide", "Waits", "board.home", decide=lambda person, as_at: [owed_row("Decide it", LATE)])
    with tiles.also(good, Tile("tried.broken", "Broken", "board.home", decide=broken)):
        home = home_of(qp_chair, TODAY)
    assert [row.title for row in home.decide] == ["Decide it"]
