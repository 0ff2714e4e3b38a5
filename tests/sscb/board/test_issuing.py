"""Issuing freezes; the next build is the next version, with a list of what changed and no number moved."""

import hashlib
import re
from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from sscb.access.policy import Refused
from sscb.board.models import AgendaItem, PackVersion
from sscb.board.packs.copies import rebuild
from sscb.board.packs.issuing import CannotIssue, issue_pack
from sscb.board.services import expect_paper, receive_paper, withdraw_paper
from sscb.history.models import Entry, View
from sscb.records.moving import move
from sscb.records.services import read_stored
from tests.sscb.board.reading import bookmarks_of, labels_of, links_on, sheet_by_label
from tests.sscb.board.world import TODAY, a_pdf, build, hand_in

pytestmark = [pytest.mark.pdf, pytest.mark.slow]


def issue(board, version) -> PackVersion:
    return issue_pack(version=version, by=board.business_manager, on=TODAY)


def pack_of(version) -> bytes:
    return read_stored(version.sha256)


def own_words(text: str) -> str:
    """A page without what stands in its margins."""
    kept = [line for line in text.splitlines() if "OFFICIAL-SENSITIVE" not in line or "by itself" in line]
    return " ".join(" ".join(kept).split())


def file_of(version) -> str:
    return reverse("board:pack_file", args=[version.uuid])


def test_an_issued_version_is_frozen(board):
    version = issue(board, build(board))
    assert (version.state, version.issued_on, version.issued_by) == ("issued", TODAY, board.business_manager)
    board.meeting.refresh_from_db()
    assert board.meeting.stage == "issued"
    assert board.paper("2").released_on == TODAY
    known = (version.sha256, version.fingerprint)
    build(board)
    version.refresh_from_db()
    assert (version.sha256, version.fingerprint) == known


def test_it_cannot_be_issued_twice(board):
    version = build(board)
    issue(board, version)
    with pytest.raises(CannotIssue, match="no longer the one to issue"):
        issue(board, version)
    assert Entry.objects.filter(code="board.pack_issued").count() == 1


def test_an_older_draft_cannot_be_issued_over_a_newer_one(board):
    first, second = build(board), build(board)
    with pytest.raises(CannotIssue, match="newest draft"):
        issue(board, first)
    issue(board, second)
    with pytest.raises(CannotIssue, match="newest draft"):
        issue(board, first)


def test_two_issued_versions_cannot_bear_one_number(board):
    version = issue(board, build(board))
    with pytest.raises(IntegrityError), transaction.atomic():
        PackVersion.objects.create(
            meeting=board.meeting, number=version.number, draft=9, state="issued", as_at=version.as_at,
            sha256=version.sha256, issued_on=TODAY, issued_by=board.business_manager,
        )  # fmt: skip


def test_a_member_may_not_issue(board):
    version = build(board)
    with pytest.raises(Refused):
        issue_pack(version=version, by=board.member, on=TODAY)


def test_a_draft_is_not_there_for_a_member_and_an_issued_version_is(board, as_):
    version = build(board)
    member, manager = as_(board.member), as_(board.business_manager)
    assert member.get(file_of(version)).status_code == 404
    assert manager.get(file_of(version)).status_code == 200
    assert f"Draft {version.draft}" not in member.get(reverse("board:pack", args=[board.meeting.uuid])).text
    issue(board, version)
    answer = member.get(file_of(version))
    sent, kept = sheet_by_label(answer.content), sheet_by_label(pack_of(version))
    assert answer.status_code == 200 and list(sent) == list(kept)
    foot = r"OFFICIAL-SENSITIVE · Issued to [^,]+(, [^,]+)?, 2019-11-12 12:00 UTC, export [0-9a-f]{8}"
    for label, text in kept.items():  # the same page, and at its foot to whom it was given
        assert re.sub(foot, "", sent[label]).split() == text.split(), label


@pytest.mark.req("SEC-12")
@pytest.mark.req("SEC-25")
@pytest.mark.req("SEC-28")
def test_a_download_is_logged_with_the_hash_of_what_was_handed_out(board, as_):
    version = issue(board, build(board))
    answer = as_(board.member).get(file_of(version))
    view = View.objects.get(kind="pdf")
    assert (view.by_uuid, view.sha256) == (board.member.uuid, hashlib.sha256(answer.content).hexdigest())
    assert "version 1, draft 1" in view.why and view.taken["file"] == "pdf"
    for text in sheet_by_label(answer.content).values():
        assert f"Issued to {board.member.name}" in text and f"export {view.taken['export']}" in text
        assert text.count("OFFICIAL-SENSITIVE") >= 2
    assert "sscb-2019-4-v1-official-sensitive.pdf" in answer["Content-Disposition"]
    assert answer["Content-Disposition"].startswith("attachment;")
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert "no-store" in answer["Cache-Control"] and answer["X-Content-Type-Options"] == "nosniff"


def test_a_late_paper_takes_letters_and_no_other_page_moves(board):
    first = issue(board, build(board))
    before = sheet_by_label(pack_of(first))
    hand_in(board, "5", "VOICE page one", "VOICE page two", on=date(2019, 11, 28), late_reason="The forum met late.")
    second = build(board)
    assert second.number == 2
    after = sheet_by_label(pack_of(second))
    assert [label for label in after if label in before] == list(before)
    assert [label for label in after if label not in before] == ["9a", "9b"]
    assert "VOICE page one" in after["9a"] and "Late paper" in after["9a"]
    assert "This paper came late" in after["9"] and "The forum met late." in after["9"]
    moved = {label for label in before if own_words(before[label]) != own_words(after[label])}
    assert moved <= {"1", "2", "3", "4", "9", "14"}  # the front matter, the paper's own sheet and the annex
    assert f"Page 9a of {first.pages}" in " ".join(after["9a"].split()) or "Page 9a" in after["9a"]


def test_page_two_of_the_next_version_lists_what_changed(board, tried):
    issue(board, build(board))
    hand_in(board, "5", "VOICE page one", on=date(2019, 11, 28), late_reason="The forum met late.")
    tried.charts = [("visits", "66%")]
    second = build(board)
    page = " ".join(sheet_by_label(pack_of(second))["2"].split())
    assert "What changed in version 2" in page and "Since version 1, issued" in page
    assert re.search(r"9 5 Changed Voice of children", page)
    assert re.search(r"9a 5 Added Voice of children", page)
    assert re.search(r"Assessments in time.* 64% 66%", page)
    assert [one["now"] for one in second.changes["figures"]] == ["66%"]


def test_when_nothing_changed_the_next_version_says_so(board):
    issue(board, build(board))
    second = build(board)
    assert (second.changes["papers"], second.changes["figures"]) == ([], [])
    assert "No paper and no figure has changed." in " ".join(sheet_by_label(pack_of(second))["2"].split())


def test_a_withdrawn_paper_leaves_one_sheet_for_its_pages(board):
    first = issue(board, build(board))
    withdraw_paper(paper=board.paper("2"), why="The chair asked for it.", by=board.business_manager, on=TODAY)
    second = build(board)
    sheets = sheet_by_label(pack_of(second))
    stands = " ".join(sheets["5–7"].split())
    assert "This paper was withdrawn. The chair asked for it. Agreed by: Business manager." in stands
    assert "Pages 5 to 7 of" in stands
    assert "MINUTES" not in "".join(sheets.values()) and "taken out" not in "".join(sheets.values())
    assert labels_of(pack_of(second)) == [*"1234", "5–7", *map(str, range(8, first.pages + 1))]
    assert [(one["what"], one["page"]) for one in second.changes["papers"]] == [("Withdrawn", "5–7")]
    assert rebuild(issue(board, second)) == pack_of(second)
    third = build(board)
    assert labels_of(pack_of(third)) == labels_of(pack_of(second))
    move(board.paper("2"), to="expected", by=board.business_manager, on=TODAY)
    hand_in(board, "2", "MINUTES page one", on=TODAY)
    assert labels_of(pack_of(build(board)))[4:6] == ["5–7", "7a"]


def test_links_and_bookmarks_of_a_later_version_resolve(board):
    issue(board, build(board))
    hand_in(board, "5", "VOICE page one", on=date(2019, 11, 28), late_reason="The forum met late.")
    content = pack_of(build(board))
    assert dict(bookmarks_of(content))["Action log: open, due, closed"] == "8"
    assert any(leads_to == "9" for _, leads_to in links_on(content, "4"))


def test_a_second_paper_under_an_issued_item_takes_letters_and_the_first_keeps_its_pages(board):
    first = issue(board, build(board))
    more = expect_paper(item=board.item("2"), due_on=date(2019, 11, 27), by=board.business_manager, on=TODAY)
    receive_paper(paper=more, name="p.pdf", content=a_pdf("MORE page one", "MORE page two"),
                  by=board.business_manager, on=date(2019, 11, 28), late_reason="It was asked for late.")  # fmt: skip
    content = pack_of(build(board))
    labels = labels_of(content)
    assert [one for one in labels if one.isdigit()] == labels_of(pack_of(first))
    assert [one for one in labels if not one.isdigit()] == ["7a", "7b", "7c"]
    sheets = sheet_by_label(content)
    assert "MINUTES page two" in sheets["7"] and "MORE page two" in sheets["7c"]
    contents = [" ".join(line.replace(".", " ").split()) for line in sheets["4"].splitlines()]
    assert [line for line in contents if line.startswith("2 ")] == [
        "2 Minutes of the last meeting 5–7", "2 Minutes of the last meeting 7a–7c",
    ]  # fmt: skip
    marks = [at for words, at in bookmarks_of(content) if words.startswith("Minutes")]
    assert marks == ["5", "6", "7a", "7b"]  # each cover sheet, and the paper behind it
    assert ("7a–7c", "7a") in [(words.split()[-1], at) for words, at in links_on(content, "4")]


# --- what must be put right first -------------------------------------------------------------------------------------


def test_an_agenda_that_does_not_fit_the_meeting_stops_the_issue(board):
    version = build(board)
    AgendaItem.objects.filter(meeting=board.meeting, number="29").update(minutes=25)
    with pytest.raises(CannotIssue, match="80 minutes and the meeting lasts 60"):
        issue(board, version)


def test_a_paper_that_came_after_the_draft_stops_the_issue(board):
    version = build(board)
    hand_in(board, "5", "VOICE page one")
    with pytest.raises(CannotIssue, match="A paper has changed since this draft was built"):
        issue(board, version)
    assert issue(board, build(board)).state == "issued"


def test_a_decision_without_a_request_stops_the_issue(board):
    paper = board.paper("2")
    type(paper)._base_manager.filter(pk=paper.pk).update(asked_to=[])
    with pytest.raises(CannotIssue, match="does not say what the Board is asked"):
        issue(board, build(board))


def test_the_button_that_cannot_issue_answers_with_a_sentence(board, as_):
    first = build(board)
    build(board)
    answer = as_(board.business_manager).post(reverse("board:issue", args=[first.uuid]))
    assert answer.status_code == 409
    assert "no longer the one to issue" in answer.text and "Nothing was changed" in answer.text
