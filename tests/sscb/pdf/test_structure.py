"""The report on tags notices each fault it claims to look for: one is put into a sound file, and it is named."""

from io import BytesIO

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from sscb.pdf.structure import structure_report
from tests.sscb.pdf.test_merging import pack  # noqa: F401 - the merged pack, as a fixture

pytestmark = pytest.mark.pdf


def elements(pdf, kind):
    found = []

    def down(element):
        if element.S == kind:
            found.append(element)
        kids = element.get("/K")
        for kid in kids if isinstance(kids, Array) else [] if kids is None else [kids]:
            if isinstance(kid, Dictionary) and "/S" in kid:
                down(kid)

    down(pdf.Root.StructTreeRoot.K[0])
    return found


def no_words(pdf):
    del elements(pdf, Name.Figure)[0]["/Alt"]


def no_heads(pdf):
    elements(pdf, Name.TD)[0].A.Headers = Array([])


def strange_head(pdf):
    elements(pdf, Name.TD)[0].A.Headers = Array([String("nobody")])


def same_name(pdf):
    first, second = elements(pdf, Name.TH)[:2]
    second.ID = first.ID


def no_scope(pdf):
    del elements(pdf, Name.TH)[0].A["/Scope"]


def no_rows(pdf):
    table = elements(pdf, Name.Table)[0]
    table.K = Array([kid for kid in table.K if kid.S == Name.Caption])


def skipped_level(pdf):
    elements(pdf, Name.H2)[0].S = Name.H4


def page_of_another_file(pdf):
    elements(pdf, Name.P)[0].Pg = pdf.make_indirect(Dictionary(Type=Name.Page))


def text_outside_marks(pdf):
    page = pdf.pages[1].obj
    page.Contents.append(pdf.make_stream(b"BT /StR 9 Tf 10 10 Td <0001> Tj ET"))


def unknown_mark(pdf):
    page = pdf.pages[1].obj
    page.Contents.append(pdf.make_stream(b"/P <</MCID 999>> BDC EMC"))


def foreign_font(pdf):
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    pdf.pages[1].obj.Resources.Font["/F9"] = pdf.make_indirect(font)


def silent_link(pdf):
    del pdf.pages[0].obj.Annots[0]["/Contents"]


def lost_link(pdf):
    pdf.pages[0].obj.Annots[0].Dest = String("nowhere")


def untagged_link(pdf):
    del pdf.pages[0].obj.Annots[0]["/StructParent"]


def no_title(pdf):
    del pdf.docinfo["/Title"]


def no_language(pdf):
    del pdf.Root["/Lang"]


def file_name_in_window(pdf):
    del pdf.Root["/ViewerPreferences"]


def unmarked(pdf):
    del pdf.Root["/MarkInfo"]


def no_tags(pdf):
    del pdf.Root["/StructTreeRoot"]


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (no_words, "has no words"),
        (no_heads, "has no heads"),
        (strange_head, "a head that is not there: nobody"),
        (same_name, "Two head cells are called"),
        (no_scope, "does not say what it heads"),
        (no_rows, "has no rows"),
        (skipped_level, "level 4 follows one of level 1"),
        (page_of_another_file, "a page that is not in the document"),
        (text_outside_marks, "neither tagged nor set aside"),
        (unknown_mark, "Mark 999"),
        (foreign_font, "Helvetica, which is not the pack's typeface"),
        (silent_link, "A link on sheet 1 has no words"),
        (lost_link, "leads nowhere"),
        (untagged_link, "is not in the tags"),
        (no_title, "no title"),
        (no_language, "language"),
        (file_name_in_window, "the file's name"),
        (unmarked, "does not say that it is tagged"),
        (no_tags, "has no tags"),
    ],
)
def test_each_fault_is_named(pack, fault, words):  # noqa: F811
    with pikepdf.open(BytesIO(pack)) as pdf:
        fault(pdf)
        out = BytesIO()
        pdf.save(out)
    assert any(words in problem for problem in structure_report(out.getvalue()).problems)
