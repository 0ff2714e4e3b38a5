"""What must always hold of figures: their files are there, and what was hidden stays hidden (REL-30, SEC-31)."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from dataset.models import Import, Indicator
from dataset.services.disclosing import gathered_and_kept
from dataset.services.importing import kept_at
from sscb import clock
from sscb.disclosure import Audience
from sscb.jobs.sockets import Checkup, Finding, checkups
from sscb.records.sockets import Keeps, keepers


def masks() -> Iterator[Finding]:
    """Decided once more over the figures as they stand, nothing else would be hidden than is."""
    gathered, kept = gathered_and_kept(clock.today())
    decided = gathered.release.decide(Audience.BOARD, gathered.earlier(kept.items()))
    bare = Counter(place.indicator for place, how in gathered.hidden(decided) if kept.get(place) != how)
    codes = dict(Indicator.objects.filter(pk__in=bare).values_list("pk", "code"))
    for pk, count in sorted(bare.items()):
        yield Finding(
            codes[pk], f"{count} of its figures must be hidden outside Quality and Performance, and are not so kept.",
            "Send no pack and no export. Import any file of its figures again: that decides anew.",
        )  # fmt: skip


def _imports() -> Iterator[tuple[str, str, Path]]:
    for file in Import.objects.order_by("pk"):
        if file.state != Import.State.READING or kept_at(file.sha256).exists():
            yield f"Import {file.uuid}", file.sha256, kept_at(file.sha256)


keepers.plug(Keeps("dataset.imports", _imports, lambda: Path(settings.DATA) / "imports"))
checkups.plug(Checkup("dataset.masks", "What was hidden stays hidden", masks, order=60))
