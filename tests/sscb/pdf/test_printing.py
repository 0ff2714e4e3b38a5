"""The printer: order, progress, replacement of what dies, and the same bytes for the same text."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from sscb.pdf import caging, libraries, printing
from sscb.pdf.printing import SENTENCES, CannotPrint, Printer, pack_stylesheet
from tests.sscb.pdf.papers import page, paper
from tests.workers import is_alive, wait_until

pytestmark = pytest.mark.pdf
ROOT = Path(__file__).resolve().parents[3]


def test_results_come_in_the_order_asked_and_progress_is_told(fonts_folder):
    told = []
    with Printer(2, fonts_folder=fonts_folder, seconds=60) as room:
        documents = [(f"part-{number}", paper(number), pack_stylesheet()) for number in range(5)]
        printed = room.print_many(documents, on_done=lambda one, done, total: told.append((one.key, done, total)))
    assert list(printed) == [key for key, _, _ in documents]
    assert all(part.ok and part.pages == 1 for part in printed.values())
    assert [done for _, done, _ in told] == [1, 2, 3, 4, 5]
    assert {key for key, _, _ in told} == set(printed)


def test_headings_anchors_and_pages_are_reported(parts):
    part = parts["item-2"]
    assert part.pages == 2
    assert [(heading.level, heading.text, heading.page) for heading in part.headings] == [
        (1, "Paper 2", 1), (2, "Figures", 1)]  # fmt: skip
    assert part.anchors == {"top": 2}
    assert part.blocked == ()


def test_same_text_same_bytes_in_any_cage(fonts_folder, parts):
    with Printer(1, fonts_folder=fonts_folder, seconds=60) as room:
        room.print_one(paper(99), pack_stylesheet())
        again = room.print_one(paper(3, '<h2 id="figures">Later</h2>'), pack_stylesheet())
    assert again.pdf == parts["item-3"].pdf


@pytest.mark.req("REL-08")
def test_a_document_that_hangs_is_stopped_and_the_others_go_on(fonts_folder):
    endless = page("<table><tr><td colspan=1000000>x<td rowspan=100000>y</table>")

    class Room(Printer):
        """A limit that is short for the endless one, and for the sound one as long as a slow machine needs."""

        def _print(self, place, key, html, css):
            self.seconds = 3 if key == "endless" else 120
            return super()._print(place, key, html, css)

    with Room(1, fonts_folder=fonts_folder) as room:
        room.start()
        printed = room.print_many([("endless", endless, ""), ("sound", page("<p>Short."), "")])
    assert printed["endless"].error in (SENTENCES["time"], SENTENCES["large"], SENTENCES["died"])
    assert printed["sound"].ok


@pytest.mark.req("REL-06")
def test_a_killed_cage_is_replaced(fonts_folder):
    with Printer(1, fonts_folder=fonts_folder, seconds=60) as room:
        assert room.print_one(page("<p>One."), "").ok
        room._cages[0].process.kill()
        room._cages[0].process.wait()
        assert room.print_one(page("<p>Two."), "").error == SENTENCES["died"]
        assert room.print_one(page("<p>Three."), "").ok


def test_no_process_is_left_behind(fonts_folder):
    with Printer(2, fonts_folder=fonts_folder, seconds=60) as room:
        room.start()
        processes = [cage.process for cage in room._cages]
    assert all(process.poll() is not None for process in processes)


@pytest.mark.req("REL-06")
def test_a_printer_killed_leaves_no_cage_and_no_folder_for_long(fonts_folder, tmp_path, monkeypatch):
    # A folder for such folders of its own: any other cage of this machine that starts takes leftovers away.
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    script = (
        f"import sys, time; sys.path.insert(0, {str(ROOT)!r})\n"
        "from pathlib import Path\nfrom sscb.pdf.printing import Printer\n"
        f"room = Printer(1, fonts_folder=Path({str(fonts_folder)!r}))\nroom.walls()\n"
        "print(room._cages[0].process.pid, room._cages[0].home, flush=True)\ntime.sleep(60)\n"
    )
    worker = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True,
                              env={**os.environ, "TMPDIR": str(tmp_path)})  # fmt: skip
    pid, home = worker.stdout.readline().split()
    assert Path(home).parent == tmp_path
    worker.kill()
    worker.wait()
    worker.stdout.close()
    wait_until(lambda: not is_alive(int(pid)))
    assert Path(home).exists()
    caging.clear_leftovers()
    assert not Path(home).exists()


def test_a_callback_that_fails_stops_the_rest(fonts_folder):
    def refuse(*_):
        raise LookupError("lease lost")

    with Printer(1, fonts_folder=fonts_folder, seconds=60) as room:
        with pytest.raises(LookupError):
            room.print_many([("a", page("<p>a"), ""), ("b", page("<p>b"), "")], on_done=refuse)
        assert room.print_one(page("<p>c"), "").ok


def test_two_documents_may_not_share_a_key(printer):
    with pytest.raises(ValueError, match="same key"):
        printer.print_many([("a", "", ""), ("a", "", "")])


def test_absent_typeface_is_a_sentence(tmp_path):
    with Printer(1, fonts_folder=tmp_path) as room, pytest.raises(CannotPrint, match="typeface is not complete"):
        room.print_one(page("<p>x"), "")


def test_absent_libraries_are_a_sentence(monkeypatch, fonts_folder):
    monkeypatch.setattr(libraries, "_loads", lambda file: False)
    monkeypatch.setattr(libraries, "find_library", lambda name: None)
    libraries.missing_libraries.cache_clear()
    try:
        sentence = libraries.missing_libraries()
        assert "libpango-1.0-0" in sentence
        with Printer(1, fonts_folder=fonts_folder) as room, pytest.raises(CannotPrint, match="libpango"):
            room.print_one(page("<p>x"), "")
    finally:
        libraries.missing_libraries.cache_clear()


def test_the_walls_that_hold_are_told(printer):
    walls = printer.walls()
    assert walls["separate process"] and walls["socket guard"]
    assert set(walls) == {"separate process", "resource limits", "socket guard", "no network"}


def test_every_sentence_says_what_to_do_or_that_nothing_is_lost():
    for sentence in printing.SENTENCES.values():
        assert sentence.endswith(".") and ("lost" in sentence or "Split it" in sentence or "Take" in sentence)


def test_the_version_of_the_press_follows_its_code(monkeypatch, tmp_path):
    before = printing.press_version()
    assert len(before) == 16
    (tmp_path / "layout.py").write_text("another engine")
    monkeypatch.setattr(printing.caging, "CAGE", tmp_path)
    printing.press_version.cache_clear()
    try:
        assert printing.press_version() != before
    finally:
        printing.press_version.cache_clear()
