"""Sentences of the Board's one page on quality and performance, written from its figures. No Django.

Each takes what it tells of and nothing else, so that a test can say what it says. None of them claims a cause.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sscb.charts import numbers


@dataclass(frozen=True, slots=True)
class Told:
    """What the sentences need of one indicator: its title, its sentence, and the parts of its newest figure.

    `said`: "58.2% in September 2019". `missed`: how many were not counted in, of `among`, where that may be told.
    """

    title: str
    sentence: str
    said: str = ""
    group: str = ""
    fails: bool = False
    target: str = ""
    missed: int | None = None
    among: int | None = None
    numerator: str = ""
    denominator: str = ""
    period: str = ""
    low_is_good: bool = False


def plural(count: int, one: str = "indicator") -> str:
    return numbers.counted(count, one)


def quoted(titles: Sequence[str], most: int = 4) -> str:
    """The titles in a sentence; beyond `most` the rest are counted."""
    titles = list(titles)
    if len(titles) <= most:
        return numbers.listed(titles)
    return f"{', '.join(titles[:most])} and {numbers.in_words(len(titles) - most)} more"


def lead(worse: int, fails: int, late: int, answers: int = 0) -> str:
    """The sentence the page opens with. `answers`: concerns whose answer is late."""
    told = []
    if worse:
        told.append(f"{plural(worse)} {'has' if worse == 1 else 'have'} worsened")
    if fails:
        told.append(f"{numbers.in_words(fails)} will miss {'its' if fails == 1 else 'their'} target")
    if answers:
        told.append(f"{numbers.counted(answers, 'answer')} {'is' if answers == 1 else 'are'} late")
    if late:
        told.append(f"figures for {numbers.in_words(late)} are late")
    if not told:
        return "No indicator has worsened, none will miss its target, and no figures are late."
    return numbers.capital("; ".join([numbers.listed(told[:2]) if worse and fails else told[0],
                                      *told[2 if worse and fails else 1:]])) + "."  # fmt: skip


def asked_to(
    worse: Sequence[str], fails: Sequence[str], late: Sequence[str], answers: Sequence[str] = ()
) -> list[list[str]]:
    """What the Board is asked to do: verb and text. Decisions come from what has changed, never from a single month.

    `worse` and `fails`: those that no area of concern follows yet. `answers`: concerns whose answer is late.
    """
    found = []
    if answers:
        text = f"whether the Independent Chair writes to the chief officers whose answers are late: {quoted(answers)}."
        found.append(["Decide", text])
    if worse:
        which = "which of the" if len(worse) > 1 else "whether the"
        what = f"{numbers.in_words(len(worse))} indicators that have" if len(worse) > 1 else "indicator that has"
        end = "become areas of concern" if len(worse) > 1 else "becomes an area of concern"
        found.append(["Decide", f"{which} {what} worsened {end}, and which agencies are asked why: {quoted(worse)}."])
    if fails:
        one = len(fails) == 1
        process = "process behind a target that it misses as it runs" if one else (
            "processes behind targets that they miss as they run")
        found.append(["Agree", f"who redesigns the {process} now: {quoted(fails)}."])
    if late:
        which = f"that the figures for {quoted(late)} have not been sent"
        found.append(["Note", f"{which}, and back the request for them."])
    return found or [["Note", "that nothing in the figures calls for a decision."]]


def summary(counts: Mapping[str, int], told: Sequence[Told]) -> list[str]:
    """Three lines: what can be read, what changed, what will not meet its target."""
    every = sum(counts.values())
    read = counts["concern"] + counts["improvement"] + counts["shift"] + counts["usual"]
    first = (
        f"Of {every} indicators, {numbers.in_words(read)} can be read as a process over time: "
        f"{numbers.in_words(counts['concern'])} worsened, {numbers.in_words(counts['improvement'])} improved, "
        f"{numbers.in_words(counts['shift'])} shifted with no good or bad direction, "
        f"{numbers.in_words(counts['usual'])} show no real change."
    ) if read else f"Of {every} indicators, none has figures enough to be read as a process over time."
    worse = [one for one in told if one.group == "concern"]
    if worse:
        second = " ".join(f"{one.title}: {one.sentence}" for one in worse[:2])
        if len(worse) > 2:
            second += f" {numbers.capital(numbers.in_words(len(worse) - 2))} more in the table."
    else:
        second = "No indicator has worsened by the rules for charts."
    fails = [one for one in told if one.fails]
    if fails:
        third = (
            f"As {'it runs' if len(fails) == 1 else 'they run'} now, "
            f"{quoted([f'{one.title} (target {one.target})' for one in fails])} will not meet "
            f"{'its target' if len(fails) == 1 else 'their targets'} except by a change of the process."
        )
    else:
        third = "No indicator is set to miss its target."
    return [first, second, third]


def children(told: Sequence[Told]) -> str:
    """What the figures mean for children: how many, from the parts of the figures; and that they do not say why."""
    found = []
    for one in told:
        if one.missed is None or not one.among or len(found) == 2:
            continue
        if one.low_is_good:
            found.append(f"{one.title}: {numbers.plain(one.missed)} of {numbers.plain(one.among)} in {one.period}.")
        else:
            found.append(
                f"{one.title}: in {one.period} this was not so for {numbers.plain(one.missed)} of "
                f"{numbers.plain(one.among)}."
            )
    if not found:
        return (
            "The figures in this paper count what services did. They do not say what children lived through: that is "
            "asked of the agencies, of audits and of children themselves."
        )
    return " ".join(found) + " Each of these is a child or a step in a child’s life. The figures say how many, not why."


def front_worry(one: Told) -> str:
    """The line of the front sheet."""
    return f"{one.title}: {one.sentence}"


def left_out(count: int, what: str, where: str) -> str:
    """What a full page says of the rows it had no room for, or ""."""
    if count <= 0:
        return ""
    return f"{numbers.capital(numbers.counted(count, what))} more {'is' if count == 1 else 'are'} in {where}."
