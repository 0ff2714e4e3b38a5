"""The merged pack keeps what each part had, and says the same number everywhere."""

from datetime import UTC, datetime
from io import BytesIO

import pikepdf
import pytest

from sscb.pdf.merging import MergeFailed, Part, merge
from sscb.pdf.properties import Attachment, Properties
from sscb.pdf.stamping import Stamps
from sscb.pdf.structure import structure_report

pytestmark = pytest.mark.pdf

ISSUED = datetime(2019, 11, 12, 6, 20, tzinfo=UTC)
STAMPS = Stamps("SSCB Board · 12 December 2019", "OFFICIAL-SENSITIVE", "Version 2 · 7c1e 94ab", "48", "Copy 7 of 24")
PROPERTIES = Properties(
    "Board pack, 12 December 2019", "The Board", "Papers for Board meeting 2019/4.", ISSUED,
    keywords=("OFFICIAL-SENSITIVE", "2019/4"), custom={"sscbmarking": "OFFICIAL-SENSITIVE"},
)  # fmt: skip
LABELS = {"contents": ("1",), "item-2": ("2", "3"), "item-3": ("34a",)}


def put_together(parts, fonts_folder, labels=LABELS, **more) -> bytes:
    papers = [
        Part("contents", parts["contents"].pdf, run="Contents", bare=True),
        Part("item-2", parts["item-2"].pdf, run="Item 2 · Paper"),
        Part("item-3", parts["item-3"].pdf, run="Item 3", late="Late paper · after version 1", tab=("34a", "late")),
    ]
    values = Attachment("values.csv", b"month,value\n2019-09,38\n", "Values behind the charts", ISSUED)
    return merge(papers, labels, STAMPS, PROPERTIES, [values], fonts_folder=fonts_folder, **more)


@pytest.fixture(scope="module")
def pack(parts, fonts_folder):
    return put_together(parts, fonts_folder)


@pytest.fixture(scope="module")
def opened(pack):
    with pikepdf.open(BytesIO(pack)) as pdf:
        yield pdf


def test_a_listener_finds_everything(pack):
    report = structure_report(pack)
    assert report.problems == []
    assert report.elements["/Table"] == 2
    assert report.elements["/Art"] == 3
    assert report.elements["/Document"] == 1
    assert report.figures == ["Assessments: mean 60"] * 2
    assert [level for level, _ in report.headings] == [1, 1, 2, 1, 2, 2]
    assert report.elements["/Span"] == report.elements["/NonStruct"] == 0


def test_printed_numbers_are_the_readers_numbers(pack):
    assert structure_report(pack).labels == ["1", "2", "3", "34a"]


def test_links_lead_to_the_page_they_name(opened):
    numbers = {page.obj.objgen: number for number, page in enumerate(opened.pages, 1)}
    links = [link for page in opened.pages for link in page.get("/Annots", ())]
    links = {str(link.Contents): numbers[link.Dest[0].objgen] for link in links}
    assert links == {"Paper 2, page 2": 2, "Paper 3, figures": 4, "Page 34a": 4, "above": 3}


def test_one_tree_of_bookmarks(opened):
    with opened.open_outline() as outline:
        tree = [(item.title, [below.title for below in item.children]) for item in outline.root]
    assert tree == [("Contents", []), ("Paper 2", ["Figures"]), ("Paper 3", ["Figures", "Later"])]


def test_margins_are_drawn_on_every_page_and_set_aside(opened):
    for page, label in zip(opened.pages, ("1", "2", "3", "34a"), strict=True):
        last = page.Contents[-1].read_bytes()
        assert last.count(b"/Artifact") == (3 if label == "34a" else 2)
        assert b"Tj" in last


def test_text_of_the_margins_can_be_found(pack, tmp_path):
    from pypdf import PdfReader

    texts = [page.extract_text() for page in PdfReader(BytesIO(pack)).pages]
    assert all(text.count("OFFICIAL-SENSITIVE") == 2 for text in texts)
    assert "Page 34a of 48" in texts[3] and "Late paper · after version 1" in texts[3]
    assert "SSCB Board" in texts[1] and "SSCB Board" not in texts[0] and "SSCB Board" not in texts[3]


@pytest.mark.req("SEC-32")
def test_properties_name_no_person_and_no_machine(opened):
    info = {str(key): str(value) for key, value in opened.docinfo.items()}
    assert info == {
        "/Title": PROPERTIES.title, "/Author": "The Board", "/Subject": PROPERTIES.subject, "/Creator": "SSCB portal",
        "/Keywords": "OFFICIAL-SENSITIVE, 2019/4", "/CreationDate": "D:20191112062000Z",
        "/ModDate": "D:20191112062000Z", "/sscbmarking": "OFFICIAL-SENSITIVE",
    }  # fmt: skip
    with opened.open_metadata() as xmp:
        assert xmp["pdfuaid:part"] == "1"
        assert xmp["dc:title"] == PROPERTIES.title


def test_attachments_carry_given_dates_and_words(opened):
    entry = opened.attachments["values.csv"]
    assert entry.get_file().read_bytes().startswith(b"month,value")
    assert entry.description == "Values behind the charts"
    assert entry.get_file().creation_date == ISSUED


def test_same_parts_same_bytes(pack, parts, fonts_folder):
    assert put_together(parts, fonts_folder) == pack


def test_a_part_that_stands_twice_keeps_its_tables_apart(parts, fonts_folder):
    papers = [Part(f"item-{n}", parts["item-2"].pdf) for n in (1, 2, 3)]
    labels = {"item-1": ("1", "2"), "item-2": ("3", "4"), "item-3": ("5", "6")}
    report = structure_report(merge(papers, labels, STAMPS, PROPERTIES, fonts_folder=fonts_folder))
    assert report.problems == []


@pytest.mark.parametrize(
    ("labels", "words"),
    [
        ({**LABELS, "item-2": ("2",)}, "2 sheets and 1 numbers"),
        ({**LABELS, "item-3": ("4",)}, "pack:page/34a"),
    ],
)
def test_what_does_not_fit_is_said_and_nothing_is_made(parts, fonts_folder, labels, words):
    with pytest.raises(MergeFailed, match=words):
        put_together(parts, fonts_folder, labels)


def test_unreadable_part_is_named(parts, fonts_folder):
    with pytest.raises(MergeFailed, match="item-9"):
        merge([Part("item-9", b"no PDF")], {"item-9": ("1",)}, STAMPS, PROPERTIES, fonts_folder=fonts_folder)


def test_custom_names_readers_would_drop_are_refused(parts, fonts_folder):
    properties = Properties("T", "A", "S", ISSUED, custom={"sscb-marking": "x"})
    with pytest.raises(ValueError, match="letters and digits"):
        merge([Part("c", parts["item-3"].pdf)], {"c": ("1",)}, STAMPS, properties, fonts_folder=fonts_folder)


def test_watermark_lies_below_the_text(parts, fonts_folder):
    part = Part("item-3", parts["item-3"].pdf, watermark="Judith Merrow · copy 7")
    with pikepdf.open(BytesIO(merge([part], {"item-3": ("1",)}, STAMPS, PROPERTIES, fonts_folder=fonts_folder))) as pdf:
        assert b"Watermark" in pdf.pages[0].Contents[0].read_bytes()
        assert b"1 Tr" in pdf.pages[0].Contents[0].read_bytes()
