"""The words at the top of the indicator page: heading, lead, icons, quick facts, and how to take the reading."""

from datetime import date

from dataset import words
from dataset.queries import judging
from dataset.queries.indicator_page.shapes import Sign, drawn
from dataset.queries.judging import Judged
from dataset.queries.rows import sentence
from dataset.queries.series import YEAR, period_words, year_before
from sscb.charts import icons, numbers


def plain_heading(found: Judged) -> str:
    newest, indicator = found.newest, found.indicator
    if newest is None:
        if found.later:
            return f"{indicator.title}: every figure is {words.LATER}"
        return f"{indicator.title}: no figures have been sent yet"
    figure = found.shown(newest)
    figure = {numbers.SMALL: "fewer than 5", numbers.GUARDED: "a number that is not shown"}.get(
        figure, words.with_unit(figure, indicator.unit)
    )
    return f"{indicator.title}: {figure} in {period_words(found.series.frequency, newest)}"


def lead(found: Judged) -> str:
    newest, indicator = found.newest, found.indicator
    parts = judging.parts(indicator, newest, found.audience) if newest else ""
    told = []
    if parts and indicator.denominator_label and " of " in parts:
        told.append(f"{parts} {indicator.denominator_label}.")
    told.append(sentence(found) if found.reading else (found.notes[0] if found.notes else ""))
    if found.missing:
        due = words.due_on(words.last_day(found.missing[0], found.series.frequency))
        told.append(f"{words.provider(indicator.provider)} owed the next figure by {numbers.day(due)}.")
    elif found.variation.icon == icons.CONCERN:
        told.append("This is unlikely to be chance: it is time to find out why.")
    return " ".join(one for one in told if one)


def signs(found: Judged) -> list[Sign]:
    variation, assurance = found.variation, found.assurance
    told = variation.label if variation.label != "Not charted" else numbers.capital(variation.reason)
    note = variation.reason if variation.label != "Not charted" else ""
    signs = [Sign(drawn(icons.variation_icon(variation.icon, variation.side, size=40)), told, note)]
    if assurance.icon != icons.NONE:
        signs.append(Sign(drawn(icons.assurance_icon(assurance.icon, size=40)), assurance.label, assurance.reason))
    return signs


def quick_facts(found: Judged, as_at: date) -> list[Sign]:
    indicator, series, newest = found.indicator, found.series, found.newest
    way = {"H": ("High is good", "agreed direction"), "L": ("Low is good", "agreed direction")}
    facts = [Sign(drawn(""), *way.get(indicator.polarity, ("Neither way is good", "a question, not a verdict")))]
    if found.assurance.icon == icons.NONE:
        target = judging.words_of_target(indicator)
        facts.append(Sign(drawn(""), f"Target {target}" if target else "No target", "not read against it yet"
                          if target else "none agreed"))  # fmt: skip
    if series and newest and series.frequency != YEAR:
        before = year_before(series, newest)
        if before and before.value is not None:
            facts.append(Sign(drawn(""), f"A year ago {found.shown(before)}", period_words(series.frequency, before)))
    if newest:
        facts.append(Sign(drawn(""), f"Data {words.age(newest.end, as_at)} old", f"to {numbers.day(newest.end)}"))
    return facts


def mark_words(found: Judged) -> str:
    live = {kind for kind in found.analysis.points.point_type if kind != "common_cause"}
    named = [words_of for kind, words_of in (
        ("special_cause_concern", "Diamond: special cause of concern."),
        ("special_cause_improvement", "Square: improvement."),
        ("special_cause_neutral_high", "Triangle: a shift, neither good nor bad."),
        ("special_cause_neutral_low", "Triangle: a shift, neither good nor bad."),
    ) if kind in live]  # fmt: skip
    return " ".join(dict.fromkeys(named))


def why_no_chart(found: Judged) -> str:
    if found.newest is None:
        return "There is nothing to chart yet."
    if found.reading and found.reading.depth == "hidden":
        return "Not charted: some numbers are too small to show to this reader, and the picture would tell them."
    return f"{found.variation.label}. {numbers.capital(found.variation.reason)}."


def honest_notes(found: Judged) -> list[str]:
    told = list(found.notes) if found.reading else []
    series = found.series
    if series and series.invented:
        told.append("These months or quarters are invented for the demonstration and stand against no real place.")
    for one in (found.own.process, found.own.published):
        if later := judging.later_words(one):
            told.append(later)
    return told


