"""Audits in the browser: a moderator, and front-line staff with a link."""

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.slow]
WAITING = "General practices"
MODERATOR = "Priya Venkatesan"


def test_a_moderator_gives_the_boards_grade_beside_the_agencys(visitor):
    me = visitor()
    me.sign_in_as(MODERATOR, name=MODERATOR)
    me.page.get_by_role("link", name=f"Moderate the return of {WAITING}").last.click()
    me.look()
    if not me.page.url.endswith("/moderation/"):
        me.follow("Moderation")
    me.follow("Begin moderation")
    me.page.get_by_label("At a desk").check()
    me.press("Begin moderation")
    me.follow("Grade")
    me.page.locator("[name=grade][value='1']").check()
    me.press("Save the grade")
    assert "Say why your grade is another" in me.main, "It was saved without a reason."
    me.page.get_by_label("Why").fill("The policy has no date.")
    me.press("Save the grade")
    me.open(me.page.url.split("moderation/")[0] + "moderation/")
    assert "The policy has no date." in me.main
    me.press("Agree with")
    me.press("End moderation")
    assert "The agency reads both grades now." in me.text


def test_staff_answer_by_a_link_and_nothing_is_shown_to_them(visitor):
    office = visitor()
    office.sign_in_as("Business manager")
    office.open("/audits/cycles/")
    office.follow("Section 11 audit 2019")
    office.page.locator("main tr").filter(has_text="Ambulance").get_by_role("link").first.click()
    office.look()
    office.follow("What staff say")
    office.follow("Make a link for staff")
    office.page.locator("[name=opens_on]").fill("2019-11-12")
    office.page.locator("[name=closes_on]").fill("2019-12-13")
    office.press("Make the link")
    link = office.page.locator("p.long-word").inner_text()

    staff = visitor(javascript=False)
    staff.open(link)
    assert "You give no name" in staff.main
    staff.press("Send my answers")
    assert "There is a problem" in staff.main
    staff.page.locator("[type=radio]").first.check()
    staff.press("Send my answers")
    assert "nobody can tell that they are yours" in staff.heading
    office.page.reload()
    assert "%" not in office.main, "One reply was shown."
