"""Audits in the browser: a moderator, front-line staff with a link, and the chair of a case audit to its report."""

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.slow]
WAITING = "General practices"
MODERATOR = "Priya Venkatesan"
AUDIT_CHAIR = "Colin Harding"
LIST = "\n".join(
    f"Q{number:03},{('5-9', '10-15')[number % 2]},{('CIN', 'CPP')[number % 2]},4" for number in range(1, 13)
)


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
    for cycle, pages in {
        "Learning and development audit 2019": ("Training figures and gaps", "Gaps and support"),
        "Section 11 audit 2019": ("Agencies by standard", "Sources side by side", "Gaps and support"),
    }.items():
        office.open("/audits/cycles/")
        office.follow(cycle)
        for page in pages:
            office.follow(page)
    office.follow("Returns and history")
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


# --- a case audit ---------------------------------------------------------------------------------------------------


def go(me, words: str, role: str = "link") -> None:
    """Follow or press, and wait until the page that it leads to is there: every step here leads to one."""
    with me.page.expect_navigation():
        me.page.get_by_role(role, name=words).first.click()
    me.look()


def press(me, words: str) -> None:
    go(me, words, "button")


def test_the_chair_of_an_audit_group_from_the_theme_to_the_report(visitor):
    me = visitor()
    me.sign_in_as(AUDIT_CHAIR, name=AUDIT_CHAIR)
    plan_and_draw(me)
    ask_agencies(me)
    theme = begin_the_meeting(me)
    for case in cases_to_agree(me):
        hold_the_meeting(me, case)
    write_it_up(me, theme)
    chief = visitor()
    chief.sign_in_as(MODERATOR, name=MODERATOR)
    chief.open(f"{theme}report/")
    press(chief, "Accept the report")
    assert "Accepted by Quality and Performance" in chief.main


def plan_and_draw(me) -> None:
    me.open("/audits/cases/")
    go(me, "Plan a case audit")
    me.fill("What is audited?", "Neglect of young children")
    me.page.get_by_label("Which theme is it?").select_option(label="Neglect")
    me.page.get_by_label("West").check()
    me.fill("Why, and why now?", "Referrals fell while home visits rose.")
    me.fill("Lines of enquiry", "Is the child seen at home?")
    me.page.get_by_label("For which Board meeting?").select_option(index=0)
    press(me, "Plan it")
    assert "the sample is not drawn" in me.heading
    go(me, "Enter the list")
    me.fill("Which list, of which agency?", "Open cases, council")
    me.page.locator("[name=extracted_on]").fill("2019-11-11")
    me.page.locator("[name=population]").fill(LIST)
    press(me, "Enter the list")
    go(me, "Draw the sample")
    me.page.locator("[name=method][value=simple]").check()
    me.page.locator("[name=size]").fill("2")
    me.page.locator("[name=spare]").fill("1")
    me.page.locator("[name=seed]").fill("12 November, room 2")
    press(me, "Draw")
    assert "2 cases drawn; now ask the agencies" in me.heading


def ask_agencies(me) -> None:
    go(me, "Ask agencies")
    for agency in ("Police force", "Community and mental health trust"):
        me.page.get_by_label(agency, exact=True).select_option(index=1)
    me.page.get_by_label("Ask the same auditors").check()
    me.page.locator("[name=due_on]").fill("2019-11-29")
    press(me, "Ask them")
    go(me, "AUD-")
    press(me, "Tell the agencies")
    assert "4 audits still to come" in me.heading


def begin_the_meeting(me) -> str:
    """Of the audit whose grades are in: each agency's are sealed until the chair opens them."""
    me.open("/audits/cases/")
    go(me, "Children missing from care, again")
    theme = me.page.url
    go(me, "Say who is there")
    me.fill("Who is there, by role", "Chair of Audit West\nFive auditors\nHome manager")
    press(me, "Save")
    assert "of 6 cases agreed" in me.heading
    return theme


def cases_to_agree(me) -> list[str]:
    rows = (
        me.page.locator("main tbody tr")
        .filter(has_not_text="Agreed:")
        .filter(has=me.page.locator("a[href*='/cases/one/']"))
    )
    return [row.get_by_role("link").first.get_attribute("href") for row in rows.all()]


def hold_the_meeting(me, case: str) -> None:
    """Open the grades together, answer whether a child is unsafe, and agree one grade."""
    me.open(case)
    if me.page.get_by_role("link", name="Open the grades").count():
        assert "Nothing of it is on this page yet" in me.main
        go(me, "Open the grades")
        me.page.locator("[name=why]").fill("The audit of one agency comes next week.")
        press(me, "Open them")
    assert "without seeing the others" in me.main
    if me.page.get_by_role("link", name="No, and why").count():
        go(me, "No, and why")
        me.page.locator("[name=because]").fill("The child was seen this week by a known worker.")
        press(me, "Record it")
    me.page.locator("[name=grade][value=RI]").check()
    me.page.locator("[name=grade_why]").fill("Each agency held a part of it.")
    if "Needed: " in me.main:
        press(me, "Save")
        assert "two steps apart" in me.main
        me.page.locator("[name=apart_why]").fill("One saw the weekends, the others did not.")
    press(me, "Save")
    me.open(case)
    assert "Agreed: requires improvement" in me.main


def write_it_up(me, theme: str) -> None:
    me.open(theme)
    assert "6 of 6 cases agreed" in me.heading
    press(me, "The meeting is over: write it up")
    go(me, "Write the report")
    me.page.locator("[name=report_words]").fill("Interviews are in time in the week, and late after each weekend.")
    me.page.locator("[name=asks]").fill("Agree that weekends are covered.")
    press(me, "Save")
    assert "Interviews are in time in the week" in me.main and "Beside the audit before" in me.main
    assert me.page.get_by_role("button", name="Accept the report").count() == 0, "Whoever wrote it does not accept it."
