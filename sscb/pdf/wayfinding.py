"""How a reader finds the way: links between parts, one tree of bookmarks, and the printed number in the page box."""

from collections.abc import Mapping
from itertools import groupby

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from sscb.pdf.numbers import SPAN
from sscb.pdf.parts import MergeFailed, Placed

LINK = "pack:"


def resolve_links(pack: pikepdf.Pdf, placed: list[Placed]) -> None:
    """`pack:KEY` leads to the part's first page, `pack:KEY/ANCHOR` to a place in it, `pack:page/34a` to a sheet."""
    parts = {place.part.key: place for place in placed}
    sheets = {label: page for place in placed for page, label in zip(place.pages, place.labels, strict=True)}
    sheets |= {label.split(SPAN)[0]: page for label, page in sheets.items() if SPAN in label}
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
                    if rest not in parts[key].anchors:
                        lost.add(address)
                        continue
                    target = parts[key].anchors[rest]
                else:
                    target = Array([parts[key].pages[0], Name.XYZ, None, None, None])
                del link["/A"]
                link.Dest = target
    if lost:
        raise MergeFailed(
            f"A page of the pack leads to {', '.join(sorted(lost))}, which is not in it. No pack was made."
        )


def anchors_of(source: pikepdf.Pdf, twins: Mapping) -> dict[str, Array]:
    """Named places of a part, as places in the pack. twins: page of the part -> the same page in the pack."""
    names = source.Root.get("/Names", Dictionary()).get("/Dests", Dictionary()).get("/Names", ())
    return {
        str(name): Array([twins[target[0].objgen], *[_plain(item) for item in list(target)[1:]]])
        for name, target in zip(list(names)[::2], list(names)[1::2], strict=True)
    }


def _plain(item):
    return Name(str(item)) if isinstance(item, Name) else item


def write_bookmarks(pack: pikepdf.Pdf, placed: list[Placed]) -> None:
    """One tree: papers on level 1, their parts on level 2, each as the part's own headings say."""
    branches: list[tuple[str, Array, list]] = []
    for place in placed:
        branches += place.bookmarks
        if place.part.title and not place.bookmarks:
            branches.append((place.part.title, Array([place.pages[0], Name.XYZ, None, None, None]), []))
    if not branches:
        return
    root = pack.make_indirect(Dictionary(Type=Name.Outlines))
    root.First, root.Last, root.Count = _grow(pack, root, branches, level=1)
    pack.Root.Outlines = root
    pack.Root.PageMode = Name.UseOutlines


def bookmarks_of(source: pikepdf.Pdf, twins: Mapping) -> list[tuple[str, Array, list]]:
    outlines = source.Root.get("/Outlines")
    if outlines is None:
        return []

    def branch(item) -> list[tuple[str, Array, list]]:
        found = []
        while item is not None:
            target = list(item.Dest)
            page = twins[target[0].objgen]
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


def write_labels(pack: pikepdf.Pdf, placed: list[Placed]) -> None:
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
