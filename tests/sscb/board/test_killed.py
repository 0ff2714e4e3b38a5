"""A worker killed in the middle of a build: the next one ends it, and the pack is the one nobody disturbed."""

import shutil

import pytest

from sscb.board.models import PackPart, PackVersion
from sscb.board.packs.building import build_pack
from sscb.board.queries.packs import pack_page
from sscb.history.models import Entry
from sscb.jobs.models import Job
from sscb.records.services import read_stored, stored_path
from tests.sscb.board.world import AGENDA, TODAY, build, make_board, sections_to_try
from tests.workers import as_beat_would, leases_run_out, wait_until

pytestmark = [pytest.mark.pdf, pytest.mark.slow]
APP = "tests.sscb.board.kill_worker"
SMALL = [line for line in AGENDA if line.number in ("1", "9", "29")]
CHECKPOINTS = ["after _gather", "after keep", "after store_bytes"]


def ready(version) -> bool:
    version.refresh_from_db()
    return version.state == "ready"


@pytest.mark.req("REL-06")
@pytest.mark.parametrize("checkpoint", CHECKPOINTS)
def test_killed_at_a_checkpoint_it_ends_ready_with_the_same_fingerprint(worker, settings, tmp_path, checkpoint):
    shutil.rmtree(settings.STORE / "prints", ignore_errors=True)
    with sections_to_try():
        board = make_board(SMALL)
        version = build_pack(meeting=board.meeting, by=board.business_manager, on=TODAY)
        stood = tmp_path / "stood"
        first = worker(app=APP, SSCB_STAND_AT=checkpoint, SSCB_STOOD=str(stood))
        wait_until(stood.exists, meanwhile=as_beat_would)
        before = list(PackPart.objects.values_list("code", "facts_sha256"))
        first.kill()
        version.refresh_from_db()
        assert version.state == "building" and not version.sha256
        leases_run_out()
        second = worker(app=APP, SSCB_STAND_AT=checkpoint, SSCB_STOOD=str(stood))
        wait_until(lambda: Job.objects.get(uuid=version.job).attempts == 2, every=0.2, meanwhile=as_beat_would)
        if not ready(version):
            note = pack_page(board.meeting, board.business_manager, TODAY)
            assert ready(version) or "stopped and started again" in note.building.note
        wait_until(lambda: ready(version), every=0.3, meanwhile=as_beat_would)
        assert PackVersion.objects.count() == 1
        after = dict(PackPart.objects.values_list("code", "facts_sha256"))
        assert all(after[code] == mark for code, mark in before if code != "annex-figures")
        assert read_stored(version.sha256).startswith(b"%PDF-1.7")
        assert [path.name for path in stored_path(version.sha256).parent.iterdir() if len(path.name) != 64] == []
        assert Entry.objects.filter(code="board.pack_built").count() == 1
        second.kill()
        assert build(board).fingerprint == version.fingerprint
