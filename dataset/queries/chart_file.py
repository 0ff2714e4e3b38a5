"""One indicator's chart as a file of its own: the drawing of its page, marked, with its title and its reading."""

from datetime import date
from functools import cache
from pathlib import Path

import resvg_py

from dataset import readings
from dataset.models import Indicator
from dataset.queries import judging
from dataset.queries.indicator_page.marks import annotations
from dataset.queries.indicator_page.shapes import unit_words
from dataset.queries.indicator_page.tables import years_strip
from dataset.queries.rows import sentence
from dataset.queries.standing import judged
from sscb.charts import numbers
from sscb.charts.forms import Annotation
from sscb.charts.lettering import label, width
from sscb.charts.palette import SECOND, WHITE
from sscb.pdf.fonts import FACES, folder

WIDE, HEAD, FOOT = 860.0, 62.0, 58.0
LETTER = 13.0


def chart_file(indicator: Indicator, *, audience: str, as_at: date, marking: str, person=None) -> str:
    """The SVG, or "" where this reader has no picture of it."""
    (one,) = judged(audience=audience, as_at=as_at, indicators=[indicator])
    found, reading = one.judged, one.judged.reading
    if reading and reading.charted:
        marks = [Annotation(place, note.letter, note.short) for place, note in annotations(found, person)]
        inside, high = readings.chart(found.analysis, reading, uid="chart", annotations=marks), 330.0
    else:
        title, inside = years_strip(found, one.comparators)
        if not title:
            return ""
        high = float(inside.split('viewBox="')[1].split('"')[0].split()[3])
    rules = f", rule set {judging.RULE_SET}: {found.own.agreed.rules}" if reading and reading.charted else ""
    invented = " Invented figures of the demonstration." if found.series and found.series.invented else ""
    said = _lines(sentence(found) + invented, 2)
    told = _lines(f"Figures as at {numbers.day(as_at)}{rules}.", 2)
    top = HEAD + LETTER * 1.4 * (len(said) - 1)
    whole = top + high + FOOT
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE:g} {whole:g}" width="{WIDE:g}" height="{whole:g}" '
        f'font-family="Arial, Helvetica, sans-serif"><rect width="{WIDE:g}" height="{whole:g}" fill="{WHITE}"/>',
        label(8, 22, f"{indicator.code} {indicator.title}, {unit_words(indicator)}", 17, bold=True),
    ]  # fmt: skip
    parts += [label(8, 44 + LETTER * 1.4 * n, line, LETTER) for n, line in enumerate(said)]
    parts.append(f'<svg x="0" y="{top:g}" {inside.removeprefix("<svg ")}')
    below = top + high + 16
    parts += [label(8, below + 15 * n, line, 11, fill=SECOND) for n, line in enumerate(told)]
    parts.append(label(WIDE / 2, whole - 8, marking, 12, anchor="middle", bold=True))
    parts.append("</svg>")
    return "".join(parts)


def _lines(text: str, most: int) -> list[str]:
    """The text in lines that fit the drawing; the last ends in an ellipsis where it did not fit."""
    found = [""]
    for word in text.split():
        if width(f"{found[-1]} {word}", LETTER) > WIDE - 24:
            if len(found) == most:
                found[-1] += " …"
                break
            found.append("")
        found[-1] = f"{found[-1]} {word}".strip()
    return found


def as_png(svg: str) -> bytes:
    """The drawing at twice its size, in the pack's typeface and no other."""
    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=svg, zoom=2, background="white", skip_system_fonts=True, font_files=_faces(),
            font_family="Source Sans 3", sans_serif_family="Source Sans 3",
        )
    )  # fmt: skip


@cache
def _faces() -> list[str]:
    return [str(Path(folder()) / name) for name in FACES.values()]
