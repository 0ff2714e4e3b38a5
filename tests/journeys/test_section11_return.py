"""A Section 11 return in the browser: its authors, one after the other and at once, and the head who signs."""

import io

import openpyxl
import pytest

from audits.kinds.section11.kind import KIND

pytestmark = [pytest.mark.browser, pytest.mark.slow]
TITLE = "Section 11 audit, winter"
FIRST = KIND.questions.standards[0].questions[0]


def own_answers() -> bytes:
    """What the agency has already, in its own spreadsheet: everything but the first question."""
    book, out = openpyxl.Workbook(), io.BytesIO()
    book.active.append(["Number", "Grade", "How do you know"])
    for _, question in list(KIND.questions)[1:]:
        book.active.append([question.number, 2, "Checked in our own audit of October."])
    book.save(out)
    return out.getvalue()


def test_a_return_from_two_authors_to_the_signature(visitor):
    office = visitor()
    office.sign_in_as("Business manager")
    open_a_cycle(office)

    sergeant, analyst, head = visitor(), visitor(), visitor()
    sergeant.sign_in_as("Agency contributor", name="Tom Lister")
    open_return(sergeant)
    take_in(sergeant)
    analyst.sign_in_as("Agency contributor", name="Rosalind Keane")
    open_return(analyst)
    write_at_once(sergeant, analyst)
    ask_for_signature(analyst)

    head.sign_in_as("Agency safeguarding lead", name="Daniel Hartnoll")
    sign(head)


def open_a_cycle(me) -> None:
    me.open("/audits/cycles/")
    me.follow("Plan a cycle")
    me.page.get_by_label("Kind of audit").select_option(label="Section 11 audit")
    me.fill("Title", TITLE)
    me.fill("The window opens on", "2019-11-12")
    me.fill("Last day for handing in", "2020-01-31")
    me.press("Plan it")
    me.press("Open, and invite agencies")
    assert "have returned" in me.heading or "has returned" in me.heading


def open_return(me) -> None:
    me.open("/")
    me.follow(TITLE)
    assert "Whose move it is: Police force." in me.main


def take_in(me) -> None:
    me.follow("Take in answers that you have")
    me.page.get_by_label("File").set_input_files(
        {"name": "own.xlsx", "mimeType": "application/octet-stream", "buffer": own_answers()}
    )
    me.page.get_by_label("I know these answers").check()
    me.press("Take the answers in")
    assert "46 answers taken in" in me.main and "1 is left" in me.heading


def write_at_once(one, other) -> None:
    """Both open the same question; the draft is kept while it is typed; who saves second sees both texts."""
    for me in (one, other):
        me.follow(f"Carry on with {FIRST.number}")
    other.page.get_by_label("Embedded").check()
    other.page.get_by_label("How do you know?").fill("The chief officer answers for it.")
    other.page.locator("[data-draft-says]").filter(has_text="Draft kept").wait_for(timeout=120_000)
    one.page.get_by_label("In place", exact=False).first.check()
    one.page.get_by_label("How do you know?").fill("It is on the intranet.")
    one.press("Save and finish later")
    other.press("Save and finish later")
    assert "It is on the intranet." in other.main and "Tom Lister saved this answer" in other.main
    words = other.page.get_by_label("How do you know?")
    assert words.input_value() == "The chief officer answers for it."
    words.fill("The chief officer answers for it. It is on the intranet.")
    other.press("Save and finish later")
    assert "ready to be checked and signed" in other.heading


def ask_for_signature(me) -> None:
    me.follow("Check your answers")
    me.press("Ask for the signature")
    assert "waits for the signature" in me.main


def sign(me) -> None:
    open_return(me)
    me.follow("Read and sign")
    assert "The chief officer answers for it. It is on the intranet." in me.main
    me.page.get_by_label("I have read this return").check()
    me.press("Sign and hand in")
    assert me.heading == "Your return is handed in."
