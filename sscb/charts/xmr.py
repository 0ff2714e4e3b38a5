"""The XmR chart, for page and PDF alike.

Presentation attributes only, text as text, every label measured before it is placed. The newest 36 points are
drawn; the limits belong to all of them and are worked out elsewhere.
"""

import datetime
from collections.abc import Sequence

from sscb.charts import numbers
from sscb.charts.axes import fitting, positions, span, ticks
from sscb.charts.drawing import edges as edges_of
from sscb.charts.drawing import end_labels, figures, limits, old_limits, strip, time_axis
from sscb.charts.forms import MOST_POINTS, PAGE, SIZES, Annotation, Stretch
from sscb.charts.lettering import label, opening, width
from sscb.charts.palette import HAIRLINE, INK, RULE, SECOND

__all__ = ["Annotation", "Stretch", "xmr_chart"]


def xmr_chart(
    *,
    uid: str,
    title: str,
    description: str,
    dates: Sequence[datetime.date],
    values: Sequence[float | None],
    stretches: Sequence[Stretch] = (),
    marks: Sequence[str] = (),
    target: float | None = None,
    unit: str = "n",
    decimals: int = 0,
    limit_decimals: int = 1,
    frequency: str | None = "month",
    annotations: Sequence[Annotation] = (),
    size: str = "page",
    for_pdf: bool = False,
) -> str:
    """One SVG. `marks`: "" or concern, improvement, unusual for each point. `frequency`: month, quarter or None.

    Annotations are drawn on the page's form only.
    With `for_pdf` the title holds the description too, since PDF readers are given the title alone.
    """
    form = SIZES[size]
    page = form is PAGE
    head = opening(uid, form.wide, form.high, title, description, for_pdf=for_pdf, css_class=form.css_class,
                   family=form.family, said=None if page else ("82mm", "41.7mm"))  # fmt: skip
    skipped = max(0, len(values) - MOST_POINTS)
    dates, values = dates[skipped:], values[skipped:]
    marks = marks[skipped:] if marks else ("",) * len(values)
    stretches = [
        Stretch(max(0, s.start - skipped), s.stop - skipped, s.mean, s.lower, s.upper, s.trial,
                s.note if s.start >= skipped else "")
        for s in stretches if s.stop > skipped
    ]  # fmt: skip
    frequency = fitting(dates, frequency)
    known = [value for value in values if value is not None]
    for s in stretches:
        known += [line for line in (s.mean, s.lower, s.upper) if line is not None]
    if target is not None:
        known.append(target)
    if not known:
        words = "No figures to draw"
        return head + label(form.wide / 2, form.high / 2, words, form.letter, anchor="middle", fill=SECOND) + "</svg>"

    low, high = span(known, decimals)
    ends = _line_ends(stretches[-1] if stretches else None, target, limit_decimals, form)
    latest = next((place for place in range(len(values) - 1, -1, -1) if values[place] is not None), None)
    if page and latest is not None:
        when = {
            "month": numbers.MONTH_ABBREVIATIONS[dates[latest].month - 1],
            "quarter": numbers.quarter(dates[latest])[:2],
        }.get(frequency or "", "")
        said = f"{when} {numbers.shown(values[latest], unit, decimals)}".strip()
        ends.append((values[latest], said, 15, True))
    scale, tick_decimals = ticks(low, high, form.most_ticks)
    tick_texts = [numbers.shown(tick, unit if page else "n", tick_decimals) for tick in scale]
    left = max([form.left, *(width(text, form.letter) + form.letter for text in tick_texts)])
    right = form.wide - max([form.right, *(width(text, letter, bold) + 14 for _, text, letter, bold in ends)])
    noted = not page or annotations or None in values or any(s.note for s in stretches)
    top, bottom = form.top if noted else 12, form.high - form.bottom
    places = positions(dates, frequency)
    last_place = max(1, places[-1])
    inset = 6 if page else 5
    step = (right - left - 2 * inset) / last_place
    xs = [left + inset + place * step for place in places]
    if len(places) == 1:
        xs = [(left + right) / 2]
    per_unit = (bottom - top) / (high - low)
    ys = [None if value is None else bottom - (value - low) * per_unit for value in values]

    def y(value: float) -> float:
        return bottom - (value - low) * per_unit

    parts = [head]
    add = parts.append
    for tick, text in zip(scale, tick_texts, strict=True):
        at = y(tick)
        if page:
            add(f'<path d="M{left:.1f} {at:.1f}H{right:.1f}" stroke="{HAIRLINE}" stroke-width="1" fill="none"/>')
        else:
            add(f'<path d="M{left - 2.5:.1f} {at:.1f}h2.5" stroke="{RULE}" stroke-width="0.6" fill="none"/>')
        add(label(left - form.letter * 0.5, at + form.letter * 0.35, text, form.letter, anchor="end", fill=SECOND))
    edges = edges_of(stretches, xs, left, right)
    limits(parts, stretches, edges, y, form)
    time_axis(parts, dates, frequency, xs, step, left, right, bottom, form)
    if target is not None:
        dash = "9 5" if page else "1 2"
        add(f'<path d="M{left:.1f} {y(target):.1f}H{right:.1f}" stroke="{INK}" stroke-width="{form.line:g}" '
            f'stroke-dasharray="{dash}" fill="none"/>')
    figures(parts, xs, ys, marks, places, {s.start for s in stretches}, form)
    strip(parts, stretches, edges, annotations, skipped, xs, ys, top, bottom, left, right, form)
    if page:
        old_limits(parts, stretches, edges, xs, ys, y, bottom, target, limit_decimals)
    end_labels(parts, ends, right, y, top, bottom, form)
    add("</svg>")
    return "".join(parts)


def _line_ends(stretch, target, limit_decimals, form) -> list[tuple[float, str, float, bool]]:
    """Value, words, letter size and boldness of each line's name."""
    upper, aim, mean, lower = form.words
    ends = []
    if stretch is not None and stretch.mean is not None:
        figure = numbers.limit(stretch.mean, limit_decimals)
        ends.append((stretch.mean, f"{mean} {figure}", form.letter, False))
        if stretch.upper is not None and stretch.upper > stretch.lower:
            ends.append((stretch.upper, f"{upper} {numbers.limit(stretch.upper, limit_decimals)}", form.letter, False))
            ends.append((stretch.lower, f"{lower} {numbers.limit(stretch.lower, limit_decimals)}", form.letter, False))
    if target is not None:
        ends.append((target, f"{aim} {numbers.trimmed(target)}", form.letter, True))
    return ends
