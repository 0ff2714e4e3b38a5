"""An issued version made again, byte for byte; and each reader's own copy, with a sheet for what is not theirs."""

from datetime import date, timedelta
from io import BytesIO

import pikepdf
import pytest
from django.urls import reverse

from sscb import clock
from sscb.access.services import grant_access
from sscb.board.agenda import Planned
from sscb.board.models import AgendaItem, PackCopy, Paper, ReaderNote
from sscb.board.packs.changes import since_last_pack
from sscb.board.packs.copies import copy_for, figures_for, rebuild, restricted_papers
from sscb.board.packs.issuing import issue_pack
from sscb.board.packs.laying_out import _folder
from sscb.board.packs.lint import lint_texts
from sscb.board.packs.paper_checks import paper_faults
from sscb.board.services import plan_meeting, receive_paper, write_note
from sscb.history.models import View
from sscb.records.models import Record
from sscb.records.services import read_stored
from tests.sscb.board.reading import bookmarks_of, labels_of, sheet_by_label
from tests.sscb.board.world import TODAY, a_pdf, build, hand_in

pytestmark = pytest.mark.pdf
SECRET = ("Zebedee", "zqsecret")


@pytest.fixture
def issued(board, printing):
    """A pack whose item 5 is a restricted paper of two pages."""
    paper = hand_in(board, "5", "zqsecret page one", "zqsecret page two")
    Record._plain.filter(pk=paper.pk).update(level="P4", title="Zebedee: what happened")
    board.version = issue_pack(version=build(board), by=board.business_manager, on=TODAY)
    return board


def told_in(content: bytes) -> str:
    """All that a curious reader finds: text of every page, bookmarks, properties, and names in the file."""
    with pikepdf.open(BytesIO(content)) as pdf:
        info = str(dict(pdf.docinfo))
    return " ".join([*sheet_by_label(content).values(), str(bookmarks_of(content)), info])


def test_any_issued_version_is_made_again_with_the_same_bytes(issued):
    content = read_stored(issued.version.sha256)
    assert rebuild(issued.version) == content
    for part in issued.version.parts.exclude(print_sha256=""):
        (_folder(part.print_sha256) / f"{part.print_sha256}.pdf").unlink(missing_ok=True)
    assert rebuild(issued.version) == content


@pytest.mark.req("SEC-04")
def test_a_reader_without_the_right_has_one_sheet_for_its_pages_and_no_word_of_it(issued, as_, board_member):
    whole, version = read_stored(issued.version.sha256), issued.version
    assert len(restricted_papers(version)) == 1 and all(word in told_in(whole) for word in SECRET)
    answer = as_(issued.member).get(reverse("board:pack_file", args=[version.uuid]))
    cut = answer.content
    assert not [word for word in SECRET if word in told_in(cut)]
    hidden = [one for one in labels_of(cut) if "–" in one]
    assert len(hidden) == 1
    first, last = hidden[0].split("–")
    assert int(last) - int(first) == 2  # cover sheet and two pages
    sheets, full = sheet_by_label(cut), sheet_by_label(whole)
    assert "for named readers only" in " ".join(sheets[hidden[0]].split())
    after = str(int(last) + 1)
    assert sheets[after].split()[:20] == full[after].split()[:20] or after in full
    assert f"of {version.pages}" in sheets[str(version.pages)]
    assert f"Item 5 is restricted {hidden[0]}" in " ".join(sheets["4"].replace(".", " ").split())
    assert f"Copy 1: {issued.member.name}" in sheets["1"]
    again = as_(issued.member).get(reverse("board:pack_file", args=[version.uuid])).content
    assert PackCopy.objects.count() == 1
    for label, text in sheet_by_label(again).items():  # but for the mark of this download, the same
        assert text.partition("export")[0].split() == sheets[label].partition("export")[0].split(), label
    version.manifest["figures"] = [{"what": "Hidden", "pages": [first]}, {"what": "Both", "pages": [first, after]}]
    assert [one["what"] for one in figures_for(version, issued.member)] == ["Both"]


def test_a_named_reader_has_the_paper_with_their_name_on_it(issued, board_member, chair):
    paper = Paper._base_manager.get(title="Zebedee: what happened")
    grant_access(
        record=paper, to=board_member, purpose="Part of the item", ends_at=clock.now() + timedelta(days=30),
        by=issued.business_manager,
    )  # fmt: skip
    own = copy_for(issued.version, board_member, TODAY)
    assert all(word in told_in(own) for word in SECRET)
    with pikepdf.open(BytesIO(own)) as pdf:
        marked = [
            page for page in pdf.pages if b"/Watermark" in b"".join(stream.read_bytes() for stream in page.Contents)
        ]
    assert len(marked) == 3  # its cover sheet and its two pages, and no other
    assert all(board_member.name in text for text in sheet_by_label(own).values())


@pytest.mark.req("SEC-04")
def test_part_b_is_a_file_of_its_own_for_its_named_readers(board, printing, as_, board_member, chair):
    AgendaItem.objects.filter(meeting=board.meeting, number="5").update(part_b=True)
    paper = hand_in(board, "5", "zqsecret page one")
    Record._plain.filter(pk=paper.pk).update(level="P4", title="Zebedee: what happened")
    version = issue_pack(version=build(board), by=board.business_manager, on=TODAY)
    address = reverse("board:part_b_file", args=[version.uuid])
    assert as_(board_member).get(address).status_code == 404
    for reader in (chair, board_member):  # nobody has part B in the pack itself, not even who may read it
        assert not [word for word in SECRET if word in told_in(copy_for(version, reader, TODAY))]
    grant_access(
        record=paper, to=board_member, purpose="Named for part B", ends_at=clock.now() + timedelta(days=30),
        by=board.business_manager,
    )  # fmt: skip
    own = as_(board_member).get(address).content
    sheets = sheet_by_label(own)
    assert all(word in told_in(own) for word in SECRET) and "Part B, copy" in next(iter(sheets.values()))
    assert not [text for text in sheets.values() if "Action log" in text]
    assert list(sheets) == ["Part B", "9", "10"]  # its front sheet, then pages under the numbers of the whole pack
    front = " ".join(sheets["Part B"].split())
    assert "What you are asked" in front and "5 Zebedee: what happened 9–10" in front
    assert f"Page 10 of {version.pages}" in sheets["10"] and dict(bookmarks_of(own))["Part B"] == "Part B"
    assert board_member.name in sheets["Part B"] and ("5", "9") not in bookmarks_of(own)
    assert View.objects.filter(by_uuid=board_member.uuid, why__startswith="part B of version 1, PDF").count() == 1


def test_a_pack_without_anything_restricted_is_one_file_for_all(board, printing, board_member):
    version = issue_pack(version=build(board), by=board.business_manager, on=TODAY)
    assert copy_for(version, board_member, TODAY) == read_stored(version.sha256)
    assert rebuild(version) == read_stored(version.sha256) and not PackCopy.objects.exists()


def test_a_note_stays_with_its_paper_when_the_paper_is_replaced(board, as_, chair):
    page = reverse("board:notes", args=[board.meeting.uuid])
    paper, client = board.paper("2"), as_(board.business_manager)
    assert client.post(page, {"paper": str(paper.uuid), "page": "34a", "text": "Ask about this."}).status_code == 302
    assert "Ask about this." in client.get(page).text and "replaced since" not in client.get(page).text
    assert "Ask about this." not in as_(chair).get(page).text
    receive_paper(paper=board.paper("2"), name="p.pdf", content=a_pdf("NEW"), by=board.business_manager, on=TODAY)
    text = client.get(page).text
    assert "Ask about this." in text and "The paper was replaced since" in text and "page 34a" in text
    note = write_note(paper=board.paper("2"), text="Mine", page="", by=chair)
    client.post(page, {"away": str(note.uuid)})
    assert ReaderNote.objects.filter(pk=note.pk).exists()
    as_(chair).post(page, {"away": str(note.uuid)})
    assert not ReaderNote.objects.filter(pk=note.pk).exists()
    assert client.post(page, {"paper": str(paper.uuid), "text": ""}).status_code == 422


def test_what_is_found_in_a_file_when_it_comes(board):
    pages = ["His number is 943 476 5919. Write to a.b@example.org.", "Of 812 visits 3 children were late.", " "]
    told = lint_texts(pages)
    assert told[0][0] is True and "NHS number" in told[0][1] and told[0][1].startswith("Page 1")
    words = " ".join(sentence for _, sentence in told)
    assert "mail address" in words and "too small to print" in words and "page 3: a picture" in words
    paper = hand_in(board, "5", "NHS number 943 476 5919")
    found = list(paper_faults(board.paper("5")))
    assert any(one.grave and "must not be printed" in one.what for one in found)
    Paper._base_manager.filter(pk=paper.pk).update(summary=[], children="", lint=[], file=None)
    said = {one.what.partition(" 5 ")[2] for one in paper_faults(board.paper("5"))}
    assert said == {"does not say what it means for children", "does not say its summary",
                    "has no file that can be printed"}  # fmt: skip


def test_the_first_version_says_what_is_new_since_the_last_pack(issued, group):
    later = plan_meeting(
        group=issued.group, reference="2020/1", title="Board meeting 2020/1", meets_on=date(2020, 3, 12),
        starts=issued.meeting.starts, ends=issued.meeting.ends, place="Hall", by=issued.business_manager, on=TODAY,
        agenda=[Planned("1", "Action log", "assurance", "Manager", 60, section="board.action_log")],
    )  # fmt: skip
    version = later.packs.create(number=1, draft=1, as_at=clock.now())
    told = since_last_pack(version, {"parts": [{"item": "1", "gone": False, "title": "Fresh"}],
                                     "figures": [{"key": "tried|assessments", "shown": "82%", "what": "In time",
                                                  "page": "3"}]})  # fmt: skip
    assert told["meeting"] == "2019/4" and told["added"] == ["Fresh"]
    assert told["figures"] == [{"what": "In time", "page": "3", "before": "81%", "now": "82%"}]
    assert "Minutes of the last meeting" in told["gone"]
