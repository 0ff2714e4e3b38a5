"""The dataset's bells."""

from sscb.jobs.sockets import JobKind, kinds

kinds.plug(
    JobKind(
        code="dataset.import_file", title="Read a file of indicator figures",
        run="dataset.services.importing:run_import", twin="import_indicators",
    )
)  # fmt: skip
