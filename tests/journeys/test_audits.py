"""Audits in the browser: a moderator, front-line staff with a link, and a case audit from its theme to its report."""

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.slow]
WAITING = "General practices"
THEME = "Neglect of teenagers"
MODERATOR, AUDIT_CHAIR, AUDITOR = "Priya Venkatesan", "Colin Harding", "Tom Lister"


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


def test_a_case_audit_from_the_theme_to_the_report(visitor):
    chair, auditor, accepts = visitor(), visitor(), visitor()
    chair.sign_in_as(AUDIT_CHAIR, name=AUDIT_CHAIR)
    plan_and_draw(chair)
    theme = chair.page.url
    ask_the_police(chair)
    auditor.sign_in_as(AUDITOR, name=AUDITOR)
    fill_the_tool(auditor)
    hold_the_meeting(chair, theme)
    write_the_report(chair, theme)
    accepts.sign_in_as(MODERATOR, name=MODERATOR)
    accepts.follow(f"Accept the report: {THEME}")
    assert "Neglect was seen late." in accepts.main
    accepts.press("Accept the report")
    assert "Accepted by Quality and Performance" in accepts.main


def plan_and_draw(me) -> None:
    me.open("/audits/cases/")
    me.follow("Plan a case audit")
    me.fill("What is audited?", THEME)
    me.page.get_by_label("Which theme is it?").select_option(index=1)
    me.page.locator("[name=area]").first.check()
    me.fill("Why, and why now?", "Children said that nobody came.")
    me.fill("Lines of enquiry", "Was it seen in time?")
    me.page.get_by_label("For which Board meeting?").select_option(index=0)
    me.page.locator("main form button[type=submit]").first.click()
    me.look()
    assert "the sample is not drawn" in me.heading
    theme = me.page.url
    me.follow("Enter the list")
    me.fill("Which list, of which agency?", "Children in need, council")
    me.page.locator("[name=extracted_on]").fill("2019-11-04")
    me.page.get_by_label("The list").fill("N001,10-15,CPP,3\nN002,10-15,CPP,4\nN003,16-17,CLA,3")
    me.page.locator("main form button[type=submit]").first.click()
    me.look()
    me.open(theme)
    me.follow("Draw the sample")
    me.page.locator("[name=method][value=simple]").check()
    me.fill("How many cases?", "1")
    me.fill("How many substitutes?", "1")
    me.fill("Seed", "12 November, committee room")
    me.page.locator("main form button[type=submit]").first.click()
    me.look()
    me.open(theme)
    assert "1 case drawn" in me.heading


def ask_the_police(me) -> None:
    theme = me.page.url
    me.follow("Case 01")
    me.follow("Ask agencies")
    me.page.locator("[name=due_on]").fill("2019-11-29")
    police = me.page.get_by_label("Police force", exact=True)
    police.select_option(value=police.locator("option").filter(has_text=AUDITOR).get_attribute("value"))
    me.page.locator("main form button[type=submit]").first.click()
    me.look()
    me.open(theme)
    me.press("Tell the agencies")
    assert "1 audit still to come" in me.heading


def fill_the_tool(me) -> None:
    me.open("/audits/cases/mine/")
    tool = me.page.locator("main tr").filter(has_text=THEME).get_by_role("link")
    (tool if tool.count() else me.page.locator("main table a")).first.click()
    me.look()
    page, chosen = me.page, set()
    for box in page.locator("main [type=radio]").all():
        name = box.get_attribute("name")
        if name not in chosen and box.get_attribute("value") != "Yes":
            chosen.add(name)
            box.check()
    for box in page.locator("main textarea").all():
        box.fill("It was written down, and somebody went to see.")
    for box in page.locator("main input[type=text][name^=w-]").all():
        box.fill("2")
    me.press("Hand it in")
    assert "This audit is handed in" in me.text


def hold_the_meeting(me, theme: str) -> None:
    me.open(theme)
    me.press("Begin the meeting")
    me.follow("Say who is there")
    me.fill("Who is there, by role", "Sergeant\nHealth visitor")
    me.page.locator("main form button[type=submit]").first.click()
    me.open(theme)
    me.follow("Case 01")
    me.press("Open the grades")
    me.page.locator("[name=grade]").first.check()
    me.fill("Why this grade", "It was seen late.")
    me.press("Agree the grade")
    assert "the meeting agreed" in me.text


def write_the_report(me, theme: str) -> None:
    me.open(theme)
    me.press("The meeting is over")
    me.open(theme)
    me.follow("Write the report")
    me.fill("What does the group conclude?", "Neglect was seen late.")
    me.fill("What is the Board asked?", "Note the report.")
    me.page.locator("main form button[type=submit]").first.click()
    me.look()
    assert "There is a problem" not in me.main
