"""A pack from end to end, with the real print room: what a member finds in it."""

import hashlib
import re
from io import BytesIO

import pikepdf
import pytest

from sscb.board.packs.issuing import file_name
from tests.sscb.board.reading import bookmarks_of, links_on, sheet_by_label

pytestmark = [pytest.mark.pdf, pytest.mark.slow, pytest.mark.django_db]


@pytest.fixture(scope="module")
def sheets(pack):
    return sheet_by_label(pack.pdf)


def lines(text: str) -> list[str]:
    return [" ".join(line.split()) for line in text.splitlines() if line.strip()]


def test_it_is_ready_and_lies_under_its_hash(pack):
    version = pack.version
    assert (version.state, version.number, version.draft) == ("ready", 1, 1)
    assert version.sha256 == hashlib.sha256(pack.pdf).hexdigest()
    assert (version.pages, version.sheets) == (len(pack.texts), len(pack.texts))


def test_the_tags_survive_the_merge(pack):
    assert pack.structure.problems == []
    assert [words for words in pack.structure.figures if words] == [
        "Assessments in time 81%",
        "Assessments in time 64%",
    ]


def test_pages_are_numbered_from_one_and_the_reader_shows_what_is_printed(pack):
    assert pack.structure.labels == [str(number) for number in range(1, len(pack.texts) + 1)]
    for label, text in sheet_by_label(pack.pdf).items():
        assert f"Page {label} of {pack.version.pages}" in text


@pytest.mark.req("SEC-28")
def test_every_page_bears_the_marking_above_and_below(pack):
    assert pack.version.marking == "OFFICIAL-SENSITIVE"
    for text in pack.texts:
        assert text.count("OFFICIAL-SENSITIVE") >= 2
        assert "OFFICIAL-SENSITIVE" in lines(text)[0] and "OFFICIAL-SENSITIVE" in lines(text)[-1]
    assert "official-sensitive" in file_name(pack.version)


def test_every_page_bears_version_and_fingerprint(pack):
    mark = f"{pack.version.fingerprint[:4]} {pack.version.fingerprint[4:8]}"
    assert all(f"Version 1 · {mark}" in text for text in pack.texts)


def test_the_front_sheet_says_what_is_to_be_decided_and_where(pack, sheets):
    front = " ".join(lines(sheets["1"]))
    assert "Thursday 12 December 2019, 9.30am to 10.30am" in front
    for asked, title in (
        ("whether the agencies’ answers are enough", "Overview"),
        ("the paper as it stands", "Minutes"),
    ):
        page = re.search(rf"{asked}\. \(item \S+, page (\w+)\)", front).group(1)
        assert title in sheets[page] and "The Board is asked to" in sheets[page]
    worry = re.search(r"Assessments are late\. \(page (\w+)\)", front).group(1)
    late = re.search(r"1 action of 2\. \(page (\w+)\)", front).group(1)
    assert "Assessments in time: 81%" in sheets[worry] and "Late 104 days" in sheets[late]


def test_page_two_says_that_nothing_changed_yet(sheets):
    assert "This is the first version. Nothing has changed." in " ".join(lines(sheets["2"]))


def test_the_agenda_tells_pages_that_hold_the_papers(sheets):
    told = {}
    for line in lines(sheets["3"]):
        found = re.match(r"(\d+(?:\.\d)?) (\d+(?:\.\d+)?[ap]m) (.+) (\d+) (\d+|oral)$", line)
        if found:
            told[found.group(1)] = found.group(5)
    assert told == {"1": "oral", "2": "5", "3": "8", "5": "9", "9": told["9"], "9.1": "12", "29": "oral"}
    for number, page in told.items():
        if page != "oral":
            assert f"Item {number} ·" in sheets[page]
    assert "60 minutes in all, 10 of them for the break" in sheets["3"]


def test_each_line_of_the_contents_leads_to_the_page_it_tells(pack, sheets):
    links = links_on(pack.pdf, "4")
    assert len(links) == 11
    for words, leads_to in links:
        assert re.split(r"[–\s]", words)[-2 if "–" in words else -1] == leads_to, words
    assert ("9.1 Charts behind the overview 12–13", "12") in links


def test_each_paper_has_a_bookmark(pack):
    marks = dict(bookmarks_of(pack.pdf))
    assert {"Agenda": "3", "Contents": "4", "Voice of children: what they said": "9"}.items() <= marks.items()
    assert {"Where each figure comes from", "Words and short forms", "Action log: open, due, closed"} <= set(marks)


def test_an_uploaded_paper_follows_its_cover_sheet(sheets):
    assert "The Board is asked to" in sheets["5"]
    assert "2 pages handed in by the author" in " ".join(lines(sheets["5"]))
    assert "MINUTES page one" in sheets["6"] and "MINUTES page two" in sheets["7"]
    assert "Item 2 · Minutes of the last meeting" in sheets["7"]


def test_a_missing_paper_leaves_a_sheet_that_says_so(sheets):
    assert "To follow, due 27 November 2019." in sheets["9"]
    assert "Participation lead" in sheets["9"]


def test_every_figure_has_its_row_of_where_it_comes_from(pack, sheets):
    annex = sheets[dict(bookmarks_of(pack.pdf))["Where each figure comes from"]]
    figures = pack.version.manifest["figures"]
    assert [one["shown"] for one in figures] == ["2", "1", "81%", "64%"]
    rows = {line.split()[0]: line for line in annex.splitlines() if line.startswith("F-")}
    assert list(rows) == ["F-01", "F-02", "F-03", "F-04"]
    for one, row in zip(figures, rows.values(), strict=True):
        assert one["shown"] in sheets[one["page"]]
        assert {one["page"], one["shown"], one["check"]} <= set(row.split())
        assert one["source"].split(",")[0] in row


def test_the_values_behind_a_paper_lie_in_the_pack(pack):
    with pikepdf.open(BytesIO(pack.pdf)) as pdf:
        assert list(pdf.attachments) == ["values.csv"]
        assert pdf.attachments["values.csv"].get_file().read_bytes().decode("utf-8-sig") == "month,value\nOctober,81\n"


def test_its_properties_name_the_meeting_and_no_machine(pack):
    with pack.opened() as pdf, pdf.open_metadata() as told:
        assert "Board pack, 12 December 2019, version 1 (OFFICIAL-SENSITIVE)" in str(told["dc:title"])
        assert "Ruth" not in str(pdf.docinfo) and "/root" not in str(pdf.docinfo)


def test_the_parts_say_who_made_them(pack):
    made_by = {part.code: part.made_by for part in pack.version.parts.all()}
    assert made_by["item-2-paper"] == "uploaded" and made_by["item-2"] == "portal"
    assert {part.state for part in pack.version.parts.all()} == {"ready"}
