"""The moving range below the chart: how much each figure differs from the one before."""

import datetime
from collections.abc import Sequence

from sscb.charts import numbers
from sscb.charts.axes import fitting, positions, ticks
from sscb.charts.drawing import edges, short_period
from sscb.charts.forms import MOST_POINTS, PAGE, Stretch
from sscb.charts.lettering import label, opening, width
from sscb.charts.palette import INK, RULE, SECOND


def moving_range_strip(
    *,
    uid: str,
    title: str,
    description: str,
    dates: Sequence[datetime.date],
    ranges: Sequence[float | None],
    limits: Sequence[tuple[int, int, float | None]] = (),
    left_out: Sequence[int] = (),
    unit_words: str = "",
    limit_decimals: int = 1,
    frequency: str | None = "month",
    right_kept: float = 150,
    for_pdf: bool = False,
) -> str:
    """Bars of the change from one period to the next, 860 by 104, to stand below the chart.

    `limits`: (start, stop, upper limit of the moving range) for each stretch. `left_out`: places whose range was
    screened out; they are drawn thick and the largest is named.
    """
    wide, high, top, bottom, letter = 860.0, 104.0, 24.0, 84.0, 13.0
    head = opening(uid, wide, high, title, description, for_pdf=for_pdf, css_class="chart chart-range",
                   family=PAGE.family)  # fmt: skip
    skipped = max(0, len(ranges) - MOST_POINTS)
    dates, ranges = dates[skipped:], ranges[skipped:]
    limits = [(max(0, a - skipped), b - skipped, limit) for a, b, limit in limits if b > skipped]
    outliers = {place - skipped for place in left_out}
    frequency = fitting(dates, frequency)
    known = [size for size in ranges if size is not None] + [limit for _, _, limit in limits if limit is not None]
    most = max(known, default=0) or 1.0
    scale, tick_decimals = ticks(0, most * 1.08, 2)
    texts = [numbers.plain(tick, tick_decimals) for tick in scale]
    words = f" {unit_words}" if unit_words else ""
    last_limit = limits[-1][2] if limits else None
    end = "" if last_limit is None else f"Limit {numbers.limit(last_limit, limit_decimals)}{words}"
    left = max([PAGE.left, *(width(text, letter) + letter for text in texts)])
    right = wide - max(right_kept, width(end, letter) + 14)
    places = positions(dates, frequency)
    step = (right - left - 12) / max(1, places[-1] if places else 1)
    xs = [left + 6 + place * step for place in places]
    per_unit = (bottom - top) / (most * 1.08)
    parts = [head]
    for tick, text in zip(scale, texts, strict=True):
        parts.append(label(left - letter / 2, bottom - tick * per_unit + 4.5, text, letter, anchor="end", fill=SECOND))
    parts.append(f'<path d="M{left:.1f} {bottom:.1f}H{right:.1f}" stroke="{RULE}" stroke-width="1" fill="none"/>')
    drawn = edges([Stretch(a, b) for a, b, _ in limits], xs, left, right)
    for (_, _, limit), (begin, finish) in zip(limits, drawn, strict=True):
        if limit is not None:
            parts.append(f'<path d="M{begin:.1f} {bottom - limit * per_unit:.1f}H{finish:.1f}" stroke="{SECOND}" '
                         f'stroke-width="1.2" stroke-dasharray="4 2.5" fill="none"/>')
    largest = None
    for place, size in enumerate(ranges):
        if size is None:
            continue
        x, tall = xs[place], size * per_unit
        parts.append(f'<path d="M{x:.1f} {bottom:.1f}V{bottom - tall:.1f}" stroke="{INK}" '
                     f'stroke-width="{6 if place in outliers else 3}" fill="none"/>')
        if place in outliers and (largest is None or size >= ranges[largest]):
            largest = place
    if largest is not None:
        when = short_period(dates[largest], frequency, pack=False)
        text = f"{numbers.limit(ranges[largest], limit_decimals)}{words} in {when}"
        x, at = xs[largest], bottom - ranges[largest] * per_unit
        parts.append(f'<circle cx="{x:.1f}" cy="{at:.1f}" r="4.5" fill="{INK}"/>')
        parts.append(
            label(x - 9, 17, text, letter, anchor="end", bold=True) if x - 12 > width(text, letter, bold=True)
            else label(x + 9, 17, text, letter, bold=True)
        )  # fmt: skip
    if end:
        at = min(max(bottom - last_limit * per_unit, top), bottom)
        parts.append(label(right + 9, at + 4.5, end, letter))
    parts.append("</svg>")
    return "".join(parts)
