"""A series in a table row: grey band for the limits, thin mean, dashed target, the last point large."""

import datetime
from collections.abc import Sequence

from sscb.charts.axes import positions, span
from sscb.charts.forms import Stretch
from sscb.charts.lettering import label, opening
from sscb.charts.palette import BAND, INK, SECOND, mark

MOST_POINTS = 24
WIDE, HIGH = 148.0, 36.0


def sparkline(
    *,
    uid: str,
    title: str,
    values: Sequence[float | None],
    dates: Sequence[datetime.date] = (),
    stretches: Sequence[Stretch] = (),
    marks: Sequence[str] = (),
    target: float | None = None,
    frequency: str | None = "month",
    for_pdf: bool = False,
) -> str:
    """The newest 24 points, 148 by 36 units, named by `title` (one line).

    Only the signal that is live now is coloured: the marks of one kind that reach up to the last point.
    """
    head = opening(uid, WIDE, HIGH, title, "", for_pdf=for_pdf, css_class="sparkline")
    skipped = max(0, len(values) - MOST_POINTS)
    values, dates = values[skipped:], dates[skipped:]
    marks = marks[skipped:] if marks else ("",) * len(values)
    figures = [value for value in values if value is not None]
    if not figures:
        return head + label(WIDE / 2, HIGH / 2 + 4, "no data", 12, anchor="middle", fill=SECOND) + "</svg>"
    shown = [
        (max(0, s.start - skipped), min(s.stop - skipped, len(values)), s) for s in stretches if s.stop > skipped
    ]  # fmt: skip
    for _, _, s in shown:
        figures += [line for line in (s.mean, s.lower, s.upper) if line is not None]
    if target is not None:
        figures.append(target)
    low, high = span(figures)
    per_unit = (HIGH - 10) / (high - low)
    places = positions(dates, frequency) if dates else list(range(len(values)))
    step = (WIDE - 14) / max(1, places[-1])
    xs = [6 + place * step for place in places]
    ys = [None if value is None else HIGH - 5 - (value - low) * per_unit for value in values]
    parts = [head]
    breaks = set()
    for start, stop, s in shown:
        breaks.add(start)
        begin = 2.0 if start == 0 else (xs[start - 1] + xs[start]) / 2
        end = WIDE - 2 if stop >= len(xs) else (xs[stop - 1] + xs[stop]) / 2
        if s.upper is not None:
            tall = max((s.upper - s.lower) * per_unit, 0.5)
            edge = f' stroke="{SECOND}" stroke-width="0.6" stroke-dasharray="1.5 2.5"' if s.trial else ""
            parts.append(f'<rect x="{begin:.1f}" y="{HIGH - 5 - (s.upper - low) * per_unit:.1f}" '
                         f'width="{end - begin:.1f}" height="{tall:.1f}" fill="{BAND}"{edge}/>')
        if s.mean is not None:
            parts.append(f'<path d="M{begin:.1f} {HIGH - 5 - (s.mean - low) * per_unit:.1f}H{end:.1f}" '
                         f'stroke="{SECOND}" stroke-width="0.8" fill="none"/>')
        if start:
            parts.append(f'<path d="M{begin:.1f} 2V{HIGH - 2:g}" stroke="{SECOND}" stroke-width="0.8" '
                         f'stroke-dasharray="2 2" fill="none"/>')
    if target is not None:
        parts.append(f'<path d="M2 {HIGH - 5 - (target - low) * per_unit:.1f}H{WIDE - 2:g}" stroke="{INK}" '
                     f'stroke-width="1.3" stroke-dasharray="5 3" fill="none"/>')
    path, pen_down, previous = [], False, None
    for place, at in enumerate(ys):
        if at is None:
            pen_down = False
            continue
        if place in breaks or (previous is not None and places[place] - places[previous] > 1):
            pen_down = False
        path.append(f"{'L' if pen_down else 'M'}{xs[place]:.1f} {at:.1f}")
        pen_down, previous = True, place
    parts.append(f'<path d="{"".join(path)}" fill="none" stroke="{INK}" stroke-width="1.3" stroke-linejoin="round" '
                 f'stroke-linecap="round"/>')
    last = previous
    live = marks[last]
    place = last
    while live and place >= 0 and marks[place] == live and ys[place] is not None:
        parts.append(mark(live, xs[place], ys[place], 4.2 if place == last else 2.4))
        place -= 1
    if not live:
        parts.append(f'<circle cx="{xs[last]:.1f}" cy="{ys[last]:.1f}" r="3.2" fill="{INK}"/>')
    parts.append("</svg>")
    return "".join(parts)
