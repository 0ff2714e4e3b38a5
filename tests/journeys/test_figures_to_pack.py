"""The journey of the house: from a file of figures to the Board pack, in a browser, as the business manager."""

import shutil
import subprocess
import time
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from dataset.demo import FILES, RECEIVED_ON, rows_of, write
from sscb.pdf.structure import structure_report

pytestmark = [pytest.mark.browser, pytest.mark.pdf, pytest.mark.slow]
NAME = "council-childrens-social-care-2019-09.csv"
REAL = Path(__file__).resolve().parent.parent.parent / "dataset/published/dfe_cin_c1_referrals_2013_2025.csv"
WAS, NOW = "76.1", "63.7"
"""Assessments in time, September 2019: as it was sent, and as the altered file has it."""
LONGEST_BUILD_SECONDS = 900
"""Longer than the queue before it and the eight minutes after which a build gives up and says so."""


@pytest.fixture
def altered(tmp_path) -> Path:
    """The council's own file, altered by one value."""
    rows = [row for one in FILES[NAME] for row in rows_of(one, RECEIVED_ON)]
    changed = [row for row in rows if row[0] == "AS01"][-1]
    assert changed[3] == WAS
    changed[3:6] = [NOW, 211, 331]
    path = tmp_path / "altered.csv"
    write(path, rows)
    return path


def words_of(pdf: bytes) -> str:
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not installed: apt install poppler-utils")
    done = subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True, timeout=600)
    return done.stdout.decode()


def test_an_altered_value_goes_from_its_file_into_the_pack(visitor, altered):
    me = visitor()
    me.sign_in_as("Business manager")
    assert "to do by" in me.heading or "Nothing has to be done" in me.heading

    # real figures first: look, then import
    me.follow("Dataset")
    me.open("/dataset/imports/new/")
    me.page.get_by_label("file").first.set_input_files(REAL)
    me.press("Look at the file")
    me.press("Import this file")
    me.page.wait_for_function("() => !document.querySelector('meta[http-equiv=refresh]')", timeout=300_000)
    assert "imported" in me.text.lower()

    # the council's file again, with one value changed
    me.open("/dataset/imports/new/")
    me.page.get_by_label("file").first.set_input_files(altered)
    me.press("Look at the file")
    assert NOW in me.main and WAS in me.main
    me.press("Import this file")
    me.open("/dataset/restatements/")
    me.follow("Decide AS01")
    accept(me)

    me.open("/dataset/")
    assert f"{NOW}%" in me.main
    me.open("/dataset/AS01/")
    assert f"{NOW}%" in me.main

    me.follow("Board", exact=True)
    me.follow("Board meeting 2019/4")
    me.follow("Open the pack")
    me.press("Build pack")
    assert "is being built" in me.heading or "can be issued" in me.heading or "cannot be issued" in me.heading
    pdf = download_when_ready(me)

    assert f"{NOW}%" in words_of(pdf)
    report = structure_report(pdf)
    assert report.problems == []
    assert any("Assessments in 45 working days" in words and f"Newest {NOW}%" in words for words in report.figures)
    annex = words_of(pdf).split("Where each figure comes from")[-1]
    row = annex[annex.index("AS01") :][:600]
    assert NOW in row and "altered.csv" in annex
    with pikepdf.open(BytesIO(pdf)) as opened:
        assert "OFFICIAL-SENSITIVE" in str(opened.docinfo["/Title"])


def accept(me) -> None:
    """The new figure is to count."""
    me.page.get_by_label("The new figure").first.check()
    for box in me.page.locator("textarea, input[type=text]").all():
        if box.is_visible() and not box.input_value():
            box.fill("The council sent a corrected file.")
    me.press("Record the decision")


def download_when_ready(me) -> bytes:
    """However slow the machine: a pack whose bell was lost, or that was begun again, comes within a few minutes."""
    link = me.page.get_by_role("link", name="PDF of draft").first
    last = time.monotonic() + LONGEST_BUILD_SECONDS
    while not link.count() or "is being built" in me.heading:  # the draft before it can be read until then
        assert "could not be built" not in me.heading, me.main
        assert time.monotonic() < last, me.main
        me.page.wait_for_timeout(1000)
        me.page.reload()
    with me.page.expect_download() as coming:
        link.click()
    me.look()
    return Path(coming.value.path()).read_bytes()
