"""The board room's jobs. Bells only: the work is in `sscb.board.packs`."""

from sscb.jobs.sockets import JobKind, kinds

kinds.plug(
    JobKind(
        code="board.build_pack",
        title="Build the Board pack",
        run="sscb.board.packs.building:run_build",
        twin="build_pack",
        most_seconds=480,
        on_failed="sscb.board.packs.building:give_up",
    )
)

kinds.plug(
    JobKind(
        code="board.prepare_pack",
        title="Lay out what has arrived for the next pack",
        run="sscb.board.packs.preparing:run_prepare",
        most_seconds=480,
    )
)

kinds.plug(
    JobKind(code="board.print_report", title="Print the annual report", run="sscb.board.business.reports:run_print")
)
