"""The job that disposes of what two people approved. Killed anywhere, the next worker ends it; nothing is done twice.

Two steps: rows and certificate in one transaction, with the list of files still to go; then files, log and end.
"""

import shutil
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import connection, transaction

from sscb import clock
from sscb.database import swap
from sscb.history.services import write_history
from sscb.jobs.models import Mail
from sscb.jobs.running import CannotFinish, Progress
from sscb.learning.likeness import sqlite as learning_index
from sscb.people.models import Person
from sscb.records.bundles import storing
from sscb.records.models import Record
from sscb.records.search import sqlite as records_index
from sscb.records.services import forget_bytes
from sscb.records.sockets import types
from sscb.retention.certifying import NAME_REMOVED, ROWS_AND_FILES, approver, certify, put_in_log
from sscb.retention.destroying import CannotDestroy, destroy
from sscb.retention.models import Certificate, Proposal
from sscb.retention.reach import parts_of
from sscb.retention.services.approving import standing_in_the_way
from sscb.retention.services.holding import extend_holds
from sscb.retention.sockets import Gone

State = Proposal.State


def run_disposal(job: Any, progress: Progress) -> dict[str, str]:
    """Any number of times, after any death. Raises CannotFinish where a hold, a moratorium or a table stands against
    it: it stays approved, its page says why, and the next sweep tries again."""
    proposal = Proposal.objects.get(uuid=job.args["proposal"])
    today = clock.today()
    progress.step(0, 2, "Rows")
    if proposal.state == State.APPROVED:
        extend_holds(today)
        try:
            _take_rows(proposal.pk, today)
        except CannotDestroy as why:
            Proposal.objects.filter(pk=proposal.pk, state=State.APPROVED).update(stands_in_the_way=str(why)[:300])
            raise CannotFinish(f"{why}. Nothing was destroyed; it is tried again with the next sweep.") from why
    progress.step(1, 2, "Files")
    proposal.refresh_from_db()
    if proposal.state == State.ROWS_GONE:
        finish(proposal, today)
    return {"proposal": str(proposal.uuid)}


@transaction.atomic(durable=True)
def _take_rows(key: int, on: date) -> None:
    one = Proposal.objects.get(pk=key)
    if one.state != State.APPROVED:
        return
    if why := standing_in_the_way(one):
        raise CannotDestroy(why)
    gone, told = _account(one) if one.person_id else _record(one, on)
    approved = [approver(one.first_by, one.first_on), approver(one.second_by, one.second_on)]
    thing = told.pop("thing")
    made = certify(thing, line=one.line, version=one.number, gone=gone, on=on, approved=approved, began_on=one.began_on,
                   kept_until=one.kept_until, **told)  # fmt: skip
    left = {"files": gone.files, "folders": gone.folders, "certificate": made.number}
    approved_still = Proposal.objects.filter(state=State.APPROVED)
    if not swap(approved_still, one, state=State.ROWS_GONE, stands_in_the_way="", files=left):
        raise CannotDestroy("Somebody else decided about it at this moment")
    write_history(thing, "retention.disposed", by=None, on=on, line=one.line, number=made.number, mark=made.mark)


def _record(one: Proposal, on: date) -> tuple[Gone, dict]:
    record = Record._plain.get(pk=one.record_id)
    also = [part.reference for part in parts_of(record)]
    gone = destroy(record, on)
    return gone, {"thing": record, "kind": types[record.type].title, "also": also, "method": ROWS_AND_FILES}


def _account(one: Proposal) -> tuple[Gone, dict]:
    return take_account(one.person), {
        "thing": one.person, "kind": "Account of somebody who left", "method": NAME_REMOVED,
    }  # fmt: skip


def take_account(person: Person) -> Gone:
    """Name removed, stable id kept for the trail (RET-10)."""
    person.name, person.job_title = f"Former account {str(person.uuid)[:8]}", ""
    person.email = f"{person.uuid}@gone.invalid"
    person.set_unusable_password()
    person.save(update_fields=["name", "job_title", "email", "password"])
    rows = {
        "second factors": Authenticator.objects.filter(user=person).delete()[0],
        "addresses": EmailAddress.objects.filter(user=person).delete()[0],
        "letters": Mail.objects.filter(to=person).update(to_address="gone@gone.invalid", body=""),
        "accounts": 1,
    }
    return Gone(rows={name: count for name, count in rows.items() if count})


def finish(proposal: Proposal, on: date) -> None:
    """Files, kept pages, the log; then it is done. All of it may come again."""
    take_files(proposal.files)
    put_in_log(Certificate.objects.get(number=proposal.files["certificate"]))
    with transaction.atomic(durable=True):
        Proposal.objects.filter(pk=proposal.pk, state=State.ROWS_GONE).update(state=State.DONE, done_on=on, files={})


def take_files(told: dict) -> None:
    """Bytes that no record has any more, bundles that lay beside it, and pages kept for the next pack: those hold
    whatever was printed, and a build that misses them prints them again. SQLite's indexes are laid together anew;
    PostgreSQL's own vacuum does that."""
    for sha256 in told.get("files", ()):
        forget_bytes(sha256)
    for folder in told.get("folders", ()):
        storing.destroy(UUID(folder))
    shutil.rmtree(Path(settings.STORE) / "prints", ignore_errors=True)
    if connection.vendor == "sqlite":
        records_index.press()
        learning_index.press()
