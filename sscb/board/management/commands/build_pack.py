"""Build a meeting's pack in this process, without a worker."""

import sys
from pathlib import Path

from django.core.management import BaseCommand, CommandError

from sscb import clock
from sscb.board.models import PackVersion
from sscb.board.packs.building import build_pack
from sscb.board.queries import find_meeting
from sscb.jobs.running import run
from sscb.records.services import read_stored


class Command(BaseCommand):
    help = "Build the Board pack of a meeting (its reference, such as 2019/4, or: next)."

    def add_arguments(self, parser):
        parser.add_argument("meeting")
        parser.add_argument("--out", metavar="FILE", help="also write the PDF there")

    def handle(self, *args, meeting, out=None, **options):
        found = find_meeting(meeting)
        if found is None:
            raise CommandError(
                f"There is no meeting “{meeting}”. Give its reference, such as 2019/4, or: next. Nothing was built.",
                returncode=2,
            )
        version = build_pack(meeting=found, by=None, on=clock.today())
        version.refresh_from_db()
        run(str(version.job), "command line")
        version.refresh_from_db()
        if version.state == PackVersion.State.FAILED:
            raise CommandError(version.problem, returncode=1)
        if version.state != PackVersion.State.READY:
            raise CommandError(
                "A worker is building this pack at this moment. Wait for it, or look at the meeting's page.",
                returncode=1,
            )
        if out:
            try:
                Path(out).write_bytes(read_stored(version.sha256))
            except OSError as fault:
                raise CommandError(
                    f"The pack was built, but {out} could not be written: {fault.strerror}.", returncode=2
                ) from fault
        self.stdout.write(
            f"Pack of {found.reference}, version {version.number}, draft {version.draft}: {version.pages} pages, "
            f"{version.marking}, fingerprint {version.fingerprint[:8]}." + (f" Written to {out}." if out else "")
        )
        sys.stdout.flush()
