"""What must always hold of bundles and archives: there until the receipt has had its time, and then gone (REL-30)."""

from collections.abc import Iterator
from pathlib import Path

from cdop.models import Bundle, Sending
from sscb.jobs.sockets import Checkup, Finding, checkups
from sscb.records.bundles.storing import folder_of
from sscb.records.checkups import file_fault


def bundles() -> Iterator[Finding]:
    """Each that was built and not destroyed lies on the disk as it was; nothing else lies beside it."""
    kept: dict[Path, set[str]] = {}
    rows = [
        *Bundle.objects.exclude(sha256="").filter(destroyed_on=None).select_related("handover__review"),
        *Sending.objects.filter(bundle__destroyed_on=None, withdrawn_on=None).select_related("handover__review"),
    ]
    for row in rows:
        folder = folder_of(row.handover.uuid)
        kept.setdefault(folder, set()).add(row.sha256)
        yield from file_fault(f"{row.handover.review.reference}, {row}", row.sha256, folder / f"{row.sha256}.zip")
    for row in Bundle.objects.exclude(destroyed_on=None).select_related("handover__review"):
        folder = folder_of(row.handover.uuid)
        if folder not in kept and folder.exists() and any(folder.iterdir()):
            yield Finding(
                row.handover.review.reference, "its bundle was destroyed, and a file of it is still kept.",
                "Run the sweep: manage.py sweep. If it stays, ask the portal’s support.",
            )  # fmt: skip


checkups.plug(Checkup("cdop.bundles", "Bundles are there, and then gone", bundles, order=80))
