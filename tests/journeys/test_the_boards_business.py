"""Four visits: a meeting from its plan to its minutes, a figure followed to its thread, a challenge put, and what a
forum raised written down."""

import re

import pytest

DECISIONS = ("2", "9", "10", "11", "18", "19", "22", "26", "27")


@pytest.mark.pdf
def test_the_business_manager_takes_a_meeting_from_its_plan_to_its_minutes(visitor):
    me = visitor()
    me.sign_in_as("Business manager", name="Ruth Penhallow")

    # the plan: the Board's own agenda, and one item put in the place of another
    me.open("/meetings/new/")
    for label, text in (("Meeting number", "2019/E"), ("Day", "2019-11-12"), ("Starts", "09:30"), ("Ends", "13:00"),
                        ("Place", "Town hall, Wells")):  # fmt: skip
        me.page.get_by_label(label, exact=True).fill(text)
    me.press("Plan the meeting")
    assert "Board meeting 2019/E is planned, and its papers are asked for." in me.text
    updates = me.page.locator("#off-item option").filter(has_text=re.compile("^24 ")).get_attribute("value")
    me.page.locator("#off-item").select_option(value=updates)
    me.press("Put it off")
    me.page.get_by_text("One more item", exact=True).click()
    more = me.page.locator("details:has(input[name='add'])")
    more.get_by_label("Title", exact=True).fill("Weekend cover of the interview team")
    more.get_by_label("For", exact=True).select_option(label="Discussion")
    more.get_by_label("Lead", exact=True).fill("Chair")
    more.get_by_label("Minutes", exact=True).fill("3")
    more.get_by_label("Spoken to, without a paper").check()
    me.press("Put it on the agenda")
    assert "210 minutes: it ends at 1pm, as planned." in me.main

    # the pack: built, read, issued with a sheet for each paper that has not come
    me.follow("Back to the meeting")
    me.follow("Open the pack")
    me.press("Build pack")
    me.page.get_by_role("button", name="Issue version 1").wait_for(timeout=300_000)
    me.look()
    assert "Draft 1 can be issued" in me.heading and "Must be put right (0)" in me.main
    me.press("Issue version 1")
    assert "Version 1 is issued" in me.heading
    with me.page.expect_download() as coming:
        me.page.get_by_role("link", name="PDF of version 1").click()
    assert re.fullmatch(r"sscb-2019-E-v1-official-sensitive\.pdf", coming.value.suggested_filename)

    # the meeting: who came, every decision, what staff are told; and the draft minutes to the members
    meeting = me.page.url.removesuffix("pack/")
    me.open(f"{meeting}minutes/attendance/")
    for select in me.page.get_by_role("combobox", name=re.compile("^How .* came$")).all():
        select.select_option(label="Present")
    me.press("Save who came")
    me.press("Record that it was held")
    me.press("Send the draft minutes to members")
    assert "neither a minute nor a decision" in me.text
    for number in DECISIONS:
        me.page.goto(f"{meeting}minutes/item/?item={number}")
        me.page.get_by_label("What was said").fill("The paper was read, and questions were answered.")
        me.page.get_by_label("What was decided").fill(f"Item {number} stands as proposed.")
        me.page.get_by_role("button", name="Save and go on").click()
        me.page.get_by_text(f"Item {number} is minuted: D-2019-").wait_for()
    me.look()
    me.open(f"{meeting}minutes/messages/")
    me.page.locator("textarea").fill("Ask the child first, and write down what was said.")
    me.press("Save")
    me.press("Send the draft minutes to members")
    assert "The draft minutes are open to the members." in me.text
    assert "Item 27 stands as proposed." in me.main and "Ask the child first" in me.main


def test_a_board_member_finds_the_thread_behind_one_figure(visitor):
    me = visitor()
    me.sign_in_as("Board member", name="Nadia Okafor")
    me.open("/dataset/MI02/")
    me.page.locator("section[aria-labelledby=concern] a").first.click()
    me.look()
    me.follow("Interviews after a child was missing come too late to help")
    assert "promises are broken" in me.heading and "Found by: multi-agency case audits" in me.main
    me.open("/framework/")
    assert "Practitioner forums" in me.main


def test_the_chair_puts_a_challenge(visitor):
    me = visitor()
    me.sign_in_as("Independent Chair", name="Margaret Ellacombe")
    me.open("/challenges/")
    me.follow("Raise a challenge")
    me.page.get_by_label("Which agency is asked?").select_option(label="Community and mental health trust")
    me.fill("Whose office is it put to?", "Chief executive")
    me.fill("In a few words", "Weekend cover of crisis beds")
    me.fill("What does the Board ask?", "Who decides on a bed for a child on a Saturday?")
    me.press("Raise the challenge")
    assert "is in the challenge log" in me.text and "Who decides on a bed" in me.main


def test_whoever_comes_to_a_forum_for_the_board_writes_down_what_was_raised(visitor):
    me = visitor()
    me.sign_in_as("Board member", name="Nadia Okafor")
    me.open("/learning/heard/forums/")
    me.follow("Practitioner forum, South Somerset, 9 October 2019")
    me.follow("Write down what was raised")
    me.press("Save")
    assert "Enter the issue in one sentence" in me.text
    me.fill("The issue, in one sentence", "Nobody says who is told when a course is full")
    me.fill("What practitioners said", "Managers ask each week and hear nothing.")
    me.fill("Who raised it", "Community health")
    me.page.get_by_label("Training", exact=True).check()
    me.page.get_by_label("It holds work up").check()
    me.press("Save")
    me.follow("Nobody says who is told when a course is full")
    assert "Raised, with nobody yet" in me.main
    assert me.page.get_by_role("link", name="Send it to a subgroup").count() == 0
