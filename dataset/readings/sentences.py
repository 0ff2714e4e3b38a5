"""Sentences written from the rule that fired, and the notes that keep the numbers honest."""

import datetime
from itertools import pairwise

from dataset.spc import rules
from sscb.charts import numbers
from sscb.charts.axes import STEPS

_PERIODS = {"month": "month", "quarter": "quarter", "year": "year"}
_ORDINALS = ("", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")
MOST_NAMED = 4  # periods named in one note before it only counts the rest


def target_words(facts) -> str:
    """The target as it was set: "85%", "20 per 10,000"."""
    text = numbers.trimmed(facts.target)
    if facts.unit == numbers.PER_CENT:
        return text + numbers.PER_CENT
    return text if facts.unit in (numbers.COUNT, "") else f"{text} {facts.unit}"


def range_words(facts, limits) -> str:
    """ "the usual range of 70.1% to 87.6%"."""
    return f"the usual range of {facts.limit(limits[0])} to {facts.limit(limits[1])}"


def latest(analysis, facts, depth, place, start, limits, flat) -> tuple[str, str, str]:
    """The rule that fired at the newest figure, the sentence for under the chart, and the heading's clause.

    The newest figure's own label is used, so that a missing last value hides nothing.
    """
    if place is None:
        return "", "No figures have been sent yet.", ""
    points = analysis.points
    date = points.date[place]
    what = numbers.capital(f"{facts.said(date, points.value[place])} {facts.when(date)}")
    if depth == "hidden":
        return "", f"{what}. The numbers are too small to chart for this reader.", ""
    if depth == "table":
        return "", f"{what}. Read the table: there is no chart to take a signal from.", ""
    have = numbers.counted(sum(value is not None for value in points.value[start:]), "point")
    if depth == "fresh":
        return "", f"{what}. {numbers.capital(have)} since the limits were redrawn: no new limits yet.", ""
    if depth == "trial":
        return "", f"{what}. Trial limits: {have}, no reading yet.", ""
    if flat:
        return "", f"{what}. No usual range can be worked out, so there is no reading.", ""
    label, period = points.special_cause_type[place], _PERIODS.get(facts.frequency, "figure")
    usual, mean = range_words(facts, limits), facts.limit(analysis.segments[-1].mean)
    if label == rules.COMMON:
        return label, f"{what} lies within {usual}. No rule was met: do not chase a single {period}.", f"within {usual}"
    if label in (rules.ABOVE_UCL, rules.BELOW_LCL):
        side = "above" if label == rules.ABOVE_UCL else "below"
        streak = _back(place, start, lambda at: points.special_cause_type[at] == label)
        edge = limits[1] if side == "above" else limits[0]
        hair = numbers.rounded(points.value[place], facts.limit_decimals) == numbers.rounded(edge, facts.limit_decimals)
        more = ", by less than the rounding shows" if hair else ""
        more += f", the {_ordinal(streak)} {period} in a row outside it" if streak > 1 else ""
        return label, f"{what} lies {side} {usual}{more}.", f"{side} {usual}"
    if label in (rules.RISING, rules.FALLING):
        up, values = label == rules.RISING, points.value
        steps = _back(place, start, lambda at: at == place or (values[at] is not None and (
            values[at] < values[at + 1] if up else values[at] > values[at + 1])))  # fmt: skip
        times = numbers.counted(steps - 1, "time")
        said = f"The figure has {'risen' if up else 'fallen'} {times} running, to {what[:1].lower()}{what[1:]}."
        return label, said, f"after {'rising' if up else 'falling'} {times} running"
    if label in (rules.TWO_ABOVE, rules.TWO_BELOW):
        limit = "upper" if label == rules.TWO_ABOVE else "lower"
        near = sum(bool(flag) for flag in points.close_to_limits[max(start, place - 2):place + 1])
        many = "three of the last three" if near == 3 else "two of the last three"
        told = numbers.capital(many)
        return (
            label, f"{what}. {told} figures lie close to the {limit} limit, all three on that side of the mean.",
            f"with {many} figures close to the {limit} end of {usual}",
        )  # fmt: skip
    side = "above" if label == rules.RUN_ABOVE else "below"
    count = _back(place, start, lambda at: points.relative_to_mean[at] == points.relative_to_mean[place])
    clause = f"the {_ordinal(count)} {period} in a row {side} the mean of {mean}"
    return label, f"{what} is {clause}.", clause


def _back(place: int, start: int, holds) -> int:
    """How many points in a row, counted back from `place`, hold; none before `start`."""
    first = place
    while first > start and holds(first - 1):
        first -= 1
    return place - first + 1


def _ordinal(count: int) -> str:
    if count < len(_ORDINALS):
        return _ORDINALS[count]
    return f"{count}{'th' if 10 <= count % 100 <= 20 else {1: 'st', 2: 'nd', 3: 'rd'}.get(count % 10, 'th')}"


def notes(analysis, facts, depth, place, missing_last, segment, limits, count) -> tuple[str, ...]:
    """What the reader has to know beside the numbers: whole sentences, most important first."""
    if place is None or depth == "hidden":
        return ()
    points, found = analysis.points, []
    if missing_last or points.value[-1] is None:
        found.append(_missing_last(analysis, facts, depth, place))
    if count == 1 and depth == "table":
        found.append("One figure shows a level, not a change: no limits can be worked out from it.")
    if depth == "trial":
        found.append(
            f"Trial limits: they rest on {numbers.counted(count, 'point')} and will move as figures arrive. "
            "Read the level, not the pattern, until there are 12."
        )
    if depth == "fresh":
        found.append("The limits were redrawn recently. The old ones are still shown; new ones start at 8 points.")
    if depth in ("trial", "full"):
        found += _odd_limits(points, facts, segment, limits)
    gaps = [date for date, value in zip(points.date[:-1], points.value[:-1], strict=True) if value is None]
    if gaps:
        found.append(f"Not sent: {_named([facts.period(date) for date in gaps])}. The line is broken there.")
    absent = _absent(points.date, facts)
    if absent:
        one = len(absent) == 1
        found.append(
            f"{'A period is' if one else 'Periods are'} missing from the series altogether: {_named(absent)}. "
            f"The figures on either side were compared as if they were neighbours."
        )
    return tuple(found)


def _missing_last(analysis, facts, depth, place) -> str:
    points = analysis.points
    text = (
        f"The figure for {facts.period(points.date[-1])} was not sent. The newest is "
        f"{facts.said(points.date[place], points.value[place])} {facts.when(points.date[place])}"
    )
    if depth != "full":
        return text + "."
    kind, label = points.point_type[place], points.special_cause_type[place]
    words = {
        "special_cause_improvement": "an improvement", "special_cause_concern": "a concern",
        "special_cause_neutral_high": "unusual", "special_cause_neutral_low": "unusual",
    }.get(kind, "usual variation")  # fmt: skip
    side = "" if kind == "common_cause" else ", high" if label in rules.HIGH else ", low"
    return f"{text}, which was {words}{side}."


def _odd_limits(points, facts, segment, limits) -> list[str]:
    real = [value for value in points.value[-segment.n:] if value is not None]
    if segment.lpl is None:
        if segment.moving_ranges_screened_out and segment.average_moving_range_unscreened == 0:
            told = "Every figure is the same" if min(real) == max(real) else "No figure differed from the one before"
            return [f"{told} where the limits are worked out. With no change to measure, no limits are drawn."]
        return ["No two figures stand next to each other, so no limits can be worked out."]
    if segment.upl <= segment.lpl:
        if segment.moving_ranges_screened_out:
            jumps = numbers.counted(segment.moving_ranges_screened_out, "large step")
            was = "was" if segment.moving_ranges_screened_out == 1 else "were"
            return [
                f"The limits have no width: {jumps} {was} left out as exceptional, and no other figure differed "
                "from the one before. Every figure off the mean then counts as outside. "
                "Take no signal from this chart; ask Quality and Performance whether to redraw the limits at the step."
            ]
        return ["The limits have no width, because no figure differed from the one before."]
    found = []
    if segment.moving_ranges_screened_out:
        steps = numbers.counted(segment.moving_ranges_screened_out, "exceptional step")
        found.append(f"{numbers.capital(steps)} from one figure to the next "
                     f"{'was' if segment.moving_ranges_screened_out == 1 else 'were'} left out of the limits.")
    lower, upper = limits
    if lower != segment.lpl:
        found.append(f"The lower limit works out at {facts.limit(segment.lpl)} and is drawn at "
                     f"{facts.limit(lower)}, since the figure cannot be lower.")
    if upper != segment.upl:
        found.append(f"The upper limit works out at {facts.limit(segment.upl)} and is drawn at "
                     f"{facts.limit(upper)}, since the figure cannot be higher.")
    return found


def _named(names: list[str]) -> str:
    if len(names) <= MOST_NAMED:
        return numbers.listed(names)
    return f"{', '.join(names[:MOST_NAMED - 1])} and {len(names) - MOST_NAMED + 1} more"


def _absent(dates: list[str], facts) -> list[str]:
    """Periods with no row at all between the first date and the last."""
    step = STEPS.get(facts.frequency)
    if not step or len(dates) < 2:
        return []
    periods = [(int(date[:4]) * 12 + int(date[5:7]) - 1) // step for date in dates]
    if any(after <= before for before, after in pairwise(periods)):
        return []
    have = set(periods)
    found = []
    for period in range(periods[0], periods[-1]):
        if period not in have:
            year, month = divmod(period * step, 12)
            found.append(facts.period(datetime.date(year, month + 1, 1).isoformat()))
    return found
