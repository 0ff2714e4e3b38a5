"""Every file is scanned before anybody opens it, and one that nobody could scan stays closed (SEC-35)."""

import logging
from typing import Any

from django.conf import settings
from django.db import transaction

from sscb import clock
from sscb.history.services import write_history
from sscb.jobs.running import CannotFinish, NotYet
from sscb.jobs.services import send_mail
from sscb.records import scanner
from sscb.records.models import Attachment
from sscb.records.services import stored_bytes

log = logging.getLogger("sscb.records")

HARMFUL = (
    "The virus scanner found something harmful in it. Have the computer that it came from looked at, then add a clean "
    "copy."
)
TOO_MUCH = "The file is larger or deeper than the virus scanner looks, so it stays closed. Send it in smaller parts."


def run_scan(job: Any, progress: Any) -> dict[str, Any]:
    """The job. While the scanner is away or confused the file waits and is closed; nobody has to press anything."""
    file = Attachment.objects.filter(uuid=job.args["file"]).select_related("record", "added_by").first()
    if file is None or file.state != Attachment.State.QUARANTINED:
        return {"verdict": "nothing to scan"}
    if not settings.CLAMD:
        raise NotYet("No virus scanner is named in the settings (SSCB_CLAMD).")
    try:
        content = stored_bytes(file.sha256)
    except (FileNotFoundError, ValueError):
        raise CannotFinish("What was stored of this file is missing or damaged. Restore it from the backup.") from None
    verdict = scanner.scan(content, beat=progress.beat)
    if verdict == scanner.NO_VERDICT:
        log.warning("The virus scanner gave no verdict: %s", file.uuid)
        raise NotYet("The virus scanner gave no answer. The file is closed until it does.")
    if verdict == scanner.TOO_MUCH:
        raise CannotFinish(TOO_MUCH)
    _keep(file, verdict)
    return {"verdict": verdict}


@transaction.atomic
def _keep(file: Attachment, verdict: str) -> None:
    state = Attachment.State.CLEAN if verdict == scanner.CLEAN else Attachment.State.INFECTED
    if not Attachment.objects.filter(pk=file.pk, state=Attachment.State.QUARANTINED).update(state=state):
        return
    if state == Attachment.State.CLEAN:
        return
    log.warning("The virus scanner refused a file: %s", file.uuid)
    write_history(file.record, "records.file_refused", by=None, on=clock.today(), sha256=file.sha256)
    _tell(file, HARMFUL)


def tell_it_stays_closed(job: Any, sentence: str) -> None:
    """No scan of it can succeed: whoever added it hears why."""
    file = Attachment.objects.filter(uuid=job.args["file"]).select_related("record", "added_by").first()
    if file is not None:
        _tell(file, sentence)


def _tell(file: Attachment, why: str) -> None:
    if file.added_by is None:
        return
    send_mail(
        key=f"scan:{file.uuid}", to=file.added_by, on=clock.today(), about=file.record,
        subject="A file that you added stays closed",
        body=f"Nobody can open a file that you added to {file.record.reference}. {why} It is deleted after seven days.",
    )  # fmt: skip
