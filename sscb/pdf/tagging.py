"""Moves the tag trees of the parts into the pack: a plain merge of pages would lose every tag."""

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from sscb.pdf.parts import Placed


def move_tags(pack: pikepdf.Pdf, placed: list[Placed]) -> None:
    """Hang every part's tag tree under one Document and shift the numbers that lead back from pages and links."""
    document = pack.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document))
    children, nums, names, offset, seen = [], [], {}, 0, {}
    for place in placed:
        tree = place.tags
        if tree is None:
            for page in place.pages:
                if "/StructParents" in page:
                    del page["/StructParents"]
            continue
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
