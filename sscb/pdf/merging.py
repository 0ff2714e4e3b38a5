"""merge: parts in, one document out, with its tags, links, bookmarks, printed numbers, margins and properties.

Parts come tidied from the cage, so there is little to do per element, and a pack of sixty pages is merged in a fraction
of the time its layout takes. Same parts and same data give the same bytes.
"""

from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary

from sscb.pdf import stampfont
from sscb.pdf.parts import MergeFailed, Part, Placed
from sscb.pdf.properties import Attachment, Properties, attach, write_properties
from sscb.pdf.stamping import FONTS, Sheet, Stamp, Stamps
from sscb.pdf.tagging import move_tags
from sscb.pdf.wayfinding import anchors_of, bookmarks_of, resolve_links, write_bookmarks, write_labels

__all__ = ["Attachment", "MergeFailed", "Part", "Properties", "Stamps", "merge"]


def merge(
    parts: Sequence[Part],
    numbering: Mapping[str, Sequence[str]],
    stamps: Stamps,
    properties: Properties,
    attachments: Iterable[Attachment] = (),
    *,
    fonts_folder: Path | None = None,
) -> bytes:
    """Put the parts together. `numbering` gives each part's printed labels, one for each of its sheets, in order.

    Raises MergeFailed when a part cannot be read, a label is missing, or a link leads to a part that is not there.
    """
    pack = pikepdf.new()
    faces_file, faces = stampfont.open_faces(fonts_folder)
    placed = [_place(pack, part, numbering.get(part.key, ())) for part in _each_once(parts)]
    move_tags(pack, placed)
    resolve_links(pack, placed)
    write_bookmarks(pack, placed)
    write_labels(pack, placed)
    _stamp(pack, placed, Stamp(stamps, faces), pack.copy_foreign(faces_file.Root.Faces))
    attach(pack, attachments)
    write_properties(pack, properties)
    out = BytesIO()
    pack.save(out, min_version="1.7", deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()


def _each_once(parts: Sequence[Part]) -> Sequence[Part]:
    keys = [part.key for part in parts]
    twice = sorted({key for key in keys if keys.count(key) > 1})
    if twice:
        raise MergeFailed(f"Two parts of the pack have the same name: {', '.join(twice)}. No pack was made.")
    return parts


def _place(pack: pikepdf.Pdf, part: Part, labels: Sequence[str]) -> Placed:
    try:
        source = pikepdf.open(BytesIO(part.pdf))
    except pikepdf.PdfError as problem:
        raise MergeFailed(f"The part “{part.key}” cannot be read as a PDF. No pack was made.") from problem
    first = len(pack.pages)
    pack.pages.extend(source.pages)
    pages = [page.obj for page in pack.pages[first:]]
    if len(pages) != len(labels):
        raise MergeFailed(
            f"The part “{part.key}” has {len(pages)} sheets and {len(labels)} numbers. No pack was made; "
            "number it again."
        )
    twins = {page.obj.objgen: twin for page, twin in zip(source.pages, pages, strict=True)}
    tags = source.Root.get("/StructTreeRoot")
    return Placed(
        part,
        pages,
        labels,
        tags=None if tags is None else pack.copy_foreign(tags),
        bookmarks=bookmarks_of(source, twins) if part.bookmarks else [],
        anchors=anchors_of(source, twins),
    )


def _stamp(pack: pikepdf.Pdf, placed: list[Placed], stamp: Stamp, faces: pikepdf.Object) -> None:
    names = {f"/{FONTS[name]}": faces[f"/{name}"] for name in FONTS}
    opened = pack.make_stream(b"q\n")
    dressed = set()
    for place in placed:
        part = place.part
        for page, label in zip(place.pages, place.labels, strict=True):
            _give_fonts(page, names, dressed)
            sheet = Sheet(label, part.run, part.late, part.tab, part.tab_filled, part.bare, part.watermark)
            own, behind, over = page.Contents, stamp.watermark(sheet), stamp.over(sheet)
            if behind and "/Paper" in page.Resources.get("/XObject", {}):
                behind, over = b"", behind + over  # an uploaded page may be painted white all over
            page.Contents = Array(
                [
                    pack.make_stream(behind + b"q\n") if behind else opened,
                    *(own if isinstance(own, Array) else [own]),
                    pack.make_stream(b"\nQ\n" + over),
                ]
            )


def _give_fonts(page: pikepdf.Object, names: dict[str, pikepdf.Object], dressed: set) -> None:
    """Add the margins' faces to the page's resources; the pages of a part share theirs."""
    resources = page.Resources
    fonts = resources.get("/Font")
    if fonts is None:
        fonts = resources.Font = Dictionary()
    place = fonts.objgen if fonts.is_indirect else page.objgen
    if place in dressed:
        return
    dressed.add(place)
    for name, face in names.items():
        resources.Font[name] = face
