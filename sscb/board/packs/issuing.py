"""Issuing a version: from then on it never changes, and its readers may open it."""

from datetime import date

from django.db import transaction

from sscb import clock
from sscb.access.policy import require
from sscb.board.models import Meeting, PackVersion, Paper
from sscb.board.packs.checks import must_be_put_right
from sscb.board.packs.copies import copy_for, part_b_for
from sscb.history.services import write_history
from sscb.people.models import Person
from sscb.records.models import Record
from sscb.records.moving import Conflict, move
from sscb.records.services import read_stored


class CannotIssue(Conflict):
    """The draft cannot be issued as it is; the text says why and what to do."""


@transaction.atomic(durable=True)
def issue_pack(*, version: PackVersion, by: Person, on: date) -> PackVersion:
    """Freeze this draft as the next version. Two people at once: one issues, the other is told."""
    meeting = version.meeting
    require(by, "board.issue_pack", meeting)
    faults = must_be_put_right(version)
    if faults:
        raise CannotIssue(f"This draft cannot be issued: {faults[0].what}. Put it right and build again.")
    later = PackVersion.objects.filter(
        meeting=meeting, draft__gt=version.draft, state__in=(PackVersion.State.READY, PackVersion.State.ISSUED)
    )
    # Two at once: one statement for each, and the second no longer finds what it would change.
    changed = not later.exists() and PackVersion.objects.filter(pk=version.pk, state=PackVersion.State.READY).update(
        state=PackVersion.State.ISSUED, issued_on=on, issued_by=by
    )
    if not changed:
        raise CannotIssue("This draft is no longer the one to issue. Look at the newest draft. Nothing was changed.")
    if meeting.stage == "planned":
        move(meeting, to="issued", by=by, on=on)
    papers = Paper._base_manager.filter(item__meeting=meeting, released_on=None).values_list("pk", flat=True)
    Record.objects.all_for_job("the papers of an issued pack are open to its readers").filter(
        pk__in=list(papers)
    ).update(released_on=on)
    version.refresh_from_db()
    write_history(
        meeting,
        "board.pack_issued",
        by=by,
        on=on,
        number=version.number,
        fingerprint=version.fingerprint[:8],
        pages=version.pages,
    )
    return version


def take_pack(*, version: PackVersion, by: Person) -> bytes:
    """The bytes of a pack for one reader: of an issued version with restricted papers each has a copy of their own."""
    issued = version.state == PackVersion.State.ISSUED
    return copy_for(version, by, clock.today()) if issued else read_stored(version.sha256)


def take_part_b(*, version: PackVersion, by: Person) -> bytes | None:
    """Part B for one of its named readers; None for anybody else."""
    return part_b_for(version, by, clock.today())


def file_name(version: PackVersion) -> str:
    """ "sscb-2019-4-v2-official-sensitive.pdf": no name of a person or a case in it."""
    meeting = version.meeting.reference.replace("/", "-")
    draft = "" if version.state == PackVersion.State.ISSUED else f"-draft-{version.draft}"
    return f"sscb-{meeting}-v{version.number}{draft}-{version.marking.lower()}.pdf"


def versions_for(meeting: Meeting, *, may_build: bool):
    """Those a reader may know of: drafts are the office's; everybody else sees what was issued."""
    found = PackVersion.objects.filter(meeting=meeting)
    return found if may_build else found.filter(state=PackVersion.State.ISSUED)
