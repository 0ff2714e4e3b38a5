"""Child deaths on 2 September 2019: a review begins, an agency answers, the chair raises a concern."""

import re

import pytest

from tests.journeys.test_child_deaths import CO_ORDINATOR, notify

pytestmark = [pytest.mark.browser, pytest.mark.slow]
NURSE, CHAIR, PARTNER, OFFICE = "Sian Morwood", "Alasdair Reith", "Frances Oldacre", "Ruth Penhallow"


def test_before_the_start_the_board_s_panel_begins_a_review(visitor_in_september):
    esther, sian = visitor_in_september(), visitor_in_september()
    esther.sign_in_as(CO_ORDINATOR, name=CO_ORDINATOR)
    notify(esther, name="Cordelia Makebelieve", born="2015-02-03", died="2019-08-30")
    esther.press("Check what you typed")
    assert "may not begin" not in esther.main
    esther.page.locator("button[name=take]").click()
    esther.look()
    case = esther.page.url
    esther.press("Send forms to agencies")
    assert "No agency is asked for its form yet" in esther.heading
    esther.follow("Ask agencies for forms")
    named = esther.page.locator("[name=person_1] option").filter(has_text=NURSE).get_attribute("value")
    esther.page.get_by_label("Person 1").select_option(named)
    esther.press("Ask them")
    assert "The agency form is not in" in esther.heading
    esther.page.locator("tr").filter(has_text="The family was told").get_by_role("link").click()
    esther.page.locator("[name=done_on]").fill("2019-09-02")
    esther.press("Save")
    assert "The family was told" in esther.main
    esther.follow("Record a notice")
    esther.page.locator("[name=kind]").select_option("registered")
    esther.page.locator("[name=happened_on]").fill("2019-09-02")
    esther.press("Save")
    assert "Has not come yet" in esther.main
    form = esther.page.locator("section[aria-labelledby=forms] a").first.get_attribute("href")

    sian.sign_in_as(NURSE, name=NURSE)
    sian.open(form)
    sian.press("Show who it is about")
    assert "Cordelia Makebelieve" in sian.main
    sian.page.goto(form)
    sian.page.locator("textarea, input[type=text]").first.fill("Staff nurse; met the family once")
    sian.press("Hand the form in")
    assert "Handed in" in sian.main
    assert sian.page.goto(case).status == 404


def test_before_the_start_the_chair_suspects_abuse_and_the_office_passes_it_on(visitor_in_september):
    esther, chair, ruth = visitor_in_september(), visitor_in_september(), visitor_in_september()
    esther.sign_in_as(CO_ORDINATOR, name=CO_ORDINATOR)
    esther.follow("Child death panel")
    assert "The panel meets next on 10 September 2019" in esther.heading
    esther.page.locator("main table a").first.click()
    esther.press("Send the papers out")
    assert "The papers are out" in esther.main

    chair.sign_in_as(CHAIR, name=CHAIR)
    chair.follow("Child death panel")
    chair.page.locator("main table a").first.click()
    chair.follow("Paper and analysis")
    chair.follow("Raise it now")
    assert "The law knows no waiting here" in chair.main
    chair.press("Raise it now")
    assert "There is a problem" in chair.main
    chair.page.locator("[name=words]").fill("Two injuries that nobody could explain to the panel.")
    chair.press("Raise it now")
    raised = re.search(r"CON-2019-\d+", chair.text)[0]

    ruth.sign_in_as("Business manager", name=OFFICE)
    assert raised in ruth.main and "Pass on a suspicion of abuse or neglect" in ruth.main
    ruth.page.locator("main a[href*='/child-deaths/concerns/']").first.click()
    ruth.look()
    assert "A concern must be passed on today" in ruth.heading
    assert "serious case review" in ruth.main.lower()
    assert "Two injuries" not in ruth.main  # what the panel saw is told by telephone


def test_before_the_start_the_partner_has_nothing_to_collect(visitor_in_september):
    frances = visitor_in_september()
    frances.sign_in_as(PARTNER, name=PARTNER)
    frances.open("/child-deaths/collect/")
    assert "When the Board’s child death review co-ordinator sends you a case" in frances.main
    frances.open("/child-deaths/transition/", status=403)
    assert frances.page.goto("/child-deaths/panel/").status == 403
