"""What must always hold of returns that were handed in: frozen once, numbered without a gap (REL-30)."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator

from audits.returns.models import Snapshot
from sscb.jobs.sockets import Checkup, Finding, checkups

RESTORE = "Compare it with the last backup."


def snapshots() -> Iterator[Finding]:
    numbers: dict[str, list[int]] = defaultdict(list)
    for one in Snapshot.objects.select_related("of").order_by("pk").iterator(chunk_size=200):
        numbers[one.of.reference].append(one.number)
        told = json.dumps(one.content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        if hashlib.sha256(told.encode()).hexdigest() != one.sha256:
            yield Finding(f"{one.of.reference}, as frozen the {one.number}. time", "it was altered since.", RESTORE)
    for reference, found in sorted(numbers.items()):
        if sorted(found) != list(range(1, len(found) + 1)):
            yield Finding(reference, "a number is missing among what was frozen of it.", RESTORE)


checkups.plug(Checkup("audits.snapshots", "What was handed in is as it was", snapshots, order=70))
