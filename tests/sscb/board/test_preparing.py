"""What has arrived is laid out before anybody presses the button."""

import shutil

import pytest

from sscb.board.models import PackPart
from sscb.board.packs import preparing
from sscb.board.services import write_cover
from sscb.jobs.models import Job
from sscb.jobs.running import run
from tests.sscb.board.world import TODAY, build

pytestmark = [pytest.mark.pdf, pytest.mark.django_db(transaction=True)]


def waiting() -> Job:
    return Job.objects.get(kind="board.prepare_pack", state=Job.State.QUEUED)


def test_what_was_prepared_is_not_laid_out_again_by_the_build(board, settings, tmp_path):
    shutil.copytree(settings.STORE / "files", tmp_path / "files")  # the papers, but none of the pages kept so far
    settings.STORE = tmp_path
    preparing.ask_to_prepare(by=None)
    job = waiting()
    run(str(job.uuid), "test")
    job.refresh_from_db()
    assert job.state == Job.State.DONE and job.result["printed"] > 3
    version = build(board)
    # The front and the annexes tell of the whole pack, so only the build can lay them out.
    of_the_build = {"front", "changed", "agenda", "contents"}
    prepared = PackPart.objects.filter(version=version, made_by="portal").exclude(code__startswith="annex")
    prepared = prepared.exclude(code__in=of_the_build)
    assert prepared.exists()
    assert [part.code for part in prepared if not part.kept] == []


def test_a_cover_sheet_that_changes_asks_for_its_pages(board):
    Job.objects.filter(kind="board.prepare_pack").delete()
    paper = board.paper("2")
    write_cover(paper=paper, version=paper.version, by=board.business_manager, on=TODAY, children="Another sentence.")
    assert waiting().asked_by == board.business_manager


def test_without_a_meeting_there_is_nothing_to_prepare(db):
    preparing.ask_to_prepare(by=None)
    job = waiting()
    run(str(job.uuid), "test")
    job.refresh_from_db()
    assert job.state == Job.State.DONE and job.result == {"printed": 0}
