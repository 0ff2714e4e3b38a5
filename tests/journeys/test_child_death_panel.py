"""The panel from its co-ordinator's desk to the chair's decision: papers that name nobody, a quorum, one case done."""

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PAPER = "A child with a condition known since before birth died in hospital."


def fill_in(one, fields: dict[str, str]) -> None:
    for name, text in fields.items():
        one.page.locator(f"[name={name}]").fill(text)


def test_a_case_goes_through_the_panel(visitor):
    office = visitor()
    office.sign_in_as("Child death review co-ordinator")
    office.follow("Child death panel")
    assert "The panel meets next on 26 November 2019" in office.heading
    office.follow("Plan a meeting")
    fill_in(office, {"planned_on": "2019-11-12", "place": "County Hall"})
    office.press("Plan the meeting")
    address = office.page.url
    office.follow("Put a case on the agenda")
    office.page.locator("[name=review]").first.check()
    office.press("Put it on")
    case = office.page.locator("h3").first.inner_text().split()[1].rstrip(",")
    office.press("Send the papers out")
    assert "Papers that are not approved yet" in office.main

    office.follow("Write the paper")
    fill_in(office, {"summary": f"{PAPER} She died on 3 July 2019."})
    for box in office.page.locator("textarea[name^=agency_]").all():
        box.fill("Care was planned with the family.")
    office.press("Save and check it")
    assert "is a date: write the month" in office.main
    office.follow("Write the paper")
    fill_in(office, {"summary": PAPER})
    office.press("Save and check it")
    office.press("Approve for the panel")
    office.follow("Fill in the analysis form")
    office.page.locator("[name=category]").select_option("7")
    office.page.locator("[name=modifiable][value=none]").check()
    office.press("Save the form")
    office.follow("Add what came of it")
    office.page.locator("[name=kind][value=learning]").check()
    fill_in(office, {"text": "Plans are shared with everybody who may be called."})
    office.press("Write it down")
    office.follow("Write it for the Board")
    fill_in(office, {"plain_title": "Share care plans widely"})
    office.press("Save for sign-off")
    office.open(address)
    office.press("Send the papers out")
    assert "The papers are out" in office.main

    member = visitor()
    member.sign_in_as("Subgroup member", name="Harriet Quillon")
    member.open(address)
    assert "Copy " in member.main and case in member.main
    member.follow("Paper and analysis")
    assert PAPER in member.main and "7. Chromosomal, genetic and congenital anomalies" in member.main
    member.page.go_back()
    member.follow("Declare a conflict")
    fill_in(member, {"why": "Treated the child"})
    member.press("Declare it")
    assert "A case in which you take no part" in member.main and case not in member.main

    chair = visitor()
    chair.sign_in_as("Chair, Child Death Overview Panel")
    chair.follow("Child death panel")
    chair.open(address)
    chair.follow("Paper and analysis")
    chair.press("Sign it off for the Board")
    assert "the whole partnership can read it" in chair.main
    chair.open(address)
    chair.follow("Record who is there")
    for box in chair.page.locator("[name=seats]").all():
        box.check()
    chair.press("Record who is there")
    assert "Quorum met" in chair.main
    chair.follow("Record the decision")
    assert "it lacks a designated health professional" in chair.main
    chair.page.locator("[name=outcome][value=reviewed]").check()
    fill_in(chair, {"decision": "The panel agreed the form; nothing was modifiable."})
    chair.press("Record the decision")
    assert "There is no quorum for this case" in chair.main
    fill_in(chair, {"without_quorum_because": "Her views had been sent in writing before."})
    chair.press("Record the decision")
    assert "The panel dealt with 1 case on 12 November 2019" in chair.heading
    chair.open("/help/panel/")
