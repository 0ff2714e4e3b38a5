"""What a pack is put together from, and what is kept of each part while that is done."""

from collections.abc import Sequence
from dataclasses import dataclass

import pikepdf
from pikepdf import Array


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
    """A part once its pages stand in the document: all that is needed of it, so that its file can be let go."""

    part: Part
    pages: list[pikepdf.Object]
    labels: Sequence[str]
    tags: pikepdf.Object | None
    bookmarks: list[tuple[str, Array, list]]
    anchors: dict[str, Array]
