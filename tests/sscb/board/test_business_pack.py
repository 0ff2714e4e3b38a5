"""What the pack says of the Board's plan and risks, and of what children and practitioners said (handbook 6.4-6.9)."""

import re
from datetime import UTC, date, datetime, time

import pytest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import strip_tags

from sscb.board.agenda import quarterly
from sscb.board.business import services
from sscb.board.models import Meeting
from sscb.board.sockets import sections
from sscb.learning.engagement import services as heard
from tests.conftest import TODAY

AS_AT = datetime(2019, 11, 12, 12, tzinfo=UTC)
EARLIER, LAST_BOARD, SINCE = date(2019, 6, 3), date(2019, 9, 12), date(2019, 10, 9)
CODES = ("board.young_voice", "board.front_line", "board.business_plan", "board.risk_register")


def told(code: str, meeting) -> dict[str, list[list[str]]]:
    """The paper as its readers have it: words of each table by the first words of its caption."""
    facts = sections[code].gather(meeting, AS_AT)
    html = render_to_string(sections[code].template, {"facts": {"title": "T", "kicker": "K", **facts}, "part": None})
    assert "style=" not in html and facts["source"] in html and facts["cover"]["asked_to"]
    for figure in facts["figures"]:
        assert f'id="{figure["anchor"]}"' in html and figure["source"] and figure["period"] == "12 November 2019"
    rows = {}
    for table in facts["tables"]:
        rows[table["caption"].split(" since ")[0].split(":")[0]] = [
            [cell["words"] for cell in row] for row in table["rows"]
        ]
        for row in table["rows"]:
            for cell in row:
                assert not cell["words"] or cell["words"] in strip_tags(html).replace("&#x27;", "'"), cell
    return {"lead": facts["lead"], "html": html, **rows}


@pytest.fixture
def next_board(group):
    board = group("board")
    met = [
        Meeting.objects.create(
            type="board.meeting", reference=reference, title=reference, level="P3", group=board, stage=stage,
            opened_on=EARLIER, meets_on=day, starts=time(9), ends=time(12), place="County Hall",
        )
        for reference, stage, day in (("2019/3", "held", LAST_BOARD), ("2019/4", "planned", date(2019, 12, 12)))
    ]  # fmt: skip
    return met[1]


def test_the_plan_by_priority_what_needs_an_eye_and_what_changed(next_board, business_manager, chair, group):
    act = {"by": business_manager}
    one = services.set_priority(title="Neglect is seen", why="W", outcome="Sooner", measures="", group=group("qp"),
                                from_year=2019, to_year=2020, on=EARLIER, **act)  # fmt: skip
    made = {}
    for name, due in (("late", date(2019, 10, 1)), ("near", date(2019, 11, 26)), ("far", date(2020, 3, 1)),
                      ("before", date(2019, 9, 1)), ("dropped", date(2020, 1, 1))):  # fmt: skip
        made[name] = services.ask_of_plan(above=one, title=f"Act {name}", text="T", lead="Lead", due_on=due,
                                          on=EARLIER, **act)  # fmt: skip
    services.close_plan(record=made["before"], evidence="E", impact="", on=date(2019, 8, 30), **act)
    services.move_plan(record=made["near"], due_on=date(2019, 11, 28), why="No room", on=SINCE, **act)
    services.drop_plan(record=made["dropped"], why="Done elsewhere", on=SINCE, **act)
    services.ask_of_plan(above=one, title="Act new", text="T", lead="Lead", due_on=date(2020, 2, 1), on=SINCE, **act)
    said = told("board.business_plan", next_board)
    assert said["lead"] == "1 of 5 actions is done, 1 late."
    assert said["By priority"] == [["Neglect is seen", "Quality and Performance", "1 of 5", "1 red, 1 amber, 2 green",
                                    "Sooner"]]  # fmt: skip
    assert [(row[1], row[3], row[4]) for row in said["Late, near or moved"]] == [
        ("Act late", "1 Oct 2019", "Red: late 42 days"),
        ("Act near", "26 Nov 2019", "Amber: moved once, due 28 Nov 2019"),
    ]  # fmt: skip
    assert [row[1:] for row in said["Changed"]] == [
        ["Act near", "Moved to 28 November 2019: No room"], ["Act dropped", "Dropped: Done elsewhere"],
        ["Act new", "New, due 1 February 2020"],
    ], "what happened before the last Board is not told again"  # fmt: skip


def test_risks_of_the_board_new_closed_and_not_looked_at(next_board, business_manager):
    def note(title, likelihood, impact, on, review_on=date(2020, 1, 10)):
        return services.note_risk(
            title=title, cause="C", effect="E", controls=f"Controls of {title}", likelihood=5, impact=5,
            left_likelihood=likelihood, left_impact=impact, held_by="Chair", review_on=review_on, by=business_manager,
            on=on,
        )  # fmt: skip

    note("Fifteen", 3, 5, EARLIER)
    note("Fourteen is not to be had, so twelve", 3, 4, EARLIER, review_on=date(2019, 11, 11))
    note("Young", 2, 2, SINCE)
    for title, on in (("Gone long ago", date(2019, 7, 1)), ("Gone now", SINCE)):
        services.close_risk(record=note(title, 4, 4, EARLIER), why=f"{title}: over", by=business_manager, on=on)
    said = told("board.risk_register", next_board)
    assert said["lead"] == "1 of 3 open risks is the Board’s: 15 or more."
    assert [row[1:5] for row in said["The Board’s"]] == [["Fifteen", "25", "15", "Controls of Fifteen"]]
    assert [row[1] for row in said["New"]] == ["Young"]
    assert [(row[1], row[3]) for row in said["Not looked at again in time"]] == [
        ("Fourteen is not to be had, so twelve", "11 Nov 2019")
    ]
    assert [row[1:] for row in said["Closed"]] == [["Gone now", "Gone now: over"]]
    assert "Gone long ago" not in said["html"]


def test_what_was_heard_is_told_and_what_belongs_to_an_agency_is_not(next_board, business_manager, group, agency):
    act = {"by": business_manager}
    forum = group("mapig-mendip")
    type(forum).objects.filter(pk=forum.pk).update(kind="forum")
    forum.refresh_from_db()
    for day, board in ((date(2019, 7, 2), "Chair"), (SINCE, "")):
        planned = heard.plan_forum(forum=forum, meets_on=day, theme="neglect", speaker="", on=EARLIER, **act)
        held = heard.hold_forum(record=planned, board_person=board, told=f"Talk of {day:%B}", attendance={agency: 4},
                                on=day, **act)  # fmt: skip
        raised = heard.raise_issue(above=held, title=f"Raised in {day:%B}", text="T", raised_by="Teachers", kind="gap",
                                   weight="low", on=day, **act)  # fmt: skip
    heard.send_issue(record=raised, group=group("qp"), on=SINCE, **act)
    talk = heard.plan_conversation(agency=agency, team="SECRETTEAM", meets_on=SINCE, who="Chair", prompts="SECRETASK",
                                   theme="supervision", on=EARLIER, **act)  # fmt: skip
    heard.hold_conversation(record=talk, strengths="SECRETGOOD", worries="SECRETWORRY", offers="", agreed="SECRETDEED",
                            follow_up_on=date(2019, 11, 1), on=SINCE, **act)  # fmt: skip
    said = told("board.front_line", next_board)
    assert said["lead"] == (
        "2 issues of practitioners wait for the answer to be brought back; the Board was at 0 of 1 forum meeting."
    )
    assert [row[3:] for row in said["Forums"]] == [["Nobody", "Talk of October"]]
    assert [(row[1], row[4]) for row in said["What practitioners raised"]] == [
        ("Raised in July", "Raised, with nobody yet"), ("Raised in October", "With a group"),
    ]  # fmt: skip
    assert said["Safeguarding Conversations, by theme. What was said in one stays with its agency"][0][1:] == [
        "1",
        "0",
        "1",
    ]
    assert not re.search("SECRET", said["html"])

    asked = heard.consult(title="Coming home", met_on=SINCE, how="group", partner="Council", ages="13 to 17",
                          asked=None, questions="Q", on=SINCE, **act)  # fmt: skip
    first, second = (
        heard.hear_view(above=asked, title=title, said="S", quotes="", strength="most", on=SINCE, **act)
        for title in ("Let me choose", "No more police")
    )
    second = heard.consider_view(record=second, answer="no", reason="The law", on=SINCE, **act)
    heard.tell_view(record=second, how="A visit", told_on=TODAY, verdict="", on=TODAY, **act)
    said = told("board.young_voice", next_board)
    assert said["lead"] == "1 of 2 views of children still waits for an answer, a deed or word of it."
    assert said["Asked"] == [
        ["9 Oct 2019", "Coming home", "Focus group", "fewer than five children, 13 to 17, Council"]
    ]
    assert [row[0:1] + row[2:] for row in said["You said, we did"]] == [
        ["Let me choose", "no answer yet", "–", "not told yet"], ["No more police", "No", "The law", "12 Nov 2019"],
    ]  # fmt: skip


@pytest.mark.parametrize("code", CODES)
def test_nothing_yet_is_said_in_a_sentence(next_board, code):
    """An empty register prints no empty table."""
    said = told(code, next_board)
    assert "<tbody></tbody>" not in said["html"] and said["lead"].endswith(".")


def test_each_has_its_place_on_the_default_agenda():
    assert {line.number: line.section for line in quarterly() if line.section in CODES} == {
        "5": "board.young_voice", "6": "board.front_line", "18": "board.business_plan", "19": "board.risk_register",
    }  # fmt: skip


def test_what_waits_is_on_the_home_page_of_whoever_it_waits_for(
    as_, business_manager, chair, qp_chair, board_member, group
):
    """Late or near alone, the group's own for its chair, and nothing of it for a member who can do nothing about it."""
    act = {"by": business_manager, "on": EARLIER}
    near = services.set_review(due_on=date(2019, 12, 20), **act)
    one = services.set_priority(title="Priority", why="W", outcome="O", measures="", group=group("qp"), from_year=2019,
                                to_year=2020, **act)  # fmt: skip
    for title, due in (
        ("Late act", date(2019, 11, 1)),
        ("Near act", date(2019, 11, 20)),
        ("Far act", date(2020, 5, 1)),
    ):
        services.ask_of_plan(above=one, title=title, text="T", lead="L", due_on=due, **act)
    risk = services.note_risk(
        title="Unlooked risk", cause="C", effect="E", controls="", likelihood=3, impact=3, left_likelihood=2,
        left_impact=2, held_by="H", review_on=date(2019, 11, 1), **act,
    )  # fmt: skip
    seen = {who: as_(person).get("/").text for who, person in (
        ("office", business_manager), ("chair", chair), ("group", qp_chair), ("member", board_member),
    )}  # fmt: skip
    table = (
        (near.title, {"office", "chair"}), ("Late act", {"office", "chair", "group"}), ("Near act", {"group"}),
        ("Far act", set()), ("Unlooked risk", {"office", "chair"}),
    )  # fmt: skip
    wrong = [(title, sorted(who for who in seen if title in seen[who]), sorted(may)) for title, may in table
             if {who for who in seen if title in seen[who]} != may]  # fmt: skip
    assert not wrong, wrong
    assert reverse("board:kept", args=[risk.uuid]) in seen["office"]
