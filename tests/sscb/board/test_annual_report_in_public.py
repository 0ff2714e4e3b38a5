"""The annual report as everybody reads it: what may not stand there, who publishes it, and that nothing moves."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from sscb.board.business import reports, services
from sscb.board.business.public_report import doubts, fingerprint, public_parts
from sscb.board.models import AnnualReport, BoardLink, Challenge
from sscb.board.sockets import year_parts
from sscb.jobs.models import Job
from sscb.learning.models import ImpactCheck, LearningPoint
from tests.conftest import TODAY

BEGAN, PAGE = date(2019, 5, 7), "/annual-reports/2018-19/"
TEXTS = {
    "foreword": "A year.",
    "judgement": "Well.",
    "weak": "Weekends.",
    "lay_view": "Shorter papers.",
    "next_year": "N",
}


def the_report() -> AnnualReport:
    return AnnualReport.objects.all_for_job("tried").get()


def agreed(by, chair, **texts) -> AnnualReport:
    if not AnnualReport.objects.all_for_job("tried").exists():
        reports.begin_report(year=2018, by=by, on=BEGAN)
    reports.write_report(record=the_report(), **{**TEXTS, **texts}, by=by, on=BEGAN)
    reports.consult_agencies(record=the_report(), by=by, on=BEGAN)
    reports.agree_report(record=the_report(), consulted="Nothing.", agreed_on=BEGAN, by=chair, on=BEGAN)
    return the_report()


@pytest.mark.req("SEC-30")
def test_what_is_not_for_everybody_is_on_no_page(business_manager, chair, agency, group):
    """Risks in their words, whom the Board challenged, texts of other boards, checks of a higher level: none of it."""
    day = date(2018, 9, 3)
    services.note_risk(
        title="ZQRISK", cause="ZQRISK", effect="ZQRISK", controls="ZQRISK", likelihood=5, impact=5, left_likelihood=4,
        left_impact=4, held_by="ZQRISK", review_on=date(2019, 1, 1), by=business_manager, on=day,
    )  # fmt: skip
    board = {"level": "P3", "group": group("board"), "opened_on": day, "released_on": day}
    Challenge.objects.create(
        type="board.challenge", reference="CH-1", title="ZQCHALLENGE", stage="raised", owner=agency, asks="ZQCHALLENGE",
        evidence="ZQCHALLENGE", to_office="ZQCHALLENGE", due_on=day, raised_by=business_manager, **board,
    )  # fmt: skip
    BoardLink.objects.create(type="board.board_link", reference="L-1", title="ZQLINK", stage="open", other="sab",
                             way="sent", text="ZQLINK", happened_on=day, **board)  # fmt: skip
    point = LearningPoint.objects.create(
        type="learning.point", reference="LP-1", title="ZQPOINT", text="ZQPOINT", source="data", found_on=day,
        stage="open", **board,
    )  # fmt: skip
    ImpactCheck.objects.create(
        type="learning.check", reference="IC-1", title="ZQCHECK", stage="judged", point=point, asks="used", how="ZQHOW",
        judge=chair, due_on=day, judged_on=day, judged_by=chair, verdict="yes", finding="ZQCHECK", closed_on=day,
        **board,
    )  # fmt: skip
    report = agreed(business_manager, chair)
    reports.publish_report(record=report, by=chair, on=BEGAN, why="Looked at")
    html = Client().get(PAGE).text
    assert "ZQ" not in html and "High enough to be the Board’s own" in html and "Put to chief officers" in html
    assert agency.name not in html
    for part in year_parts:
        assert part.title in html, f"{part.code} says nothing, not even that there is nothing"
    for owed in TEXTS.values():
        assert owed in html
    assert html.count("Source: ") >= len(list(year_parts))


def test_it_is_for_nobody_until_published_and_does_not_move_afterwards(business_manager, chair, as_, practitioner):
    anybody = Client()
    report = agreed(business_manager, chair)
    assert anybody.get(PAGE).status_code == 404 and PAGE not in anybody.get("/annual-reports/").text
    reports.publish_report(record=report, by=chair, on=BEGAN, why="Looked at")
    page = anybody.get(PAGE)
    assert page.status_code == 200 and PAGE in anybody.get("/annual-reports/").text
    assert as_(practitioner).get(PAGE).status_code == 200 and anybody.get("/annual-reports/2017-18/").status_code == 404
    assert anybody.get(f"{PAGE}?as=pdf").status_code == 404, "the job has not printed it"
    assert Job.objects.filter(kind=reports.PRINT).count() == 1
    before = fingerprint(the_report())
    services.note_risk(
        title="Later", cause="C", effect="E", controls="", likelihood=5, impact=5, left_likelihood=5, left_impact=5,
        held_by="H", review_on=TODAY, by=business_manager, on=date(2018, 10, 1),
    )  # fmt: skip
    assert (
        fingerprint(the_report()) == before and anybody.get(PAGE).text.split("<main")[1] == page.text.split("<main")[1]
    )
    for act, told in ((reports.write_report, TEXTS), (reports.leave_out, {"part": "methods", "why": "W"}),
                      (reports.take_back, {})):  # fmt: skip
        with pytest.raises(Exception, match="(?i)nothing was changed|back first|cannot"):
            act(record=the_report(), **told, by=business_manager, on=TODAY)
    assert fingerprint(the_report()) == before


@pytest.mark.parametrize(
    ("text", "found", "never"),
    [
        ("Write to 943 476 5919 about it.", "NHS number", True),
        ("Her postcode is TA1 4DY.", "postcode", True),
        ("Ask jo.bloggs@example.org.", "mail address", True),
        ("Only three children were seen.", "three children", False),
        ("The COUNTY COUNCIL was slow: COUNTY", "", False),
        ("It began on 3 May 2018 in Taunton.", "", False),
    ],
)
def test_what_must_be_looked_at_is_found_and_stops_or_asks_why(business_manager, chair, text, found, never):
    report = agreed(business_manager, chair, weak=text)
    mine = [one for one in doubts(report) if one.part.startswith("What is weak")]
    if not found:
        assert mine == []
        return
    assert any(found in one.words and one.never is never for one in mine), mine
    with pytest.raises(ValidationError, match="leave the part out" if never else "may stand"):
        reports.publish_report(record=report, by=chair, on=BEGAN, why="Fine" if never else " ")
    assert the_report().stage == "agreed" and Client().get(PAGE).status_code == 404
    # Taken back, written again, agreed again: nothing that the Board agreed is changed behind its back.
    reports.take_back(record=the_report(), by=business_manager, on=BEGAN)
    assert the_report().agreed_on is None and the_report().consulted == ""
    again = agreed(business_manager, chair)
    assert not [one for one in doubts(again) if one.part.startswith("What is weak")]


def test_an_agency_named_in_a_judgement_is_pointed_out(business_manager, chair, agency):
    report = agreed(business_manager, chair, judgement=f"{agency.name} did not send its figures.")
    assert [one.words for one in doubts(report) if agency.name in one.words] == [
        f"“{agency.name}” is named: may that stand in public?"
    ]


def test_a_part_that_is_left_out_is_said_with_its_reason(business_manager, chair):
    report = agreed(business_manager, chair)
    with pytest.raises(ValidationError, match="Choose a part"):
        reports.leave_out(record=report, part="nothing", why="W", by=business_manager, on=BEGAN)
    reports.leave_out(record=report, part="methods", why="A court has asked us to wait.", by=business_manager, on=BEGAN)
    shown = {one.title: one for one in public_parts(the_report())}
    gone = shown["What the framework’s methods did and taught"]
    assert gone.left_out == "A court has asked us to wait." and not gone.rows and not gone.note
    reports.publish_report(record=the_report(), by=chair, on=BEGAN, why="Looked at")
    assert "This part is left out: A court has asked us to wait." in Client().get(PAGE).text
