"""What a draft is asked before it is issued: what must be put right and what is worth a look, on its page."""

from contextlib import contextmanager
from datetime import date, timedelta

import pytest
from django.db import transaction
from django.urls import reverse

from sscb import clock
from sscb.board.models import AgendaItem, PackVersion, Paper
from sscb.board.packs.checks import must_be_put_right
from sscb.board.packs.issuing import CannotIssue, issue_pack
from sscb.board.packs.lint import lint_texts, taken_out
from sscb.board.sockets import Stale, sections
from sscb.learning.services import write_point
from sscb.records.models import Attachment
from tests.sscb.board.world import TODAY, build, hand_in

pytestmark = pytest.mark.pdf
NHS = "His number is 943 476 5919."


class TakenBack(Exception):
    """Ends a trial, so that the next begins with the same board."""


@contextmanager
def tried_and_taken_back():
    block = transaction.atomic()
    block._from_testcase = True  # so that services may open their own, as in any test
    try:
        with block:
            yield
            raise TakenBack
    except TakenBack:
        pass


def papers(board, number, **change):
    Paper._base_manager.filter(item__meeting=board.meeting, item__number=number).update(**change)


def file_of(board, number, **change):
    Attachment.objects.filter(pk=board.paper(number).file_id).update(**change)


def items(board, number, **change):
    AgendaItem.objects.filter(meeting=board.meeting, number=number).update(**change)


def older(board, days):
    PackVersion.objects.filter(meeting=board.meeting).update(as_at=clock.now() - timedelta(days=days))


def says(figures, day):
    wrong = [Stale(f"{one['what']} was replaced", "It is 82% now.", True) for one in figures if one["shown"] == "81%"]
    return [*wrong, Stale("One indicator has a newer confirmed figure", "CC01.", False)]


CASES = (
    # what is done to a sound draft, what its page then says, whether it stops the issue
    (lambda b: hand_in(b, "2", NHS), "Paper 2 holds what must not be printed", True),
    (lambda b: papers(b, "2", lint=lint_texts(["Of 812 visits 3 children were late."])),
     "may be a number too small to print", False),
    (lambda b: papers(b, "2", lint=lint_texts(["Write to a.b@example.org."])), "Look at paper 2 again", False),
    (lambda b: papers(b, "2", lint=taken_out(["a script"])), "Taken out of the file when it came: a script.", False),
    (lambda b: papers(b, "2", children=NHS), "The cover sheet of paper 2 may tell who somebody is", True),
    (lambda b: items(b, "29", title=NHS), "The agenda may tell who somebody is in item 29", True),
    (lambda b: papers(b, "2", summary=[]), "Paper 2 does not say its summary", False),
    (lambda b: papers(b, "2", asked_to=[]), "Paper 2 does not say what the Board is asked", True),
    (lambda b: papers(b, "2", children=""), "Paper 2 does not say what it means for children", False),
    (lambda b: (items(b, "2", minutes=0), items(b, "1", minutes=10)), "Item 2 has no time", False),
    (lambda b: items(b, "29", minutes=25), "The agenda takes 80 minutes and the meeting lasts 60", True),
    (lambda b: items(b, "29", oral=False), "Item 29 has no paper", False),
    (lambda b: papers(b, "2", file=None), "Paper 2 has no file that can be printed", True),
    (lambda b: file_of(b, "2", kind="docx"), "The file of paper 2 is not a PDF", True),
    (lambda b: file_of(b, "2", state="quarantined"), "The file of paper 2 is locked away", True),
    (lambda b: file_of(b, "2", state="infected"), "The file of paper 2 is locked away", True),
    (lambda b: papers(b, "5", due_on=date(2019, 11, 5)), "Paper 5 is not in, 7 days late", False),
    (lambda b: older(b, 8), "The figures of this draft are 8 days old", False),
    (lambda b: hand_in(b, "5", "VOICE"), "A paper has changed since this draft was built", True),
    (lambda b: write_point(title="Unheard", text="Unheard", source="case-audits", group=b.group, by=None,
                           on=date(2019, 1, 8), theme="neglect", source_words="Case audit"),
     "3 promises of the thread are broken", False),
)  # fmt: skip


def test_each_fault_stands_on_the_page_with_its_remedy_and_stops_the_issue_or_does_not(board, printing, as_):
    version, manager, wrong = build(board), as_(board.business_manager), []
    page = reverse("board:pack", args=[board.meeting.uuid])
    sound = manager.get(page).text
    assert "1 promise of the thread is broken" in sound and 'href="/learning/broken-promises/"' in sound
    assert "Must be put right (0)" in sound and must_be_put_right(version) == []
    for change, sentence, stops in CASES:
        with tried_and_taken_back():
            change(board)
            text = manager.get(page).text
            grave = [one.what for one in must_be_put_right(PackVersion.objects.get(pk=version.pk))]
            if sentence in sound or sentence not in text:
                wrong.append(f"“{sentence}” should stand on the page, and only then")
            if ("Must be put right (0)" not in text) != stops or bool(grave) != stops:
                wrong.append(f"“{sentence}” should{'' if stops else ' not'} stop the issue: {grave}")
            if stops:
                with pytest.raises(CannotIssue, match="cannot be issued"):
                    issue_pack(version=version, by=board.business_manager, on=TODAY)
    assert wrong == []
    assert issue_pack(version=version, by=board.business_manager, on=TODAY).state == "issued"


def test_a_figure_replaced_since_the_draft_stops_the_issue_and_a_newer_one_is_worth_a_look(board, printing, as_):
    version = build(board)
    known = [sections["tried.figures"], sections["tried.charts"]]
    assert not any(one.stale for one in known)
    for one in known:
        object.__setattr__(one, "stale", says)  # one room, two papers: it is asked once
    text = as_(board.business_manager).get(reverse("board:pack", args=[board.meeting.uuid])).text
    assert "Must be put right (1)" in text and text.count("Assessments in time was replaced") == 1
    assert text.count("One indicator has a newer confirmed figure") == 1
    with pytest.raises(CannotIssue, match="Assessments in time was replaced"):
        issue_pack(version=version, by=board.business_manager, on=TODAY)
