"""sweep: what beat rings each morning, by hand."""

from datetime import date

from django.core.management.base import BaseCommand, CommandError

from sscb import clock
from sscb.timetable.sweeping import TooEarly, sweep


class Command(BaseCommand):
    help = "Warn, call late and lock whatever is due by a date and not yet done. Run twice, it changes nothing."

    def add_arguments(self, parser):
        parser.add_argument("--as-at", metavar="DATE", help="such as 2019-11-12; without it, today")
        parser.add_argument("--dry-run", action="store_true", help="say what would be done, and do nothing")

    def handle(self, *args, **options):
        try:
            as_at = date.fromisoformat(options["as_at"]) if options["as_at"] else clock.today()
        except ValueError:
            raise CommandError(f"{options['as_at']} is not a date. Write it as 2019-11-12.", returncode=2) from None
        try:
            self.stdout.write(str(sweep(as_at, dry_run=options["dry_run"])))
        except TooEarly as refused:
            raise CommandError(str(refused), returncode=2) from None
