"""What the daily sweep does to child death reviews, and the jobs that build a bundle and print a report."""

from cdop.services import archives, destroying, locking
from cdop.services.bundling import BUILD
from sscb.jobs.sockets import JobKind, kinds
from sscb.timetable.rules import EffectHandler
from sscb.timetable.sockets import effects

kinds.plug(
    JobKind(
        code=BUILD, title="Build the bundle of a case to be handed over", run="cdop.services.bundling:run_bundle",
        twin="handover", on_failed="cdop.services.bundling:gave_up",
    )
)  # fmt: skip

effects.plug(
    EffectHandler(
        code="cdop.lock_unfinished",
        title="Lock a child death review that the panel did not finish, and owe it to the partners",
        handle=locking.lock_unfinished,
        would=locking.would_lock,
        asks_for=BUILD,
    )
)
effects.plug(
    EffectHandler(
        code="cdop.pass_archive",
        title="Make the archive of a completed review ready for the partners",
        handle=archives.pass_archive,
        would=archives.would_pass,
        asks_for=BUILD,
    )
)
effects.plug(
    EffectHandler(
        code="cdop.destroy_content",
        title="Destroy what was held on a case that was handed over and received",
        handle=destroying.destroy_content,
        would=destroying.would_destroy,
    )
)
kinds.plug(
    JobKind(
        code="cdop.print_report",
        title="Lay out a report on child deaths as a paper",
        run="cdop.report_printing:run_print",
        most_seconds=300,
    )
)
