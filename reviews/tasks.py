"""What the sweep does by itself in the reviews, and the job that prints what is published."""

from reviews import services
from reviews.services.publishing import PRINT
from sscb.jobs.sockets import JobKind, kinds
from sscb.timetable.rules import EffectHandler
from sscb.timetable.sockets import effects

effects.plug(
    EffectHandler(
        code="reviews.lock_unfinished",
        title="Lock a serious case review whose last day has ended",
        handle=services.lock_unfinished,
        would=services.would_lock,
    )
)

kinds.plug(JobKind(code=PRINT, title="Print a published review", run="reviews.report_printing:run_print"))
