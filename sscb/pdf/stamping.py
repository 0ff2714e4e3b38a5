"""Draws what stands in the margins of a page: header, footer, tab and watermark, as artifacts outside the tag tree.

Positions are points from the left and the foot of an A4 page; sizes and colours are those of the pack's design.
"""

from dataclasses import dataclass
from math import cos, radians, sin

from sscb.pdf.numbers import page_words
from sscb.pdf.stampfont import Face

MM = 72 / 25.4
WIDTH, HEIGHT = 210 * MM, 297 * MM
LEFT, RIGHT = 20 * MM, 190 * MM
HEAD_RULE, FOOT_RULE = HEIGHT - 22 * MM, 20.5 * MM
HEAD_LINE = HEAD_RULE + 10.2
FOOT_LINE, FOOT_SECOND = FOOT_RULE - 13.8, FOOT_RULE - 25
THIRD = 55 * MM
TAB_TOP, TAB_LEFT = HEIGHT - 40 * MM, 194.2 * MM

INK, GREY, RULE, PALE = "0.102 0.102 0.102", "0.29 0.333 0.349", "0.49 0.541 0.561", "0.741 0.741 0.741"
FONTS = {"regular": "StR", "semibold": "StS", "bold": "StB"}


@dataclass(frozen=True)
class Stamps:
    """What every page of the pack says in its margins.

    board: "SSCB Board · 12 December 2019". marking: the pack's, the highest in it. version: "Version 2 · 7c1e 94ab".
    copy: "Copy 7 of 24: Judith Merrow", or "". last: the last number of the pack, as printed.
    """

    board: str
    marking: str
    version: str
    last: str
    copy: str = ""


@dataclass(frozen=True)
class Sheet:
    """What one sheet says of its own: its label, the part's short title, and what marks it out."""

    label: str
    run: str = ""
    late: str = ""
    tab: tuple[str, ...] = ()
    tab_filled: bool = True
    bare: bool = False
    watermark: str = ""


class Stamp:
    """Draws sheets of one pack."""

    def __init__(self, stamps: Stamps, faces: dict[str, Face]):
        self.stamps = stamps
        self.faces = faces
        self._marking = {line: self._spaced_marking(line) for line in (HEAD_LINE, FOOT_LINE)}
        foot = self._text("regular", 9, GREY, LEFT, FOOT_LINE, stamps.version, room=THIRD)
        self._foot = (
            f"{RULE} RG 0.5 w {LEFT:.2f} {FOOT_RULE:.2f} m {RIGHT:.2f} {FOOT_RULE:.2f} l S\n{foot}"
            + self._text("regular", 9, GREY, LEFT, FOOT_SECOND, stamps.copy, room=2 * THIRD)
            + self._marking[FOOT_LINE]
        )

    def over(self, sheet: Sheet) -> bytes:
        """Content to be drawn after the page's own: header, footer and tab."""
        number = page_words(sheet.label, self.stamps.last)
        head = self._marking[HEAD_LINE]
        if not sheet.bare:
            head += f"{RULE} RG 0.5 w {LEFT:.2f} {HEAD_RULE:.2f} m {RIGHT:.2f} {HEAD_RULE:.2f} l S\n"
            head += self._text("regular", 9, GREY, LEFT, HEAD_LINE, sheet.late or self.stamps.board, room=THIRD)
            head += self._text("regular", 9, GREY, RIGHT, HEAD_LINE, sheet.run, room=THIRD, align=1.0)
        foot = self._foot + self._text("semibold", 11, INK, RIGHT, FOOT_LINE, number, room=THIRD, align=1.0)
        drawn = _artifact("Header", head) + _artifact("Footer", foot)
        if sheet.tab:
            drawn += _artifact("", self._tab(sheet))
        return drawn.encode()

    def watermark(self, sheet: Sheet) -> bytes:
        """Content to be drawn behind the page's own: outlined letters, which can be read through; or nothing."""
        if not sheet.watermark:
            return b""
        size, angle = 46.0, radians(54)
        face = self.faces["semibold"]
        size = min(size, size * 680 / max(1.0, face.width(sheet.watermark, size)))
        half = face.width(sheet.watermark, size) / 2
        x, y = WIDTH / 2 - half * cos(angle), HEIGHT / 2 - half * sin(angle)
        drawn = (
            f"{PALE} RG 0.7 w BT 1 Tr /{FONTS['semibold']} {size:.2f} Tf "
            f"{cos(angle):.4f} {sin(angle):.4f} {-sin(angle):.4f} {cos(angle):.4f} {x:.2f} {y:.2f} Tm "
            f"{face.show(sheet.watermark)} Tj ET\n"
        )
        return _artifact("Watermark", drawn).encode()

    def _text(self, face: str, size: float, colour: str, x: float, y: float, text: str, room: float,
              align: float = 0.0) -> str:  # fmt: skip
        if not text:
            return ""
        text = self.faces[face].fit(text, size, room)
        x -= align * self.faces[face].width(text, size)
        return f"{colour} rg BT /{FONTS[face]} {size:g} Tf {x:.2f} {y:.2f} Td {self.faces[face].show(text)} Tj ET\n"

    def _spaced_marking(self, line: float) -> str:
        face, spacing, text = self.faces["bold"], 0.75, self.stamps.marking.upper()
        if not text:
            return ""
        x = (WIDTH - face.width(text, 10, spacing)) / 2
        return f"{INK} rg BT /{FONTS['bold']} 10 Tf {spacing} Tc {x:.2f} {line:.2f} Td {face.show(text)} Tj 0 Tc ET\n"

    def _tab(self, sheet: Sheet) -> str:
        height = 6 + 13.5 * len(sheet.tab)
        box = f"{TAB_LEFT:.2f} {TAB_TOP - height:.2f} {WIDTH - TAB_LEFT + 4:.2f} {height:.2f} re"
        drawn = f"{INK} rg {box} f\n" if sheet.tab_filled else f"{INK} RG 1.2 w {box} S\n"
        colour, room = ("1 1 1" if sheet.tab_filled else INK), WIDTH - TAB_LEFT - 7
        for row, words in enumerate(sheet.tab):
            size = min(10.5, 10.5 * room / max(1.0, self.faces["semibold"].width(words, 10.5)))
            y = TAB_TOP - 13.2 - 13.5 * row
            drawn += self._text("semibold", round(size, 1), colour, TAB_LEFT + 5, y, words, room=room + 3)
        return drawn


def _artifact(kind: str, drawn: str) -> str:
    properties = "/Type /Pagination" + (f" /Subtype /{kind}" if kind else "")
    return f"/Artifact << {properties} >> BDC q\n{drawn}Q EMC\n"
