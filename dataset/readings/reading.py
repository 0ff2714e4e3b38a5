"""What a reader may take from the chart: variation, assurance, the rule that fired and the notes."""

import datetime
from collections.abc import Collection
from dataclasses import dataclass

from dataset.readings import sentences
from dataset.spc import Analysis, Segment
from dataset.spc.rules import COMMON, HIGH
from sscb.charts import icons, numbers
from sscb.charts.numbers import Hidden

TABLE_BELOW, READING_FROM = 8, 12
CHARTED = ("fresh", "trial", "full")
LIMITED = ("trial", "full")

DIRECTIONS = {"H": "increase", "L": "decrease", "N": "neutral"}
_VARIATION = {
    "special_cause_improvement": (icons.IMPROVEMENT, "Improving", "learn what worked"),
    "special_cause_concern": (icons.CONCERN, "Concern", "find out why"),
    "special_cause_neutral_high": (icons.UNUSUAL, "Unusual", "ask; neither way is good by itself"),
    "special_cause_neutral_low": (icons.UNUSUAL, "Unusual", "ask; neither way is good by itself"),
}
_ASSURANCE = {
    "consistent_pass": (icons.PASS, "Will pass", "leave it"),
    "inconsistent": (icons.HIT_AND_MISS, "Hit and miss", "chance decides: improve the process"),
    "consistent_fail": (icons.FAIL, "Will fail", "redesign the process"),
}


@dataclass(frozen=True, slots=True)
class Facts:
    """What the words need to know of an indicator.

    `polarity`: H, L or N (higher is better, lower, neither). `unit`: "%", "n" or words such as "per 10,000".
    `frequency`: month, quarter, year or "" for irregular dates. `says`: a clause with {value}, for the heading:
    "{value} of return interviews were held within 72 hours". `floor`, `ceiling`: figures that a limit is not
    drawn beyond. `protect`: the reader is outside Quality and Performance, so counts of 1 to 4 are hidden;
    `hidden_on`: ISO dates whose figure is hidden for this reader whatever its unit.
    """

    title: str
    unit: str = "n"
    polarity: str = "N"
    target: float | None = None
    decimals: int = 0
    frequency: str = "month"
    says: str = ""
    floor: float | None = 0
    ceiling: float | None = None
    protect: bool = True
    hidden_on: Collection[str] = ()

    @property
    def limit_decimals(self) -> int:
        """Limits and means carry at least one decimal, and never fewer than the figures."""
        return max(1, self.decimals)

    @property
    def highest(self) -> float | None:
        """The ceiling; a percentage has one of 100 unless told otherwise."""
        return 100 if self.ceiling is None and self.unit == numbers.PER_CENT else self.ceiling

    @property
    def aim(self) -> float | None:
        """The target, where there is a good direction; otherwise None, since nothing can be said about it."""
        return None if self.polarity == "N" else self.target

    def when(self, date: str) -> str:
        """ "in September 2019", "on 26 July 2019"."""
        return f"{'in' if self.frequency else 'on'} {self.period(date)}"

    def period(self, date: str) -> str:
        """ "September 2019", "Q2 2019/20", "2018/19" or, for irregular dates, the day."""
        when = datetime.date.fromisoformat(date)
        return numbers.period(when, self.frequency) if self.frequency else numbers.day(when)

    def figure(self, date: str, value: float | None) -> str:
        """The figure as table and chart print it, small numbers hidden."""
        return numbers.shown(self.guarded(date, value), self.unit, self.decimals)

    def said(self, date: str, value: float | None) -> str:
        """The figure as a sentence says it."""
        return numbers.said(self.guarded(date, value), self.unit, self.decimals)

    def guarded(self, date: str, value: float | None) -> float | Hidden | None:
        """The figure, or `Hidden` where this reader may not see it."""
        if value is not None and date in self.hidden_on:
            return Hidden(small=self.unit == numbers.COUNT and 0 < value < 5)
        if value is not None and self.protect and self.unit == numbers.COUNT and 0 < value < 5:
            return Hidden()
        return value

    def limit(self, value: float) -> str:
        """A limit or mean in words, with the per cent sign and never with other units."""
        return numbers.limit(value, self.limit_decimals) + (numbers.PER_CENT if self.unit == numbers.PER_CENT else "")


@dataclass(frozen=True, slots=True)
class Answer:
    """One icon with its words. `code` is the computed one, unchanged; `icon`, `label` and `reason` are for people.

    `icon`: a kind of `sscb.charts.icons`; `side`: high, low or ""; `reason`: why there is no reading, or what the
    reader should do.
    """

    code: str | None
    icon: str
    label: str
    side: str = ""
    reason: str = ""

    @property
    def words(self) -> str:
        """ "Concern, low", "Not charted: 5 points; a chart starts at 8"."""
        return f"{self.label}: {self.reason}" if self.label == "Not charted" and self.reason else self.label


@dataclass(frozen=True, slots=True)
class Reading:
    """All words of one indicator at one moment.

    `depth`: "none" (no figures), "hidden", "table", "fresh" (limits just redrawn), "trial" or "full". `points`: figures
    in the last segment.
    `latest_on`, `latest`: period (ISO) and figure of the newest value, the figure hidden if it must be.
    `sentence`: for under the chart. `notes`: whole sentences on what the numbers alone would not say.
    `limits`: the lower and upper limit as shown (not beyond floor and ceiling), or None.
    """

    facts: Facts
    depth: str
    points: int
    latest_on: str | None
    latest: str
    variation: Answer
    assurance: Answer
    rule: str
    sentence: str
    clause: str
    notes: tuple[str, ...]
    limits: tuple[float, float] | None
    mean: float | None

    @property
    def charted(self) -> bool:
        """Whether a chart may be drawn; otherwise the table says it."""
        return self.depth in CHARTED


def read(analysis: Analysis, facts: Facts) -> Reading:
    """The words for one analysis. The analysis must have been made with the facts' direction and target."""
    points = analysis.points
    real = [place for place, value in enumerate(points.value) if value is not None]
    latest = real[-1] if real else None
    segment = analysis.segments[-1] if analysis.segments else None
    start = len(points.date) - segment.n if segment else 0
    count = sum(place >= start for place in real)
    depth, reason = _depth(analysis, facts, real, count)
    missing_last = depth in CHARTED and points.value[-1] is None
    limits = shown_limits(segment, points.value, facts) if segment and depth in LIMITED else None
    flat = limits is None or segment.upl <= segment.lpl
    variation = _variation(analysis, facts, depth, reason, missing_last, flat)
    assurance = _assurance(analysis, facts, depth, flat)
    rule, sentence, clause = sentences.latest(analysis, facts, depth, latest, start, limits, flat)
    notes = sentences.notes(analysis, facts, depth, latest, missing_last, segment, limits, count)
    return Reading(
        facts=facts, depth=depth, points=count,
        latest_on=None if latest is None else points.date[latest],
        latest="" if latest is None else facts.figure(points.date[latest], points.value[latest]),
        variation=variation, assurance=assurance, rule=rule, sentence=sentence, clause=clause, notes=notes,
        limits=None if flat else limits, mean=segment.mean if segment and depth in LIMITED else None,
    )  # fmt: skip


def shown_limits(segment: Segment, values, facts: Facts) -> tuple[float, float] | None:
    """The limits as drawn and printed: not beyond floor and ceiling, unless a figure is. Computed ones stay."""
    lower, upper = segment.lpl, segment.upl
    if lower is None:
        return None
    real = [value for value in values if value is not None]
    if facts.floor is not None and lower < facts.floor and min(real) >= facts.floor:
        lower = facts.floor
    if facts.highest is not None and upper > facts.highest and max(real) <= facts.highest:
        upper = facts.highest
    return lower, upper


def _depth(analysis, facts, real, count) -> tuple[str, str]:
    points = analysis.points
    if not real:
        return "none", "no figures yet"
    if any(isinstance(facts.guarded(points.date[place], points.value[place]), Hidden) for place in real):
        return "hidden", "numbers too small to show"
    if facts.frequency == "year":
        return "table", "annual: see the table"
    if count < TABLE_BELOW:
        have = numbers.counted(count, "point")
        if len(real) >= TABLE_BELOW:
            return "fresh", f"{have} since they were redrawn; limits start at {TABLE_BELOW}"
        return "table", f"{have}; a chart starts at {TABLE_BELOW}"
    return ("trial", "") if count < READING_FROM else ("full", "")


def _variation(analysis, facts, depth, reason, missing_last, flat) -> Answer:
    code = analysis.summary.variation_type
    if depth not in CHARTED:
        kind = icons.TABLE if depth == "table" else icons.NONE
        return Answer(code, kind, "Not charted", reason=reason)
    if missing_last:
        period = facts.period(analysis.points.date[-1])
        return Answer(code, icons.NO_DATA, "Not charted", reason=f"no data for {period}")
    if depth == "fresh":
        return Answer(code, icons.TRIAL, "No limits yet", reason=reason)
    if depth == "trial":
        return Answer(code, icons.TRIAL, "Trial limits", reason=f"no reading before {READING_FROM} points")
    if flat:
        return Answer(code, icons.NONE, "Not charted", reason="no usual range can be worked out")
    if code == "common_cause":
        return Answer(code, icons.USUAL, "Usual variation", reason="do not chase a single period")
    return answer_for(code, analysis.points.special_cause_type[-1])


def answer_for(code: str, label: str) -> Answer:
    """The icon and words of one special point: its type, and the side from the label of its rule."""
    if label == COMMON:
        return Answer(code, icons.USUAL, "Usual variation")
    kind, word, action = _VARIATION[code]
    side = "high" if label in HIGH else "low"
    return Answer(code, kind, f"{word}, {side}", side=side, reason=action)


def _assurance(analysis, facts, depth, flat) -> Answer:
    code = analysis.summary.assurance_type
    if facts.target is None:
        return Answer(code, icons.NONE, "No target")
    if facts.polarity == "N":
        return Answer(code, icons.NONE, "No target", reason="neither way is good by itself")
    target = f"target {sentences.target_words(facts)}"
    if depth != "full" or flat or code is None:
        return Answer(code, icons.NONE, "No reading", reason=target)
    kind, word, action = _ASSURANCE[code]
    return Answer(code, kind, word, reason=f"{target}; {action}")
