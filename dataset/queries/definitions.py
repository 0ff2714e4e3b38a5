"""The definitions: what each indicator counts, since when, who agreed it, and how its chart is read."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.urls import reverse

from dataset import words
from dataset.models import Aim, ChartNote, EventDay, Indicator, IndicatorVersion, Neighbour, ReadingRule, Redrawing
from dataset.queries import judging
from dataset.queries.agreed import Agreed, agreed, board_rule
from sscb.board.queries.shown import Fact, Link, OwedRow, State, Step
from sscb.charts import numbers

WAYS = {"H": "High is good", "L": "Low is good", "N": "Neither way is good"}
OFTEN = {"M": "monthly", "Q": "quarterly", "A": "yearly"}
BODIES = {"SN": "statistical neighbours", "SW": "South West", "ENG": "England", "past": "its own past",
          "force": "police forces", "SafeLives": "a national guide"}  # fmt: skip
KINDS = {"flow": "counted over the period", "snapshot": "counted on one day", "rolling12": "rolling twelve months",
         "ytd": "the year so far"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """One indicator in the list of definitions."""

    code: str
    title: str
    url: str
    definition: str
    parts: str
    way: str
    often: str
    provider: str
    source: str
    beside: str
    target: str
    version: str
    changed: str


@dataclass(frozen=True, slots=True)
class Theme:
    title: str
    rows: list[Line]


@dataclass(frozen=True, slots=True)
class Row:
    """A row of one of the lists on an indicator's own page of definitions."""

    head: str
    text: str
    by: str
    state: str = ""
    step: Step | None = None


@dataclass(frozen=True)
class Definitions:
    kicker: str
    heading: str
    lead: str
    themes: list[Theme]
    neighbours: list[Fact]
    rule: str
    rule_url: str
    may_agree: bool


@dataclass(frozen=True)
class Definition:
    kicker: str
    heading: str
    lead: str
    code: str
    facts: list[Fact]
    versions: list[Row]
    targets: list[Row]
    limits: list[Row]
    marks: list[Row]
    rules: list[Row]
    events: str
    steps: dict[str, Step]


def heading(indicators: int, changed: int, waiting: int) -> str:
    """ "79 indicators are followed; two have changed their definition, and one waits for new limits"."""
    are = "is" if indicators == 1 else "are"
    told = f"{numbers.capital(numbers.counted(indicators, 'indicator'))} {are} followed"
    more = []
    if changed:
        more.append(f"{numbers.in_words(changed)} {'has' if changed == 1 else 'have'} changed "
                    f"{'its' if changed == 1 else 'their'} definition")  # fmt: skip
    if waiting:
        more.append(f"{numbers.in_words(waiting)} {'waits' if waiting == 1 else 'wait'} for new limits to be approved")
    return f"{told}; {numbers.listed(more)}" if more else f"{told}, each as it was first defined"


def definitions(*, as_at: date, may_agree: bool) -> Definitions:
    """The whole list, theme by theme."""
    indicators = list(Indicator.objects.on_scorecard())
    agreed(indicators, as_at=as_at)
    versions: dict[int, list[IndicatorVersion]] = defaultdict(list)
    for version in IndicatorVersion.objects.filter(indicator__in=[one.pk for one in indicators]):
        versions[version.indicator_id].append(version)
    waiting = Redrawing.objects.filter(state=Redrawing.State.PROPOSED).values("indicator").distinct().count()
    changed = sum(len(kept) > 1 for kept in versions.values())
    return Definitions(
        kicker="Quality and Performance dataset",
        heading=heading(len(indicators), changed, waiting),
        lead="What each figure counts, out of what, who sends it and which way is good. A change of definition breaks "
        "the line on the chart.",
        themes=[
            Theme(name, [_line(one, versions[one.pk]) for one in same])
            for name, same in groupby(indicators, key=lambda one: one.theme)
        ],
        neighbours=_neighbours(as_at),
        rule=rule_words(board_rule(as_at)),
        rule_url=reverse("dataset:rule"),
        may_agree=may_agree,
    )


def _line(indicator: Indicator, versions: Sequence[IndicatorVersion]) -> Line:
    newest = versions[-1] if versions else None
    number = newest.number if newest else 1
    since = f", from {numbers.day(newest.from_on)}" if newest and newest.from_on else ""
    return Line(
        code=indicator.code, title=indicator.title, url=reverse("dataset:definition", args=[indicator.code]),
        definition=indicator.definition, parts=parts_words(indicator), way=WAYS[indicator.polarity],
        often=often_words(indicator.frequency), provider=words.provider(indicator.provider), source=indicator.source,
        beside=beside_words(indicator.comparators), target=target_words(indicator), version=f"Version {number}{since}",
        changed=newest.what_changed or newest.why if newest and number > 1 else "",
    )  # fmt: skip


def parts_words(indicator) -> str:
    """ "in time ÷ due, %"."""
    unit = words.in_heading(indicator.unit)
    if indicator.denominator_label:
        return f"{indicator.numerator_label} ÷ {indicator.denominator_label}, {unit}"
    return f"{indicator.numerator_label}, {unit}" if indicator.numerator_label else unit


def often_words(frequency: str) -> str:
    """ "monthly and yearly"."""
    return numbers.listed(OFTEN.get(one, one) for one in frequency.split(","))


def beside_words(comparators: str) -> str:
    """ "statistical neighbours, South West and England"."""
    return numbers.listed(BODIES.get(one, one) for one in comparators.split()) if comparators else "none"


def target_words(indicator) -> str:
    """ "85%, amber to 75%", or what is said instead of a number."""
    target = judging.words_of_target(indicator)
    if indicator.target is None or indicator.tolerance is None or indicator.tolerance == indicator.target:
        return target or "none"
    edge = numbers.trimmed(indicator.tolerance) + ("%" if indicator.unit == numbers.PER_CENT else "")
    return f"{target}, amber to {edge}"


def rule_words(rule: Agreed) -> str:
    """The rule and its options as one sentence."""
    return f"{numbers.capital(rule.rules)}. {numbers.capital(rule.options)}."


def _neighbours(as_at: date) -> list[Fact]:
    """Each model of statistical neighbours with the day it counts from, newest first."""
    models: dict[tuple[date, str], list[str]] = defaultdict(list)
    rows = Neighbour.objects.filter(area__is_own=True).order_by("-from_on", "rank")
    for name, from_on, neighbour in rows.values_list("model", "from_on", "neighbour__name"):
        models[from_on, name].append(neighbour)
    found = []
    for (from_on, name), areas in models.items():
        later = ", still to come on this board’s date" if from_on > as_at else ""
        found.append(Fact(f"{name}, from {numbers.day(from_on)}{later}", ", ".join(areas)))
    return found


def definition(indicator: Indicator, *, as_at: date, may_propose: bool, may_agree: bool, may_approve: bool,
               sees_events: bool) -> Definition:  # fmt: skip
    """One indicator: its definition, and every list of what was agreed about it, newest first."""
    told = agreed([indicator], as_at=as_at)[indicator.pk]
    versions = list(indicator.versions.select_related("made_by").order_by("-number"))
    number = versions[0].number if versions else 1
    events = EventDay.objects.filter(indicator=indicator).count() if sees_events else 0
    here = {name: reverse(f"dataset:{name}", args=[indicator.code])
            for name in ("redefine", "set_target", "propose_limits", "add_note", "own_rule", "event_days")}  # fmt: skip
    steps = {}
    if may_agree:
        steps["versions"] = Step("Change the definition", here["redefine"])
        steps["targets"] = Step("Set another target", here["set_target"])
        steps["rules"] = Step("Change how it is read", here["own_rule"])
    if may_propose:
        steps["limits"] = Step("Propose new limits", here["propose_limits"])
        steps["marks"] = Step("Mark what happened", here["add_note"])
        steps["events"] = Step("Write down event days", here["event_days"])
    return Definition(
        kicker=f"{indicator.code}, {indicator.theme}",
        heading=own_heading(indicator.title, number, versions[0].from_on if versions else None),
        lead=indicator.definition,
        code=indicator.code,
        facts=[
            Fact("Counts", parts_words(indicator)),
            Fact("Good direction", WAYS[indicator.polarity]),
            Fact("How often", f"{often_words(indicator.frequency)}; {KINDS.get(indicator.measure_kind, '')}"),
            Fact("Sent by", f"{words.provider(indicator.provider)}; {indicator.source}"),
            Fact("Compared with", beside_words(indicator.comparators)),
            Fact("Target today", target_words(indicator)),
            Fact("Standing", indicator.get_status_display()),
        ],
        versions=[_version(one, indicator) for one in versions],
        targets=_targets(indicator, as_at),
        limits=_limits(indicator, may_approve),
        marks=_marks(indicator, may_propose),
        rules=[Row("In force", rule_words(told), ""), *_rules(indicator)],
        events=events_words(events) if sees_events else "",
        steps=steps,
    )  # fmt: skip


def own_heading(title: str, version: int, from_on: date | None) -> str:
    """ "Return interview in 72 hours: version 2 of the definition, in force from 1 April 2018"."""
    if version == 1 or from_on is None:
        return f"{title}: the definition is as it was first agreed"
    return f"{title}: version {version} of the definition, in force from {numbers.day(from_on)}"


def events_words(count: int) -> str:
    if not count:
        return "None written down. With 20 or more days the time between events is charted."
    return f"{numbers.capital(numbers.counted(count, 'day'))} written down; only the gaps between them are shown."


def _by(person, on: date | None, minute: str = "") -> str:
    return ", ".join(
        part for part in (person.name if person else "", numbers.day(on) if on else "",
                          f"minute {minute}" if minute else "") if part
    )  # fmt: skip


def _version(one: IndicatorVersion, indicator: Indicator) -> Row:
    since = f"from {numbers.day(one.from_on)}" if one.from_on else "from the beginning"
    changed = f"{one.what_changed.rstrip('.')}. " if one.what_changed else ""
    why = f"{one.why.rstrip('.')}. " if one.why else ""
    by = _by(one.made_by, one.agreed_on, one.minute) or "Default list, for Quality and Performance to agree"
    return Row(f"Version {one.number}, {since}", f"{changed}{why}{one.definition or indicator.definition}", by)


def _targets(indicator: Indicator, as_at: date) -> list[Row]:
    found = []
    for aim in Aim.objects.filter(indicator=indicator).select_related("set_by").order_by("-from_on"):
        text = "No target" if aim.target is None else f"Target {numbers.trimmed(aim.target)}, amber to " + (
            numbers.trimmed(aim.tolerance))
        state = "still to come" if aim.from_on > as_at else ""
        by = _by(aim.set_by, aim.set_on, aim.minute)
        found.append(Row(f"From {numbers.day(aim.from_on)}", f"{text}. {aim.why}", by, state))
    return found


_STATES = {"proposed": "waits for the chair", "approved": "approved", "refused": "not approved"}


def _limits(indicator: Indicator, may_approve: bool) -> list[Row]:
    found = []
    rows = Redrawing.objects.filter(indicator=indicator).select_related("proposed_by", "decided_by")
    for one in rows.order_by("-from_on", "-id"):
        waits = one.state == Redrawing.State.PROPOSED
        by = f"Proposed by {_by(one.proposed_by, one.proposed_on)}"
        if not waits:
            by += f"; decided by {_by(one.decided_by, one.decided_on, one.minute)}"
        step = Step("Decide", reverse("dataset:decide_limits", args=[one.uuid]),
                    about=f"on limits from {numbers.day(one.from_on)}") if waits and may_approve else None  # fmt: skip
        why_not = f" Not approved: {one.why_not}" if one.why_not else ""
        found.append(Row(f"From {numbers.day(one.from_on)}", f"{one.why}{why_not}", by, _STATES[one.state], step))
    return found


def _marks(indicator: Indicator, may_propose: bool) -> list[Row]:
    found = []
    for note in ChartNote.objects.filter(indicator=indicator).select_related("added_by").order_by("-on", "-id"):
        off = note.taken_off_on is not None
        step = None
        if may_propose and not off:
            step = Step("Take off", reverse("dataset:take_note_off", args=[note.uuid]), post=True, about=note.text)
        found.append(Row(numbers.day(note.on), f"{note.text} ({note.get_kind_display().lower()})",
                         _by(note.added_by, note.added_on), "taken off" if off else "", step))  # fmt: skip
    return found


def _rules(indicator: Indicator | None) -> list[Row]:
    found = []
    for rule in ReadingRule.objects.filter(indicator=indicator).select_related("set_by").order_by("-id"):
        text = "As all others" if rule.as_the_board else numbers.capital(
            Agreed(rule.run, rule.trend, rule.screening).rules)
        screened = "" if rule.as_the_board else f"; exceptional changes {'left out' if rule.screening else 'kept in'}"
        found.append(Row(f"From {numbers.day(rule.set_on)}", f"{text}{screened}. {rule.why}",
                         _by(rule.set_by, rule.set_on)))  # fmt: skip
    return found


def board_rules() -> list[Row]:
    """Every rule the Board has read its charts by, newest first."""
    return _rules(None)


def limits_to_decide(person, as_at: date) -> list[OwedRow]:
    """For the chair of Quality and Performance: new limits that somebody else proposed. One query."""
    waiting = Redrawing.objects.filter(state=Redrawing.State.PROPOSED).exclude(proposed_by=person)
    found = []
    for one in waiting.select_related("indicator", "proposed_by").order_by("proposed_on", "id"):
        url = reverse("dataset:decide_limits", args=[one.uuid])
        title = f"New limits from {numbers.day(one.from_on)}: {one.indicator.title}"
        found.append(
            OwedRow(title, url, f"Proposed by {one.proposed_by.name}", f"since {numbers.day(one.proposed_on)}",
                    State("waiting", "waits for you"), Step("Decide", url, about=title))
        )  # fmt: skip
    return found


__all__ = ["Definition", "Definitions", "Link", "board_rules", "definition", "definitions", "heading",
           "limits_to_decide", "own_heading"]  # fmt: skip
