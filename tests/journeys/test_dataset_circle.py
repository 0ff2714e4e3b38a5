"""The whole circle of the dataset: a signal, a concern, a question, an answer, the Board, the Chair, and its end."""

import re

import pytest

from dataset.demo import FILES, RECEIVED_ON, rows_of, write
from tests.journeys.test_figures_to_pack import accept, download_when_ready, words_of

pytestmark = [pytest.mark.browser, pytest.mark.pdf, pytest.mark.slow]
FILE, CODE = "health-2019-09.csv", "HE06"
TITLE = "Young people wait longer to be seen"
TRUST = "Community and mental health trust"


@pytest.fixture
def fallen(tmp_path):
    """The health file, with far fewer young people seen in time in September."""
    rows = [row for one in FILES[FILE] for row in rows_of(one, RECEIVED_ON)]
    changed = [row for row in rows if row[0] == CODE][-1]
    changed[3:6] = ["35.0", 70, 200]
    path = tmp_path / "health-corrected.csv"
    write(path, rows)
    return path


def test_from_a_signal_to_the_difference_it_made(visitor, fallen):
    office = visitor()
    office.sign_in_as("Business manager")
    office.open("/dataset/imports/new/")
    office.page.get_by_label("file").first.set_input_files(fallen)
    office.press("Look at the file")
    office.press("Import this file")
    office.open("/dataset/restatements/")
    office.follow(f"Decide {CODE}")
    accept(office)

    # the chair of Quality and Performance sees the signal, raises it, accepts it and puts it to the agency
    chair = visitor()
    chair.sign_in_as("Subgroup chair", name="Priya Venkatesan")
    chair.open("/dataset/concerns/")
    assert CODE in chair.main and "Noticed: signal of concern" in chair.main
    chair.open(f"/dataset/{CODE}/")
    chair.follow("Raise an area of concern")
    assert "35.0% in September 2019" in chair.main
    chair.fill("In a few words", TITLE)
    chair.fill("What is to be answered?", "Why were so few seen in time in September?")
    chair.fill("What may it mean for children?", "")
    chair.press("Raise it")
    assert "may mean for children" in chair.main and chair.page.get_by_label("In a few words").input_value() == TITLE
    chair.fill("What may it mean for children?", "They get worse while they wait.")
    chair.press("Raise it")
    assert chair.heading == f"{TITLE}: raised, and Quality and Performance has to decide"
    where = re.sub(r"https?://[^/]+", "", chair.page.url)
    reference = re.search(r"AOC-2019-\d+", chair.main)[0]
    chair.follow("Record the decision")
    chair.page.get_by_label("Yes: it becomes").check()
    chair.fill("Minute", "Q&P 2019/41")
    chair.press("Record the decision")
    chair.follow("Put it to agencies")
    chair.page.get_by_label(TRUST).check()
    chair.press("Ask")
    assert "the community and mental health trust answers by 26 November 2019" in chair.heading

    # the agency answers on its own page, with an action
    lead = visitor()
    lead.sign_in_as("Agency safeguarding lead", name="Helen Pym")
    lead.follow(TITLE)
    assert "please answer by 26 November 2019" in lead.heading
    lead.fill("What is the explanation?", "Two workers left in August.")
    lead.press("Save and go on later")
    lead.follow("Add an action")
    lead.fill("What will you do?", "Fill the two posts for six months")
    lead.page.get_by_label("Who in your agency owns it?").select_option(index=1)
    lead.fill("By when?", "2019-12-02")
    lead.press("Add the action")
    assert lead.page.get_by_label("What is the explanation?").input_value() == "Two workers left in August."
    lead.press("Send the answer")
    assert "answered on 12 November 2019" in lead.heading
    lead.open(where, status=200)

    # a Board member reads it in the overview, and in the pack
    member = visitor()
    member.sign_in_as("Board member", name="Daniel Hartnoll")
    member.open("/dataset/overview/")
    assert TITLE in member.main or reference in member.main
    member.open(where)
    assert "Two workers left in August." in member.main and "Fill the two posts" in member.main
    office.open("/meetings/")
    office.follow("Board meeting 2019/4")
    office.follow("Open the pack")
    office.press("Build pack")
    printed = words_of(download_when_ready(office))
    assert reference in printed and "Challenge log" in printed

    # the Independent Chair asks the chief officer; the answer stands in the challenge log
    head = visitor()
    head.sign_in_as("Independent Chair", name="Margaret Ellacombe")
    head.open(where)
    head.follow("Escalate to the chief officer")
    head.page.get_by_label("Which agency?").select_option(label=TRUST)
    head.fill("Whose office is it put to?", "Chief executive")
    head.fill("Why now", "The answer does not say when young people will be seen in time.")
    head.press("Escalate")
    assert "escalated" in head.heading
    lead.open("/")
    lead.follow(TITLE)
    lead.follow("Answer", exact=True)
    lead.fill("The agency’s answer", "From October: the posts are filled.")
    lead.press("Send the answer")
    head.open("/")
    assert "Answered, to be considered" in head.main
    head.open("/challenges/")
    head.follow(TITLE)
    head.follow("Say what came of it")
    head.page.get_by_label("Yes: close the challenge").check()
    head.fill("What came of it", "October’s figures will show it.")
    head.press("Record it")

    # the periods are set, the agency sends October's figures, and the signal has gone
    chair.open(where)
    chair.follow("Set monitoring periods")
    chair.fill("For how many periods", "1")
    chair.fill("Minute", "Q&P 2019/42")
    chair.press("Set the periods")
    assert chair.heading == f"{TITLE}: signal gone for 0 of 1 period"
    send_october(lead)
    chair.open(where)
    assert "the signal has gone for one period" in chair.heading, chair.main
    chair.follow("Resolve")
    chair.page.get_by_label("The signal has gone").check()
    chair.fill("Minute", "Q&P 2019/43")
    chair.press("Resolve")
    office.open("/")
    assert TITLE in office.main
    office.open(where)
    office.follow("Close it")
    office.fill("Where was the Board told?", "Board meeting 2019/4, item 9")
    office.fill("What difference was made?", "Young people are seen in time again.")
    office.press("Close")
    assert office.heading == f"{TITLE}: closed on 12 November 2019, since the signal has gone"
    member.open("/dataset/concerns/")
    assert "Closed 12 November 2019" in member.main


def send_october(lead) -> None:
    """The trust's return for October: usual figures, with words where the portal asks for them."""
    lead.open("/dataset/returns/")
    lead.follow("October 2019")
    lead.page.get_by_role("link", name="ill in").first.click()
    for code, part, whole in ((CODE, "112", "150"), ("HE05", "140", "220")):
        cells = lead.page.locator(f"#row-{code} .grid__row input[type=text]")
        cells.nth(0).fill(part)
        cells.nth(1).fill(whole)
    for more in lead.page.locator("details.grid__more > summary").all():
        more.click()
    for box in lead.page.locator("main textarea").all():
        box.fill("As in the months before.")
    lead.press("Save and see what is missing")
    lead.follow("Hand in")
    lead.page.get_by_label("I have looked at these figures").check()
    lead.press("Hand in")
