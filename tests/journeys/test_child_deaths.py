"""Child deaths on 12 November 2019, as the co-ordinator and an agency meet them: no review may begin any more."""

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.slow]
CO_ORDINATOR, ANSWERS, BOARD_MEMBER = "Esther Tregear", "Nadia Okafor", "Daniel Hartnoll"


def notify(me, *, name: str, born: str, died: str) -> None:
    me.open("/child-deaths/")
    me.follow("Take a notification")
    me.fill("Child’s name", name)
    me.page.locator("[name=born_on]").fill(born)
    me.page.locator("[name=died_on]").fill(died)
    me.page.locator("[name=lives_here][value=yes]").check()
    me.page.locator("[name=live_birth][value=yes]").check()
    me.page.locator("[name=expected][value=unexpected]").check()


def test_in_november_a_notification_is_taken_and_is_the_partners(visitor):
    esther = visitor()
    esther.sign_in_as(CO_ORDINATOR, name=CO_ORDINATOR)
    notify(esther, name="Rosalind Makebelieve", born="2016-05-04", died="2019-11-14")
    esther.press("Check what you typed")
    assert "There is a problem" in esther.main and "Everything you typed is kept" in esther.main
    assert esther.page.get_by_label("Child’s name").input_value() == "Rosalind Makebelieve"
    esther.page.locator("[name=died_on]").fill("2019-11-10")
    esther.press("Check what you typed")
    assert "The Board’s panel may not begin this review" in esther.main and "cdop-no-new-in-grace" in esther.main
    esther.page.locator("button[name=take]").click()
    esther.look()
    assert "hand it over" in esther.heading and "Rosalind" not in esther.page.content()
    assert "Rosalind" not in esther.page.url and "Rosalind" not in esther.page.title()
    case = esther.page.url

    esther.follow("Open who the child was")
    assert "Rosalind" not in esther.page.content()
    esther.fill("Why do you need to know who the child was?", "The partners ask for the address")
    esther.press("Show it once")
    assert "Rosalind Makebelieve" in esther.main

    daniel = visitor()
    daniel.sign_in_as(BOARD_MEMBER, name=BOARD_MEMBER)
    assert daniel.page.goto(case).status == 404


def test_an_agency_answers_its_one_form_and_the_co_ordinator_reads_it(visitor):
    nadia, esther = visitor(), visitor()
    nadia.sign_in_as(ANSWERS, name=ANSWERS)
    assert "Reporting form, about a child’s death" in nadia.main
    nadia.open("/child-deaths/forms/")
    nadia.page.locator("main table a").first.click()
    nadia.look()
    form = nadia.page.url
    nadia.press("Show who it is about")
    nadia.page.goto(form)
    nadia.page.get_by_label("A.1 Your role, and how your agency knew the child", exact=True).fill("Ward sister")
    nadia.page.locator("fieldset").filter(has_text="A.2").get_by_label("Not known").check()
    nadia.press("Save")
    assert "Saved." in nadia.main and "2 of 19 questions are answered" in nadia.main
    nadia.press("Hand the form in")
    assert "Handed in" in nadia.main
    nadia.open("/child-deaths/", status=403)

    esther.sign_in_as(CO_ORDINATOR, name=CO_ORDINATOR)
    assert esther.page.goto(form).status == 200
    esther.look()
    assert "Ward sister" in esther.main and "Not known" in esther.main
