"""Takes everything out of a PDF but what is seen, and sets each page upright on A4 with room for the margins.

Each page becomes a picture-like form: its drawing and the fonts and images it uses, nothing else. Annotations, forms,
actions, scripts, attachments, layers' switches, properties and the old tags stay behind. A page with text is tagged as
one paragraph, in the order in which it is drawn; a page without text as a figure that says so.
"""

import logging
import warnings
import zlib
from io import BytesIO

import pikepdf
from pictures import bare_jpeg
from pikepdf import Array, Dictionary, Name, String
from pypdf import PdfReader

MOST_PAGES = 1000
MOST_TEXT = 200_000

MM = 72 / 25.4
WIDTH, HEIGHT = 210 * MM, 297 * MM
# The page is set between the header's and the footer's rule; sides keep 6 mm, as printers do.
LEFT, RIGHT, FOOT, TOP = 6 * MM, 204 * MM, 23 * MM, HEIGHT - 24 * MM

TOO_COMPLEX = "This PDF is too large or too complicated to be checked. Print it to a new PDF and send that one."

# Keys that make a file do something, tell something about its maker, or reach outside it.
DROPPED_KEYS = (
    "/AA", "/OpenAction", "/JS", "/JavaScript", "/OPI", "/Ref", "/Metadata", "/PieceInfo", "/LastModified", "/AF",
    "/StructParents", "/StructParent", "/Alternates", "/OC", "/Measure", "/PtData", "/XFA",
    "/RichMediaContent", "/EF", "/URI", "/Launch", "/PS", "/Level1", "/Private",
)  # fmt: skip
FORM_KEYS = {"/Type", "/Subtype", "/BBox", "/Matrix", "/Resources", "/Group", "/FormType", "/Length", "/Filter",
             "/DecodeParms"}  # fmt: skip

# What was in the file and is not any more, in words for the person who sent it.
SIGNS = {
    "/JavaScript": "a script",
    "/JS": "a script",
    "/Launch": "a command that starts programs",
    "/EmbeddedFile": "an attached file",
    "/RichMedia": "moving pictures or sound",
    "/Screen": "moving pictures or sound",
    "/Movie": "moving pictures or sound",
    "/Sound": "moving pictures or sound",
    "/XFA": "a form",
    "/AcroForm": "a form",
    "/Widget": "a form",
    "/SubmitForm": "a form that sends itself",
    "/ImportData": "a form that loads data",
    "/OpenAction": "an action on opening",
    "/AA": "an action",
    "/URI": "links (their text stays)",
    "/GoToR": "links (their text stays)",
    "/GoToE": "links (their text stays)",
}


class Unfit(Exception):
    """The file cannot be used; the text is a sentence for the person who sent it."""


def wash(data: bytes) -> tuple[dict, bytes]:
    """The answer (`pages`, `texts`, `removed`, `warnings`) and the clean file. Raises Unfit."""
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    source = _open(data)
    removed = _found_signs(source)
    texts = _texts(_flatten(source), len(source.pages))
    notes = []
    clean = pikepdf.new()
    document = clean.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document))
    section = clean.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Sect, P=document))
    kids, nums = [], []
    for number, page in enumerate(source.pages, 1):
        form = _form_of(clean, page, number)
        drawn, landscape = _placed(form)
        if landscape:
            notes.append(f"Page {number} is wider than high; it is printed smaller to stand upright.")
        text = texts[number - 1].strip()
        tag = "P" if text else "Figure"
        clean.add_blank_page(page_size=(WIDTH, HEIGHT))
        sheet = clean.pages[-1].obj
        sheet.Resources = Dictionary(XObject=Dictionary(Paper=form), Font=Dictionary())
        sheet.Contents = clean.make_stream(f"/{tag} <</MCID 0>> BDC q {drawn} /Paper Do Q EMC".encode())
        sheet.StructParents = number - 1
        sheet.Tabs = Name.S
        element = clean.make_indirect(Dictionary(Type=Name.StructElem, S=Name("/" + tag), P=section, Pg=sheet, K=0))
        if not text:
            element.Alt = String(f"Page {number} of an attached paper, a picture without text that can be read out.")
            notes.append(f"Page {number} has no text: it cannot be read aloud, searched or checked for names.")
            element.A = Dictionary(O=Name.Layout, BBox=Array([LEFT, FOOT, RIGHT, TOP]))
        kids.append(element)
        nums += [number - 1, Array([element])]
    section.K = Array(kids)
    document.K = Array([section])
    root = clean.make_indirect(
        Dictionary(
            Type=Name.StructTreeRoot, K=Array([document]), ParentTree=clean.make_indirect(Dictionary(Nums=Array(nums)))
        )
    )
    document.P = root
    clean.Root.StructTreeRoot = root
    clean.Root.MarkInfo = Dictionary(Marked=True)
    clean.Root.Lang = String("en-GB")
    _scrub(clean)
    out = BytesIO()
    clean.save(out, min_version="1.7", deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    answer = {"pages": len(texts), "texts": texts, "removed": removed, "warnings": notes[:100]}
    return answer, out.getvalue()


def _open(data: bytes) -> pikepdf.Pdf:
    try:
        source = pikepdf.open(BytesIO(data))
        pages = len(source.pages)
    except pikepdf.PasswordError as problem:
        raise Unfit("This PDF is locked with a password. Take the password off and send it again.") from problem
    except MemoryError:
        raise
    except Exception as problem:
        raise Unfit(
            "This file cannot be read as a PDF; it may be damaged. Save it again from the program it was written in."
        ) from problem
    if source.is_encrypted:
        raise Unfit("This PDF is locked against changes. Take the protection off and send it again.")
    if not pages:
        raise Unfit("This PDF has no pages. Check that it is the file you meant to send.")
    if pages > MOST_PAGES:
        raise Unfit(f"This PDF has {pages:,} pages; 1,000 is the most. Send it in parts.")
    return source


def _found_signs(source: pikepdf.Pdf) -> list[str]:
    """What is about to be taken out, in words, each once."""
    found: dict[str, None] = {}

    def look(item, depth: int) -> None:
        if isinstance(item, (pikepdf.Dictionary, pikepdf.Stream)):
            for key in item.keys():  # noqa: SIM118 - not a dict
                if key in SIGNS:
                    found[SIGNS[key]] = None
                value = item[key]
                if isinstance(value, Name) and key in ("/S", "/Subtype", "/Type") and str(value) in SIGNS:
                    found[SIGNS[str(value)]] = None
                elif depth < 20 and not getattr(value, "is_indirect", False):
                    look(value, depth + 1)
        elif isinstance(item, Array):
            for value in item:
                if depth < 20 and not getattr(value, "is_indirect", False):
                    look(value, depth + 1)

    for item in source.objects:
        look(item, 0)
    if "/Encrypt" in source.trailer:
        found["a lock"] = None
    return sorted(found)


def _flatten(source: pikepdf.Pdf) -> bytes:
    """Draw what stands in filled forms and visible notes into the pages, so that nothing seen is lost or unread."""
    try:
        source.generate_appearance_streams()
        source.flatten_annotations(mode="screen")
    except pikepdf.PdfError:
        pass  # a broken form: what the page itself draws stays
    flat = BytesIO()
    source.save(flat, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return flat.getvalue()


def _texts(data: bytes, pages: int) -> list[str]:
    """Text of each page as a listener or a search would find it, "" where none can be read."""
    try:
        reader = PdfReader(BytesIO(data))
        sheets = list(reader.pages)
    except MemoryError:
        raise
    except Exception:
        return [""] * pages
    texts = []
    for page in sheets[:pages]:
        try:
            texts.append(page.extract_text()[:MOST_TEXT])
        except MemoryError:
            raise
        except Exception:
            texts.append("")
    return texts + [""] * (pages - len(texts))


def _form_of(clean: pikepdf.Pdf, page: pikepdf.Page, number: int) -> pikepdf.Object:
    try:
        page.contents_coalesce()
        form = clean.copy_foreign(page.as_form_xobject())
    except pikepdf.PdfError as problem:
        raise Unfit(f"Page {number} is damaged. Save the PDF again from the program it was written in.") from problem
    for key in list(form.keys()):
        if key not in FORM_KEYS:
            del form[key]
    return form


def _placed(form: pikepdf.Object) -> tuple[str, bool]:
    """The transformation that sets the form in the middle of the room, never enlarged; and whether it is landscape."""
    x1, y1, x2, y2 = (float(edge) for edge in form.BBox)
    a, b, c, d, e, f = (float(value) for value in form.get("/Matrix", (1, 0, 0, 1, 0, 0)))
    corners = [(a * x + c * y + e, b * x + d * y + f) for x in (x1, x2) for y in (y1, y2)]
    left, foot = min(x for x, _ in corners), min(y for _, y in corners)
    width, height = max(x for x, _ in corners) - left, max(y for _, y in corners) - foot
    if not (1 <= width <= 20_000 and 1 <= height <= 20_000):
        raise Unfit("A page of this PDF has an impossible size. Print it to a new PDF of A4 pages and send that one.")
    scale = min(1.0, (RIGHT - LEFT) / width, (TOP - FOOT) / height)
    x = (LEFT + RIGHT - width * scale) / 2 - left * scale
    y = TOP - height * scale - foot * scale
    return f"{scale:.5f} 0 0 {scale:.5f} {x:.3f} {y:.3f} cm", width > height * 1.05


def _scrub(clean: pikepdf.Pdf) -> None:
    """Take keys that do, tell or reach out of every object that came over."""
    tree = clean.Root.StructTreeRoot.objgen

    def visit(item, depth: int) -> None:
        if isinstance(item, (pikepdf.Dictionary, pikepdf.Stream)):
            kind = item.get("/Type")
            if kind in (Name.Page, Name.StructElem) or item.objgen == tree:
                return
            for key in DROPPED_KEYS:
                if key in item:
                    del item[key]
            if isinstance(item, pikepdf.Stream):
                for key in ("/F", "/FFilter", "/FDecodeParms"):
                    if key in item:
                        del item[key]  # a stream kept in another file
                _bare_picture(item)
            for key in item.keys():  # noqa: SIM118 - not a dict
                value = item[key]
                if depth < 20 and not getattr(value, "is_indirect", False):
                    visit(value, depth + 1)
        elif isinstance(item, Array):
            for value in item:
                if depth < 20 and not getattr(value, "is_indirect", False):
                    visit(value, depth + 1)

    for item in clean.objects:
        visit(item, 0)


def _bare_picture(stream: pikepdf.Stream) -> None:
    """A photograph keeps its picture, and nothing of where and by whom it was taken."""
    named, parms = stream.get("/Filter"), stream.get("/DecodeParms")
    names = list(named) if isinstance(named, Array) else [named]
    if names[-1:] != [Name.DCTDecode] or any(name != Name.FlateDecode for name in names[:-1]):
        return
    try:
        whole = stream.read_raw_bytes()
        for _ in names[:-1]:
            whole = zlib.decompress(whole)
        bare = bare_jpeg(whole)
    except (ValueError, zlib.error) as problem:
        raise Unfit("A picture in this PDF is damaged. Print it to a new PDF and send that one.") from problem
    stream.write(bare, filter=Name.DCTDecode, decode_parms=parms[-1] if isinstance(parms, Array) else parms)
