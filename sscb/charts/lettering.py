"""Text in charts: escaped, measured before it is placed, and pushed apart where labels would meet."""

from collections.abc import Sequence
from functools import lru_cache
from html import escape

# Widths of Arial's characters in thousandths of the em; the pack's own font is narrower throughout.
_WIDTHS = {
    " ": 278, "!": 278, '"': 355, "%": 889, "&": 667, "'": 191, "(": 333, ")": 333, ",": 278, "-": 333, ".": 278,
    "/": 278, ":": 278, ";": 278, "<": 584, ">": 584, "[": 278, "]": 278, "\N{MINUS SIGN}": 584, "\N{EN DASH}": 556,
    "I": 278, "J": 500, "L": 556, "M": 833, "Q": 778, "G": 778, "O": 778, "W": 944, "f": 278, "i": 222, "j": 222,
    "l": 222, "m": 833, "r": 333, "t": 278, "w": 722, "c": 500, "k": 500, "s": 500, "v": 500, "x": 500, "y": 500,
    "z": 500, "@": 1015,
}  # fmt: skip
_BOLD = 1.09
ASCENT, DESCENT = 0.74, 0.22


@lru_cache(maxsize=8192)
def width(text: str, size: float, bold: bool = False) -> float:
    """About how wide the text is, in the chart's units; never less than it will be in Arial."""
    total = 0
    for letter in text:
        total += _WIDTHS.get(letter) or (722 if letter.isupper() else 556 if letter.isascii() else 1000)
    return total * size / 1000 * (_BOLD if bold else 1)


def label(
    x: float, y: float, text: str, size: float, *, anchor: str = "start", bold: bool = False, fill: str = "#1a1a1a",
    italic: bool = False,
) -> str:  # fmt: skip
    """One line of text with its baseline at y. `anchor`: start, middle or end."""
    more = "" if anchor == "start" else f' text-anchor="{anchor}"'
    if bold:
        more += ' font-weight="600"'
    if italic:
        more += ' font-style="italic"'
    return f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size:g}" fill="{fill}"{more}>{escape(text)}</text>'


def spread(wanted: Sequence[float], heights: Sequence[float], top: float, bottom: float) -> list[float]:
    """Middles for labels that want the given middles: in the same order, not overlapping, between top and bottom.

    Labels that would meet share the push between them. If they do not all fit they are set from the top without
    a gap; the caller sees to it that there is room.
    """
    blocks: list[list] = []  # middle, height, items
    for item in sorted(range(len(wanted)), key=wanted.__getitem__):
        middle, high, items = wanted[item], heights[item], [item]
        while True:
            middle = max(min(middle, bottom - high / 2), top + high / 2)
            if not blocks or blocks[-1][0] + blocks[-1][1] / 2 <= middle - high / 2 + 1e-9:
                break
            _, above, before = blocks.pop()
            items, high = before + items, above + high
            offset = start = 0.0
            for each in items:  # the place of the whole block that moves its labels least
                offset += wanted[each] - start - heights[each] / 2
                start += heights[each]
            middle = offset / len(items) + high / 2
        blocks.append([middle, high, items])
    places = [0.0] * len(wanted)
    for middle, high, items in blocks:
        edge = middle - high / 2
        for item in items:
            places[item] = edge + heights[item] / 2
            edge += heights[item]
    return places


def opening(
    uid: str, wide: float, high: float, title: str, description: str, *, for_pdf: bool, css_class: str,
    family: str = "", said: tuple[str, str] | None = None,
) -> str:  # fmt: skip
    """The svg element with its title and description. In a PDF the title holds the whole: nothing else is read.

    `said`: width and height as the drawing states them, where they are not its own units.
    """
    title, description = escape(title), escape(description)
    if for_pdf and description:
        title = f"{title}{'' if title.endswith(('.', '?', '!')) else '.'} {description}"
    named = f"{uid}-t {uid}-d" if description else f"{uid}-t"
    font = f' font-family="{family}"' if family else ""
    width_said, height_said = said or (f"{wide:g}", f"{high:g}")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide:g} {high:g}" '
        f'width="{width_said}" height="{height_said}" '
        f'class="{css_class}" role="img" aria-labelledby="{named}"{font}><title id="{uid}-t">{title}</title>'
        + (f'<desc id="{uid}-d">{description}</desc>' if description else "")
    )
