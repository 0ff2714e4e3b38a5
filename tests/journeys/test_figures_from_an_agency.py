"""A month's figures from the agency that counts them to the dataset: filled in, mended, handed in, checked."""

from pathlib import Path

import openpyxl
import pytest

from dataset.returns.template import HEADER_ROW

pytestmark = [pytest.mark.browser, pytest.mark.slow]
AGENCY, PERIOD = "Police force", "October 2019"


def test_figures_from_the_agency_to_the_dataset(visitor, tmp_path):
    contributor = visitor()
    contributor.sign_in_as("Agency contributor", name="Tom Lister")
    fill_with_a_fault(contributor)

    lead = visitor()
    lead.sign_in_as("Agency safeguarding lead", name="Daniel Hartnoll")
    mend(lead)
    send_the_template(lead, tmp_path)
    hand_in(lead)

    chair = visitor()
    chair.sign_in_as("Chair, Quality and Performance", name="Priya Venkatesan")
    check(chair)
    chair.open("/dataset/MI01/")
    assert PERIOD in chair.main


def open_return(me) -> None:
    """From the list of returns to the one of the agency's newest month."""
    me.open("/dataset/returns/")
    row = me.page.locator("tr", has=me.page.get_by_role("link", name=f"Figures for {PERIOD}")).filter(has_text=AGENCY)
    row.get_by_role("link", name=f"Figures for {PERIOD}").click()
    me.look()


def fill_with_a_fault(me) -> None:
    """What the contributor had typed is there; a cell that is no number says so and stays as it was typed."""
    open_return(me)
    me.follow("Carry on filling in")
    assert me.page.locator("#id_n_DA01").input_value() == "about 400"
    me.page.locator("#id_n_MI01").fill("74")
    me.press("Save and carry on")
    assert "There is a problem" in me.main and "Everything that you typed is saved" in me.main
    assert me.page.locator("#id_n_DA01").input_value() == "about 400"


def mend(me) -> None:
    """Another carries on where the first stopped."""
    open_return(me)
    me.follow("Carry on filling in")
    me.page.locator("#id_n_DA01").fill("1,0,4")
    me.press("Save and see what is missing")
    assert "DA01" in me.main and "not a number" in me.main
    me.page.locator("#id_n_DA01").fill("401")
    for cell, words in (("what", "As in other months."), ("so_what", "No child waited."), ("now_what", "We go on.")):
        me.page.locator(f"#id_{cell}").fill(words)
    me.press("Save and see what is missing")
    assert "2 of 2 figures" in me.heading


def send_the_template(me, folder: Path) -> None:
    """One figure comes by the spreadsheet: first with a fault in a cell, then mended."""
    with me.page.expect_download() as coming:
        me.page.get_by_role("link", name="Download the template").first.click()
    path = folder / "template.xlsx"
    coming.value.save_as(path)
    for number, said in (("4 hundred", "cannot be taken"), (409, "saved")):
        book = openpyxl.load_workbook(path)
        sheet = book["Figures"]
        place = next(row for row in range(HEADER_ROW + 1, HEADER_ROW + 9) if sheet.cell(row, 1).value == "DA01")
        sheet[f"E{place}"] = number
        book.save(path)
        if me.page.locator("input[type=file]").count() == 0:
            me.follow("Send in the template")
        me.page.locator("input[type=file]").set_input_files(path)
        me.press("Take the figures")
        assert said in me.main
    assert "409" in me.main


def hand_in(me) -> None:
    me.follow("Hand in", exact=True)
    me.page.get_by_label("I have looked at these figures").check()
    me.press("Hand in")
    assert "handed in on" in me.heading and "409" in me.main


def check(me) -> None:
    """The chair of Quality and Performance confirms: nothing is provisional from then on."""
    open_return(me)
    assert "wait to be checked" in me.heading
    me.follow("Check these figures")
    me.page.get_by_label("Yes: confirm them").check()
    me.press("Record the decision")
    assert "checked and confirmed" in me.heading
