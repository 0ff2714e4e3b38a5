"""Somebody else's PDF is made harmless, or refused with a sentence."""

import zlib
from io import BytesIO

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String
from PIL import Image

from sscb.pdf.merging import Part, merge
from sscb.pdf.properties import Properties
from sscb.pdf.structure import structure_report
from sscb.pdf.uploads import Refused, Rewritten, rewrite_upload
from tests.sscb.pdf.test_merging import ISSUED, STAMPS

pytestmark = pytest.mark.req("SEC-29")


def upload(*pages: str, size=(595, 842), change=None, save=None) -> bytes:
    """A PDF with one line of text on each page; "" for a page with a drawing only."""
    pdf = pikepdf.new()
    font = pdf.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
    for words in pages:
        pdf.add_blank_page(page_size=size)
        sheet = pdf.pages[-1].obj
        sheet.Resources = Dictionary(Font=Dictionary(F1=font))
        text = f"BT /F1 12 Tf 72 700 Td ({words}) Tj ET" if words else "1 0 0 rg 100 100 50 50 re f"
        sheet.Contents = pdf.make_stream(text.encode())
    if change:
        change(pdf)
    out = BytesIO()
    pdf.save(out, **(save or {}))
    return out.getvalue()


def load_with_everything(pdf):
    pdf.docinfo["/Author"] = String("Named Author")
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.alert('secret script')"))
    script = Dictionary(S=Name.JavaScript, JS=String("secret script"))
    pdf.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([String("x"), script])))
    pdf.attachments["secret.txt"] = b"secret attachment"
    page = pdf.pages[0].obj
    page.AA = Dictionary(O=Dictionary(S=Name.URI, URI=String("http://secret.example/")))
    page.PieceInfo = Dictionary(Maker=Dictionary(Private=String("secret maker")))
    link = Dictionary(
        Type=Name.Annot, Subtype=Name.Link, Rect=Array([70, 690, 200, 715]),
        A=Dictionary(S=Name.URI, URI=String("http://secret.example/link")),
    )  # fmt: skip
    program = Dictionary(S=Name.Launch, F=String("secret.exe"))
    launch = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]), A=program)
    media = Dictionary(Type=Name.Annot, Subtype=Name.RichMedia, Rect=Array([0, 0, 9, 9]))
    page.Annots = Array([pdf.make_indirect(one) for one in (link, launch, media)])
    pdf.Root.AcroForm = Dictionary(XFA=String("secret form"), Fields=Array([]))
    with pdf.open_metadata() as xmp:
        xmp["dc:creator"] = ["Named Author"]


def everything_in(data: bytes) -> str:
    """All strings, names and streams of a PDF, unpacked."""
    with pikepdf.open(BytesIO(data)) as pdf:
        pieces = [str(pdf.trailer.keys())]
        for item in pdf.objects:
            pieces.append(item.unparse(resolved=True).decode("latin-1"))
            if isinstance(item, pikepdf.Stream):
                pieces.append(item.read_bytes().decode("latin-1"))
        return "\n".join(pieces)


@pytest.mark.req("SEC-32")
def test_nothing_is_left_but_what_is_seen():
    data = upload("First page", "Second page", change=load_with_everything)
    assert "secret" in everything_in(data)
    done = rewrite_upload(data)
    assert isinstance(done, Rewritten), done
    inside = everything_in(done.pdf)
    for word in ("secret", "Named Author", "/JavaScript", "/OpenAction", "/AA", "/Annot", "/EmbeddedFile", "/XFA",
                 "/Launch", "/RichMedia", "/Metadata", "/PieceInfo", "/URI"):  # fmt: skip
        assert word not in inside, word
    assert [text.strip() for text in done.texts] == ["First page", "Second page"]
    assert {"a script", "an attached file", "links (their text stays)", "a command that starts programs", "a form",
            "moving pictures or sound", "an action on opening", "an action"} == set(done.removed)  # fmt: skip


@pytest.mark.req("SEC-32")
@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("progressive", [False, True])
def test_a_photograph_keeps_its_picture_and_nothing_of_where_it_was_taken(progressive, packed):
    """Place, owner, comment and thumbnail go, and whatever was hung on behind the end; each point stays as it was."""
    picture, out = Image.effect_noise((64, 48), 60).convert("RGB"), BytesIO()
    told = Image.Exif()
    told[0x013B], told[0x010E] = "Named Artist", "Outside the home in Secret Street"
    told.get_ifd(0x8825).update({1: "N", 2: (51.0, 12.0, 34.5), 3: "W", 4: (3.0, 6.0, 7.25)})
    picture.save(out, "JPEG", exif=told, comment=b"secret comment", icc_profile=b"colours", progressive=progressive)
    taken = out.getvalue() + b"\xff\xd8secret trailing thumbnail\xff\xd9"
    assert Image.open(BytesIO(taken)).getexif().get_ifd(0x8825)[1] == "N"

    def hang(pdf):
        image = pdf.make_stream(
            zlib.compress(taken) if packed else taken, Type=Name.XObject, Subtype=Name.Image, Width=64, Height=48,
            ColorSpace=Name.DeviceRGB, BitsPerComponent=8,
            Filter=Array([Name.FlateDecode, Name.DCTDecode] if packed else [Name.DCTDecode]),
        )  # fmt: skip
        pdf.pages[0].obj.Resources.XObject = Dictionary(Im=image)
        pdf.pages[0].Contents = pdf.make_stream(b"q 64 0 0 48 100 100 cm /Im Do Q")

    done = rewrite_upload(upload("Words", change=hang))
    with pikepdf.open(BytesIO(done.pdf)) as pdf:
        bare, = (one.read_raw_bytes() for one in pdf.objects
                 if isinstance(one, pikepdf.Stream) and one.get("/Subtype") == Name.Image)  # fmt: skip
    for word in (b"Exif", b"Named", b"Secret", b"secret"):
        assert word in taken and word not in bare and word not in done.pdf, word
    left, before = Image.open(BytesIO(bare)), Image.open(BytesIO(taken))
    assert left.tobytes() == before.tobytes() and not left.getexif() and b"colours" in bare


def test_a_photograph_that_is_damaged_is_refused_and_not_cut():
    def hang(pdf):
        image = pdf.make_stream(b"\xff\xd8\xff\xfe\x00\x04no, \xff\xda", Subtype=Name.Image, Filter=Name.DCTDecode)
        pdf.pages[0].obj.Resources.XObject = Dictionary(Im=image)
        pdf.pages[0].Contents = pdf.make_stream(b"/Im Do")

    done = rewrite_upload(upload("Words", change=hang))
    assert isinstance(done, Refused) and "A picture in this PDF is damaged" in done.sentence


def test_a_clean_file_says_nothing_was_removed():
    done = rewrite_upload(upload("Words"))
    assert (done.removed, done.warnings, done.has_text) == ((), (), (True,))


def test_pages_stand_upright_on_a4_with_room_for_the_margins():
    done = rewrite_upload(upload("Wide", size=(1200, 600)))
    with pikepdf.open(BytesIO(done.pdf)) as pdf:
        box = [round(float(edge)) for edge in pdf.pages[0].mediabox]
        placing = pdf.pages[0].Contents.read_bytes().split(b" q ")[1].split()[:6]
        scale, _, _, _, x, y = map(float, placing)
    assert box == [0, 0, 595, 842]
    assert 20.5 / 25.4 * 72 < y and y + 600 * scale < 842 - 22 / 25.4 * 72
    assert 0 < x and x + 1200 * scale < 595
    assert "smaller" in done.warnings[0]


def test_turned_pages_are_turned_back():
    def turn(pdf):
        pdf.pages[0].Rotate = 90

    done = rewrite_upload(upload("Turned", size=(842, 595), change=turn))
    assert done.warnings == ()


def test_a_page_without_text_is_told():
    done = rewrite_upload(upload("Words", ""))
    assert done.has_text == (True, False)
    assert "Page 2 has no text" in done.warnings[0]
    report = structure_report(done.pdf)
    assert report.figures == ["Page 2 of an attached paper, a picture without text that can be read out."]


def test_text_of_filled_forms_is_kept_and_read():
    def fill(pdf):
        look = pdf.make_stream(b"BT /F1 12 Tf 2 5 Td (Filled in by hand) Tj ET")
        look.Type, look.Subtype, look.BBox = Name.XObject, Name.Form, Array([0, 0, 200, 20])
        look.Resources = pdf.pages[0].Resources
        field = Dictionary(
            Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=String("name"), V=String("Filled in by hand"), F=4,
            Rect=Array([72, 600, 272, 620]), AP=Dictionary(N=look),
        )  # fmt: skip
        pdf.pages[0].obj.Annots = Array([pdf.make_indirect(field)])
        pdf.Root.AcroForm = Dictionary(Fields=Array([pdf.pages[0].obj.Annots[0]]))

    done = rewrite_upload(upload("A form", change=fill))
    assert "Filled in by hand" in done.texts[0]
    assert "a form" in done.removed
    assert "Widget" not in everything_in(done.pdf)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b"PK\x03\x04 a spreadsheet", "not a PDF"),
        (b"%PDF-1.7\nrubbish", "damaged"),
        (b"%PDF-1.7\n" + bytes(20 * 1024 * 1024), "larger than 20 MB"),
        (upload(), "no pages"),
        (upload("x", save={"encryption": pikepdf.Encryption(user="u", owner="o")}), "password"),
        (upload("x", save={"encryption": pikepdf.Encryption(user="", owner="o")}), "locked"),
    ],
)
@pytest.mark.req("SEC-34")
def test_refusals_are_sentences(data, words):
    refused = rewrite_upload(data)
    assert isinstance(refused, Refused)
    assert words in refused.sentence and refused.sentence.endswith(".")


def test_too_many_pages_are_refused():
    refused = rewrite_upload(upload(*["x"] * 1001))
    assert refused == Refused("This PDF has 1,001 pages; 1,000 is the most. Send it in parts.")


def test_what_takes_too_long_is_refused():
    assert "took too long" in rewrite_upload(upload("x"), seconds=0.01).sentence


def test_a_rewritten_paper_joins_the_pack_with_its_tags(fonts_folder):
    done = rewrite_upload(upload("First page", ""))
    part = Part("item-4", done.pdf, run="Item 4", title="Partner's report")
    pack = merge([part], {"item-4": ("9", "10")}, STAMPS, Properties("T", "A", "S", ISSUED), fonts_folder=fonts_folder)
    report = structure_report(pack)
    assert report.problems == []
    assert report.elements["/P"] == report.elements["/Figure"] == 1
    with pikepdf.open(BytesIO(pack)) as pdf, pdf.open_outline() as outline:
        assert [item.title for item in outline.root] == ["Partner's report"]


def test_a_watermark_shows_on_a_scanned_page(fonts_folder):
    done = rewrite_upload(upload(""))
    part = Part("item-4", done.pdf, title="Scan", watermark="Judith Merrow · copy 7")
    pack = merge([part], {"item-4": ("9",)}, STAMPS, Properties("T", "A", "S", ISSUED), fonts_folder=fonts_folder)
    with pikepdf.open(BytesIO(pack)) as pdf:
        assert b"Watermark" in pdf.pages[0].Contents[-1].read_bytes()
    assert structure_report(pack).problems == []
