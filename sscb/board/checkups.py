"""What must always hold of packs: their files, their numbers, and the facts that were frozen (REL-30)."""

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from sscb.board.models import PackCopy, PackPart, PackVersion
from sscb.board.packs.freezing import digest, frozen_text
from sscb.jobs.models import Job
from sscb.jobs.sockets import Checkup, Finding, checkups
from sscb.records.services import stored_path
from sscb.records.sockets import Keeps, keepers

RESTORE = "Compare it with the last backup."


def versions() -> Iterator[Finding]:
    """Issued versions of a meeting are numbered 1, 2, 3; so are the copies of one version; a build has its job."""
    issued, copies = defaultdict(list), defaultdict(list)
    for version in PackVersion.objects.select_related("meeting").order_by("pk"):
        where = f"Pack of {version.meeting.reference}, draft {version.draft}"
        if version.state == PackVersion.State.ISSUED:
            issued[version.meeting.reference].append(version.number)
        if version.state == PackVersion.State.BUILDING:
            job = Job.objects.filter(uuid=version.job).first()
            if job is None or job.state == Job.State.DONE:
                yield Finding(where, "it is said to be built, and no job is at it.", "Press Build once more.")
    for reference, numbers in sorted(issued.items()):
        if sorted(numbers) != list(range(1, len(numbers) + 1)):
            yield Finding(f"Pack of {reference}", "a number is missing among its issued versions.", RESTORE)
    for copy in PackCopy.objects.select_related("version__meeting"):
        copies[f"{copy.version.meeting.reference}, version {copy.version.number}"].append(copy.number)
    for where, numbers in sorted(copies.items()):
        if sorted(numbers) != list(range(1, len(numbers) + 1)):
            yield Finding(f"Copies of the pack of {where}", "a number is missing among them.", RESTORE)


def frozen() -> Iterator[Finding]:
    """What was frozen for an issued pack is still what was printed."""
    parts = PackPart.objects.filter(version__state=PackVersion.State.ISSUED).exclude(facts_sha256="")
    for part in parts.select_related("version__meeting").order_by("pk").iterator(chunk_size=200):
        if part.facts is not None and digest(frozen_text(part.facts)) != part.facts_sha256:
            yield Finding(
                f"Pack of {part.version.meeting.reference}, version {part.version.number}, {part.code}",
                "its frozen facts are not what was printed.", RESTORE,
            )  # fmt: skip


def _packs() -> Iterator[tuple[str, str, Path]]:
    for version in PackVersion.objects.exclude(sha256="").select_related("meeting").order_by("pk"):
        where = f"Pack of {version.meeting.reference}, draft {version.draft}"
        yield where, version.sha256, stored_path(version.sha256)


keepers.plug(Keeps("board.packs", _packs, lambda: Path(settings.STORE) / "files"))
checkups.plug(Checkup("board.pack_versions", "Versions of packs are numbered without a gap", versions, order=30))
checkups.plug(Checkup("board.pack_facts", "Issued packs are what was frozen", frozen, order=31))
