"""Headings that are the answer: a sentence with the figure in it, written from the data."""

from collections.abc import Iterable

from dataset.readings import sentences
from dataset.readings.reading import Reading
from sscb.charts import icons, numbers


def indicator_heading(reading: Reading) -> str:
    """The indicator page's h1: "58.7% of interviews were held in 72 hours in September 2019, below the usual
    range of 70.1% to 87.6%"."""
    facts = reading.facts
    if reading.latest_on is None:
        return f"{facts.title}: no figures have been sent yet"
    figure = reading.latest
    if figure == numbers.SMALL:
        figure = "fewer than 5"
    elif figure == numbers.GUARDED:
        figure = "a number that is not shown"
    elif facts.unit not in (numbers.PER_CENT, numbers.COUNT, ""):
        figure = f"{figure} {facts.unit}"
    when = facts.when(reading.latest_on)
    opening = (
        f"{numbers.capital(facts.says.format(value=figure))} {when}" if "{value}" in facts.says
        else f"{facts.title}: {figure} {when}"
    )  # fmt: skip
    if reading.depth == "hidden":
        return opening
    if reading.variation.icon == icons.NO_DATA:
        return f"{opening}, the newest figure: {_after(reading)} has not been sent"
    if reading.depth in ("fresh", "trial"):
        return f"{opening}; too few figures for a reading yet"
    if not reading.clause:
        return opening
    joined = f"{opening}, {reading.clause}"
    if reading.variation.icon == icons.USUAL and reading.assurance.icon == icons.FAIL:
        short = "does not come down to" if facts.polarity == "L" else "does not reach"
        return f"{joined}, which {short} the target of {sentences.target_words(facts)}"
    return joined


def _after(reading: Reading) -> str:
    return reading.variation.reason.removeprefix("no data for ")


def scorecard_heading(readings: Iterable[Reading]) -> str:
    """The scorecard's h1: "Two indicators have turned for the worse and three will miss their target every month"."""
    readings = list(readings)
    worse = sum(reading.variation.icon == icons.CONCERN for reading in readings)
    failing = [reading for reading in readings if reading.assurance.icon == icons.FAIL]
    miss = len(failing)
    if not readings:
        return "No indicator has figures yet"
    if not worse and not miss:
        return "No indicator has turned for the worse, and none is set to miss its target"
    times = {reading.facts.frequency for reading in failing}
    often = {frozenset({"month"}): "every month", frozenset({"quarter"}): "every quarter"}.get(
        frozenset(times), "every time"
    )
    have = "has" if worse == 1 else "have"
    if not miss:
        return numbers.capital(f"{numbers.counted(worse, 'indicator')} {have} turned for the worse")
    their = "its" if miss == 1 else "their"
    if not worse:
        return numbers.capital(f"{numbers.counted(miss, 'indicator')} will miss {their} target {often}; "
                               "none has turned for the worse")
    return numbers.capital(
        f"{numbers.counted(worse, 'indicator')} {have} turned for the worse and {numbers.in_words(miss)} will miss "
        f"{their} target {often}"
    )


def pack_line(reading: Reading) -> str:
    """The reading beside the icon in the pack: "Concern: lower. Will not meet 90%"."""
    facts, variation = reading.facts, reading.variation
    if reading.depth == "trial" and variation.icon == icons.TRIAL:
        return f"Trial limits: {numbers.plain(reading.points)} points, no reading yet"
    if reading.depth == "fresh":
        return f"{variation.label}: {variation.reason}"
    if not reading.charted or variation.icon in (icons.NO_DATA, icons.NONE):
        return variation.words
    way = {"high": "higher", "low": "lower"}.get(variation.side, "")
    if variation.icon == icons.UNUSUAL:
        return f"Shift: {way}. No good direction"
    target = "" if facts.aim is None else sentences.target_words(facts)
    said = {
        icons.PASS: f"will meet {target}",
        icons.HIT_AND_MISS: f"may hit or miss {target}",
        icons.FAIL: f"will not meet {target}",
    }.get(reading.assurance.icon, "")
    if variation.icon == icons.USUAL:
        return f"No real change; {said}" if said else "No real change"
    word = "Concern" if variation.icon == icons.CONCERN else "Improvement"
    return f"{word}: {way}" + (f". {numbers.capital(said)}" if said else "")
