"""A file nobody could scan is not opened (SEC-35): a scanner that answers everything a scanner may answer."""

import re
import shutil
import socket
import struct
import tempfile
import threading
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.db import transaction

from sscb.board.queries.health import health_facts
from sscb.history.models import Entry
from sscb.jobs import bell, running, services
from sscb.jobs.models import Job, Mail
from sscb.jobs.sockets import kinds
from sscb.records import scanner
from sscb.records.models import Attachment
from sscb.records.services import LARGEST_FILE, SCAN, StillClosed, add_attachment, read_stored
from sscb.timetable.tidying import QUARANTINED

pytestmark = pytest.mark.req("SEC-35")
PDF = b"%PDF-1.7 " + b"waits for the scanner " * 9000


class Clamd:
    """Speaks clamd's language on a socket in the file system; `answer` is what it says of the next file.

    None: it never answers. b"": it hangs up without a word. `reads` False: it answers and hangs up before the file
    has come.
    """

    def __init__(self, path: str):
        self.path, self.answer, self.reads, self.seen = path, b"stream: OK\0", True, []
        self._over = threading.Event()
        self._door = socket.socket(socket.AF_UNIX)
        self._door.bind(path)
        self._door.listen(8)
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def _serve(self):
        while True:
            line, _ = self._door.accept()
            if self._over.is_set():
                line.close()
                return
            with line:
                try:
                    self._talk(line)
                except (OSError, struct.error):
                    pass  # the portal hung up first

    def _talk(self, line):
        with line.makefile("rb") as heard:
            word = b""
            while not word.endswith(b"\0"):
                word += heard.read(1)
            if word == b"zPING\0":
                line.sendall(b"PONG\0")
                return
            assert word == b"zINSTREAM\0", word
            if self.reads:
                content = b""
                while size := struct.unpack(">I", heard.read(4))[0]:
                    content += heard.read(size)
                self.seen.append(content)
            if self.answer is None:
                heard.read()  # until the portal has had enough
            elif self.answer:
                line.sendall(self.answer)

    def end(self):
        self._over.set()
        with socket.socket(socket.AF_UNIX) as last:
            last.connect(self.path)
        self._thread.join(60)
        self._door.close()


@pytest.fixture
def clamd(settings, tmp_path, monkeypatch):
    settings.STORE = tmp_path / "store"
    folder = tempfile.mkdtemp(prefix="clamd")  # short: the name of a socket may have a hundred characters
    settings.CLAMD = f"{folder}/s"
    monkeypatch.setattr(scanner, "LISTENS", 60.0)
    made = Clamd(settings.CLAMD)
    yield made
    made.end()
    shutil.rmtree(folder)


@pytest.fixture
def rung(monkeypatch):
    heard = []
    monkeypatch.setattr(bell, "ring_bell", lambda task, *args: heard.append((task, *args)) or True)
    return heard


@pytest.fixture
def file(case, business_manager, rung):
    def add(content=PDF) -> Attachment:
        with transaction.atomic():
            return add_attachment(record=case(), name="a.pdf", kind="pdf", content=content, by=business_manager)

    return add


def work() -> None:
    """What a worker does that is rung for: every job that is due."""
    seen: set[str] = set()
    while found := running.next_to_run(besides=seen):
        seen.add(found)
        running.run(found, "worker")


def the_pause_is_over() -> None:
    Job.objects.filter(state=Job.State.QUEUED).update(due_at=None)


# what it says, whether it reads the file first -> the file's state; whether the same job is begun again
ANSWERS = {
    "clean": (b"stream: OK\0", True, "clean", False),
    "found": (b"stream: Eicar-Test-Signature FOUND\0", True, "infected", False),
    "error": (b"stream: lstat() failed: Permission denied. ERROR\0", True, "quarantined", True),
    "hangs": (None, True, "quarantined", True),
    "closes early": (b"", False, "quarantined", True),
    "closes after the file": (b"", True, "quarantined", True),
    "half an answer": (b"stream: OK", True, "quarantined", True),
    "an answer to something else": (b"PONG\0", True, "quarantined", True),
    "OK to another question": (b"1: stream: OK\0", True, "quarantined", True),
    "larger than its stream": (b"INSTREAM size limit exceeded. ERROR\0", False, "quarantined", False),
    "deeper than it looks": (b"stream: Heuristics.Limits.Exceeded.MaxFileSize FOUND\0", True, "quarantined", False),
}


def test_only_what_is_called_clean_opens_to_anyone(clamd, file, as_, business_manager, chair, monkeypatch):
    faults = []
    for name, (answer, reads, wanted, again) in ANSWERS.items():
        one = file(PDF + name.encode())
        assert Job.objects.get(key=f"scan:{one.uuid}").kind == SCAN
        before = as_(business_manager).get(f"/files/{one.uuid}/").status_code
        clamd.answer, clamd.reads = answer, reads
        with monkeypatch.context() as soon:
            if answer is None:
                soon.setattr(scanner, "LISTENS", 0.01)
                soon.setattr(scanner, "MOST_SECONDS", 0.05)
            work()
        one.refresh_from_db()
        job = Job.objects.filter(about_uuid=one.uuid).get()
        after = {as_(person).get(f"/files/{one.uuid}/").status_code for person in (business_manager, chair)}
        said = (before, one.state, after, job.state == "queued")
        if said != (404, wanted, {200} if wanted == "clean" else {404}, again):
            faults.append((name, said))
        if wanted != "clean":
            with pytest.raises(StillClosed, match="harmful" if wanted == "infected" else "not been scanned"):
                read_stored(one.sha256)
        if again:
            assert job.note and not job.error and job.attempts == 1, name
        # When it is right again, what waits is scanned without a click.
        clamd.answer, clamd.reads = b"stream: OK\0", True
        the_pause_is_over()
        services.ring_again()
        work()
        one.refresh_from_db()
        opened = as_(business_manager).get(f"/files/{one.uuid}/").status_code
        if (one.state, opened) != (("clean", 200) if again else (wanted, 200 if wanted == "clean" else 404)):
            faults.append((name, "afterwards", one.state, opened))
    assert not faults, faults
    assert PDF + b"clean" in clamd.seen, "the whole file went to the scanner"
    refused = Entry.objects.filter(code="records.file_refused")
    assert refused.count() == 1
    told = list(Mail.objects.order_by("id"))
    assert len(told) == 3 and all("a.pdf" not in one.body + one.subject for one in told)
    assert "found something harmful" in told[0].body and "larger or deeper" in told[1].body


def test_while_it_is_away_files_wait_as_long_as_it_takes_and_the_health_page_says_so(clamd, file, settings, rung):
    one, where = file(), settings.CLAMD

    def health():
        return next((fact.text, fact.state.code) for fact in health_facts() if fact.term == "Scanner")

    settings.CLAMD = where + "-gone"
    for number in range(1, 9):
        the_pause_is_over()
        work()
        job = Job.objects.get()
        assert (job.state, job.attempts) == ("queued", number), "waiting is not failing"
        assert job.due_at is not None, "the next look has its time"
    words, state = health()
    assert state == "late" and "does not answer" in words and "1 file closed" in words
    settings.CLAMD = where
    assert health()[1] == "done"
    the_pause_is_over()
    rung.clear()
    services.ring_again()
    assert (bell.RUN_JOB, str(job.uuid)) in rung
    work()
    one.refresh_from_db()
    assert one.state == "clean" and "closed" not in health()[0]
    work()
    assert len(clamd.seen) == 1 and Job.objects.count() == 1, "delivered again, it is not scanned again"


def test_one_job_a_file_and_none_in_the_demonstration(clamd, file, settings, case, business_manager):
    one = file()
    again = services.ring(SCAN, by=None, args={"file": str(one.uuid)}, key=f"scan:{one.uuid}", about=one)
    assert again == Job.objects.get()
    one.delete()
    work()
    assert Job.objects.get().result == {"verdict": "nothing to scan"} and not clamd.seen
    settings.CLAMD = ""
    shown = file(b"not scanned")
    assert shown.state == "not_scanned" and shown.opens and Job.objects.count() == 1
    assert "Not scanned" in shown.get_state_display()


def test_the_scanner_is_told_to_look_at_the_largest_file_and_to_say_what_it_did_not_look_at():
    lines = (Path(django_settings.BASE_DIR) / "deploy" / "clamav" / "sscb-clamd.conf").read_text().splitlines()
    told = dict(line.split(" ", 1) for line in lines if line and not line.startswith("#"))
    for name in ("StreamMaxLength", "MaxFileSize", "MaxScanSize"):
        assert int(re.fullmatch(r"(\d+)M", told[name])[1]) * 1024 * 1024 > LARGEST_FILE, name
    assert told["AlertExceedsMax"] == "yes"
    assert int(told["MaxScanTime"]) / 1000 < scanner.MOST_SECONDS < kinds[SCAN].most_seconds
    example = (Path(django_settings.BASE_DIR) / "deploy" / "sscb.env.example").read_text()
    assert f"SSCB_CLAMD={told['LocalSocket']}\n" in example
    assert {*Attachment.OPEN} | {*QUARANTINED} == {*Attachment.State}, "what does not open is tidied away"
