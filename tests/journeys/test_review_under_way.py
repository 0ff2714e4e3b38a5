"""A review under way: an agency's author gives the rows of its chronology, the lead reviewer goes through the file."""

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.slow]
ROWS = """Date,Whom it concerns,What happened,Record
2019-03-27,The child,Appointment missed; nobody rang the school,Clinic diary
2019-05-02,Uncle,Rang the ward,Ward book
"""


def test_the_author_and_the_lead_reviewer(visitor):
    author = visitor()
    author.sign_in_as("Agency safeguarding lead", name="Philip Strangways")
    author.open("/reviews/mine/")
    author.page.locator("tbody a[href*='/reviews/reports/']").first.click()
    author.look()
    assert "Your agency’s report is due by 25 November 2019" in author.main
    author.follow("Begin it")
    author.follow("Bring many in from a file")
    give(author, ROWS)
    assert "1 cell of the file cannot be taken" in author.main and "line 3, Whom it concerns" in author.main
    give(author, ROWS.replace("Uncle", "The family"))
    assert "2 rows brought in." in author.main and "nobody rang the school" in author.main

    reviewer = visitor()
    reviewer.sign_in_as("Panel member", name="Imogen Threlkeld")
    reviewer.open("/reviews/mine/")
    reviewer.page.locator("a", has_text="CR-2019").filter(has_not_text="REP").first.click()
    reviewer.look()
    assert "What was due, what happened, what is next" in reviewer.main
    reviewer.follow("The file of the review")
    for part in ("Agencies’ reports", "Practitioners and family", "Proceedings and clock stops", "Chronology"):
        reviewer.follow(part)
    assert "nobody rang the school" not in reviewer.main


def give(me, rows: str) -> None:
    file = {"name": "rows.csv", "mimeType": "text/csv", "buffer": rows.encode()}
    me.page.locator("input[type=file]").set_input_files(file)
    me.press("Bring them in")
