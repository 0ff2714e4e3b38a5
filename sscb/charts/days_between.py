"""The days-between chart of rare events, with the words and the table that say the same.

No date is drawn, said or listed: a date and one gap together would give the day of a child's death. The points stand
by their place in order, and gaps are rounded to whole weeks before anything is worked out from them.
"""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from sscb.charts import numbers
from sscb.charts.lettering import label, opening, spread, width
from sscb.charts.palette import BAND, CONCERN, HAIRLINE, IMPROVEMENT, INK, RULE, SECOND, UNUSUAL, mark
from sscb.charts.rare_events import (
    FEWEST_EVENTS,
    OUTSIDE,
    RUN,
    SHORTER,
    TREND,
    Gaps,
    Signal,
    days_apart,
    read_gaps,
    whole_weeks,
)

MOST_POINTS = 60
METHOD = (
    "Limits: gaps raised to the power 1/3.6, mean ± 2.66 × average moving range, turned back into days. "
    "Every gap is rounded to whole weeks first."
)
NO_DATES = "No dates are given, because a date and a gap together would give the day of an event."
_STEPS = (7, 14, 28, 56, 84, 112, 182, 364, 728, 1456, 3640)


@dataclass(frozen=True, slots=True)
class Size:
    """Measures of one form of the chart, in units of its viewBox."""

    wide: float
    high: float
    letter: float
    dot: float
    special: float
    line: float
    family: str
    css_class: str


SIZES = {
    "page": Size(860, 300, 13, 2.9, 5.6, 1.6, "Arial, Helvetica, sans-serif", "chart chart-page"),
    "pack": Size(482, 160, 8, 1.9, 3.2, 1.0, "Source Sans 3, Arial, sans-serif", "chart chart-days"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """One gap of the table: its place in order (1 is the oldest), its length in words, and the rule that marks it."""

    place: int
    gap: str
    signal: str


@dataclass(frozen=True, slots=True)
class DaysBetween:
    """The drawing ("" where there are too few events) and everything it says, in words and as a table.

    `sentence`: the reading. `listed`: all gaps in one sentence. `method`: how the limits were made. `rule`: the rule
    that marks the newest gap, as a sentence, or "". `kind`: concern, improvement, unusual, usual or "" (not charted).
    """

    svg: str
    sentence: str
    listed: str
    method: str
    rule: str
    kind: str
    rows: tuple[Row, ...]
    gaps: Gaps


def days_between(
    events: Sequence[datetime.date],
    *,
    title: str,
    things: str = "events",
    uid: str = "days-between",
    longer_is_better: bool | None = True,
    size: str = "pack",
    for_pdf: bool = False,
    run: int = 7,
    trend: int = 7,
    hidden: bool = False,
) -> DaysBetween:
    """Everything there is to show of the time between events.

    `events`: the days on which they happened, in any order; they are used for nothing but the gaps.
    `things`: their name in sentences, such as "unexpected deaths". `longer_is_better`: None where neither is.
    `hidden`: the reader may not know how many there were; nothing is drawn or listed then.
    """
    gaps = read_gaps(whole_weeks(days_apart(events)), run=run, trend=trend)
    if hidden:
        return DaysBetween("", f"The numbers of {things} are too small to show to this reader.", "", "", "", "", (),
                           Gaps(()))  # fmt: skip
    rule = rule_words(gaps)
    kind = _kind(gaps.newest, longer_is_better) or ("usual" if gaps.charted else "")
    sentence = reading(gaps, len(events), things, longer_is_better)
    listed = _listed(gaps, things)
    rows = tuple(
        Row(place, _long(gap), signal_words(gaps.signals[place - 1], longer_is_better) if gaps.charted else "")
        for place, gap in enumerate(gaps.days, 1)
    )
    svg = ""
    if gaps.charted:
        svg = _draw(gaps, uid, title, f"{sentence} {_summary(gaps, longer_is_better)}", longer_is_better, SIZES[size],
                    for_pdf)  # fmt: skip
    return DaysBetween(svg, sentence, listed, METHOD if gaps.charted else "", rule, kind, rows, gaps)


def reading(gaps: Gaps, events: int, things: str, longer_is_better: bool | None = True) -> str:
    """The sentence under the chart: the usual gap, whether the newest is unusual and by which rule, and which is good.

    Where there are too few events it says so, and gives the list's sentence instead of a reading.
    """
    if not events:
        return f"No {things} have been recorded."
    if not gaps.charted:
        return (
            f"{numbers.capital(numbers.counted(events, 'event'))} so far: a chart of the time between {things} "
            f"starts at {FEWEST_EVENTS}. Read the list."
        )
    told = [f"The usual gap is about {_long(gaps.centre)}."]
    rule = rule_words(gaps)
    older = [place for place, one in enumerate(gaps.signals[:-1], 1) if one]
    if rule:
        more = "more" if gaps.newest.side == SHORTER else "less"
        told.append(f"{rule} That is unlikely to be chance: {things} come {more} often than before.")
    elif older:
        which = f"Gap {older[0]}" if len(older) == 1 else f"Gaps {numbers.listed(_spans(older))}"
        told.append(f"The newest gap is usual. {which} {'was' if len(older) == 1 else 'were'} not, and "
                    f"{'is' if len(older) == 1 else 'are'} marked.")  # fmt: skip
    else:
        told.append(f"No gap is unusual: there is no sign that {things} come more or less often than before.")
    if longer_is_better is not None and not rule:
        good, bad = ("longer", "short") if longer_is_better else ("shorter", "long")
        told.append(f"A {good} gap is better; a run of {bad} gaps would be marked.")
    return " ".join(told)


def rule_words(gaps: Gaps) -> str:
    """The rule that marks the newest gap as a sentence with its figures, or ""."""
    signal = gaps.newest
    if signal is None:
        return ""
    if signal.rule == OUTSIDE:
        return f"The newest gap, {_long(gaps.days[-1])}, is {signal.side} than the usual range of {range_words(gaps)}."
    if signal.rule == TREND:
        return f"Gaps have grown {signal.side} {numbers.counted(_streak(gaps) - 1, 'time')} running."
    if signal.rule == RUN:
        return f"The last {numbers.in_words(_streak(gaps))} gaps are all {signal.side} than the usual one."
    end = "short" if signal.side == SHORTER else "long"
    return f"Two of the last three gaps lie close to the {end} end of the usual range of {range_words(gaps)}."


def range_words(gaps: Gaps) -> str:
    """ "2 to 182 days"."""
    return f"{numbers.plain(gaps.lower)} to {_long(gaps.upper)}"


def signal_words(signal: Signal | None, longer_is_better: bool | None = True) -> str:
    """What marks a gap, for the table: "Concern: shorter than the usual range"."""
    if signal is None:
        return "Usual"
    named = {CONCERN: "Concern", IMPROVEMENT: "Improvement", UNUSUAL: "Unusual"}[_kind(signal, longer_is_better)]
    what = {
        OUTSIDE: f"{signal.side} than the usual range", TREND: f"part of a run of ever {signal.side} gaps",
        RUN: f"part of a run of {signal.side} gaps",
    }.get(signal.rule, f"close to the limit, on the {signal.side} side")  # fmt: skip
    return f"{named}: {what}"


def _kind(signal: Signal | None, longer_is_better: bool | None) -> str:
    if signal is None:
        return ""
    if longer_is_better is None:
        return UNUSUAL
    return IMPROVEMENT if (signal.side != SHORTER) is longer_is_better else CONCERN


def _streak(gaps: Gaps) -> int:
    """How many gaps, counted back from the newest, carry its mark's pattern."""
    days, count = gaps.days, 1
    if gaps.newest.rule == TREND:
        up = gaps.newest.side != SHORTER
        while count < len(days) and (days[-count] > days[-count - 1] if up else days[-count] < days[-count - 1]):
            count += 1
        return count
    while count < len(days) and (days[-count - 1] < gaps.centre) is (gaps.newest.side == SHORTER):
        count += 1
    return count


def _long(days: float) -> str:
    text = numbers.plain(days)
    return "1 day" if text == "1" else f"{text} days"


def _spans(places: list[int]) -> list[str]:
    """ "3", "7 to 9"."""
    found: list[list[int]] = []
    for place in places:
        if found and found[-1][1] == place - 1:
            found[-1][1] = place
        else:
            found.append([place, place])
    return [str(first) if first == last else f"{first} to {last}" for first, last in found]


def _listed(gaps: Gaps, things: str) -> str:
    if not gaps.days:
        return ""
    one = len(gaps.days) == 1
    return (
        f"{numbers.plain(len(gaps.days))} gap{'' if one else 's'} between {numbers.plain(gaps.events)} {things}, "
        f"oldest first, in days rounded to whole weeks: {', '.join(numbers.plain(gap) for gap in gaps.days)}. "
        f"{NO_DATES}"
    )


def _summary(gaps: Gaps, longer_is_better: bool | None) -> str:
    marked = [f"{place}, {signal_words(one, longer_is_better)[:1].lower()}{signal_words(one, longer_is_better)[1:]}"
              for place, one in enumerate(gaps.signals, 1) if one]  # fmt: skip
    told = (
        f"{len(gaps.days)} gaps, by place in order and not by date. Newest {_long(gaps.days[-1])}, centre "
        f"{_long(gaps.centre)}, usual range {range_words(gaps)}. "
    )
    told += f"Marked: {'; '.join(marked)}. " if marked else "None is marked. "
    return told + "The gaps are listed below."


def _draw(gaps, uid, title, description, longer_is_better, form: Size, for_pdf: bool) -> str:
    said = None if form is SIZES["page"] else ("170mm", "56.4mm")
    head = opening(uid, form.wide, form.high, title, description, for_pdf=for_pdf, css_class=form.css_class,
                   family=form.family, said=said)  # fmt: skip
    letter = form.letter
    skipped = max(0, len(gaps.days) - MOST_POINTS)
    days, signals = gaps.days[skipped:], gaps.signals[skipped:]
    most = max(*days, gaps.upper, 7) * 1.06
    step = next((one for one in _STEPS if most / one <= 4.5), _STEPS[-1])
    scale = range(0, int(most) + 1, step)
    ends = [(gaps.upper, f"upper {_long(gaps.upper)}"), (gaps.centre, f"centre {_long(gaps.centre)}"),
            (gaps.lower, f"lower {_long(gaps.lower)}")]  # fmt: skip
    left = max(width(text, letter) for text in ("days", *map(numbers.plain, scale))) + letter * 1.5
    right = form.wide - max(width(text, letter) for _, text in ends) - letter * 1.2
    top, bottom = letter * 2.2, form.high - letter * 4
    per_day = (bottom - top) / most
    apart = (right - left - 2 * letter) / max(1, len(days) - 1)
    xs = [left + letter + place * apart for place in range(len(days))]
    ys = [bottom - gap * per_day for gap in days]
    upper, centre, lower = (bottom - value * per_day for value, _ in ends)
    parts = [head, label(left - letter * 0.6, letter, "days", letter, anchor="end", fill=SECOND)]
    add = parts.append
    add(f'<rect x="{left:.1f}" y="{upper:.1f}" width="{right - left:.1f}" height="{lower - upper:.1f}" fill="{BAND}"/>')
    for tick in scale:
        at = bottom - tick * per_day
        if tick:
            add(f'<path d="M{left:.1f} {at:.1f}H{right:.1f}" stroke="{HAIRLINE}" stroke-width="0.7" fill="none"/>')
        add(label(left - letter * 0.6, at + letter * 0.35, numbers.plain(tick), letter, anchor="end", fill=SECOND))
    add(f'<path d="M{left:.1f} {top:.1f}V{bottom:.1f}H{right:.1f}" stroke="{RULE}" stroke-width="1" fill="none"/>')
    add(f'<path d="M{left:.1f} {upper:.1f}H{right:.1f}M{left:.1f} {lower:.1f}H{right:.1f}" stroke="{SECOND}" '
        f'stroke-width="{form.line * 0.8:g}" stroke-dasharray="4 2.5" fill="none"/>')
    add(f'<path d="M{left:.1f} {centre:.1f}H{right:.1f}" stroke="{SECOND}" stroke-width="{form.line * 0.8:g}" '
        f'fill="none"/>')
    _places(parts, skipped, xs, bottom, left, right, letter)
    line = "L".join(f"{x:.1f} {at:.1f}" for x, at in zip(xs, ys, strict=True))
    add(f'<path d="M{line}" fill="none" stroke="{INK}" stroke-width="{form.line:g}" stroke-linejoin="round"/>')
    for x, at, signal in zip(xs, ys, signals, strict=True):
        kind = _kind(signal, longer_is_better)
        add(mark(kind, x, at, form.special) if kind else
            f'<circle cx="{x:.1f}" cy="{at:.1f}" r="{form.dot:g}" fill="{INK}"/>')  # fmt: skip
    middles = spread([upper, centre, lower], [letter * 1.3] * 3, letter * 0.6, bottom + letter)
    for (_, text), middle in zip(ends, middles, strict=True):
        add(label(right + letter * 0.6, middle + letter * 0.35, text, letter))
    add("</svg>")
    return "".join(parts)


def _places(parts, skipped, xs, bottom, left, right, letter) -> None:
    """The axis: places in order, never a date."""
    count = len(xs)
    every = next((one for one in (5, 10, 20, 50, 100) if count / one <= 6), 100)
    wanted = [count, 1, *(place for place in range(every, count, every))]
    taken: list[tuple[float, float]] = []
    for place in wanted:
        text = str(place + skipped)
        half = width(text, letter) / 2
        x = xs[place - 1]
        if any(x - half < end + letter and x + half > begin - letter for begin, end in taken):
            continue
        taken.append((x - half, x + half))
        parts.append(f'<path d="M{x:.1f} {bottom:.1f}v{letter * 0.4:.1f}" stroke="{RULE}" stroke-width="0.7"/>')
        parts.append(label(x, bottom + letter * 1.5, text, letter, anchor="middle", fill=SECOND))
    low = bottom + letter * 3.2
    parts.append(label(left, low, "← older: place in order, not a date", letter, fill=SECOND))
    parts.append(label(right, low, "newest →", letter, anchor="end", fill=SECOND))
