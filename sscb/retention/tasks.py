"""The retention room's job. A bell only: the work is in `disposing`."""

from sscb.jobs.sockets import JobKind, kinds

kinds.plug(
    JobKind(
        code="retention.dispose", title="Dispose of what two people approved",
        run="sscb.retention.disposing:run_disposal", most_seconds=600,
    )
)  # fmt: skip
