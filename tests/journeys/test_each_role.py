"""What each role comes to do, in a browser; and what they must not find."""

import re

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture(scope="module")
def places(portal, chromium):
    """Addresses of records, found as the business manager finds them: for those who must not."""
    context = chromium.new_context(base_url=portal.address)
    page = context.new_page()
    page.goto("/try/")
    page.locator("ul.people > li").filter(has_text="Business manager").first.get_by_role("button").click()
    page.wait_for_url("**/")
    page.goto("/meetings/")
    found = {"meeting": link_on(page, "/meetings/")}
    page.goto(found["meeting"])
    found["paper"] = link_on(page, "/papers/")
    page.goto("/learning/actions/")
    found["action"] = link_on(page, "/learning/actions/")
    found["pack"] = found["meeting"] + "pack/"
    context.close()
    return found


def link_on(page, start: str) -> str:
    addresses = [link.get_attribute("href") for link in page.locator("main a").all()]
    return next(one for one in addresses if re.fullmatch(rf"{start}[0-9a-f-]{{36}}/", one))


def assert_no_record(me, places) -> None:
    """Not there at all; an action is open to the partnership (P1), so that it exists may be known, and no more."""
    for name, address in places.items():
        assert me.page.goto(address).status == (403 if name == "action" else 404), address


def test_a_board_member_reads_what_worries_the_board_and_the_agenda(visitor):
    me = visitor()
    me.sign_in_as("Board member")
    assert "the Board" in me.heading
    assert "What worries the Board" in me.main and "What your agency owes" in me.main
    me.open("/meetings/")
    me.page.get_by_role("link", name="Board meeting 2019/4").first.click()
    me.look()
    assert "Quality and Performance overview" in me.main
    assert me.page.get_by_role("button", name="Build pack").count() == 0
    for path in ("/dataset/", "/dataset/MI02/", "/timetable/late/", "/timetable/rules/", "/learning/actions/"):
        me.open(path)
    me.follow("Child death reports")
    me.follow("July to September 2019")
    assert "one must not be taken from the other" in me.main and "1 April 2014 to 31 March 2019" in me.main
    assert "<5" in me.main and "place in order, not a date" in me.main
    me.open("/child-deaths/campaigns/")
    me.follow("Safer sleep, every sleep")
    assert "1,426 people" in me.main and me.page.get_by_role("link", name="Change the campaign").count() == 0


def test_a_subgroup_chair_reads_what_waits_for_the_group(visitor):
    me = visitor()
    me.sign_in_as("Chair, Quality and Performance", name="Priya Venkatesan")
    assert "What waits for you" in me.main
    me.open("/learning/actions/")
    me.page.locator("main table a").first.click()
    me.look()


def test_the_independent_chair_reads_what_worries_and_opens_the_pack_page(visitor, places):
    me = visitor()
    me.sign_in_as("Independent Chair", name="Margaret Ellacombe")
    assert "worr" in me.heading
    me.open(places["pack"])
    assert me.page.get_by_role("button", name="Build pack").count() == 1


def test_an_agency_lead_says_how_an_action_stands(visitor):
    me = visitor()
    me.sign_in_as("Agency lead", name="Edith Cope")
    assert "Your agency owes" in me.heading
    me = visitor()
    me.sign_in_as("Board member", name="Nadia Okafor")
    assert re.search(r"Your agency owes \w+ answers, \w+ of them late\.", me.heading)
    me.page.get_by_role("link", name="Share the learning on bruising").first.click()
    me.look()
    me.page.get_by_role("link", name="Say how it stands").first.click()
    me.look()
    me.page.get_by_role("button", name="Save").click()  # nothing said yet
    me.look()
    assert "Enter how the action stands" in me.text
    me.fill("How does it stand?", "Shared with nine of eleven wards.")
    me.fill("What shows it?", "The list of wards, signed.")
    me.press("Save")
    assert "Shared with nine of eleven wards." in me.main
    me.press("Say that it is done")
    assert "Done, to be checked" in me.main


def test_a_practitioner_finds_help_and_no_record(visitor, places):
    me = visitor()
    me.sign_in_as("Practitioner", name="Jamie Farrant")
    assert me.heading == "One thing is yours to do."
    assert "You have a place: Working together to protect children" in me.main
    me.open("/help/")
    for page in ("sign-in", "dataset", "imports", "packs", "child-death-reports", "accessibility", "privacy"):
        me.open(f"/help/{page}/")
    assert_no_record(me, places)
    assert me.page.goto("/meetings/").status == 403
    me.look()


@pytest.mark.req("SEC-05")
def test_the_system_administrator_sees_how_it_runs_and_no_record(visitor, places):
    me = visitor()
    me.sign_in_as("System administrator", name="Petra Lindqvist")
    me.open("/health/")
    assert "Worker and timetable" in me.main
    me.open("/letters/")
    assert_no_record(me, places)
    me.look()
    for path in ("/meetings/", "/learning/actions/", "/timetable/late/", "/dataset/imports/"):
        assert me.page.goto(path).status == 403, path


def test_the_office_hands_in_a_paper_and_writes_its_cover(visitor, tmp_path):
    from tests.sscb.board.world import a_pdf

    me = visitor()
    me.sign_in_as("Board officer", name="Tamsin Askwith")
    me.open("/meetings/")
    me.page.get_by_role("link", name="Board meeting 2019/4").first.click()
    me.look()
    me.page.get_by_role("link", name=re.compile("^Hand in")).first.click()
    me.look()
    (tmp_path / "notes.txt").write_text("not a PDF")
    me.page.get_by_label("The paper, as a PDF").set_input_files(tmp_path / "notes.txt")
    me.press("Hand in")
    assert "not a PDF" in me.text
    (tmp_path / "voice.pdf").write_bytes(a_pdf("What children said"))
    me.page.get_by_label("The paper, as a PDF").set_input_files(tmp_path / "voice.pdf")
    me.press("Hand in")
    assert "The paper is in." in me.text
    me.follow("Write the cover sheet")
    me.fill("What is the Board asked to do?", "Note what children said.")
    me.fill("What does it mean for children?", "They were heard.")
    me.fill("Author", "Participation lead")
    me.press("Save the cover sheet")
    assert "The cover sheet is saved." in me.text and "They were heard." in me.main


def test_the_business_manager_steps_the_date_and_looks_round(visitor):
    me = visitor()
    me.sign_in_as("Business manager", name="Ruth Penhallow")
    for path in ("/timetable/late/", "/timetable/rules/", "/letters/", "/dataset/imports/", "/health/", "/step-date/",
                 "/account/"):  # fmt: skip
        me.open(path)
    me.open("/step-date/")
    me.fill("Step the date to", "2019-11-01")
    me.page.get_by_role("button", name=re.compile("Step")).first.click()
    me.look()
    assert "Enter a date after" in me.text


# --- without what some people have not ------------------------------------------------------------------------------


def test_everything_on_the_way_works_without_javascript(visitor):
    me = visitor(javascript=False)
    me.sign_in_as("Business manager", name="Ruth Penhallow")
    me.open("/dataset/")
    me.open("/dataset/AS01/")
    assert me.page.locator("main table").count() >= 1
    me.open("/meetings/")
    me.page.get_by_role("link", name="Board meeting 2019/4").first.click()
    me.look()
    me.page.get_by_role("link", name="Open the pack").first.click()
    me.look()
    me.open("/dataset/imports/new/")
    me.press("Look at the file")
    assert me.page.locator(".govuk-error-summary, .govuk-error-message").count() >= 1


def test_the_first_tab_leads_past_the_menu(visitor):
    me = visitor()
    me.sign_in_as("Business manager", name="Ruth Penhallow")
    me.page.keyboard.press("Tab")
    first = me.page.evaluate("document.activeElement.textContent.trim()")
    assert first == "Skip to main content"
    me.page.keyboard.press("Enter")
    me.page.wait_for_url("**#main")
    me.page.keyboard.press("Tab")
    assert me.page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_the_focus_can_be_seen_everywhere_it_goes(visitor):
    me = visitor()
    me.sign_in_as("Board member")
    for _ in range(12):
        me.page.keyboard.press("Tab")
        seen = me.page.evaluate(
            "() => { const s = getComputedStyle(document.activeElement);"
            " return s.outlineStyle !== 'none' || s.boxShadow !== 'none' || s.backgroundColor !== 'rgba(0, 0, 0, 0)' }"
        )
        assert seen, me.page.evaluate("document.activeElement.outerHTML.slice(0, 200)")


def test_nobody_reads_anything_before_signing_in(visitor, places):
    me = visitor()
    for path in ("/", "/meetings/", "/dataset/", *places.values()):
        me.page.goto(path)
        assert "/sign-in/" in me.page.url
    me.look()
