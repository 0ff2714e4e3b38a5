"""The scorecard: which indicators have changed, and which will fail their target as they run now?"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from functools import cache, lru_cache
from itertools import groupby

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from dataset import words
from dataset.queries import judging
from dataset.queries.audience import protected
from dataset.queries.concerns.lists import Mark
from dataset.queries.cutting import AGES, CUTS, ICONS, Cutting, agencies_of, cutting, themes_of
from dataset.queries.rows import Row
from dataset.queries.standing import rows as kept_rows
from sscb.board.queries.shown import Count, Link
from sscb.charts import icons, numbers

EVERYTHING = Cutting()
STALE_DAYS = 366
MOST_PRINTED = 1_000


@dataclass(frozen=True, slots=True)
class Filter:
    text: str
    url: str
    current: bool


@dataclass(frozen=True, slots=True)
class Sign:
    """An icon and its words, for the key."""

    svg: SafeString
    words: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A row as the template prints it; everything is text."""

    title: str
    url: str
    about: str
    latest: str
    latest_note: str
    spark: SafeString
    spark_words: str
    variation: str
    variation_svg: SafeString
    variation_note: str
    assurance: str
    assurance_svg: SafeString
    assurance_note: str
    comparators: SafeString
    period: str
    age: str
    concern: Mark | None = None


@dataclass(frozen=True, slots=True)
class Theme:
    title: str
    rows: list[SafeString]


@dataclass(frozen=True, slots=True)
class Choice:
    """One list to choose from in the form: its name in the address, its label, and its options."""

    name: str
    label: str
    options: list[tuple[str, str, bool]]
    """Value, words, and whether it is chosen."""


@dataclass(frozen=True)
class Scorecard:
    kicker: str
    heading: str
    lead: SafeString | str
    counts: list[Count]
    filters: list[Filter]
    choices: list[Choice]
    chosen: str
    more: list[Link]
    themes: list[Theme]
    key: list[Sign]
    method: list[str]
    empty: str
    span_title: str = "Last 24 points"
    span_note: str = "months or quarters"
    comparators_note: str = ""
    shown: list[Row] = field(default_factory=list)
    with_concerns: bool = False


def scorecard(
    *, audience: str, as_at: date, cut: Cutting = EVERYTHING, may_import: bool = False,
    concerns: dict[str, Mark] | None = None,
) -> Scorecard:
    """The page for one audience, shortened as asked.

    `concerns`: by code, where the area of concern stands, for readers who may see them; None: no such column.
    """
    told = concerns or {}
    every = kept_rows(audience=audience, as_at=as_at)
    shown = cut.keep(every, as_at)
    all_rows = [row for _, row in every]
    years = Counter(row.compared_year for row in all_rows if row.compared_year)
    usual_year = years.most_common(1)[0][0] if years else ""
    return Scorecard(
        kicker="Quality and Performance scorecard",
        heading=heading(all_rows),
        lead=lead(all_rows),
        counts=_counts(all_rows),
        filters=_filters(all_rows, cut),
        choices=_choices(every, cut),
        chosen=chosen_words(len(shown), len(every)) if cut.query else "",
        more=_more(may_import, cut, sees_concerns=concerns is not None),
        with_concerns=concerns is not None,
        themes=[
            Theme(name, [
                _row_html(row, as_at, usual_year, concerns is not None, told.get(row.code)) for _, row in same
            ])
            for name, same in groupby(shown, key=lambda pair: pair[0])
        ],
        key=key(),
        method=_method(audience, as_at, all_rows),
        empty="No indicator is in this list. Choose another above.",
        comparators_note=usual_year,
        shown=[row for _, row in shown],
    )


def _more(may_import: bool, cut: Cutting, *, sees_concerns: bool = False) -> list[Link]:
    found = [
        Link("Definitions", reverse("dataset:definitions")),
        Link("Figures shown (CSV)", reverse("dataset:scorecard_csv") + cut.query),
        Link("Figures shown (Excel)", reverse("dataset:scorecard_xlsx") + cut.query),
    ]
    printed = f"{cut.query}&paper=a3" if cut.query else "?paper=a3"
    found.append(Link("For printing on A3", reverse("dataset:scorecard") + printed))
    if sees_concerns:
        found.insert(0, Link("Areas of concern", reverse("dataset:concerns")))
    if may_import:
        found += [Link("Import figures", reverse("dataset:choose")), Link("Files", reverse("dataset:imports"))]
    return found


def heading(rows: list[Row]) -> str:
    """The h1: how many have turned for the worse, how many will miss their target."""
    worse, fails = sum(row.group == judging.CONCERN for row in rows), sum(row.fails for row in rows)
    if all(row.group == judging.NEVER for row in rows):
        return "No indicator has figures yet"
    if not worse and not fails:
        return "No indicator has turned for the worse, and none is set to miss its target"
    have = "has" if worse == 1 else "have"
    told = f"{numbers.counted(worse, 'indicator')} {have} turned for the worse" if worse else ""
    if fails:
        their = "its target" if fails == 1 else "their targets"
        missed = f"{numbers.in_words(fails)} will miss {their}" if worse else (
            f"{numbers.counted(fails, 'indicator')} will miss {their}; none has turned for the worse")
        told = f"{told} and {missed}" if worse else missed
    return numbers.capital(told)


def lead(rows: list[Row]) -> SafeString | str:
    """One paragraph that names them, with links."""
    worse = [row for row in rows if row.group == judging.CONCERN]
    fails = [row for row in rows if row.fails and row.group != judging.CONCERN]
    told = []
    if worse:
        have, its = ("has", "its") if len(worse) == 1 else ("have", "their")
        told.append(format_html("{} {} left {} usual range for the worse.", _linked(worse), have, its))
    if fails:
        better = [row for row in fails if row.group == judging.IMPROVEMENT]
        are = "is" if len(better) == 1 else "are"
        though = format_html(", though {} {} improving", _linked(better), are) if better else ""
        targets, run = ("its target", "it runs") if len(fails) == 1 else ("their targets", "they run")
        told.append(format_html("{} will miss {} as {} now{}.", _linked(fails), targets, run, though))
    return format_html_join(" ", "{}", ((one,) for one in told))


def _linked(rows: list[Row], most: int = 4) -> SafeString:
    shown = [format_html('<a class="govuk-link" href="{}">{}</a>', _url(row.code), row.title) for row in rows[:most]]
    if len(rows) > most:
        shown.append(mark_safe(f"{numbers.in_words(len(rows) - most)} more"))  # noqa: S308 - a number in words
    if len(shown) == 1:
        return shown[0]
    return format_html("{} and {}", format_html_join(", ", "{}", ((one,) for one in shown[:-1])), shown[-1])


def _counts(rows: list[Row]) -> list[Count]:
    groups = Counter(row.group for row in rows)
    here = reverse("dataset:scorecard")
    never = groups[judging.NEVER]
    found = [
        Count(str(groups[judging.CONCERN]), "concern", f"{here}?show=concern", "find out why", _icon("concern", "low")),
        Count(str(groups[judging.IMPROVEMENT]), "improving", f"{here}?show=improving", "learn what worked",
              _icon("improvement", "high")),
        Count(str(groups[judging.SHIFT]), "unusual, no good direction", "", "ask", _icon("unusual", "high")),
        Count(str(groups[judging.USUAL]), "usual variation", "", "do not chase a month", _icon("usual", "")),
        Count(str(sum(row.fails for row in rows)), "will fail target", f"{here}?show=concern", "redesign the process",
              _assured("fail")),
    ]  # fmt: skip
    rest = len(rows) - sum(groups[one] for one in (judging.CONCERN, judging.IMPROVEMENT, judging.SHIFT, judging.USUAL))
    after = f"{numbers.in_words(never)} without any figure" if never else "read the table"
    found.append(Count(str(rest), "not charted or on trial", "", after, _icon("none", "")))
    return found


def _filters(rows: list[Row], cut: Cutting) -> list[Filter]:
    here = reverse("dataset:scorecard")
    return [
        Filter(one.text.format(sum(one.keeps(row) for row in rows)), f"{here}?show={one.code}" if one.code else here,
               cut == Cutting(show=one.code))
        for one in CUTS
    ]  # fmt: skip


def _choices(every: list[tuple[str, Row]], cut: Cutting) -> list[Choice]:
    def numbered(names: list[str]) -> list[tuple[str, str]]:
        return [(str(place), name) for place, name in enumerate(names, 1)]

    asked = (
        ("theme", "Theme", numbered(themes_of(every))), ("agency", "Sent by", numbered(agencies_of(every))),
        ("age", "Age of data", list(AGES)), ("icon", "What the icon says", list(ICONS)),
    )  # fmt: skip
    return [
        Choice(name, words_of, [("", "Any", not getattr(cut, name)),
                                *((code, text, getattr(cut, name) == code) for code, text in options)])
        for name, words_of, options in asked
    ]  # fmt: skip


def chosen_words(shown: int, among: int) -> str:
    """ "12 of 79 indicators are shown"."""
    return f"{numbers.capital(numbers.in_words(shown))} of {among} indicators {'is' if shown == 1 else 'are'} shown."


@lru_cache(maxsize=MOST_PRINTED)
def _row_html(row: Row, as_at: date, usual_year: str, with_concerns: bool, concern: Mark | None) -> SafeString:
    """The row as it stands on the page. Kept by all that it is made of, so one that is kept is never out of date."""
    shown = {"row": _shown(row, as_at, usual_year, concern), "with_concerns": with_concerns}
    return mark_safe(render_to_string("dataset/parts/scorecard_row.html", shown).strip())  # noqa: S308 - from the template


def _shown(row: Row, as_at: date, usual_year: str, concern: Mark | None = None) -> ShownRow:
    compared = row.comparators.split("\n") if row.comparators else []
    if row.compared_year and compared and row.compared_year != usual_year:
        compared.append(row.compared_year)
    age = words.age(date.fromisoformat(row.data_on), as_at) if row.data_on else ""
    if row.data_on and (as_at - date.fromisoformat(row.data_on)).days > STALE_DAYS:
        age = f"{age}: more than a year old"
    if row.late:
        age = f"late, newest {age} old"
    if row.later:
        age = f"{age}, and {row.later} later" if age else f"{row.later} later"
    return ShownRow(
        title=row.title, url=_url(row.code), about=row.about, latest=row.latest, latest_note=row.latest_note,
        spark=mark_safe(row.spark), spark_words=row.spark_words,  # noqa: S308 - drawn by sscb.charts, text escaped there
        variation=row.variation, variation_svg=_icon(row.variation_kind, row.side), variation_note=row.variation_note,
        assurance=row.assurance, assurance_svg=_assured(row.assurance_kind), assurance_note=row.assurance_note,
        comparators=format_html_join(_BREAK, "{}", ((one,) for one in compared)), period=row.period or "–", age=age,
        concern=concern,
    )  # fmt: skip


_BREAK = mark_safe("<br>")


@cache
def _icon(kind: str, side: str) -> SafeString:
    return mark_safe(icons.variation_icon(kind, side, size=30))  # noqa: S308 - drawn by sscb.charts


@cache
def _assured(kind: str) -> SafeString:
    return mark_safe(icons.assurance_icon(kind, size=30))  # noqa: S308 - drawn by sscb.charts


@cache
def _address() -> str:
    return reverse("dataset:indicator", args=["CODE"])


def _url(code: str) -> str:
    return _address().replace("CODE", code)


@cache
def key() -> list[Sign]:
    """Each icon with its words."""
    return [
        Sign(_icon("concern", "low"), "Concern"), Sign(_icon("improvement", "high"), "Improving"),
        Sign(_icon("unusual", "high"), "Unusual, neither good nor bad"), Sign(_icon("usual", ""), "Usual variation"),
        Sign(_icon("trial", ""), "Trial limits"), Sign(_icon("table", ""), "Read the table"),
        Sign(_icon("no-data", ""), "Newest not sent"), Sign(_icon("none", ""), "No figures"),
        Sign(_assured("pass"), "Will pass"), Sign(_assured("hit-and-miss"), "Hit and miss"),
        Sign(_assured("fail"), "Will fail"),
    ]  # fmt: skip


def _method(audience: str, as_at: date, rows: list[Row]) -> list[str]:
    small = (
        "Counts of 1 to 4 are shown as <5, and shares that would tell one as [c]."
        if protected(audience)
        else "Small counts are shown to this subgroup, the Chair and the office only: 1 to 4 is hidden in all that "
        "goes wider."
    )
    found = [
        f"Grey band: usual range (mean ± 2.66 × average moving range), from 12 points; dashed edge: trial limits. "
        f"Dashed line: target. SN: mean of statistical neighbours. Figures are due {words.DUE_AFTER_DAYS} days after "
        f"their month or quarter ends. Rule set {judging.RULE_SET}. {small}"
    ]
    if sum(row.later for row in rows):
        found.append(
            f"“And 6 later” means that six more figures are {words.LATER}. They stand on the indicator’s own page, "
            "marked, and are in no reading here."
        )
    return found


__all__ = ["Scorecard", "cutting", "heading", "lead", "scorecard"]
