"""What must always hold of archives for the partners: there until they have confirmed it (REL-30)."""

from collections.abc import Iterator

from reviews.models import Handover
from sscb.jobs.sockets import Checkup, Finding, checkups
from sscb.records.bundles.storing import folder_of
from sscb.records.checkups import file_fault


def archives() -> Iterator[Finding]:
    for row in Handover.objects.exclude(archive="").filter(received_on=None).select_related("case").order_by("pk"):
        path = folder_of(row.case.uuid) / f"{row.archive}.zip"
        yield from file_fault(f"{row.case.reference}, the archive for the partners", row.archive, path)


checkups.plug(Checkup("reviews.archives", "Archives for the partners are there", archives, order=85))
