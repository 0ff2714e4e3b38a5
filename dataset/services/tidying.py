"""Files that were looked at and never taken: neither they nor their rows are kept for ever."""

from datetime import datetime

from dataset.models import Import
from dataset.services.importing import kept_at


def delete_files_left(before: datetime) -> int:
    """Uploads that were refused, left or forgotten. A file whose figures were taken stays as long as they do."""
    found = Import.objects.exclude(state=Import.State.ACCEPTED).filter(
        uploaded_at__lt=before, values=None, restatements=None, neighbours=None
    )
    count = 0
    for one in found:
        one.delete()
        count += 1
        if not Import.objects.filter(sha256=one.sha256).exists():
            kept_at(one.sha256).unlink(missing_ok=True)
    return count
