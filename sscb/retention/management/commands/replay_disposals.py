"""After a restore: dispose again of what was disposed of since that backup."""

from pathlib import Path

from django.core.management.base import BaseCommand

from sscb import clock
from sscb.retention.certifying import log_path
from sscb.retention.replaying import replay


class Command(BaseCommand):
    help = "After a restore: dispose again of what the log of disposals names. Any number of times."

    def add_arguments(self, parser):
        parser.add_argument("--log", type=Path, help="the log, where it does not lie in the store of files")

    def handle(self, *args, log=None, **options):
        count = 0
        for done, said in replay(log or log_path(), clock.today()):
            count += done
            self.stdout.write(said)
        self.stdout.write(f"{count} disposed of again.")
