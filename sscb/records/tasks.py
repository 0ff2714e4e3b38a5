"""The records room's job."""

from sscb.jobs.sockets import JobKind, kinds
from sscb.records.services import SCAN

kinds.plug(
    JobKind(
        # A start at which the scanner was away counts, too. What is never scanned is deleted after seven days, and then
        # the job has nothing left to do: it ends in any case.
        code=SCAN, title="Scan a file for viruses", run="sscb.records.scanning:run_scan", tries=5000,
        on_failed="sscb.records.scanning:tell_it_stays_closed",
    )
)  # fmt: skip
