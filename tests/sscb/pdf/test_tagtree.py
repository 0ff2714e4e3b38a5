"""What crosses a page in print is one thing in the tags, and what is printed again is heard once."""

from io import BytesIO

import pikepdf
import pytest
from pikepdf import Name

from sscb.pdf.printing import pack_stylesheet
from sscb.pdf.structure import structure_report
from tests.sscb.pdf.papers import long_table, page
from tests.sscb.pdf.test_merging import PROPERTIES, STAMPS
from tests.sscb.pdf.test_structure import elements

pytestmark = pytest.mark.pdf


def tags_of(printer, body: str):
    printed = printer.print_one(page(body), pack_stylesheet())
    assert printed.ok, printed
    report = structure_report(printed.pdf)
    assert report.problems == []
    return printed, report


@pytest.mark.parametrize("rows", [5, 60, 130])
def test_a_table_over_several_pages_is_one_table_with_its_heads_once(printer, rows):
    printed, report = tags_of(printer, f"<article><h1>Long</h1>{long_table(rows)}<p>After.</p></article>")
    assert (printed.pages > 1) is (rows > 50)
    assert (report.elements["/Table"], report.elements["/THead"], report.elements["/Caption"]) == (1, 1, 1)
    assert report.elements["/TD"] == 2 * rows
    assert report.elements["/TH"] == rows + 3
    with pikepdf.open(BytesIO(printed.pdf)) as pdf:
        heads = {bytes(cell.ID) for cell in elements(pdf, Name.TH)}
        named = {bytes(head) for cell in elements(pdf, Name.TD) for head in cell.A.Headers}
        tree = list(pdf.Root.StructTreeRoot.IDTree.Names)[::2]
        assert named < heads == {bytes(name) for name in tree}  # no cell is below the corner
        assert len(heads - named) == 1
        assert len(tree) == len(heads)


def test_heads_printed_again_are_still_printed(printer):
    from pypdf import PdfReader

    printed, _ = tags_of(printer, f"<article><h1>Long</h1>{long_table(60)}</article>")
    assert all("More" in sheet.extract_text() for sheet in PdfReader(BytesIO(printed.pdf)).pages)


def test_two_tables_side_by_side_in_the_text_stay_two(printer):
    _, report = tags_of(printer, f"<article><h1>Two</h1>{long_table(60)}{long_table(60)}</article>")
    assert (report.elements["/Table"], report.elements["/THead"]) == (2, 2)


def test_an_article_over_several_pages_is_one_and_two_articles_are_two(printer):
    _, report = tags_of(
        printer, f"<article><h1>One</h1>{'<p>Words.</p>' * 120}</article><article><h1>Two</h1><p>Words.</p></article>"
    )
    assert report.elements["/Art"] == 2


def test_links_to_other_places_keep_their_words_only(printer):
    printed = printer.print_one(
        page(
            '<article><h1>Links</h1><p><a href="https://example.org/a">kept</a> '
            '<a href="http://example.org/b">plain</a> '
            '<a href="javascript:alert(1)">script</a> <a href="pack:item-2">other <b>part</b></a></p></article>'
        ),
        "",
    )
    with pikepdf.open(BytesIO(printed.pdf)) as pdf:
        links = {str(link.Contents): str(link.A.URI) for link in pdf.pages[0].Annots}
    assert links == {"kept": "https://example.org/a", "other part": "pack:item-2"}


def test_nested_lists_and_quotations_keep_their_place(printer):
    _, report = tags_of(
        printer,
        "<article><h1>Lists</h1><ol><li>One<ul><li>In one</li></ul></li><li>Two</li></ol>"
        "<blockquote><p>Said.</p></blockquote></article>",
    )
    assert report.elements["/L"] == 2
    assert report.elements["/LI"] == 3
    assert report.elements["/BlockQuote"] == 1


def test_a_long_table_keeps_its_tags_through_the_merge(printer, fonts_folder):
    from sscb.pdf.merging import Part, merge

    printed, _ = tags_of(printer, f"<article><h1>Long</h1>{long_table(60)}</article>")
    labels = {"a": [f"{at}" for at in range(printed.pages)], "b": [f"{at + 50}" for at in range(printed.pages)]}
    parts = [Part("a", printed.pdf), Part("b", printed.pdf)]
    report = structure_report(merge(parts, labels, STAMPS, PROPERTIES, fonts_folder=fonts_folder))
    assert report.problems == []
    assert report.elements["/Table"] == 2
