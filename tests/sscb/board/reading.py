"""What a person finds in a PDF: the words of each page, bookmarks, links, printed numbers."""

import shutil
import subprocess
from io import BytesIO

import pikepdf
import pytest


def texts_of(content: bytes) -> list[str]:
    """The words of each sheet, as copied from a reader's window."""
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not installed: apt install poppler-utils")
    done = subprocess.run(
        ["pdftotext", "-layout", "-", "-"], input=content, capture_output=True, check=True, timeout=600
    )
    return done.stdout.decode().split("\f")[:-1]


def labels_of(content: bytes) -> list[str]:
    with pikepdf.open(BytesIO(content)) as pdf:
        return [page.label for page in pdf.pages]


def sheet_by_label(content: bytes) -> dict[str, str]:
    return dict(zip(labels_of(content), texts_of(content), strict=True))


def bookmarks_of(content: bytes) -> list[tuple[str, str]]:
    """(words, printed number of the page) of every bookmark, from the top down."""
    with pikepdf.open(BytesIO(content)) as pdf:
        label_by_page = {page.obj.objgen: page.label for page in pdf.pages}
        found = []

        def down(items):
            for item in items:
                target = item.destination
                page = target[0] if target is not None else None
                found.append((item.title, label_by_page[page.objgen] if page is not None else ""))
                down(item.children)

        with pdf.open_outline() as outline:
            down(outline.root)
        return found


def links_on(content: bytes, label: str) -> list[tuple[str, str]]:
    """(the link's words, printed number of the page it leads to) on the page that bears `label`."""
    with pikepdf.open(BytesIO(content)) as pdf:
        label_by_page = {page.obj.objgen: page.label for page in pdf.pages}
        page = next(page for page in pdf.pages if page.label == label)
        found = []
        for link in page.obj.get("/Annots", ()):
            target = link.get("/Dest")
            if target is not None:
                found.append((str(link.get("/Contents", "")), label_by_page[target[0].objgen]))
        return found
