"""The dataset's bells."""

from sscb.jobs.sockets import JobKind, kinds

kinds.plug(
    JobKind(
        code="dataset.import_file", title="Read a file of indicator figures",
        run="dataset.services.importing:run_import", twin="import_indicators",
    )
)  # fmt: skip
kinds.plug(
    JobKind(
        code="dataset.refresh_readings", title="Read all indicators anew",
        run="dataset.services.readings:run_refresh",
    )
)  # fmt: skip
