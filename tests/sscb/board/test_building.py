"""Building again, building after something changed, and what stops a build."""

import shutil
from datetime import timedelta
from functools import partial

import pytest

from sscb import clock
from sscb.board.models import PackVersion
from sscb.board.packs import building
from sscb.board.packs.building import build_pack
from sscb.board.packs.freezing import digest, frozen_text
from sscb.board.queries.packs import pack_page
from sscb.history.chain import faults
from sscb.history.models import Entry
from sscb.jobs.models import Job
from sscb.jobs.running import run
from sscb.pdf.printing import Printer
from sscb.people.services import add_person, give_role
from sscb.records import services as records
from sscb.records.services import read_stored, stored_path
from tests.sscb.board.reading import sheet_by_label, texts_of
from tests.sscb.board.world import SINCE, TODAY, build, make_board
from tests.together import at_once

pytestmark = [pytest.mark.pdf, pytest.mark.slow]


def once_more(version: PackVersion) -> PackVersion:
    """The same draft from the start, as after a crash."""
    PackVersion.objects.filter(pk=version.pk).update(state="building")
    Job.objects.filter(uuid=version.job).update(state="queued", attempts=0, due_at=None, finished_at=None)
    run(str(version.job), "another worker")
    version.refresh_from_db()
    return version


@pytest.fixture
def laid_out(monkeypatch):
    """The codes of what really went to the print room."""
    codes: list[str] = []
    print_many = Printer.print_many

    def watched(self, documents, on_done=None):
        documents = list(documents)
        codes.extend(key for key, _, _ in documents)
        return print_many(self, documents, on_done)

    monkeypatch.setattr(Printer, "print_many", watched)
    return codes


@pytest.mark.req("REL-06")
def test_the_same_frozen_facts_give_the_same_bytes_on_an_empty_store(board, settings, tmp_path, laid_out):
    first = build(board)
    known = (first.sha256, first.fingerprint, [part.facts_sha256 for part in first.parts.all()])
    shutil.copytree(settings.STORE / "files", tmp_path / "files")
    stored_path(first.sha256)
    settings.STORE = tmp_path
    (tmp_path / "files" / first.sha256[:2] / first.sha256).unlink()
    del laid_out[:]
    second = once_more(first)
    assert {"item-9", "item-9-paper", "item-3", "front", "contents"} <= set(laid_out)
    assert (second.sha256, second.fingerprint, [part.facts_sha256 for part in second.parts.all()]) == known
    assert len(read_stored(second.sha256)) > 10_000


def test_what_is_kept_of_the_facts_is_what_the_hash_is_of(board):
    version = build(board)
    for part in version.parts.exclude(code="annex-figures"):
        assert digest(frozen_text(part.facts)) == part.facts_sha256


def test_a_second_build_lays_no_paper_out_again(board, laid_out):
    build(board)
    del laid_out[:]
    second = build(board)
    assert second.state == "ready" and second.draft == 2
    assert set(laid_out) <= {"front", "annex-figures"}  # they tell the number of the draft
    assert all(part.kept for part in second.parts.filter(item__gt=""))


def test_only_what_changed_is_laid_out_again(board, tried, laid_out):
    build(board)
    tried.charts = [("visits", "65%")]
    del laid_out[:]
    second = build(board)
    assert {code for code in laid_out if code.startswith("item")} == {"item-9.1"}
    assert {part.code for part in second.parts.filter(item__gt="", kept=False)} == {"item-9.1"}


def test_figures_are_those_of_the_moment_at_which_the_draft_was_asked_for(board):
    version = build_pack(meeting=board.meeting, by=board.business_manager, on=TODAY)
    with clock.at(TODAY + timedelta(days=5)):
        version.refresh_from_db()
        run(str(version.job), "a slow worker")
    version.refresh_from_db()
    assert clock.day_of(version.as_at) == TODAY
    assert any("Late 104 days" in text for text in texts_of(read_stored(version.sha256)))


# --- what stops a build -----------------------------------------------------------------------------------------------


def test_a_section_that_fails_stops_the_pack_and_is_named_and_the_old_pack_stays(board, tried):
    first = build(board)
    tried.fault = ZeroDivisionError("division by zero")
    second = build(board)
    assert second.state == "failed" and not second.sha256
    assert "“Overview of the figures” could not take its figures" in second.problem
    assert "The pack before this one is unchanged" in second.problem
    first.refresh_from_db()
    assert first.state == "ready" and read_stored(first.sha256)
    page = pack_page(board.meeting, board.business_manager, TODAY)
    assert page.failed.why == second.problem and page.failed.step.text == "Build again"
    assert Job.objects.get(uuid=second.job).state == "done"  # nothing to try again: the reason was said
    tried.fault = None
    assert build(board).state == "ready"


def test_a_section_that_gives_more_than_plain_facts_is_named(board, tried):
    tried.further = [board.meeting]
    version = build(board)
    assert version.state == "failed"
    assert "“Charts behind the overview”" in version.problem and "TypeError" in version.problem


@pytest.mark.req("SEC-39")
def test_a_part_that_asks_for_something_outside_is_named(board, tried):
    tried.picture = "http://127.0.0.1:9/picture.png"
    version = build(board)
    assert version.state == "failed"
    assert version.problem.startswith("“Charts behind the overview” could not be laid out.")
    assert version.parts.get(code="item-9.1").state == "failed"
    row = next(row for row in pack_page(board.meeting, board.business_manager, TODAY).sections if row.item == "9.1")
    assert row.state.words == "Could not be laid out" and row.faulty


def test_a_figure_printed_with_two_values_stops_the_pack(board, tried):
    tried.charts = [("assessments", "82%")]
    version = build(board)
    assert version.state == "failed"
    assert "Assessments in time, October 2019" in version.problem
    assert "81%" in version.problem and "82%" in version.problem


def test_a_front_sheet_that_would_run_over_is_set_closer_so_that_page_two_says_what_changed(board, tried):
    tried.worries = ["Assessments are late, and nobody has said by when they will be in time again."] * 26
    version = build(board)
    sheets = sheet_by_label(read_stored(version.sha256))
    assert version.parts.get(code="front").facts.get("close") and "What changed in version 1" in sheets["2"]
    assert "close" not in version.parts.get(code="contents").facts
    tried.worries *= 3  # more than even that can hold: it takes the pages it needs, and every number is still true
    sheets = sheet_by_label(read_stored(build(board).sha256))
    changed = next(label for label, text in sheets.items() if "What changed in version 1" in text)
    assert int(changed) > 2 and f"What changed in version 1 {changed}" in " ".join(
        sheets[str(int(changed) + 2)].replace(".", " ").split()
    )


def test_the_same_figure_on_two_pages_is_one_row_with_both(board, tried):
    tried.charts = [("assessments", "81%")]
    figures = {one["key"]: one for one in build(board).manifest["figures"]}
    assert len(figures["tried|assessments"]["pages"]) == 2


# --- put in place whole, or not at all --------------------------------------------------------------------------------


@pytest.mark.req("REL-07")
def test_dying_after_the_bytes_and_before_the_row_leaves_the_old_pack(board, monkeypatch):
    first = build(board)
    old = read_stored(first.sha256)

    def stored_and_dead(content):
        records.store_bytes(content)
        raise MemoryError("the worker is gone")

    with monkeypatch.context() as dying:
        dying.setattr(building, "store_bytes", stored_and_dead)
        second = build(board)
    first.refresh_from_db()
    assert (first.state, second.state, second.sha256) == ("ready", "building", "")
    assert read_stored(first.sha256) == old
    Job.objects.filter(uuid=second.job).update(due_at=None)
    run(str(second.job), "the next worker")
    second.refresh_from_db()
    assert second.state == "ready" and second.fingerprint == first.fingerprint
    assert PackVersion.objects.count() == 2
    assert Entry.objects.filter(code="board.pack_built").count() == 2


@pytest.mark.req("REL-07")
def test_a_full_disk_leaves_no_half_file(board, tried, monkeypatch):
    first = build(board)
    tried.overview = [("assessments", "79%")]  # so that the bytes are new

    def full(*args):
        raise OSError(28, "No space left on device")

    before = set(stored_path(first.sha256).parent.parent.rglob("*"))
    with monkeypatch.context() as full_disk:
        full_disk.setattr(records.os, "replace", full)
        second = build(board)
    assert second.state == "building" and not second.sha256
    left = {path for path in stored_path(first.sha256).parent.parent.rglob("*") if path.is_file()} - before
    assert all(len(path.name) < 64 for path in left)  # nothing lies under a hash that is not its own
    assert read_stored(first.sha256)


@pytest.mark.req("REL-13")
def test_the_row_and_its_history_are_written_together(board, monkeypatch):
    real = building.write_history

    def fails(thing, code, **more):
        if code == "board.pack_built":
            raise RuntimeError("no history")
        return real(thing, code, **more)

    with monkeypatch.context() as broken:
        broken.setattr(building, "write_history", fails)
        version = build(board)
    assert version.state == "building" and not version.sha256
    assert list(faults()) == []


# --- one build at a time ----------------------------------------------------------------------------------------------


@pytest.mark.req("SEC-44")
def test_pressing_build_while_one_is_built_gives_the_same_draft(board):
    first = build_pack(meeting=board.meeting, by=board.business_manager, on=TODAY)
    again = build_pack(meeting=board.meeting, by=board.business_manager, on=TODAY)
    assert again.pk == first.pk and Job.objects.filter(kind="board.build_pack").count() == 1


def test_two_people_who_press_build_at_once_get_one_draft(transactional_db, own_store, tried):
    board = make_board()
    other = add_person(email="olive.office@board.example", name="Olive Office")
    give_role(person=other, role="OFF", on=SINCE)
    hands = [partial(build_pack, meeting=board.meeting, by=who, on=TODAY) for who in (board.business_manager, other)]
    assert [getattr(one, "draft", one) for one in at_once(*hands)] == [1, 1]
    assert PackVersion.objects.count() == Job.objects.filter(kind="board.build_pack").count() == 1


def test_a_build_that_was_given_up_says_so_and_can_be_asked_for_again(board):
    version = build_pack(meeting=board.meeting, by=board.business_manager, on=TODAY)
    version.refresh_from_db()
    Job.objects.filter(uuid=version.job).update(
        state="failed", error="It stopped half-way 3 times.", finished_at=clock.wall()
    )
    page = pack_page(board.meeting, board.business_manager, TODAY)
    assert page.building is None and page.failed.why == "It stopped half-way 3 times." and page.build.step
    second = build(board)
    assert (second.draft, second.state) == (2, "ready")
    version.refresh_from_db()
    assert version.state == "failed" and "given up" in version.problem


def test_a_build_delivered_twice_is_done_once(board):
    version = build(board)
    Job.objects.filter(uuid=version.job).update(state="queued", due_at=None, finished_at=None)
    run(str(version.job), "another worker")
    version.refresh_from_db()
    assert version.state == "ready"
    assert Entry.objects.filter(code="board.pack_built").count() == 1
