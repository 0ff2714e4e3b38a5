"""The parts of a control chart, each added to a list of SVG pieces in the order in which they lie on the sheet."""

from sscb.charts import numbers
from sscb.charts.axes import calendar_ticks
from sscb.charts.forms import PACK, PAGE
from sscb.charts.lettering import ASCENT, label, spread, width
from sscb.charts.palette import BAND, INK, OLD_BAND, RULE, SECOND, WHITE, mark


def edges(stretches, xs, left, right) -> list[tuple[float, float]]:
    """Where each stretch's lines begin and end: half way between its neighbours' points, or the plot's edge."""
    count = len(xs)
    found = []
    for s in stretches:
        begin = left if s.start <= 0 else (xs[s.start - 1] + xs[s.start]) / 2
        end = right if s.stop >= count else (xs[s.stop - 1] + xs[s.stop]) / 2
        found.append((begin, end))
    return found


def limits(parts, stretches, edges, y, form) -> None:
    page, newest = form is PAGE, len(stretches) - 1
    for number, (s, (begin, end)) in enumerate(zip(stretches, edges, strict=True)):
        if s.mean is None:
            continue
        if s.upper is not None:
            up, down = y(s.upper), y(s.lower)
            if page:
                fill = BAND if number == newest else OLD_BAND
                parts.append(f'<rect x="{begin:.1f}" y="{up:.1f}" width="{end - begin:.1f}" '
                             f'height="{max(down - up, 0):.1f}" fill="{fill}"/>')
            dash = "1.5 2.5" if s.trial else "4 2.5"
            parts.append(f'<path d="M{begin:.1f} {up:.1f}H{end:.1f}M{begin:.1f} {down:.1f}H{end:.1f}" '
                         f'stroke="{SECOND}" stroke-width="{1.2 if page else 0.9}" stroke-dasharray="{dash}" '
                         f'fill="none"/>')
        parts.append(f'<path d="M{begin:.1f} {y(s.mean):.1f}H{end:.1f}" stroke="{SECOND}" '
                     f'stroke-width="{1.3 if page else 1}" fill="none"/>')


def time_axis(parts, dates, frequency, xs, step, left, right, bottom, form) -> None:
    parts.append(f'<path d="M{left:.1f} {bottom:.1f}H{right:.1f}" stroke="{RULE}" stroke-width="1" fill="none"/>')
    letter = form.letter
    if form is PAGE and frequency in ("month", "quarter"):
        where = calendar_ticks(dates, frequency, step if len(xs) > 1 else right - left)
        marks, years = [], []
        for place, text, year in where:
            x = xs[0] + place * step
            marks.append(f"M{x:.1f} {bottom:.1f}v5")
            parts.append(label(x, bottom + 19, text, letter, anchor="middle", fill=SECOND))
            if year:
                years.append((x, year))
        for number, (x, year) in enumerate(years):
            half = width(year, letter, bold=True) / 2
            if number + 1 < len(years) and x + half + 4 > years[number + 1][0] - half:
                continue  # the first year of two that would meet gives way to the one that opens there
            parts.append(label(x, bottom + 36, year, letter, anchor="middle", bold=True))
        parts.append(f'<path d="{"".join(marks)}" stroke="{RULE}" stroke-width="1" fill="none"/>')
        return
    pack, last = form is PACK, len(xs) - 1
    texts = {place: short_period(dates[place], frequency, pack=pack) for place in {0, last // 2, last}}
    taken: list[tuple[float, float]] = []
    for place in (last, 0, last // 2):  # the newest matters most; the others give way to it
        half = width(texts[place], letter) / 2
        x = min(max(xs[place], half + 1), form.wide - half - 1)
        if any(x - half < end + 4 and x + half > begin - 4 for begin, end in taken):
            continue
        taken.append((x - half, x + half))
        parts.append(f'<path d="M{xs[place]:.1f} {bottom:.1f}v2.5" stroke="{RULE}" stroke-width="0.6"/>')
        down = letter + (2.5 if pack else 6)
        parts.append(label(x, bottom + down, texts[place], letter, anchor="middle", fill=SECOND))


def short_period(date, frequency, *, pack: bool) -> str:
    if frequency == "quarter":
        return numbers.quarter(date)
    if frequency == "month":
        name = numbers.MONTH_ABBREVIATIONS[date.month - 1]
        return f"{name} {date.year % 100:02d}" if pack else f"{name} {date.year}"
    return numbers.day(date, short=True) + f" {date.year}"


def figures(parts, xs, ys, marks, places, breaks, form) -> None:
    """The line, broken at gaps, absent periods and rebases; then the points on it."""
    path, pen_down = [], False
    dots, special, r = [], [], form.dot
    previous = None
    for place, at in enumerate(ys):
        if at is None:
            pen_down = False
            continue
        if place in breaks or (previous is not None and places[place] - places[previous] > 1):
            pen_down = False
        x = xs[place]
        path.append(f"{'L' if pen_down else 'M'}{x:.1f} {at:.1f}")
        pen_down, previous = True, place
        kind = marks[place]
        if kind:
            special.append(mark(kind, x, at, form.special))
        else:
            dots.append(f"M{x - r:.1f} {at:.1f}a{r:g} {r:g} 0 1 0 {2 * r:g} 0a{r:g} {r:g} 0 1 0 {-2 * r:g} 0")
    parts.append(f'<path d="{"".join(path)}" fill="none" stroke="{INK}" stroke-width="{form.line:g}" '
                 f'stroke-linejoin="round"/>')
    if dots:
        parts.append(f'<path d="{"".join(dots)}" fill="{INK}"/>')
    parts += special


def strip(parts, stretches, edges, annotations, skipped, xs, ys, top, bottom, left, right, form) -> None:
    """Notes and letters stand in a strip of their own above the plot, never on the lines in it."""
    page, letter = form is PAGE, form.letter
    taken: list[tuple[float, float]] = []

    def free(begin: float, end: float) -> bool:
        return begin >= 0 and end <= form.wide and all(end + 4 < a or begin > b + 4 for a, b in taken)

    wanted = sorted((a for a in annotations if page and skipped <= a.place < skipped + len(xs)), key=lambda a: a.place)
    middles = spread([xs[a.place - skipped] for a in wanted], [19.0] * len(wanted), 0, form.wide)
    taken += [(x - 9, x + 9) for x in middles]
    for a, x in zip(wanted, middles, strict=True):
        at, down = xs[a.place - skipped], ys[a.place - skipped]
        parts.append(f'<path d="M{x:.1f} 19L{at:.1f} {top - 4:.1f}V{bottom if down is None else down - 8:.1f}" '
                     f'stroke="{INK}" stroke-width="1" fill="none"/>')
        parts.append(f'<circle cx="{x:.1f}" cy="11" r="8.5" fill="{INK}"/>')
        parts.append(label(x, 15, a.letter, 12, anchor="middle", bold=True, fill=WHITE))
        long = width(a.text, letter, bold=True)
        for begin in (x + 14, x - 14 - long):
            if a.text and free(begin, begin + long):
                parts.append(label(begin if begin > x else x - 14, 15.5, a.text, letter,
                                   anchor="start" if begin > x else "end", bold=True))
                taken.append((begin, begin + long))
                break
    for number, (s, (begin, _)) in enumerate(zip(stretches, edges, strict=True)):
        if number and s.start > 0:
            parts.append(f'<path d="M{begin:.1f} {top - 4:.1f}V{bottom:.1f}" stroke="{SECOND}" '
                         f'stroke-width="{1 if page else 0.7}" fill="none"/>')
            _note(parts, s.note, begin, taken, free, left, form)
    place = 0
    while place < len(ys):
        if ys[place] is not None:
            place += 1
        else:
            end = place
            while end + 1 < len(ys) and ys[end + 1] is None:
                end += 1
            middle = (xs[place] + xs[end]) / 2
            parts.append(f'<path d="M{middle:.1f} {top - 4:.1f}V{bottom:.1f}" stroke="{SECOND}" stroke-width="0.5" '
                         f'stroke-dasharray="1.5 2" fill="none"/>')
            _note(parts, "not sent", middle, taken, free, left, form)
            place = end + 1


def _note(parts, text, x, taken, free, left, form) -> None:
    if not text:
        return
    letter = form.letter
    half = width(text, letter) / 2
    middle = min(max(x, half + 1), form.wide - half - 1)
    if free(middle - half, middle + half):
        parts.append(label(middle, letter - 0.5 if form is PACK else 15.5, text, letter, anchor="middle", italic=True))
        taken.append((middle - half, middle + half))


def old_limits(parts, stretches, edges, xs, ys, y, floor, target, limit_decimals) -> None:
    """Earlier limits in words by one of their lines, where neither figures nor other lines are in the way."""
    for s, (begin, end) in zip(stretches[:-1], edges, strict=False):
        if s.mean is None or s.upper is None or s.upper <= s.lower:
            continue
        text = (f"Old limits {numbers.limit(s.lower, limit_decimals)} to {numbers.limit(s.upper, limit_decimals)}, "
                f"mean {numbers.limit(s.mean, limit_decimals)}")
        right = begin + 4 + width(text, 12)
        if right + 4 > end:
            continue
        lines = [y(value) for value in (s.mean, s.lower, s.upper, target) if value is not None]
        for baseline in (y(s.upper) - 5, y(s.upper) + 14, y(s.lower) - 5, y(s.lower) + 14):
            top, bottom = baseline - 11, baseline + 4
            met = bottom > floor or any(top < line < bottom for line in lines)
            if not met and not _in_the_way(xs, ys, begin, right, top, bottom):
                parts.append(label(begin + 4, baseline, text, 12, fill=SECOND))
                break


def _in_the_way(xs, ys, left, right, top, bottom) -> bool:
    """Whether a figure, or the line between two neighbours, crosses the box."""
    for place, at in enumerate(ys):
        if at is None or xs[place] < left - 30 or xs[place] > right + 30:
            continue
        after = ys[place + 1] if place + 1 < len(ys) and ys[place + 1] is not None else at
        if min(at, after) - 4 < bottom and max(at, after) + 4 > top:
            return True
    return False


def end_labels(parts, ends, right, y, top, bottom, form) -> None:
    heights = [max(form.apart, letter * 1.15) for _, _, letter, _ in ends]
    wanted = [y(value) for value, _, _, _ in ends]
    page = form is PAGE
    middles = spread(wanted, heights, top - 6 if page else 8.5, bottom + 8 if page else form.high - form.bottom + 4)
    for (_, text, letter, bold), at, middle in zip(ends, wanted, middles, strict=True):
        if abs(middle - at) > form.apart * 0.4:
            parts.append(f'<path d="M{right + 1:.1f} {at:.1f}L{right + (7 if page else 4):.1f} {middle:.1f}" '
                         f'stroke="{RULE}" stroke-width="0.7" fill="none"/>')
        baseline = middle + letter * (ASCENT - 0.2) / 1.5
        parts.append(label(right + (9 if page else 5), baseline, text, letter, bold=bold))
