"""sweep: what beat rings each morning, by hand."""

import os
import platform

from django.core.management.base import BaseCommand, CommandError

from sscb import clock
from sscb.jobs import running
from sscb.jobs.queries import one_line
from sscb.timetable.queries.sweeps import jobs_asked_for
from sscb.timetable.sweeping import TooEarly, sweep


class Command(BaseCommand):
    help = "Warn, call late and lock whatever is due by a date and not yet done. Run twice, it changes nothing."

    def add_arguments(self, parser):
        parser.add_argument("--as-at", metavar="DATE", help="such as 2019-11-12; without it, today")
        parser.add_argument("--dry-run", action="store_true", help="say what would be done, and do nothing")

    def handle(self, *args, **options):
        try:
            as_at = clock.today() if options["as_at"] is None else clock.day_written(options["as_at"])
        except ValueError:
            raise CommandError(
                f"{options['as_at']!r} is not a date. Write it as 2019-11-12. Nothing was changed.", returncode=2
            ) from None
        try:
            swept = sweep(as_at, dry_run=options["dry_run"])
        except TooEarly as refused:
            raise CommandError(str(refused), returncode=2) from None
        for sentence in swept.would:
            self.stdout.write(sentence)
        self.stdout.write(str(swept))
        if not swept.dry_run:
            self._do_what_it_asked_for()

    def _do_what_it_asked_for(self) -> None:
        """The jobs that its effects rang for. A worker that hears the bell first does them instead: never both."""
        worker = f"{platform.node()}:{os.getpid()}:sweep"
        for job_uuid in jobs_asked_for():
            if running.run(job_uuid, worker):
                self.stdout.write(one_line(job_uuid))
