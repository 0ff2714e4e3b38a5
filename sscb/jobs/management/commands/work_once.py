"""Do what waits and end: for cron, for a board without a worker, and for looking at one job by hand."""

import os
import socket

from django.core.management import BaseCommand

from sscb.jobs import queries, running, services


class Command(BaseCommand):
    help = "Run every waiting job and send every waiting letter in this process, then end."

    def add_arguments(self, parser):
        parser.add_argument("--most", type=int, default=1000, metavar="N", help="at most so many jobs (1000)")
        parser.add_argument("--no-mail", action="store_true", help="leave letters where they are")
        parser.add_argument("--dry-run", action="store_true", help="only say what waits")

    def handle(self, *args, most, no_mail, dry_run, **options):
        if dry_run:
            for job in queries.unfinished_jobs(most=most):
                self.stdout.write(f"{job.title}: {job.state_words.lower()}, asked for by {job.asked_by}")
            self.stdout.write(f"{queries.letters_waiting()} letters wait. Nothing was done.")
            return
        worker = f"{socket.gethostname()}:{os.getpid()}:once"
        seen: set[str] = set()
        while len(seen) < most and (job_uuid := running.next_to_run(besides=seen)):
            seen.add(job_uuid)
            if running.run(job_uuid, worker):
                self.stdout.write(queries.one_line(job_uuid))
        if no_mail:
            return
        letters = services.deliver_waiting_mail()
        self.stdout.write(
            f"Letters: {letters.sent} sent, {letters.later} to be tried again, {letters.refused} refused, "
            f"{letters.skipped} not to be sent."
        )
