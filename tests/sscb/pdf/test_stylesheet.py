"""The print stylesheet: every kind of page stands on its sheet, says what it is, and asks for nothing from outside."""

import re
from datetime import UTC, datetime

import pytest

from sscb.pdf.letters import missing_characters
from sscb.pdf.merging import Part, merge
from sscb.pdf.printing import Printer, pack_icons, pack_stylesheet
from sscb.pdf.properties import Properties
from sscb.pdf.stamping import Stamps
from sscb.pdf.structure import structure_report
from tests.sscb.pdf import specimen

CSS = pack_stylesheet()
RULES = re.sub(r"/\*.*?\*/", "", CSS, flags=re.DOTALL)
REFERENCE = CSS.split("*/")[0]


@pytest.fixture(scope="module")
def printed(fonts_folder):
    with Printer(2, fonts_folder=fonts_folder, strict=True, seconds=60) as room:
        return room.print_many(specimen.documents(CSS))


@pytest.mark.pdf
@pytest.mark.parametrize("name", specimen.PAGES)
def test_every_kind_of_page_fits_one_sheet_without_complaint(printed, name):
    part = printed[name]
    assert (part.error, part.detail, part.complaints, part.blocked, part.pages) == ("", "", (), (), 1)


@pytest.mark.pdf
def test_a_listener_finds_everything_on_every_kind_of_page(printed, fonts_folder):
    labels = {key: (str(number),) for number, key in enumerate(printed, 1)}
    stamps = Stamps("SSCB Board", "OFFICIAL", "Version 1", "48")
    properties = Properties("T", "A", "S", datetime(2019, 11, 12, tzinfo=UTC))
    parts = [Part(key, part.pdf) for key, part in printed.items()]
    report = structure_report(merge(parts, labels, stamps, properties, fonts_folder=fonts_folder))
    assert report.problems == []
    assert len(report.figures) == 6
    assert report.elements["/Table"] == sum(body.count("<table") for body in specimen.PAGES.values())
    assert {level for level, _ in report.headings} == {1, 2}
    assert report.fonts == {"Source-Sans-3", "Source-Sans-3-Semi-Bold", "SourceSans3-Regular", "SourceSans3-Semibold",
                            "SourceSans3-Bold"}  # fmt: skip


@pytest.mark.pdf
def test_every_letter_of_the_specimen_is_in_the_typeface(fonts_folder):
    assert missing_characters(re.sub(r"<[^>]+>", "", "".join(specimen.PAGES.values())), fonts_folder) == []


def test_columns_leave_room_within_the_text():
    for name, body in specimen.PAGES.items():
        for group in re.findall(r"<colgroup>(.*?)</colgroup>", body):
            widths = [int(width) for width in re.findall(r'class="w(\d+)"', group)]
            open_columns = group.count("<col>")
            room = 81.5 if name == "overview" and sum(widths) < 60 else 170
            assert sum(widths) + 15 * open_columns <= room, (name, widths)


def test_every_class_of_the_specimen_is_in_the_reference_and_has_a_rule():
    used = {word for body in specimen.PAGES.values() for words in re.findall(r'class="([^"]*)"', body)
            for word in words.split()}  # fmt: skip
    for word in used - {"what", "two", "agenda", "words"}:
        assert re.search(rf"\.{word}\b", RULES), f"{word} has no rule"
    for word in used:
        assert re.search(rf"\b{word}\b", REFERENCE) or re.fullmatch(r"w\d+", word), f"{word} is not in the reference"


def test_nothing_but_blocks_tables_and_our_own_pictures():
    assert not re.search(r"display:\s*(?:grid|flex|inline-flex)|@import|@font-face|!important", RULES)
    assert set(re.findall(r"url\((.*?)\)", RULES)) == {f"asset:{name}" for name in pack_icons()}


def test_no_type_below_nine_points_but_marks():
    sizes = {float(size): rule for rule, size in re.findall(r"([^{}]+)\{[^{}]*font-size:\s*([\d.]+)pt", RULES)}
    assert min(size for size, rule in sizes.items() if ".slot" not in rule) >= 9
