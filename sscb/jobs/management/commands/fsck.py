"""Does everything that must always hold still hold? Exit 0 when it does; exit 1 and a line for each fault when not."""

from django.core.management import BaseCommand, CommandError

from sscb.jobs.checking import look_at_all

MOST = 200


class Command(BaseCommand):
    help = "Look for what has gone wrong: in the history, jobs, files, deadlines, packs, bookings and figures."

    def handle(self, *args, **options):
        looked = count = 0
        for one, found in look_at_all():
            looked += 1
            count += len(found)
            for finding in found[:MOST]:
                self.stderr.write(f"{one.title}? No. {finding}")
            if len(found) > MOST:
                self.stderr.write(f"{one.title}? No. {len(found) - MOST} more like these.")
        if count:
            things = "1 thing is not as it must be" if count == 1 else f"{count} things are not as they must be"
            raise CommandError(f"{looked} checks; {things}. Nothing was changed.", returncode=1)
        self.stdout.write(f"{looked} checks, and all of them hold.")
