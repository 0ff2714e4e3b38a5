"""A disk that is full, broken or read-only: what is sent in is refused whole, and reading goes on (REL-23)."""

import errno
import os
import tempfile
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError, connection
from django.test import Client
from django.urls import reverse

from dataset.services import importing
from sscb.access import errors
from sscb.access.views import Page
from sscb.board.models import Paper
from sscb.history.chain import faults
from sscb.history.models import Entry
from sscb.jobs.models import Job
from sscb.jobs.running import run
from sscb.records.models import Attachment
from sscb.records.services import read_stored, store_bytes
from tests.sscb.board.world import a_pdf, build

pytestmark = [pytest.mark.django_db, pytest.mark.req("REL-23")]
WRITES = (os, "fsync"), (os, "chmod"), (os, "replace"), (tempfile, "mkstemp"), (os, "fdopen"), (Path, "mkdir")
NO_ROOM = "There is no room on the portal&#x27;s disk"


class NoSpace:
    """A file that opens, and takes not one byte."""

    def __init__(self, handle, code):
        self.handle, self.code = handle, code

    def __enter__(self):
        return self

    def __exit__(self, *more):
        os.close(self.handle)

    def write(self, content):
        raise OSError(self.code, os.strerror(self.code))


@contextmanager
def broken(monkeypatch, where, name, code):
    """In this block the disk gives this answer to this one kind of write."""

    def fails(*args, **kwargs):
        if name == "fdopen":
            return NoSpace(args[0], code)
        raise OSError(code, os.strerror(code))

    with monkeypatch.context() as patch:
        patch.setattr(where, name, fails)
        yield


def on_disk() -> set[Path]:
    return {path for path in Path(settings.STORE).rglob("*") if path.is_file()}


def hand_in(client, paper, content=b""):
    file = SimpleUploadedFile("paper.pdf", content or a_pdf("VOICE one"), content_type="application/pdf")
    return client.post(reverse("board:hand_in", args=[paper.uuid]), {"file": file, "late_reason": "The forum met late"})


def test_a_paper_that_cannot_be_written_is_refused_with_what_was_typed_and_reading_goes_on(
    board, as_, own_store, monkeypatch
):
    client, paper = as_(board.business_manager), board.paper("5")
    assert hand_in(client, board.paper("2"), a_pdf("MINUTES")).status_code == 302
    kept = board.paper("2").file
    before, wrong = (on_disk(), Entry.objects.count(), Paper._base_manager.filter(pk=paper.pk).values().get()), []
    for number, (where, name) in enumerate(WRITES):
        for code in (errno.ENOSPC, errno.EIO, errno.EROFS)[number % 3 :][:1] if number else (errno.ENOSPC, errno.EROFS):
            with broken(monkeypatch, where, name, code):
                answer = hand_in(client, paper)
                read = client.get(f"/files/{kept.uuid}/")
                page = client.get(reverse("board:paper", args=[paper.uuid]))
            after = (on_disk(), Entry.objects.count(), Paper._base_manager.filter(pk=paper.pk).values().get())
            said = answer.status_code == 422 and NO_ROOM in answer.text and "The forum met late" in answer.text
            if not said or after != before or (read.status_code, page.status_code) != (200, 200):
                wrong.append(f"{name} {errno.errorcode[code]}: {answer.status_code}, same: {after == before}")
    assert not wrong, "\n".join(wrong)
    assert Attachment.objects.filter(record=paper).count() == 0 and list(faults()) == []
    assert hand_in(client, paper).status_code == 302 and board.paper("5").file


def test_figures_that_cannot_be_written_leave_nothing(monkeypatch, settings, tmp_path):
    settings.DATA = tmp_path
    for where, name in ((os, "fdopen"), (os, "replace"), (Path, "mkdir")):
        with broken(monkeypatch, where, name, errno.ENOSPC), pytest.raises(errors.NotKept):
            importing._keep(BytesIO(b"Code,Month,Figure\n"))
        assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_a_pack_waits_for_room_and_is_built_when_there_is_some(board, own_store, tried, monkeypatch):
    """Wherever the build meets the full disk: no version, nothing half-written, and the job tries again."""
    for number, (where, name) in enumerate([(os, "fdopen"), (os, "fsync")]):
        tried.overview = [("assessments", f"{70 + number}%")]
        with broken(monkeypatch, where, name, errno.ENOSPC):
            version = build(board)
        assert (version.state, version.sha256) == ("building", ""), name
        assert [path for path in on_disk() if path.name.startswith("tmp") or path.suffix == ".new"] == []
        job = Job.objects.get(uuid=version.job)
        assert job.state == "queued" and job.due_at
        Job.objects.filter(pk=job.pk).update(due_at=None)
        run(str(job.uuid), "the next worker")
        version.refresh_from_db()
        assert version.state == "ready" and read_stored(version.sha256).startswith(b"%PDF")
    assert list(faults()) == []


def test_pages_are_read_while_the_database_takes_no_write(board, as_, own_store, settings, monkeypatch):
    """What must be written down before it is shown is not shown (SEC-24); nothing is sent in; all else is read."""
    settings.SESSION_SEEN_SECONDS = 60
    client, paper = as_(board.business_manager), board.paper("5")
    reads = ["/", reverse("board:paper", args=[paper.uuid]), "/help/", "/health/", "/health/ready"]
    for path in reads:
        assert client.get(path).status_code == 200, path
    session = client.session
    session["seen"] -= 61
    session.save()

    def read_only(execute, sql, params, many, context):
        if sql.lstrip().upper().startswith(("INSERT", "UPDATE", "DELETE")):
            raise OperationalError("database or disk is full")
        return execute(sql, params, many, context)

    before = Entry.objects.count(), Attachment.objects.count()
    with connection.execute_wrapper(read_only):
        client.raise_request_exception = False
        for path in reads:
            assert client.get(path).status_code == 200, path
        assert hand_in(client, paper).status_code in (500, 503)
    assert (Entry.objects.count(), Attachment.objects.count()) == before
    session = client.session
    session["seen"] -= 61
    session.save()
    written = type(session).save

    def ended(self, must_create=False):
        type(session)(self.session_key).delete()
        return written(self, must_create)

    with monkeypatch.context() as patch:
        patch.setattr(type(session), "save", ended)
        assert client.get("/").status_code == 400, "a session that was ended meanwhile shows nothing"


def test_a_full_disk_anywhere_else_is_said_in_a_sentence(board, as_, monkeypatch):
    client = as_(board.business_manager)
    client.raise_request_exception = False
    for fault, status, words in (
        (OSError(errno.ENOSPC, "No space left"), 503, NO_ROOM),
        (errors.NotKept(), 503, NO_ROOM),
        (OSError(errno.EPERM, "Not permitted"), 500, "Something went wrong on our side"),
    ):

        def fails(*args, fault=fault, **kwargs):
            raise fault

        with monkeypatch.context() as patch:
            patch.setattr(Page, "page", fails)
            answer = client.get("/")
        assert (answer.status_code, words in answer.text) == (status, True), fault
    assert store_bytes(b"whole") and Client().get("/health/live").status_code == 200
