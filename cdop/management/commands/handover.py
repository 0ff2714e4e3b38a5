"""handover CASE --out DIR: the bundle of one case as a folder of files, by hand."""

import os
import re
import shutil
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from cdop.bundle.pages import CannotBePrinted
from cdop.models import ChildDeathReview, Handover
from cdop.services.bundling import NotTaken, contents_of
from cdop.services.sending import bundle_ready
from sscb import clock
from sscb.history.services import write_history
from sscb.pdf.parts import MergeFailed
from sscb.pdf.printing import CannotPrint
from sscb.records.bundles import packing, storing

REFERENCE = re.compile(r"CDR-[0-9]{4}-[0-9]{3,}")


class Command(BaseCommand):
    help = (
        "Writes all that is held on a case into a folder named after it, with its hashes: the bundle that was built "
        "where there is one, otherwise one made now. Not encrypted: the folder is the operator’s to guard. It is "
        "written into the case’s history as an act of the command line."
    )

    def add_arguments(self, parser):
        parser.add_argument("case", metavar="CASE", help="its reference, such as CDR-2019-004")
        parser.add_argument("--out", required=True, metavar="DIR", help="where the case's folder is made")

    def handle(self, *args, case, out, **options):
        wanted = case.strip().upper()
        if not REFERENCE.fullmatch(wanted):
            raise CommandError(
                f"{case!r} is no reference of a case. Write it as CDR-2019-004. Nothing was written.", returncode=2
            )
        found = ChildDeathReview.objects.all_for_job("an operator writes the bundle").filter(reference=wanted).first()
        if found is None:
            raise CommandError(f"There is no case {wanted}. Nothing was written.", returncode=2)
        case = found.reference
        if found.sealed_on:
            raise CommandError(
                f"{case} was handed over and its receipt confirmed: what was held can no longer be read here. Ask "
                "its receiver. Nothing was written.",
                returncode=2,
            )
        folder = Path(out) / case
        if folder.exists():
            raise CommandError(f"{folder} is there already. Choose another folder. Nothing was written.", returncode=2)
        handover = Handover.objects.filter(review=found).first()
        try:
            content, fingerprint = self._content(found, handover)
        except (CannotBePrinted, CannotPrint, MergeFailed, NotTaken) as fault:
            raise CommandError(f"{fault} Nothing was written.", returncode=1) from None
        try:
            names = _write(folder, content)
        except OSError as fault:
            raise CommandError(
                f"{out} cannot be written to: {fault.strerror}. Choose another folder. Nothing was written.",
                returncode=2,
            ) from None
        with transaction.atomic():
            write_history(
                found, "cdop.bundle_written", by=None, on=clock.today(), files=len(names), fingerprint=fingerprint
            )
        for name in names:
            self.stdout.write(f"{folder / name}")
        self.stdout.write(f"{len(names)} files. Check them there with: sha256sum -c {packing.SUMS}")

    def _content(self, review, handover) -> tuple[dict[str, bytes], str]:
        built = bundle_ready(handover) if handover else None
        if built is not None:
            held = packing.unpack(storing.read(handover.uuid, built.sha256))
            return {name.partition("/")[2]: content for name, content in held.items()}, built.fingerprint
        made = contents_of(review, handover, as_at=clock.today(), step=lambda *told: None)
        return {one.name: one.content for one in made["files"]}, made["fingerprint"]


def _write(folder: Path, content: dict[str, bytes]) -> list[str]:
    """Whole or not at all: written beside, synced, then named."""
    beside = folder.with_name(f".{folder.name}.{os.getpid()}")
    try:
        for name, data in content.items():
            path = beside / name
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            with path.open("wb") as file:
                os.chmod(path, 0o600)
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
        beside.rename(folder)
    except OSError:
        shutil.rmtree(beside, ignore_errors=True)
        raise
    return list(content)
