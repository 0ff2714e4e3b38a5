"""Reviews of serious cases at a browser: from the form to the chair's decision in September 2019; in November the
published review as the public reads it, its plan as the business manager follows it, and what the law refuses."""

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.slow]
SCHOOL, SUBGROUP, CHAIR, OFFICE = "Edith Cope", "Lucian Castell", "Margaret Ellacombe", "Ruth Penhallow"


def choose(who, name: str, value: str) -> None:
    who.page.locator(f"[name={name}][value={value}]").check()


def test_in_september_a_case_is_referred_considered_and_decided(visitor_in_september):
    school = visitor_in_september()
    school.sign_in_as("Agency lead", name=SCHOOL)
    school.open("/reviews/refer/")
    school.page.locator("[name=child_name]").fill("Ottoline Makebelieve")
    school.page.locator("[name=what_happened]").fill("A child was found to be injured.")
    school.page.locator("[name=learning]").fill("How what each agency knew could be put together.")
    for name, value in (("abuse", "suspected"), ("died", "no"), ("seriously_harmed", "yes")):
        choose(school, name, value)
    school.press("Send the form")
    assert "What you sent" in school.heading and "Ottoline" not in school.main

    lucian = visitor_in_september()
    lucian.sign_in_as("Subgroup chair", name=SUBGROUP)
    lucian.open("/reviews/")
    case = lucian.page.get_by_role("link", name="CR-2019-002").first.get_attribute("href")
    lucian.open(f"{case}consider/")
    for name, value in (("abuse", "known"), ("died", "no"), ("seriously_harmed", "yes"), ("joint_working", "yes"),
                        ("recommends", "scr")):  # fmt: skip
        choose(lucian, name, value)
    for name in ("abuse_evidence", "seriously_harmed_evidence", "joint_working_evidence", "reasons"):
        lucian.page.locator(f"[name={name}]").fill("What the agencies’ pages say.")
    lucian.press("Record the meeting")
    assert "The test is met" in lucian.main

    chair = visitor_in_september()
    chair.sign_in_as("Independent Chair", name=CHAIR)
    assert "Decide whether a review is held" in chair.main
    chair.open(f"{case}decide/")
    choose(chair, "outcome", "scr")
    chair.page.locator("[name=rationale]").fill("The test is met, limb by limb.")
    chair.press("Record your decision")
    assert "A serious case review is held" in chair.main and "17 March" not in chair.main
    # What is not ready is refused in words: no draft, so no check of one.
    assert "No draft has been handed in yet" in _heading(chair, f"{case}drafts/")


def test_in_november_everybody_reads_what_was_published_and_the_board_follows_its_plan(visitor):
    reader = visitor()
    reader.open("/reviews/published/")
    reader.follow("Serious case review")
    assert "The Board’s response" in reader.main and "CR-2018" not in reader.text
    assert "9 July 2020" in reader.main
    public = reader.page.url

    ruth = visitor()
    ruth.sign_in_as("Business manager", name=OFFICE)
    ruth.open("/reviews/")
    case = ruth.page.get_by_role("link", name="CR-2018-001").first.get_attribute("href")
    assert "actions carried out" in _heading(ruth, f"{case}plan/")
    assert "Nothing said" not in ruth.main and "Practice changed" in ruth.main
    assert "Published on 9 July 2019" in _heading(ruth, f"{case}publication/")
    ruth.open(f"{case}drafts/")
    assert "She wants it said that she asked for help." in ruth.main

    # A serious case review may not be begun any more: said with the rule and the way to the partners.
    late = ruth.page.goto("/reviews/?show=to-decide")
    assert late.status == 200
    undecided = ruth.page.get_by_role("link", name="CR-2019-004").first.get_attribute("href")
    ruth.open(undecided)
    assert "scr-no-new-after-start" in ruth.main and "Hand it over to the partners" in ruth.main

    chair = visitor()
    chair.sign_in_as("Independent Chair", name=CHAIR)
    chair.open(f"{case}publication/")
    assert "twelve months" not in chair.main and "scr-web-minimum" in chair.main
    assert public.split("/")[-2] in chair.page.content()


def _heading(who, path: str) -> str:
    who.open(path)
    return who.heading
