"""Papers: handed in as a PDF with a cover sheet, by people who may; what cannot be taken is refused in a sentence."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from sscb.access.policy import Refused
from sscb.board.models import Paper
from sscb.board.services import expect_paper, receive_paper, withdraw_paper, write_cover
from sscb.history.models import Entry
from sscb.records.models import Attachment
from sscb.records.moving import Conflict, SomeoneElseWasFirst
from sscb.records.services import read_stored
from tests.sscb.board.world import TODAY, a_pdf

LATE = date(2019, 11, 28)
COVER = {
    "title": "Voice of children", "asked_to": "Agree the next steps.\nNote what was said.", "summary": "One.\nTwo.",
    "children": "They were heard.", "author": "Participation lead", "voice": "", "equality": "", "resources": "",
    "risk": "", "seen_before": "", "sponsor": "",
}  # fmt: skip


def url(name, paper):
    return reverse(f"board:{name}", args=[paper.uuid])


def as_it_is(paper) -> dict:
    return Paper._base_manager.filter(pk=paper.pk).values().get()


def hand_in(client, paper, content, name="paper.pdf", **more):
    file = SimpleUploadedFile(name, content, content_type="application/pdf")
    return client.post(url("hand_in", paper), {"file": file, "late_reason": "", **more})


# --- the file ---------------------------------------------------------------------------------------------------------


def test_a_paper_is_handed_in(board, as_):
    paper = board.paper("5")
    answer = hand_in(as_(board.business_manager), paper, a_pdf("VOICE one", "VOICE two"))
    assert answer.status_code == 302 and answer.url == url("paper", paper)
    paper = board.paper("5")
    assert (paper.stage, paper.received_on, paper.file.pages) == ("received", TODAY, 2)
    assert Entry.objects.filter(code="board.paper_received", object_uuid=paper.uuid).count() == 1


@pytest.mark.req("SEC-29")
def test_scripts_are_taken_out_before_it_is_kept(board, as_):
    client = as_(board.business_manager)
    page = client.get(hand_in(client, board.paper("5"), a_pdf("VOICE", script=True)).url).text
    assert page.count("Taken out of the file when it came: a script and an action on opening.") == 2
    kept = read_stored(board.paper("5").file.sha256)
    assert kept.startswith(b"%PDF") and b"secret script" not in kept and b"JavaScript" not in kept


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"PK\x03\x04 a word file", "not a PDF"),
        (b"%PDF-1.7 and then nothing that is one", "PDF"),
        (a_pdf("locked", password="open sesame"), "password"),
        (a_pdf(*["x"] * 1001), "1,001 pages"),
        (b"%PDF-1.7" + b"0" * (20 * 1024 * 1024 + 1), "20 MB"),
    ],
    ids=["not a PDF", "broken", "encrypted", "1,001 pages", "too large"],
)
def test_what_cannot_be_taken_is_refused_with_a_sentence_and_nothing_changes(board, as_, content, sentence):
    paper, files = board.paper("5"), Attachment.objects.count()
    before = as_it_is(paper)
    answer = hand_in(as_(board.business_manager), paper, content)
    assert answer.status_code == 422 and sentence in answer.text
    assert as_it_is(paper) == before and Attachment.objects.count() == files


def test_an_empty_file_is_refused(board, as_):
    answer = hand_in(as_(board.business_manager), board.paper("5"), b"")
    assert answer.status_code == 422 and "The file is empty" in answer.text


def test_a_late_paper_needs_its_reason_which_is_kept(board):
    paper = board.paper("5")
    with pytest.raises(ValidationError, match="why this paper is late"):
        receive_paper(paper=paper, name="p.pdf", content=a_pdf(), by=board.business_manager, on=LATE)
    receive_paper(
        paper=paper, name="p.pdf", content=a_pdf(), by=board.business_manager, on=LATE, late_reason="Forum met late."
    )
    assert board.paper("5").late_reason == "Forum met late."


def test_a_second_file_replaces_the_first_and_both_are_in_the_history(board):
    first = board.paper("2").file
    receive_paper(paper=board.paper("2"), name="p.pdf", content=a_pdf("NEW"), by=board.business_manager, on=TODAY)
    assert board.paper("2").file != first
    assert board.paper("2").attachments.count() == 2


def test_a_withdrawn_paper_is_not_handed_in(board, as_):
    withdraw_paper(paper=board.paper("5"), why="Not needed.", by=board.business_manager, on=TODAY)
    answer = hand_in(as_(board.business_manager), board.paper("5"), a_pdf("VOICE"))
    assert answer.status_code == 409
    assert "cannot become" in answer.text and board.paper("5").file is None


def test_a_paper_is_withdrawn_on_its_page_and_asked_for_again(board, as_):
    paper, office = board.paper("5"), as_(board.business_manager)
    page = reverse("board:paper", args=[paper.uuid])
    away = reverse("board:withdraw_paper", args=[paper.uuid])
    assert away in office.get(page).text and office.get(away).status_code == 200
    assert "Enter why the paper is withdrawn" in office.post(away, {"why": ""}).text
    assert "One sheet stands for its pages" in office.post(away, {"why": "The forum met late."}, follow=True).text
    assert "Agreed" not in office.get(page).text and board.paper("5").late_accepted_by == "Business manager"
    again = reverse("board:ask_again", args=[paper.uuid])
    assert "asked for again, by 27 November 2019" in office.post(again, follow=True).text
    paper = board.paper("5")
    assert (paper.stage, paper.late_reason, paper.late_accepted_by) == ("expected", "", "")


def test_a_paper_is_withdrawn_with_a_reason_only(board):
    with pytest.raises(ValidationError, match="why the paper is withdrawn"):
        withdraw_paper(paper=board.paper("5"), why=" ", by=board.business_manager, on=TODAY)
    assert board.paper("5").stage == "expected"


@pytest.mark.req("SEC-12")
def test_its_file_is_handed_out_only_to_those_who_see_the_paper(board, as_, agency_lead):
    paper = board.paper("2")
    address = reverse("records:file", args=[paper.file.uuid])
    assert as_(board.business_manager).get(address).content == read_stored(paper.file.sha256)
    assert as_(agency_lead).get(address).status_code == 404
    assert as_(board.member).get(address).status_code == 404  # the pack that holds it is not issued yet


@pytest.mark.parametrize("who", ["agency_lead", "practitioner", "system_administrator", "board_member"])
def test_nobody_else_hands_in_or_writes(board, request, as_, who):
    somebody, paper = request.getfixturevalue(who), board.paper("5")
    for name in ("hand_in", "cover", "paper"):
        assert as_(somebody).get(url(name, paper)).status_code in (403, 404)
    with pytest.raises(Refused):
        receive_paper(paper=paper, name="p.pdf", content=a_pdf(), by=somebody, on=TODAY)


def test_one_more_paper_under_an_item_gets_a_name_of_its_own_in_the_pack(board):
    more = expect_paper(item=board.item("5"), due_on=LATE, by=board.business_manager, on=TODAY)
    assert more.stage == "expected" and more.reference != board.item("5").papers.first().reference


# --- the cover sheet --------------------------------------------------------------------------------------------------


def test_the_cover_sheet_is_written_line_by_line(board, as_):
    paper = board.paper("5")
    answer = as_(board.business_manager).post(url("cover", paper), {**COVER, "version": paper.version})
    assert answer.status_code == 302
    paper = board.paper("5")
    assert paper.asked_to == [["Agree", "the next steps."], ["Note", "what was said."]]
    assert (paper.summary, paper.title) == (["One.", "Two."], "Voice of children")


@pytest.mark.parametrize(
    ("field", "text", "sentence"),
    [
        ("title", "", "Enter the paper’s title"),
        ("children", "", "Enter what the paper means for children"),
        ("asked_to", "Decide", "Write “Decide” and what is to be done"),
        ("summary", "1\n2\n3\n4", "Shorten the summary to three lines"),
        ("author", "", "Enter who wrote the paper"),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_stays(board, as_, field, text, sentence):
    paper = board.paper("5")
    typed = {**COVER, field: text, "voice": "My typed words", "version": paper.version}
    answer = as_(board.business_manager).post(url("cover", paper), typed)
    assert answer.status_code == 422
    assert sentence.replace("’", "'") in answer.text.replace("’", "'").replace("&#x27;", "'")
    assert "My typed words" in answer.text
    assert board.paper("5").title != "Voice of children"


@pytest.mark.req("REL-14")
def test_the_second_of_two_people_is_shown_both_texts_and_can_then_save(board, board_office, as_):
    paper = board.paper("5")
    first, second = as_(board.business_manager), as_(board_office)
    shown = paper.version
    assert first.post(url("cover", paper), {**COVER, "children": "First text.", "version": shown}).status_code == 302
    mine = {**COVER, "children": "Second <b>text</b>.", "version": shown}
    answer = second.post(url("cover", paper), mine)
    assert answer.status_code == 409
    assert "Somebody else changed" in answer.text and "nothing was overwritten" in answer.text
    assert "First text." in answer.text
    assert answer.text.count("Second &lt;b&gt;text&lt;/b&gt;.") == 2  # beside the saved text, and still in the form
    assert "<b>text</b>" not in answer.text
    assert "Ruth Penhallow wrote the cover sheet" in answer.text
    assert board.paper("5").children == "First text."
    saved = board.paper("5").version
    assert f'value="{saved}"' in answer.text
    assert second.post(url("cover", paper), {**mine, "version": saved}).status_code == 302
    assert board.paper("5").children == "Second <b>text</b>."


@pytest.mark.req("REL-14")
def test_a_stale_version_changes_nothing(board):
    paper, stale = board.paper("5"), board.paper("5")
    write_cover(paper=paper, version=paper.version, by=board.business_manager, on=TODAY, children="First.")
    with pytest.raises(SomeoneElseWasFirst):
        write_cover(paper=stale, version=stale.version, by=board.business_manager, on=TODAY, children="Second.")
    assert board.paper("5").children == "First."


def test_a_move_that_is_not_open_is_a_conflict(board):
    withdraw_paper(paper=board.paper("5"), why="Not needed.", by=board.business_manager, on=TODAY)
    with pytest.raises(Conflict, match="cannot become"):
        withdraw_paper(paper=board.paper("5"), why="Again.", by=board.business_manager, on=TODAY)


def test_a_cover_has_only_the_fields_of_a_cover(board):
    paper = board.paper("5")
    with pytest.raises(TypeError, match="Not on a cover sheet"):
        write_cover(paper=paper, version=paper.version, by=board.business_manager, on=TODAY, received_on=TODAY)
