"""The last days of September 2019: the Board becomes the partnership by its day alone, and its old papers stay its."""

import re

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.steps_the_date]
BOARD, PARTNERSHIP = "Somerset Safeguarding Children Board", "Somerset Safeguarding Children Partnership"
OFFICE, LAY = "Ruth Penhallow", "Judith Merrow"


def masthead(visitor) -> str:
    return visitor.page.locator(".masthead__name").inner_text()


def test_on_the_day_the_partners_begin_names_and_groups_change_and_the_past_keeps_its_own(visitor_in_september):
    ruth, judith = visitor_in_september(), visitor_in_september()
    ruth.sign_in_as("Business manager", name=OFFICE)
    ruth.follow("Board", exact=True)
    ruth.follow("The transition")
    assert "before the partners begin" in ruth.heading and masthead(ruth) == BOARD
    ruth.follow("The plan", exact=True)
    assert "Agreed; takes effect by itself" in ruth.main and "Open the plan again" in ruth.main

    ruth.open("/step-date/")
    ruth.fill("Step the date to", "2019-09-29")
    ruth.page.get_by_role("button", name=re.compile("Step")).first.click()
    ruth.look()
    assert masthead(ruth) == PARTNERSHIP

    judith.sign_in_as("Board member", name=LAY)
    assert masthead(judith) == PARTNERSHIP
    assert "Chair, Independent Scrutiny" in judith.page.locator(".masthead__role").inner_text()
    judith.open("/transition/")
    judith.follow("The plan", exact=True)
    assert f"On 29 September 2019 the Board became the {PARTNERSHIP}" in judith.heading and "In force" in judith.main
    judith.open("/meetings/")
    judith.follow("Board meeting 2019/3")
    assert f"{BOARD} · meeting 2019/3" in judith.main and masthead(judith) == PARTNERSHIP
