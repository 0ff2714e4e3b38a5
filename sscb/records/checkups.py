"""What must always hold of records, of who was let in to them, and of files (REL-30)."""

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from django.apps import apps
from django.conf import settings

from sscb import clock
from sscb.access.models import Exclusion, Grant, ReasonGiven
from sscb.jobs.sockets import Checkup, Finding, checkups
from sscb.records.models import Attachment, Record, Series
from sscb.records.services import stored_path
from sscb.records.sockets import Keeps, keepers, types

BEING_WRITTEN = timedelta(hours=1)
RESTORE = "Take it from the last backup."
END_IT = "End the grant: nobody should be able to rely on it."


def files() -> Iterator[Finding]:
    """Each row has its bytes with the right hash, and each byte has a row."""
    known: dict[Path, set[Path]] = defaultdict(set)
    for keeper in keepers:
        folder = keeper.folder()
        known[folder] |= set()
        for where, sha256, path in keeper.kept():
            if path not in known[folder]:
                known[folder].add(path)
                yield from file_fault(where, sha256, path)
    young = (clock.wall() - BEING_WRITTEN).timestamp()
    for folder, spoken_of in known.items():
        for path in sorted(folder.rglob("*")) if folder.exists() else ():
            if path.is_file() and path not in spoken_of and path.stat().st_mtime < young:
                yield Finding(
                    f"Store, {path.parent.name}/{path.name[:12]}", "no row speaks of this file.",
                    "If the last backup knows it no better, delete it.",
                )  # fmt: skip


def file_fault(where: str, sha256: str, path: Path) -> Iterator[Finding]:
    """Are the bytes with this hash there? A finding when not."""
    try:
        with path.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError:
        yield Finding(where, f"its file {sha256[:12]} is not on the disk.", RESTORE)
        return
    if found != sha256:
        yield Finding(where, f"its file {sha256[:12]} was altered on the disk.", RESTORE)


def bases() -> Iterator[Finding]:
    """Each record is of a known kind, in one of its stages, whole in both of its tables, and closed after it began."""
    every = Record.objects.all_for_job("a check of every record").order_by("pk")
    children: dict[str, set[int]] = {}
    for model in apps.get_models():
        if Record in model._meta.parents:
            children[model._meta.label] = set(model._base_manager.values_list("pk", flat=True))
    whole = set().union(*children.values())
    for record in every.only("pk", "type", "reference", "stage", "disposed_on").iterator(chunk_size=2000):
        kind = types.get(record.type)
        if kind is None:
            yield Finding(record.reference, "nobody knows this kind of record.", "Ask the portal’s support.")
            continue
        if record.stage not in kind.stages:
            yield Finding(record.reference, f"it stands in no stage that there is ({record.stage}).", RESTORE)
        if record.pk not in whole and not record.disposed_on:
            yield Finding(record.reference, "only half of the record is there.", RESTORE)


def references() -> Iterator[Finding]:
    """No series of references stands behind one that was given."""
    last = dict(Series.objects.values_list("prefix", "last"))
    highest: dict[str, int] = {}
    for reference in Record.objects.all_for_job("a check of references").values_list("reference", flat=True):
        if found := re.fullmatch(r"(.+)-(\d{3,})", reference):
            highest[found[1]] = max(highest.get(found[1], 0), int(found[2]))
    for prefix, number in sorted(highest.items()):
        if prefix in last and last[prefix] < number:
            yield Finding(f"Series {prefix}", f"it would give number {last[prefix] + 1} again.", "Do not open records.")


def grants() -> Iterator[Finding]:
    """Whoever was let in is there, and so is what they were let in to."""
    there = set(Record.objects.all_for_job("a check of grants").values_list("uuid", flat=True))
    now = clock.now()
    for grant in Grant.objects.select_related("person").order_by("pk"):
        where = f"Grant {grant.uuid}"
        if grant.record_uuid not in there:
            yield Finding(where, "the record that it opens is not there.", END_IT)
        elif not grant.person.is_active and grant.revoked_at is None and grant.ends_at > now:
            yield Finding(where, "it stands open for somebody whose account is closed.", END_IT)
    for model, words in ((Exclusion, "Exclusion"), (ReasonGiven, "Reason given")):
        for pk, record in model.objects.values_list("pk", "record_uuid").order_by("pk"):
            if record not in there:
                yield Finding(f"{words} {pk}", "the record that it is of is not there.", "Ask the portal’s support.")


def disposed() -> Iterator[Finding]:
    """Of what was disposed of nothing is left to open, but for what a row that outlives it stands on, such as a letter
    of receipt."""
    left = Attachment.objects.exclude(record__disposed_on=None)
    for link in Attachment._meta.get_fields(include_hidden=True):
        if link.auto_created and link.is_relation:
            rows = link.related_model._base_manager.exclude(**{link.field.name: None})
            left = left.exclude(pk__in=rows.values(link.field.name))
    for one in left.select_related("record").order_by("pk"):
        yield Finding(
            one.record.reference, "it was disposed of, and a file of it is still kept.",
            "Replay the log of disposals: manage.py replay_disposals.",
        )  # fmt: skip


def _attachments() -> Iterator[tuple[str, str, Path]]:
    # One row for each file: the same bytes may belong to several records.
    for reference, sha256 in Attachment.objects.values_list("record__reference", "sha256").order_by("pk"):
        yield reference, sha256, stored_path(sha256)


keepers.plug(Keeps("records.attachments", _attachments, lambda: Path(settings.STORE) / "files"))
checkups.plug(Checkup("records.files", "Every file has its row, and every row its file", files, order=10))
checkups.plug(Checkup("records.whole", "Every record is whole", bases, order=11))
checkups.plug(Checkup("records.references", "No reference is given twice", references, order=12))
checkups.plug(Checkup("records.grants", "Every grant leads from somebody to something", grants, order=13))
checkups.plug(Checkup("records.disposed", "What was disposed of is gone", disposed, order=14))
