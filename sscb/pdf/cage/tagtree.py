"""Tidies the tag tree of one part before it is written, while it is still plain dictionaries.

What the engine leaves: a grouping element without meaning around most boxes, a Span around every piece of text, cell
names that repeat from part to part, picture frames measured in screen units, links named by their address. All of that
is put right here, once, when a part is made; merging then only has to move finished trees.
"""

import pydyf
import tables
from objects import discard, number_of

# Elements that say nothing to a reader: their content moves up to the element that does.
WITHOUT_MEANING = {"/NonStruct", "/Span"}
# Elements that are dropped when they hold nothing. Cells stay: a row must keep its columns.
DROPPED_WHEN_EMPTY = {"/NonStruct", "/Span", "/P", "/Div", "/Sect", "/Art", "/Lbl", "/BlockQuote", "/Part"}
MAY_NEST = {"/L", "/LI", "/Table", "/TR", "/TD", "/TH", "/Figure", "/Link"}
# Places a link may lead to. The printer's own scheme `pack:` names another part; it is resolved when merging.
KEPT_LINKS = ("pack:", "https:", "mailto:")


class Tree:
    """One part's tag tree: walks it once and remembers which element owns each piece of marked text."""

    def __init__(self, pdf, mark: str):
        self.objects = pdf.objects
        self.mark = mark
        self.cells: dict[bytes, pydyf.String] = {}  # name of every head cell, by reference
        root = self.objects[number_of(pdf.catalog["StructTreeRoot"])]
        self.root, self.document = root, self.objects[number_of(root["K"][0])]
        nums = self.objects[number_of(root["ParentTree"])]["Nums"]
        self.owners = dict(zip(nums[::2], nums[1::2], strict=True))
        self.page_number = {}

    def tidy(self) -> None:
        self.document["K"] = pydyf.Array(self._kids(self.document, in_head=False, in_link=False))

    def join_articles(self, document) -> None:
        """An article that crosses a page comes as two; make it one again, so that a paper is one thing to a reader."""
        sources = [
            box.element
            for page in document.pages
            for box in _children_of_body(page._page_box)
            if box.element is not None and box.element_tag == "article"
        ]
        articles = [kid for kid in self.document["K"] if self.objects[number_of(kid)].get("S") == "/Art"]
        if len(sources) != len(articles):
            return  # not the shape we know: better two than a wrong one
        first, before, joined = None, None, set()
        for source, reference in zip(sources, articles, strict=True):
            article = self.objects[number_of(reference)]
            whole_elements = all(isinstance(kid, bytes) for kid in article["K"])
            if source is before and whole_elements:
                for kid in article["K"]:
                    self.objects[number_of(kid)]["P"] = first.reference
                first["K"] += article["K"]
                discard(article)
                joined.add(reference)
            else:
                first, before = article, source
        self.document["K"] = pydyf.Array(kid for kid in self.document["K"] if kid not in joined)

    def write_owners(self) -> None:
        """Put the table of owners back, less the links that went."""
        nums = self.objects[number_of(self.root["ParentTree"])]["Nums"]
        nums[:] = [item for pair in self.owners.items() for item in pair]

    def _kids(self, parent, in_head: bool, in_link: bool) -> list:
        """New kids of `parent`, with meaningless elements between it and the text taken out."""
        kids = []
        for kid in parent["K"]:
            if not isinstance(kid, bytes):
                kids.append(kid)
                continue
            element = self.objects[number_of(kid)]
            if element.get("Type") != "/StructElem":
                # A link's annotation. Words set apart within a link have one of their own: one is enough.
                if in_link and parent["S"] != "/Link":
                    self.forget(self.objects[number_of(element["Obj"])])
                else:
                    kids.append(kid)
                continue
            kind = element["S"]
            inner = self._kids(element, in_head or kind == "/THead", in_link or kind == "/Link")
            if not inner and kind in DROPPED_WHEN_EMPTY:
                discard(element)
            elif self._can_lift(element, kind, parent) and not any(map(self._is_annotation, inner)):
                self._lift(element, inner, parent)
                kids += inner
                discard(element)
            else:
                element["K"] = pydyf.Array(inner)
                if kind == "/TH":
                    self._name_head_cell(element, kid, in_head)
                kids.append(kid)
        return kids

    def _can_lift(self, element, kind: str, parent) -> bool:
        if parent is self.document or element.get("Pg") != parent.get("Pg"):
            return False
        if kind in WITHOUT_MEANING:
            return True
        # The engine repeats an element's own kind around its text: P in P, Art in Art.
        return kind == parent["S"] and kind not in MAY_NEST

    def _is_annotation(self, kid) -> bool:
        return isinstance(kid, bytes) and self.objects[number_of(kid)].get("Type") == "/OBJR"

    def forget(self, annotation) -> None:
        """A link that leads nowhere we go, or says again what the link around it says."""
        self.owners.pop(annotation["StructParent"], None)
        discard(annotation)

    def unlink(self, annotation) -> None:
        """Keep the words of a link and drop the link."""
        element = self.objects[number_of(self.owners[annotation["StructParent"]])]
        element["S"] = "/Span"
        element["K"] = pydyf.Array(kid for kid in element["K"] if not self._is_annotation(kid))
        self.forget(annotation)

    def _lift(self, element, kids: list, parent) -> None:
        for kid in kids:
            if isinstance(kid, bytes):
                self.objects[number_of(kid)]["P"] = parent.reference
            else:
                self.owners[self._page(parent["Pg"])][kid] = parent.reference

    def _page(self, reference) -> int:
        if reference not in self.page_number:
            self.page_number[reference] = self.objects[number_of(reference)]["StructParents"]
        return self.page_number[reference]

    def _name_head_cell(self, cell, reference, in_head: bool) -> None:
        cell["A"]["Scope"] = "/Column" if in_head else "/Row"
        name = cell.get("ID")
        if name is not None:
            name.string = f"{self.mark}-{name.string}"  # the same object stands in the cells' Headers
            self.cells[reference] = name


def tidy(document, pdf, mark: str) -> None:
    """Called by the engine just before it writes the file."""
    tree = Tree(pdf, mark)
    tree.tidy()
    tree.join_articles(document)
    tables.join_tables(document, tree)
    name_links(document, pdf, tree)
    tree.write_owners()
    measure_figures(document, pdf)
    if tree.cells:
        names = pydyf.Array()
        for name, reference in sorted((name.data, reference) for reference, name in tree.cells.items()):
            names += [name, reference]
        tree.root["IDTree"] = pydyf.Dictionary({"Names": names})


def _children_of_body(page_box):
    for html in page_box.children:
        for body in getattr(html, "children", ()) if html.element_tag == "html" else ():
            yield from body.children


def name_links(document, pdf, tree: Tree) -> None:
    """Give each link words a listener understands; links within the part get a page, not a name."""
    places = {}
    names = pdf.catalog.get("Names", {}).get("Dests", {}).get("Names", ())
    for name, place in zip(names[::2], names[1::2], strict=True):
        places[name.string] = place
    words = {}
    for page in document.pages:
        for _kind, _target, _rectangle, box in page.links:
            if box.link_annotation and box.element is not None:
                spoken = box.element.get("title") or " ".join("".join(box.element.itertext()).split())
                words[box.link_annotation.number] = spoken[:200]
    for page in [item for item in pdf.objects if isinstance(item, dict) and item.get("Type") == "/Page"]:
        kept = []
        for reference in page.get("Annots", ()):
            annotation = pdf.objects[number_of(reference)]
            if not annotation:
                continue  # discarded
            annotation["F"] = 4  # printed with the page
            if spoken := words.get(annotation.number):
                annotation["Contents"] = pydyf.String(spoken)
            target = annotation.get("Dest")
            if target is not None:
                annotation["Dest"] = places[target.string]
                kept.append(reference)
            elif annotation.get("A") and annotation["A"]["URI"].string.startswith(KEPT_LINKS):
                kept.append(reference)
            else:
                tree.unlink(annotation)
        if "Annots" in page:
            page["Annots"] = pydyf.Array(kept)


def measure_figures(document, pdf) -> None:
    """The engine writes a picture's frame in screen units from the top; readers expect points from the foot."""
    if not document.pages:
        return
    height = document.pages[0].height
    for item in pdf.objects:
        if isinstance(item, dict) and item.get("S") == "/Figure" and "BBox" in item.get("A", {}):
            left, top, right, foot = item["A"]["BBox"]
            item["A"]["BBox"] = pydyf.Array(
                round(value * 0.75, 2) for value in (left, height - foot, right, height - top)
            )
