"""Drafts of packs, and kept pages, that nobody needs after 30 days. What was issued and the newest draft stay."""

from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db.models import Max

from sscb.board.models import PackVersion
from sscb.records.services import forget_bytes
from sscb.timetable.tidying import files_older_than

DAYS = 30


def delete_drafts(before: datetime) -> int:
    """Drafts that a later one replaced."""
    newest = PackVersion.objects.values("meeting").annotate(draft=Max("draft")).values_list("meeting", "draft")
    kept, count = set(newest), 0
    for one in PackVersion.objects.filter(
        state__in=[PackVersion.State.READY, PackVersion.State.FAILED], finished_at__lt=before
    ):  # fmt: skip
        if (one.meeting_id, one.draft) in kept:
            continue
        one.delete()
        count += 1
        if one.sha256 and not PackVersion.objects.filter(sha256=one.sha256).exists():
            forget_bytes(one.sha256)
    return count


def delete_prints(before: datetime) -> int:
    """Pages kept so that a build need not print them again: a build that misses them prints them."""
    return files_older_than(Path(settings.STORE) / "prints", "*/*", DAYS)
