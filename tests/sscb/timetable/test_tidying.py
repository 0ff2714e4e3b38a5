"""What nobody needs any more is deleted when its days are over, and nothing else (RET-12)."""

import hashlib
import os
from datetime import UTC, datetime, timedelta

import pytest

from dataset.models import Import
from dataset.services.importing import kept_at
from sscb import clock
from sscb.board.models import PackVersion
from sscb.jobs.models import Job
from sscb.records.models import Attachment
from sscb.records.services import store_bytes, stored_path
from sscb.timetable.tidying import Tidy, tidies, tidy
from tests.sscb.board.world import make_board

NOW = datetime(2019, 11, 12, 12, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def ago(days: int) -> datetime:
    return NOW - timedelta(days=days)


@pytest.fixture(autouse=True)
def place(settings, tmp_path, wall):
    settings.STORE, settings.DATA = tmp_path / "store", tmp_path / "data"
    wall(NOW)
    with clock.at(NOW):
        yield


def test_each_kind_goes_after_its_days_and_no_sooner():
    board = make_board()
    for days, state in ((29, "done"), (31, "done"), (400, "failed")):
        Job.objects.create(kind="tried", state=state, created_at=ago(days), finished_at=ago(days), error="It failed.")
    clean = board.paper("2").file
    for days, state, content in ((6, "quarantined", b"six"), (8, "quarantined", b"eight"), (8, "infected", b"ill"),
                                 (900, "clean", b"old")):  # fmt: skip
        Attachment.objects.create(record=clean.record, name="a.pdf", kind="pdf", size=1, sha256=store_bytes(content),
                                  state=state, added_at=ago(days))  # fmt: skip
    drafts = [(1, 90, "issued"), (2, 60, "ready"), (3, 50, "failed"), (4, 20, "ready"), (5, 45, "ready")]
    for draft, days, state in drafts:
        PackVersion.objects.create(meeting=board.meeting, number=1, draft=draft, as_at=ago(days), state=state,
                                   sha256=store_bytes(f"pack {draft}".encode()), finished_at=ago(days))  # fmt: skip
    for name, days, state in (("left", 31, "left"), ("new", 20, "checked"), ("kept", 300, "accepted")):
        sha256 = name.ljust(64, "0")
        kept_at(sha256).parent.mkdir(parents=True, exist_ok=True)
        kept_at(sha256).write_bytes(b"x")
        Import.objects.create(file_name=name, sha256=sha256, size=1, state=state, uploaded_at=ago(days),
                              accepted_at=ago(days) if state == "accepted" else None)  # fmt: skip
    half = kept_at("0" * 64).parent.parent / "half.new"
    for path, days in ((half, 2), (half.with_name("just-now.new"), 0)):
        path.write_bytes(b"x")
        os.utime(path, (ago(days).timestamp(),) * 2)
    assert tidy() == {
        "timetable.done_jobs": 1, "timetable.quarantine": 2, "timetable.half_written": 1, "board.drafts": 2,
        "dataset.files_left": 1,
    }  # fmt: skip
    assert set(Job.objects.filter(kind="tried").values_list("state", flat=True)) == {"done", "failed"}
    assert sorted(PackVersion.objects.values_list("draft", flat=True)) == [1, 4, 5]
    assert set(Import.objects.values_list("file_name", flat=True)) == {"new", "kept"}
    assert not kept_at("left".ljust(64, "0")).exists() and kept_at("kept".ljust(64, "0")).exists()
    for content, there in ((b"six", True), (b"eight", False), (b"old", True), (b"pack 1", True), (b"pack 2", False)):
        assert stored_path(hashlib.sha256(content).hexdigest()).exists() == there, content
    assert tidy() == {}, "a second time there is nothing left"


def test_one_that_fails_keeps_none_of_the_others(caplog):
    Job.objects.create(kind="tried", state="done", created_at=ago(40), finished_at=ago(40))

    def breaks(before):
        raise OSError("the disk is read-only")

    with tidies.also(Tidy("tried.breaks", "What breaks", 1, breaks, order=-1)):
        assert tidy() == {"timetable.done_jobs": 1}
    assert "nothing was tidied away" in caplog.text
