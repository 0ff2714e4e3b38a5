"""A course from what was learned to a place: planned, agreed, booked on a telephone, waited for, and marked."""

import pytest

from tests.journeys.visitor import TELEPHONE

pytestmark = [pytest.mark.browser, pytest.mark.slow]
COURSE, NEED = "What life is like for the child", "Working with fathers"
DAY = "17 December 2019"
WHO = {
    "office": ("Training co-ordinator", "Gwen Luttrell"), "chair": ("Chair, Training and Development", "Bridget Foy"),
    "practitioner": ("Practitioner", "Jamie Farrant"), "manager": ("Agency safeguarding lead", "Helen Pym"),
    "trainer": ("Trainer", "Rowan Treloar"),
}  # fmt: skip


def test_a_course_from_what_was_learned_to_a_place(visitor):
    def enter(key: str, **more):
        role, name = WHO[key]
        me = visitor(**more)
        me.sign_in_as(role, name=name)
        return me

    office = enter("office")
    answer_what_asks(office)
    change_the_programme(office)
    plan_a_date(office)
    agree_the_programme(enter("chair"))

    practitioner, manager = enter("practitioner", width=TELEPHONE), enter("manager")
    ask_for_a_place(practitioner)
    agree(manager)
    two_or_none(manager)
    look_and_give_up(practitioner)
    manager.open("/training/team/")
    mine = manager.page.locator("tr", has_text=DAY)
    assert mine.filter(has_text="Confirmed").count() == 2, "both of the two have a place, at the same moment"

    take_the_register(enter("trainer", width=TELEPHONE))


def answer_what_asks(me) -> None:
    me.open("/training/plan/")
    me.page.locator("tr", has_text=NEED).get_by_role("link", name="Answer").click()
    me.look()
    me.page.get_by_label("In the programme").check()
    me.page.get_by_label("Course that answers it").select_option(label=f"{COURSE} (CHILD)")
    me.fill("What asked for it, in words", "Agencies asked how to reach fathers")
    me.press("Answer")
    assert "Say which way" in me.text and me.page.get_by_label("Course that answers it").input_value()
    me.fill("Which way, or why not", "A part of the second half day is about fathers")
    me.press("Answer")
    assert "It asks no more" in me.text and me.page.locator("tr", has_text=NEED).count() == 0


def change_the_programme(me) -> None:
    me.follow("Its versions and changes")
    me.follow("Change it")
    me.page.get_by_label("More or fewer dates").check()
    me.page.get_by_label("Course", exact=True).select_option(label=f"{COURSE} (CHILD)")
    me.fill("How often it runs in the year", "4")
    me.press("Save")
    assert "Say why" in me.text
    me.fill("Why", "Fathers are asked for, and twelve people waited")
    me.press("Save")
    assert "Fathers are asked for, and twelve people waited" in me.main


def plan_a_date(me) -> None:
    me.open("/training/courses/")
    me.follow(COURSE)
    assert "Agencies asked how to reach fathers" in me.main
    me.follow("Plan a date")
    for name, told in (
        ("first", "2019-12-17"), ("second", "2019-12-18"), ("closes_on", "2019-12-10"), ("capacity", "2"),
        ("least", "2"), ("per_agency", ""),
    ):  # fmt: skip
        me.page.locator(f"#id_{name}").fill(told)
    me.page.get_by_label("Rowan Treloar").check()
    me.press("Plan it")
    assert "Planned" in me.main
    me.press("Open for booking")
    assert "2 of 2 left" in me.main and "Nobody has asked for a place yet" in me.main


def agree_the_programme(me) -> None:
    me.open("/training/plan/")
    me.follow("Its versions and changes")
    me.follow("Record that Training and Development agreed")
    me.fill("Meeting and minute", "T&D 12 November 2019, minute 6")
    me.press("Record it")
    assert "agreed version" in me.main and "0 changes since" in me.main


def ask_for_a_place(me) -> None:
    me.open("/training/courses/")
    within = me.page.locator("main")  # the box at the top of each page searches records
    within.get_by_label("Search").fill("life is like")
    within.get_by_role("button", name="Search").click()
    me.look()
    me.follow(COURSE)
    me.follow(DAY)
    me.follow("Ask for a place")
    me.page.get_by_label("Your line manager").select_option(label="Helen Pym")
    me.fill("Food", "No nuts")
    me.press("Ask for a place")
    assert "Your manager is asked" in me.text and "No nuts" in me.main
    assert me.page.viewport_size["width"] == TELEPHONE


def agree(me) -> None:
    me.open("/training/team/")
    me.page.locator("tr", has_text=DAY).get_by_role("link", name="Agree or decline").click()
    me.look()
    me.page.get_by_label("Agree", exact=True).check()
    me.press("Answer")
    assert "Agreed. They hear by letter" in me.text


def two_or_none(me) -> None:
    me.open("/training/courses/")
    me.follow(COURSE)
    me.follow(DAY)
    assert "1 of 2 left" in me.main
    me.follow("Ask for places for your team")
    for name in ("Quentin Ashby", "Rhona Silk"):
        me.page.get_by_label(name).check()
    me.page.get_by_label("All of them or none").check()
    me.press("Ask for these places")
    assert "On the waiting list: Quentin Ashby, Rhona Silk" in me.text


def look_and_give_up(me) -> None:
    me.open("/training/bookings/")
    me.page.locator("li", has_text=DAY).get_by_role("link", name=COURSE).click()
    me.look()
    with me.page.expect_download() as coming:
        me.follow("Put it into my calendar")
    assert "DTSTART:20191217T" in coming.value.path().read_text() and coming.value.suggested_filename.endswith(".ics")
    me.follow("Give it up")
    assert "nothing is charged" in me.main
    me.press("Give it up")
    assert "Whoever waits longest gets it" in me.text


def take_the_register(me) -> None:
    """Today's course is on the trainer's own page; each line is four buttons, and more may be marked later."""
    me.open("/training/bookings/")
    me.page.locator("li", has_text="12 November 2019").get_by_role("link", name="register").click()
    me.look()
    assert "0 of 14 marked" in me.main
    for name, mark in (("Ella Frostick", "There"), ("Finn Graystone", "Not there")):
        me.page.get_by_role("group", name=name).get_by_label(mark, exact=True).check()
    me.press("Save these marks")
    assert "2 of 14 marked" in me.main
    me.press("Close the register")
    assert "Not marked in every session yet" in me.text
