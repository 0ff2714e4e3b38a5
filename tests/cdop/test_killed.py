"""kill -9 of the worker in the middle of a handover: no bundle, or a whole one, and the case is sent once."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from cdop import services
from cdop.models import Bundle, Handover, Sending
from sscb import clock
from sscb.history.models import Entry
from sscb.jobs.models import Job
from sscb.records.bundles import archive, packing, storing
from tests.workers import as_beat_would, leases_run_out, wait_until

pytestmark = [pytest.mark.pdf, pytest.mark.slow]
APP = "tests.cdop.kill_worker"
GRACE = date(2019, 11, 12)


@pytest.mark.req("REL-06")
@pytest.mark.req("REL-07")
@pytest.mark.parametrize("checkpoint", ["before print_case", "after keep"])
def test_killed_in_the_middle_it_leaves_no_bundle_and_the_next_worker_builds_a_whole_one(
    transactional_db, take, cdc, cdrp, new_partners, worker, tmp_path, checkpoint
):
    review = take(date(2019, 9, 3), child={"name": "Invented Killed"})
    with clock.at(GRACE):
        services.owe_handover(review=review, by=cdc, on=GRACE)
    handover, stood = Handover.objects.get(), tmp_path / "stood"
    post = {"SSCB_STAND_AT": checkpoint, "SSCB_STOOD": str(stood)}
    first = worker(app=APP, **post)
    wait_until(stood.exists, meanwhile=as_beat_would)
    first.kill()
    leases_run_out()
    bundle = Bundle.objects.get()
    assert bundle.built_on is None and bundle.sha256 == "" and Handover.objects.get().ready_on is None
    with pytest.raises(ValidationError, match="Build the bundle first"), clock.at(GRACE):
        services.send_bundle(handover=handover, to=new_partners, method="portal", by=cdc, on=GRACE,
                             passphrase=archive.new_passphrase())  # fmt: skip
    worker(app=APP, **post)
    wait_until(lambda: Bundle.objects.get().built_on, every=0.3, meanwhile=as_beat_would)
    bundle, handover = Bundle.objects.get(), Handover.objects.select_related("review").get()
    assert Job.objects.get(kind="cdop.build_bundle").attempts == 2
    assert f"{review.reference}/{packing.SUMS}" in packing.unpack(storing.read(handover.uuid, bundle.sha256))
    assert [path.name for path in storing.folder_of(handover.uuid).iterdir() if path.suffix != ".zip"] == []
    assert Entry.objects.filter(code="cdop.bundle_built").count() == 1
    with clock.at(GRACE):
        services.send_bundle(handover=handover, to=new_partners, method="portal", by=cdc, on=GRACE,
                             passphrase=archive.new_passphrase())  # fmt: skip
    assert Sending.objects.count() == 1
