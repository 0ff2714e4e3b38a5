"""The job that prints what was published."""

from sscb.jobs.sockets import JobKind, kinds
from sscb.learning.services.products import PRINT

kinds.plug(JobKind(code=PRINT, title="Print a briefing or a bulletin", run="sscb.learning.printing:run_print"))
