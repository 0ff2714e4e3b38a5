"""A table that crosses a page comes as two, each with its own heads. Make it one again.

The rows of the second are hung under the first, their cells lead to the first one's heads, and the heads printed again
at the top of the page are set aside as decoration, so that a listener hears them once. Wherever the shape is not the
one we know, the two tables stay two.
"""

import pydyf
from objects import discard, number_of


def join_tables(document, tree) -> None:
    sources = {}
    for page in document.pages:
        _read_sources(page._page_box, None, sources)
    _join_below(tree, tree.document, sources)


def _read_sources(box, table, sources: dict) -> None:
    """Which table of the text each cell of the tag tree belongs to."""
    box = getattr(box, "_box", box)
    if box.element is not None and box.element_tag == "table":
        table = box.element
    mark = getattr(box, "mark", None)
    if mark is not None and table is not None:
        sources[mark.number] = table
    for child in getattr(box, "children", ()):
        _read_sources(child, table, sources)


def _join_below(tree, parent, sources: dict) -> None:
    kids, before = [], None
    for kid in parent["K"]:
        element = tree.objects[number_of(kid)] if isinstance(kid, bytes) else {}
        if element.get("S") == "/Table":
            source = _source_of(tree, element, sources)
            if before and source is not None and source is before[1] and _join(tree, before[0], element):
                continue
            before = (element, source)
        else:
            before = None
            if element.get("Type") == "/StructElem":
                _join_below(tree, element, sources)
        kids.append(kid)
    parent["K"] = pydyf.Array(kids)


def _below(tree, element, kinds: tuple[str, ...]):
    """Elements of these kinds, in reading order, not looking into cells."""
    for kid in element["K"]:
        inner = tree.objects[number_of(kid)] if isinstance(kid, bytes) else {}
        if inner.get("S") in kinds:
            yield inner
        elif inner.get("S") in ("/THead", "/TBody", "/TFoot", "/TR"):
            yield from _below(tree, inner, kinds)


def _source_of(tree, table, sources: dict):
    """The text's table, told by a cell of the body: heads are printed again, so they do not tell."""
    for body in _below(tree, table, ("/TBody",)):
        for cell in _below(tree, body, ("/TH", "/TD")):
            return sources.get(cell.number)
    return None


def _join(tree, first, second) -> bool:
    heads = [list(_below(tree, table, ("/THead",))) for table in (first, second)]
    cells = [[cell for head in part for cell in _below(tree, head, ("/TH", "/TD"))] for part in heads]
    kinds = [tree.objects[number_of(kid)].get("S") for kid in second["K"] if isinstance(kid, bytes)]
    if len(cells[0]) != len(cells[1]) or "/Caption" in kinds or "/TFoot" in kinds or len(kinds) != len(second["K"]):
        return False
    places = [_mark_in_page(tree, cell, mark) for cell in cells[1] for mark in cell["K"]]
    if not all(places):
        return False
    for cell, twin in zip(cells[0], cells[1], strict=True):
        if "ID" in twin:
            tree.cells.pop(twin.reference, None)
            twin["ID"].string = cell["ID"].string  # the same object stands in the cells' Headers
    for stream, at, page, mark in places:
        stream[at - 1], stream[at], stream[at + 1] = b"/Artifact", b"", b"BMC"
        tree.owners[page][mark] = b"null"
    for head in heads[1]:
        _discard_all(tree, head)
    for kid in second["K"]:
        body = tree.objects[number_of(kid)]
        if body:
            body["P"] = first.reference
            first["K"].append(kid)
    discard(second)
    return True


def _mark_in_page(tree, cell, mark):
    """Where a piece of a head's text begins in its page: (content, position, page, mark), or None."""
    if isinstance(mark, bytes):
        return None
    page = tree.objects[number_of(cell["Pg"])]
    stream = tree.objects[number_of(page["Contents"])].stream
    for at, item in enumerate(stream):
        if isinstance(item, dict) and item.get("MCID") == mark and stream[at + 1] == b"BDC":
            return stream, at, page["StructParents"], mark
    return None


def _discard_all(tree, element) -> None:
    for kid in element["K"]:
        if isinstance(kid, bytes):
            _discard_all(tree, tree.objects[number_of(kid)])
    discard(element)
