"""structure_report: what a screen reader would find in a PDF, read from the file as it is.

Not a proof of conformance to PDF/UA-1: it asks the questions that have gone wrong before. The tests ask it about every
pack they merge.
"""

from collections import Counter
from dataclasses import dataclass, field
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name

FAMILY = "SourceSans3"
HEADINGS = {f"/H{level}": level for level in range(1, 7)}
SHOWS_TEXT = {"Tj", "TJ", "'", '"'}


@dataclass
class Structure:
    """Counts, and `problems` as sentences; none means every question was answered well."""

    pages: int = 0
    elements: Counter = field(default_factory=Counter)
    headings: list[tuple[int, int]] = field(default_factory=list)  # (level, page from 1)
    figures: list[str] = field(default_factory=list)  # their words, in reading order
    links: int = 0
    fonts: set[str] = field(default_factory=set)
    labels: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    def wrong(self, sentence: str) -> None:
        if len(self.problems) < 200:
            self.problems.append(sentence)


def structure_report(data: bytes) -> Structure:
    """Read the tags, links, labels and fonts of a PDF. Raises pikepdf.PdfError when it is none."""
    with pikepdf.open(BytesIO(data)) as pdf:
        report = Structure(pages=len(pdf.pages), labels=[page.label for page in pdf.pages])
        _read_document(pdf, report)
        root = pdf.Root.get("/StructTreeRoot")
        if root is None:
            report.wrong("The document has no tags.")
            return report
        walk = _Walk(pdf, report)
        walk.down(root.K[0] if isinstance(root.K, Array) else root.K, ())
        walk.check_tables()
        _read_headings(report)
        _read_pages(pdf, report, walk)
        return report


def _read_document(pdf: pikepdf.Pdf, report: Structure) -> None:
    root = pdf.Root
    if not str(pdf.docinfo.get("/Title", "")):
        report.wrong("The document has no title.")
    if not root.get("/ViewerPreferences", Dictionary()).get("/DisplayDocTitle", False):
        report.wrong("The window would show the file's name, not the title.")
    if not str(root.get("/Lang", "")):
        report.wrong("The document does not say its language.")
    if not root.get("/MarkInfo", Dictionary()).get("/Marked", False):
        report.wrong("The document does not say that it is tagged.")


class _Walk:
    """Down the tag tree, once, in reading order."""

    def __init__(self, pdf: pikepdf.Pdf, report: Structure):
        self.report = report
        self.pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages, 1)}
        self.names: Counter = Counter()
        self.heads_of_cells: list[tuple[bytes, ...]] = []
        self.marks: dict[tuple[int, int], tuple[int, int]] = {}  # (page, mark) -> element
        self.annotations: set[tuple[int, int]] = set()

    def down(self, element, above: tuple[str, ...]) -> None:
        kind = str(element.S)
        self.report.elements[kind] += 1
        page = self._page(element, kind)
        if kind in HEADINGS:
            self.report.headings.append((HEADINGS[kind], page))
        elif kind == "/Figure":
            words = str(element.get("/Alt", ""))
            self.report.figures.append(words)
            if not words.strip():
                self.report.wrong(f"A picture on sheet {page} has no words.")
        elif kind in ("/TH", "/TD"):
            self._cell(element, kind, page)
        kids = element.get("/K")
        kids = list(kids) if isinstance(kids, Array) else [] if kids is None else [kids]
        if kind == "/Table" and not self._rows(kids):
            self.report.wrong(f"A table on sheet {page} has no rows.")
        for kid in kids:
            if isinstance(kid, int):
                self.marks[page, kid] = element.objgen
            elif "/S" in kid:
                if kid.P.objgen != element.objgen:
                    self.report.wrong(f"An element on sheet {page} does not know its parent.")
                self.down(kid, (*above, kind))
            elif kid.get("/Type") == Name.OBJR:
                self.annotations.add(kid.Obj.objgen)
                if kid.Pg.objgen not in self.pages:
                    self.report.wrong("A link belongs to a page that is not in the document.")

    def _page(self, element, kind: str) -> int:
        page = element.get("/Pg")
        if page is None:
            return 0
        if page.objgen not in self.pages:
            self.report.wrong(f"A {kind[1:]} belongs to a page that is not in the document.")
            return 0
        return self.pages[page.objgen]

    def _cell(self, cell, kind: str, page: int) -> None:
        attributes = cell.get("/A", Dictionary())
        if kind == "/TH":
            if "/ID" in cell:
                self.names[bytes(cell.ID)] += 1
            if "/Scope" not in attributes:
                self.report.wrong(f"A head cell on sheet {page} does not say what it heads.")
            return
        heads = tuple(bytes(head) for head in attributes.get("/Headers", ()))
        if not heads:
            self.report.wrong(f"A table cell on sheet {page} has no heads.")
        self.heads_of_cells.append(heads)

    def _rows(self, kids) -> int:
        return sum(
            1 if kid.S == Name.TR else self._rows(list(kid.get("/K", ())))
            for kid in kids
            if isinstance(kid, Dictionary) and kid.get("/S") in (Name.TR, Name.TBody, Name.THead, Name.TFoot)
        )

    def check_tables(self) -> None:
        for name, times in self.names.items():
            if times > 1:
                self.report.wrong(f"Two head cells are called {name.decode('latin-1')}.")
        lost = {head for heads in self.heads_of_cells for head in heads if head not in self.names}
        for head in sorted(lost)[:10]:
            self.report.wrong(f"A table cell names a head that is not there: {head.decode('latin-1')}.")


def _read_headings(report: Structure) -> None:
    before = 0
    for level, page in report.headings:
        if level > before + 1:
            report.wrong(f"On sheet {page} a heading of level {level} follows one of level {before}.")
        before = level


def _read_pages(pdf: pikepdf.Pdf, report: Structure, walk: _Walk) -> None:
    nums = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
    owners = {int(key): owner for key, owner in zip(nums[::2], nums[1::2], strict=True)}
    if [int(key) for key in nums[::2]] != sorted(owners):
        report.wrong("The table from pages to tags is out of order.")
    for number, page in enumerate(pdf.pages, 1):
        if page.obj.get("/Tabs") != Name.S:
            report.wrong(f"Sheet {number} does not go through links in reading order.")
        _read_links(page, number, owners, report, walk)
        _read_content(page, number, owners, report, walk)
        _read_fonts(page, number, report)


def _read_links(page, number: int, owners: dict, report: Structure, walk: _Walk) -> None:
    for link in page.obj.get("/Annots", ()):
        report.links += 1
        if not str(link.get("/Contents", "")).strip():
            report.wrong(f"A link on sheet {number} has no words.")
        if link.objgen not in walk.annotations or int(link.get("/StructParent", -1)) not in owners:
            report.wrong(f"A link on sheet {number} is not in the tags.")
        target = link.get("/Dest")
        if target is None and str(link.get("/A", Dictionary()).get("/URI", "")).startswith(("https:", "mailto:")):
            continue
        if not isinstance(target, Array) or target[0].objgen not in walk.pages:
            report.wrong(f"A link on sheet {number} leads nowhere.")


def _read_content(page, number: int, owners: dict, report: Structure, walk: _Walk) -> None:
    """Every mark in the page leads to the tag that names it, and no text stands outside marks."""
    owned = owners.get(int(page.obj.get("/StructParents", -1)))
    if owned is None:
        report.wrong(f"Sheet {number} is not tagged.")
        return
    depth = 0
    for operands, operator in pikepdf.parse_content_stream(page):
        word = str(operator)
        if word in ("BDC", "BMC"):
            depth += 1
            properties = operands[1] if word == "BDC" else None
            if isinstance(properties, Dictionary) and "/MCID" in properties:
                mark = int(properties.MCID)
                element = walk.marks.get((number, mark))
                if element is None or mark >= len(owned) or owned[mark].objgen != element:
                    report.wrong(f"Mark {mark} on sheet {number} is not in the tags.")
        elif word == "EMC":
            depth -= 1
        elif word in SHOWS_TEXT and not depth:
            report.wrong(f"Text on sheet {number} is neither tagged nor set aside.")


def _read_fonts(page, number: int, report: Structure) -> None:
    """Only the pack's family, each face embedded and with its map to letters. An attached paper keeps its own fonts."""
    for font in page.obj.Resources.get("/Font", Dictionary()).values():
        name = str(font.BaseFont).split("+")[-1]
        report.fonts.add(name.rstrip(","))
        if not name.replace("-", "").startswith(FAMILY):
            report.wrong(f"Sheet {number} uses {name}, which is not the pack's typeface.")
        descendants = font.get("/DescendantFonts")
        descriptor = (descendants[0] if descendants is not None else font).get("/FontDescriptor", Dictionary())
        if not any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3")) or "/ToUnicode" not in font:
            report.wrong(f"{name} on sheet {number} is not embedded, or cannot be copied as text.")
