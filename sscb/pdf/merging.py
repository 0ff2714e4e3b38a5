"""merge: parts in, one document out, with its tags, links, bookmarks, printed numbers, margins and properties.

A plain merge of pages loses every tag. Here each part's tag tree is moved whole: its pages' and links' numbers are
shifted, its children are hung under one Document. Parts come tidied from the cage, so there is little to do per
element, and a pack of sixty pages is merged in a fraction of the time its layout takes. Same parts and same data give
the same bytes.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import groupby
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from sscb.pdf import stampfont
from sscb.pdf.numbers import SPAN
from sscb.pdf.properties import Attachment, Properties, attach, write_properties
from sscb.pdf.stamping import FONTS, Sheet, Stamp, Stamps

LINK = "pack:"


class MergeFailed(Exception):
    """The pack cannot be put together as asked; the text is a sentence for people."""


@dataclass(frozen=True)
class Part:
    """One paper or section, in its place in the pack.

    key: what links name (`pack:item-9`). pdf: from the Printer, or from rewrite_upload. run: short title at the top
    right, "Item 9 · Quality and performance". title: its bookmark where the part has no headings of its own; "" for
    none. late: what stands at the top left instead of the Board and the date. tab: lines of the mark on the outer
    edge. bare: no header but the marking (front sheet). watermark: outlined letters behind the text.
    """

    key: str
    pdf: bytes
    run: str = ""
    title: str = ""
    late: str = ""
    tab: tuple[str, ...] = ()
    tab_filled: bool = True
    bare: bool = False
    watermark: str = ""
    bookmarks: bool = True


@dataclass(frozen=True)
class Placed:
    """A part once its pages stand in the document."""

    part: Part
    source: pikepdf.Pdf
    pages: list[pikepdf.Object]
    labels: Sequence[str]


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
    _move_tags(pack, placed)
    _resolve_links(pack, placed)
    _write_bookmarks(pack, placed)
    _write_labels(pack, placed)
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
    return Placed(part, source, pages, labels)


# Tags


def _move_tags(pack: pikepdf.Pdf, placed: list[Placed]) -> None:
    """Hang every part's tag tree under one Document and shift the numbers that lead back from pages and links."""
    document = pack.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document))
    children, nums, names, offset, seen = [], [], {}, 0, {}
    for place in placed:
        origin = place.source.Root.get("/StructTreeRoot")
        if origin is None:
            for page in place.pages:
                if "/StructParents" in page:
                    del page["/StructParents"]
            continue
        tree = pack.copy_foreign(origin)
        for child in tree.K[0].K:
            child.P = document
            children.append(child)
        if "/IDTree" in tree:
            cells = _cells_named_apart(pack, tree, seen)
            if cells:
                names[bytes(cells[0])] = cells
        entries = list(tree.ParentTree.Nums)
        highest = -1
        for key, owner in zip(entries[::2], entries[1::2], strict=True):
            highest = max(highest, int(key))
            nums += [int(key) + offset, owner]
        for page in place.pages:
            page.StructParents = int(page.StructParents) + offset
            page.Tabs = Name.S
            for link in page.get("/Annots", ()):
                if "/StructParent" in link:
                    link.StructParent = int(link.StructParent) + offset
        offset += highest + 1
    document.K = Array(children)
    root = Dictionary(
        Type=Name.StructTreeRoot,
        K=Array([document]),
        ParentTree=pack.make_indirect(Dictionary(Nums=Array(nums))),
        ParentTreeNextKey=offset,
    )
    if names:
        leaves = [
            pack.make_indirect(Dictionary(Names=Array(cells), Limits=Array([cells[0], cells[-2]])))
            for _, cells in sorted(names.items())
        ]
        root.IDTree = pack.make_indirect(Dictionary(Kids=Array(leaves)))
    pack.Root.StructTreeRoot = pack.make_indirect(root)
    document.P = pack.Root.StructTreeRoot
    pack.Root.MarkInfo = Dictionary(Marked=True)


def _cells_named_apart(pack: pikepdf.Pdf, tree: pikepdf.Object, seen: dict[bytes, int]) -> list:
    """Names of the part's head cells and the cells. Parts with the same content have the same names: number them."""
    cells = list(tree.IDTree.Names)
    if not cells:
        return []
    mark = bytes(cells[0]).split(b"-")[0]
    times = seen[mark] = seen.get(mark, -1) + 1
    if not times:
        return cells
    more = b"+%d-" % times

    def renamed(name) -> String:
        return String(bytes(name).replace(b"-", more, 1).decode())

    def walk(element) -> None:
        if "/ID" in element:
            element.ID = renamed(element.ID)
        heads = element.get("/A", {}).get("/Headers") if "/A" in element else None
        if heads is not None:
            element.A.Headers = Array([renamed(head) for head in heads])
        kids = element.get("/K")
        for kid in kids if isinstance(kids, Array) else [kids] if isinstance(kids, Dictionary) else ():
            if isinstance(kid, Dictionary) and "/S" in kid:
                walk(kid)

    for child in tree.K[0].K:
        walk(child)
    return [item for name, cell in zip(cells[::2], cells[1::2], strict=True) for item in (renamed(name), cell)]


# Links and bookmarks


def _resolve_links(pack: pikepdf.Pdf, placed: list[Placed]) -> None:
    """`pack:KEY` leads to the part's first page, `pack:KEY/ANCHOR` to a place in it, `pack:page/34a` to a sheet."""
    parts = {place.part.key: place for place in placed}
    sheets = {label: page for place in placed for page, label in zip(place.pages, place.labels, strict=True)}
    sheets |= {label.split(SPAN)[0]: page for label, page in sheets.items() if SPAN in label}
    anchors: dict[str, dict] = {}
    lost = set()
    for place in placed:
        for page in place.pages:
            for link in page.get("/Annots", ()):
                action = link.get("/A")
                address = str(action.URI) if action is not None and "/URI" in action else ""
                if not address.startswith(LINK):
                    continue
                key, _, rest = address.removeprefix(LINK).partition("/")
                if key == "page" and rest in sheets:
                    target = Array([sheets[rest], Name.XYZ, None, None, None])
                elif key not in parts:
                    lost.add(address)
                    continue
                elif rest:
                    if key not in anchors:
                        anchors[key] = _anchors(pack, parts[key])
                    if rest not in anchors[key]:
                        lost.add(address)
                        continue
                    target = anchors[key][rest]
                else:
                    target = Array([parts[key].pages[0], Name.XYZ, None, None, None])
                del link["/A"]
                link.Dest = target
    if lost:
        raise MergeFailed(
            f"A page of the pack leads to {', '.join(sorted(lost))}, which is not in it. No pack was made."
        )


def _anchors(pack: pikepdf.Pdf, place: Placed) -> dict[str, Array]:
    """Named places of a part, as places in the pack."""
    names = place.source.Root.get("/Names", Dictionary()).get("/Dests", Dictionary()).get("/Names", ())
    numbers = {page.obj.objgen: number for number, page in enumerate(place.source.pages)}
    return {
        str(name): Array([place.pages[numbers[target[0].objgen]], *[_plain(item) for item in list(target)[1:]]])
        for name, target in zip(list(names)[::2], list(names)[1::2], strict=True)
    }


def _plain(item):
    return Name(str(item)) if isinstance(item, Name) else item


def _write_bookmarks(pack: pikepdf.Pdf, placed: list[Placed]) -> None:
    """One tree: papers on level 1, their parts on level 2, each as the part's own headings say."""
    branches: list[tuple[str, Array, list]] = []
    for place in placed:
        if not place.part.bookmarks:
            continue
        own = _bookmarks_of(place)
        if not own and place.part.title:
            own = [(place.part.title, Array([place.pages[0], Name.XYZ, None, None, None]), [])]
        branches += own
    if not branches:
        return
    root = pack.make_indirect(Dictionary(Type=Name.Outlines))
    root.First, root.Last, root.Count = _grow(pack, root, branches, level=1)
    pack.Root.Outlines = root
    pack.Root.PageMode = Name.UseOutlines


def _bookmarks_of(place: Placed) -> list[tuple[str, Array, list]]:
    outlines = place.source.Root.get("/Outlines")
    if outlines is None:
        return []
    numbers = {page.obj.objgen: number for number, page in enumerate(place.source.pages)}

    def branch(item) -> list[tuple[str, Array, list]]:
        found = []
        while item is not None:
            target = list(item.Dest)
            page = place.pages[numbers[target[0].objgen]]
            inner = branch(item.get("/First"))
            found.append((str(item.Title), Array([page, Name.XYZ, *target[2:4], None]), inner))
            item = item.get("/Next")
        return found

    return branch(outlines.get("/First"))


def _grow(pack: pikepdf.Pdf, parent: pikepdf.Object, branches: list, level: int) -> tuple:
    """Write the items below `parent`; returns first, last and how many are shown. Level 2 opens on a click."""
    items = []
    for title, target, inner in branches:
        item = pack.make_indirect(Dictionary(Title=String(title), Dest=target, Parent=parent))
        if inner:
            item.First, item.Last, count = _grow(pack, item, inner, level + 1)
            item.Count = -count
        if items:
            item.Prev, items[-1].Next = items[-1], item
        items.append(item)
    return items[0], items[-1], len(items)


# Printed numbers and margins


def _write_labels(pack: pikepdf.Pdf, placed: list[Placed]) -> None:
    """The PDF reader's page box shows what is printed on the page: "34a", "22–27"."""
    labels = [label for place in placed for label in place.labels]
    nums = []

    def run(pair):
        at, label = pair
        return int(label) - at if label.isdecimal() else label

    for _, group in groupby(enumerate(labels), run):
        at, label = next(group)
        plain = label.isdecimal()
        nums += [at, Dictionary(S=Name.D, St=int(label)) if plain else Dictionary(P=String(label))]
    pack.Root.PageLabels = Dictionary(Nums=Array(nums))


def _stamp(pack: pikepdf.Pdf, placed: list[Placed], stamp: Stamp, faces: pikepdf.Object) -> None:
    names = {f"/{FONTS[name]}": faces[f"/{name}"] for name in FONTS}
    opened = pack.make_stream(b"q\n")
    dressed = set()
    for place in placed:
        part = place.part
        for page, label in zip(place.pages, place.labels, strict=True):
            _give_fonts(page, names, dressed)
            sheet = Sheet(label, part.run, part.late, part.tab, part.tab_filled, part.bare, part.watermark)
            under, own = stamp.under(sheet), page.Contents
            page.Contents = Array(
                [
                    pack.make_stream(under + b"q\n") if under else opened,
                    *(own if isinstance(own, Array) else [own]),
                    pack.make_stream(b"\nQ\n" + stamp.over(sheet)),
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
