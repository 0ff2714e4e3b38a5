"""Annual figures beside those of others: a row each on one scale. Not a control chart; nothing is ranked."""

from collections.abc import Sequence
from dataclasses import dataclass

from sscb.charts import numbers
from sscb.charts.axes import span, ticks
from sscb.charts.lettering import label, opening, width
from sscb.charts.palette import HAIRLINE, INK, RULE, SECOND, WHITE

OTHER_FONTS = 1.16
"""A browser without Arial takes a wider letter; names at the left edge must not be cut."""


@dataclass(frozen=True, slots=True)
class Compared:
    """One row: a name, a figure (a number, `numbers.Hidden`, or None if there is none), and whether it is ours.

    `text`: the figure as it is printed elsewhere, where the rows are not all as exact as one another.
    """

    name: str
    value: object
    own: bool = False
    text: str = ""


def comparator_strip(
    *,
    uid: str,
    title: str,
    rows: Sequence[Compared],
    target: float | None = None,
    unit: str = "n",
    decimals: int = 0,
    description: str = "",
    wide: float = 440,
    for_pdf: bool = False,
) -> str:
    """One SVG, `wide` units across: our own place filled, the others as rings, each with its name and figure.

    Rows stand in the order given (ours, statistical neighbours, region, England).
    """
    letter, row_high, top = 13.0, 24.0, 20.0 if target is not None else 8.0
    bottom = top + row_high * len(rows)
    high = bottom + 24
    texts = [row.text or numbers.shown(row.value, unit, decimals) for row in rows]
    if not description:
        description = "; ".join(
            f"{row.name} {row.text or numbers.said(row.value, unit, decimals)}" for row in rows
        ) + (f". Target {numbers.said(target, unit, _places(target))}" if target is not None else "") + "."
    head = opening(uid, wide, high, title, description, for_pdf=for_pdf, css_class="chart chart-compare",
                   family="Arial, Helvetica, sans-serif")  # fmt: skip
    wider = 1.0 if for_pdf else OTHER_FONTS
    left = wider * max((width(row.name, letter, row.own) for row in rows), default=0) + 14
    right = wide - max((width(text, letter, row.own) for text, row in zip(texts, rows, strict=True)), default=0) - 14
    figures = [row.value for row in rows if _drawn(row.value)] + ([target] if target is not None else [])
    parts = [head]
    if figures:
        low, up = span([*figures, 0] if unit == "n" and min(figures) >= 0 else figures, decimals)
        per_unit = (right - left - 16) / (up - low)

        def x(value: float) -> float:
            return left + 8 + (value - low) * per_unit

        scale, tick_decimals = ticks(low, up, 4)
        edge = -1e9
        for tick in scale:
            at, text = x(tick), numbers.shown(tick, unit, tick_decimals)
            half = width(text, 12) / 2
            parts.append(f'<path d="M{at:.1f} {top:.1f}V{bottom:.1f}" stroke="{HAIRLINE}" stroke-width="1"/>')
            if at - half > max(edge, 0) and at + half < wide:
                parts.append(label(at, bottom + 16, text, 12, anchor="middle", fill=SECOND))
                edge = at + half + 6
        if target is not None:
            at, text = x(target), f"Target {numbers.trimmed(target)}"
            half = width(text, 12, bold=True) / 2
            parts.append(f'<path d="M{at:.1f} {top - 4:.1f}V{bottom:.1f}" stroke="{INK}" stroke-width="1.6" '
                         f'stroke-dasharray="6 4"/>')
            parts.append(label(min(max(at, half + 1), wide - half - 1), 12, text, 12, anchor="middle", bold=True))
    for place, (row, text) in enumerate(zip(rows, texts, strict=True)):
        middle = top + row_high * (place + 0.5)
        parts.append(f'<path d="M{left:.1f} {middle:.1f}H{right:.1f}" stroke="{RULE}" stroke-width="0.6" '
                     f'stroke-dasharray="1 3"/>')
        parts.append(label(left - 10, middle + 4.5, row.name, letter, anchor="end", bold=row.own))
        parts.append(label(right + 10, middle + 4.5, text, letter, bold=row.own))
        if _drawn(row.value):
            parts.append(
                f'<circle cx="{x(row.value):.1f}" cy="{middle:.1f}" r="{6 if row.own else 5}" '
                f'fill="{INK if row.own else WHITE}" stroke="{INK}" stroke-width="{1 if row.own else 2}"/>'
            )
    parts.append("</svg>")
    return "".join(parts)


def _drawn(value) -> bool:
    """A hidden figure is not drawn: its place on the scale would tell it."""
    return value is not None and not isinstance(value, numbers.Hidden)


def _places(value: float) -> int:
    text = numbers.trimmed(value)
    return len(text.partition(".")[2])
