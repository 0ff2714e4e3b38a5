"""The typeface of the margins: three faces, embedded once per pack, ready to be drawn with.

Laying out 60 headers and footers costs more than merging 60 pages, so margins are drawn straight into the page. For
that the faces are cut down once to European letters and kept as a small PDF beside the fonts, with the number and the
width of every glyph.
"""

import json
import os
import tempfile
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import pikepdf

from sscb.pdf import fonts

FACES = ("regular", "semibold", "bold")
FILE = "stamp-faces-1.pdf"
LETTERS = [
    *range(0x20, 0x7F), *range(0xA0, 0x250), *range(0x1E00, 0x1F00), *range(0x2010, 0x2028), 0x2030, 0x20AC, 0x2116,
    0x2122, 0x2190, 0x2191, 0x2192, 0x2193, 0x2212, 0x2260, 0x2264, 0x2265, 0x2713,
]  # fmt: skip


@dataclass(frozen=True)
class Face:
    """Glyph numbers and widths (thousandths of the em) by character."""

    glyphs: dict[str, int]
    widths: dict[str, int]

    def show(self, text: str) -> str:
        """`text` as the operand of Tj. A character the face lacks becomes a question mark: nothing is drawn empty."""
        mark = self.glyphs["?"]
        return "<" + "".join(f"{self.glyphs.get(letter, mark):04x}" for letter in text) + ">"

    def width(self, text: str, size: float, spacing: float = 0.0) -> float:
        """Points from the first letter's left edge to the last one's right edge."""
        mark = self.widths["?"]
        length = sum(self.widths.get(letter, mark) for letter in text) * size / 1000
        return length + spacing * max(0, len(text) - 1)

    def fit(self, text: str, size: float, room: float) -> str:
        """`text`, shortened with an ellipsis where it would be wider than `room` points."""
        if self.width(text, size) <= room:
            return text
        while text and self.width(text.rstrip() + "…", size) > room:
            text = text[:-1]
        return text.rstrip(" ·,:") + "…"


def open_faces(where: Path | None = None) -> tuple[pikepdf.Pdf, dict[str, Face]]:
    """The small PDF, and each face's measures. Made on first use and kept beside the fonts."""
    where = where or fonts.folder()
    path = where / FILE
    pdf = pikepdf.open(BytesIO(path.read_bytes() if path.is_file() else prepare(where)))
    measures = json.loads(pdf.Root.Measures.read_bytes())
    faces = {}
    for name in FACES:
        letters, widths = measures[name]
        faces[name] = Face(
            glyphs={letter: number for number, letter in enumerate(letters, 1)},
            widths=dict(zip(letters, widths, strict=True)),
        )
    return pdf, faces


def prepare(where: Path | None = None) -> bytes:
    """Make the small PDF and, where the folder may be written, keep it. Same fonts, same bytes."""
    from sscb.pdf.stampcut import cut_faces  # slow to load, and only needed once on a machine

    where = where or fonts.folder()
    data = cut_faces({name: where / fonts.FACES[name] for name in FACES}, LETTERS)
    try:
        with tempfile.NamedTemporaryFile(dir=where, prefix=".stamp", delete=False) as file:
            file.write(data)
        os.replace(file.name, where / FILE)
    except OSError:
        pass  # a read-only folder: made again next time
    return data
