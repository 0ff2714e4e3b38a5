"""Bringing a file in: look at it, keep its bytes, compare, and write all of it or nothing (REL-13, REL-18)."""

import hashlib
import os
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, OperationalError, transaction
from django.db.models import Q
from django.db.models.functions import Now

from dataset.importing import lists
from dataset.importing.comparing import Report, compare, read, room
from dataset.importing.figures import Gathering, silent
from dataset.layouts import Item, Reading, recognise
from dataset.models import Import, ImportLock
from dataset.services.readings import refresh_after_import
from sscb import clock
from sscb.access.errors import NotKept
from sscb.access.policy import require
from sscb.board.packs.preparing import ask_to_prepare
from sscb.history.services import write_history
from sscb.jobs.leases import in_seconds
from sscb.jobs.running import CannotFinish
from sscb.jobs.services import ring
from sscb.tables import Refused, open_source

SMALL = 2 * 1024 * 1024
"""Files up to this many bytes are checked while the reader waits; larger ones as a job."""
LEASE = timedelta(minutes=5)
"""How long a holder that died keeps others out. A longer import is still safe: the database takes a point once."""
LATEST_YEAR_AT_LEAST = 2027

Listener = Callable[[Item], None]


class AlreadyRunning(Exception):
    """Another import is being written."""

    def __init__(self):
        super().__init__("Another import is being written at this moment. Nothing was changed; "
                         "try again when it has finished.")


class Faulty(Exception):
    """The file has rows that cannot be taken, so none was. `report` lists them."""

    def __init__(self, report: Report):
        self.report = report
        count = report.rejected
        super().__init__(f"{count:,} {'row or cell' if count == 1 else 'rows or cells'} of {report.file} cannot be "
                         "taken, so nothing was imported. Correct them and import the file again.")


def latest_year() -> int:
    """No published figure is about a year after next; the machine's year counts, not the demonstration's."""
    return max(clock.wall().year + 1, LATEST_YEAR_AT_LEAST)


def recognise_file(path: Path, *, name: str = "") -> Reading:
    """Open a file and find its layout. Raises Refused."""
    return recognise(open_source(path, name=name), latest_year=latest_year())


# --- looking --------------------------------------------------------------------------------------------------------


def check_file(*, path: Path, name: str = "", listen: Listener = silent,
               progress: Callable[[int], None] | None = None) -> Report:
    """Everything that importing would do, and nothing done. Raises Refused."""
    reading = recognise_file(path, name=name)
    gathering = Gathering(reading, latest_year=latest_year(), listen=listen, progress=progress)
    with read(gathering) as spooled, transaction.atomic(durable=True):
        report = compare(gathering, spooled)
        transaction.set_rollback(True)
    report.seen_before = _accepted_before(report.sha256)
    return report


def upload_file(*, stream: Any, name: str, by: Any, on: date) -> Import:
    """Keep what somebody chose and look at it: at once if it is small, as a job if not."""
    require(by, "dataset.import")
    sha256, size = _keep(stream)
    with transaction.atomic(durable=True):
        import_ = Import.objects.create(
            file_name=Path(name).name[:200], sha256=sha256, size=size, uploaded_at=clock.now(), uploaded_by=by
        )
        if size > SMALL:
            job = ring("dataset.import_file", by=by, args={"import": str(import_.uuid), "do": "check"})
            import_.job_uuid = job.uuid
            import_.save(update_fields=["job_uuid"])
    return import_ if size > SMALL else check_import(import_=import_)


def check_import(*, import_: Import, progress: Callable[[int], None] | None = None) -> Import:
    """Look at the kept bytes and remember what importing them would do. Figures stay as they are."""
    try:
        report = check_file(path=kept_at(import_.sha256), name=import_.file_name, progress=progress)
    except Refused as why:
        Import.objects.filter(pk=import_.pk, state__in=(Import.State.READING, Import.State.CHECKED)).update(
            state=Import.State.REFUSED, why_not=str(why)
        )
    else:
        Import.objects.filter(pk=import_.pk, state__in=(Import.State.READING, Import.State.CHECKED)).update(
            state=Import.State.CHECKED, layout=report.layout, rows=report.rows, report=report.as_json(), why_not=""
        )
    import_.refresh_from_db()
    return import_


def look_again(*, import_: Import, by: Any, on: date) -> Import:
    """Look at the same bytes anew, after a column was mapped; a file already accepted gets a row of its own."""
    require(by, "dataset.import")
    if import_.state == Import.State.CHECKED:
        return check_import(import_=import_)
    with transaction.atomic(durable=True):
        again = Import.objects.create(
            file_name=import_.file_name, sha256=import_.sha256, size=import_.size, uploaded_at=clock.now(),
            uploaded_by=by,
        )  # fmt: skip
    return check_import(import_=again)


def leave_import(*, import_: Import, by: Any, on: date) -> Import:
    """The reader decides not to import the file."""
    require(by, "dataset.import")
    with transaction.atomic(durable=True):
        left = Import.objects.filter(pk=import_.pk, state=Import.State.CHECKED).update(state=Import.State.LEFT)
        if not left:
            raise ValidationError("This file is not waiting to be accepted any more. Reload the page.")
        write_history(import_, "dataset.file_left", by=by, on=on, file=import_.file_name, sha256=import_.sha256)
    import_.refresh_from_db()
    return import_


# --- taking ---------------------------------------------------------------------------------------------------------


def import_file(*, path: Path, by: Any, on: date, name: str = "", listen: Listener = silent,
                progress: Callable[[int], None] | None = None) -> Report:
    """Check and accept in one go, for the command line and the demonstration; `by=None` is the command line.

    Raises Refused for a file that cannot be read, Faulty where rows cannot be taken, AlreadyRunning. A file that
    changes nothing leaves no trace but the report.
    """
    if by is not None:
        require(by, "dataset.import")
    with taking(path=path, name=name, listen=listen, progress=progress) as taken, transaction.atomic(durable=True):
        report = taken.compare()
        if report.changes_nothing and report.seen_before:
            transaction.set_rollback(True)
            return report
        taken.write(by=by, on=on)
    return report


@dataclass
class Taking:
    """A file that was read, in the hands of whoever may write figures. Every figure of the portal comes by here."""

    gathering: Gathering
    spooled: IO[bytes]
    report: Report | None = None

    def compare(self) -> Report:
        """What writing it would change. Within the caller's transaction. Raises Faulty where rows cannot be taken."""
        report = compare(self.gathering, self.spooled)
        if report.rejected:
            raise Faulty(report)
        report.seen_before = _accepted_before(report.sha256)
        self.report = report
        return report

    def write(self, *, by: Any, on: date) -> Import:
        """Write what was compared, in the same transaction."""
        report, source = self.report, self.gathering.reading.source
        import_ = Import.objects.create(
            file_name=source.name[:200], sha256=source.sha256, size=source.size, layout=report.layout,
            rows=report.rows, uploaded_at=clock.now(), uploaded_by=by, state=Import.State.ACCEPTED,
            accepted_at=clock.now(), accepted_by=by, report=report.as_json(),
        )  # fmt: skip
        _write(import_, self.gathering, report, by=by, on=on)
        return import_


@contextmanager
def taking(*, path: Path, name: str = "", listen: Listener = silent,
           progress: Callable[[int], None] | None = None) -> Iterator[Taking]:  # fmt: skip
    """Keep and read a file and hold the right to write figures. For services that have asked whether `by` may.

    Raises Refused for a file that cannot be read, AlreadyRunning where somebody else is writing.
    """
    reading = recognise_file(path, name=name)
    with path.open("rb") as stream:
        _keep(stream)
    gathering = Gathering(reading, latest_year=latest_year(), listen=listen, progress=progress)
    with _writing(), read(gathering) as spooled:
        yield Taking(gathering, spooled)


def accept_import(*, import_: Import, by: Any, on: date, progress: Callable[[int], None] | None = None) -> Import:
    """Write the figures of a checked file: the very bytes that were checked, compared once more, all or nothing."""
    require(by, "dataset.import")
    reading = recognise_file(kept_at(import_.sha256), name=import_.file_name)
    if reading.source.sha256 != import_.sha256:
        raise Refused("The kept copy of this file has changed on disk, so it was not imported. Choose the file again.")
    gathering = Gathering(reading, latest_year=latest_year(), progress=progress)
    with _writing(), read(gathering) as spooled, transaction.atomic(durable=True):
        taken = Import.objects.filter(pk=import_.pk, state=Import.State.CHECKED).update(
            state=Import.State.ACCEPTED, accepted_at=clock.now(), accepted_by=by
        )
        if not taken:
            raise ValidationError("This file is not waiting to be accepted any more. Reload the page.")
        report = compare(gathering, spooled)
        if report.rejected:
            raise Faulty(report)
        report.seen_before = _accepted_before(report.sha256, but=import_.pk)
        Import.objects.filter(pk=import_.pk).update(report=report.as_json(), rows=report.rows, layout=report.layout)
        import_.refresh_from_db()
        _write(import_, gathering, report, by=by, on=on)
    return import_


def accept_as_job(*, import_: Import, by: Any, on: date) -> Import:
    """Ask for a large file to be accepted in the background."""
    require(by, "dataset.import")
    with transaction.atomic(durable=True):
        job = ring("dataset.import_file", by=by, key=f"dataset.accept:{import_.uuid}",
                   args={"import": str(import_.uuid), "do": "accept"})  # fmt: skip
        Import.objects.filter(pk=import_.pk).update(job_uuid=job.uuid)
    import_.refresh_from_db()
    return import_


def run_import(job: Any, progress: Any) -> dict[str, Any]:
    """The job kind `dataset.import_file`: check or accept one kept file. Run twice it does what it does once."""
    import_ = Import.objects.get(uuid=job.args["import"])

    def tell(rows: int) -> None:
        progress.step(rows, 0, f"{rows:,} rows read")

    if job.args["do"] == "accept":
        if import_.state != Import.State.ACCEPTED:
            try:
                accept_import(import_=import_, by=job.asked_by, on=clock.today(), progress=tell)
            except (Faulty, Refused, AlreadyRunning, ValidationError) as why:
                raise CannotFinish("; ".join(getattr(why, "messages", [str(why)]))) from None
    elif import_.state == Import.State.READING:
        check_import(import_=import_, progress=tell)
    return {"rows": Import.objects.get(pk=import_.pk).rows}


def _write(import_: Import, gathering: Gathering, report: Report, *, by: Any, on: date) -> None:
    room().write(import_id=import_.pk, received_at=clock.now())
    told = lists.neighbours_told(gathering.ledger, gathering.areas)
    if new := lists.neighbours_new(told):
        lists.write_neighbours(new, import_=import_, on=on)
    lists.write_definitions(lists.definitions_new(gathering.ledger, report.layout), import_=import_)
    write_history(
        import_, "dataset.file_imported", by=by, on=on, file=import_.file_name, sha256=import_.sha256,
        layout=import_.layout, rows=report.rows, new=report.new, unchanged=report.unchanged,
        restated=report.restated, confirmed=report.confirmed, completed=report.completed,
    )  # fmt: skip
    refresh_after_import(import_)
    ask_to_prepare(by=by)


def _accepted_before(sha256: str, *, but: int | None = None) -> bool:
    return Import.objects.filter(sha256=sha256, state=Import.State.ACCEPTED).exclude(pk=but).exists()


# --- the lock -------------------------------------------------------------------------------------------------------


@contextmanager
def _writing() -> Iterator[None]:
    """Hold the one right to write figures. Raises AlreadyRunning at once where somebody else has it."""
    holder = uuid.uuid4()
    try:
        lock, _ = ImportLock.objects.get_or_create(name="figures")
        free = Q(holder=None) | Q(lease_ends__lt=Now())
        if not ImportLock.objects.filter(free, pk=lock.pk).exists():
            raise AlreadyRunning
        held = ImportLock.objects.filter(free, pk=lock.pk).update(
            holder=holder, lease_ends=in_seconds(LEASE.total_seconds())
        )
    except (OperationalError, IntegrityError):
        raise AlreadyRunning from None
    if not held:
        raise AlreadyRunning
    try:
        yield
    except IntegrityError:
        raise AlreadyRunning from None  # the lease ended and somebody else wrote the same points meanwhile
    finally:
        ImportLock.objects.filter(pk=lock.pk, holder=holder).update(holder=None, lease_ends=None)


# --- the bytes ------------------------------------------------------------------------------------------------------


def kept_at(sha256: str) -> Path:
    """Where the bytes of a file are kept: under their hash, outside every folder that is served."""
    return Path(settings.DATA) / "imports" / sha256[:2] / sha256


def _keep(stream: Any) -> tuple[str, int]:
    """Write bytes under their hash, mode 0600; the file appears whole or not at all. Returns hash and size."""
    folder = Path(settings.DATA) / "imports"
    temporary = folder / f"{uuid.uuid4().hex}.new"
    digest, size = hashlib.sha256(), 0
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
            while chunk := stream.read(1 << 20):
                digest.update(chunk)
                size += len(chunk)
                out.write(chunk)
        final = kept_at(digest.hexdigest())
        final.parent.mkdir(exist_ok=True)
        os.replace(temporary, final)
    except OSError as fault:
        raise NotKept from fault
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
    return digest.hexdigest(), size
