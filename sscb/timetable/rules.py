"""Statutory and local rules as data: what counts from when, how long, on whose authority. Pure: no Django, no clock.

A rule keeps its handbook id for ever. When the law changes it gets another version with its own dates in force; the
version in force on the trigger date is the one that holds (RULINGS 1, 2). Nothing is ever overwritten.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from sscb.timetable.allow import LONDON, Allowance, By, Days, Each, Hours, NoLimit, OnEvent
from sscb.timetable.days import WorkingDays, add_days, in_words
from sscb.timetable.starts import Local, LocalDates

STRENGTHS = ("must", "should", "target", "local")
GRADES = ("2S", "1S", "U", "D")
SENSES = ("limit", "minimum", "measure")
"""limit: after it, late. minimum: keep it up at least until then. measure: counted nationally, never chased."""


OWN_DATES = "The Board’s own dates"


class RuleFault(ValueError):
    """A rule was declared with something that cannot be. Raised at start-up."""


class NotInForce(LookupError):
    """No version of the rule was in force on the trigger date, so it does not apply."""


@dataclass(frozen=True)
class InForce:
    """From and to are both in force; `to` None: open. Either may hang on a local start date."""

    from_on: date | Local
    to_on: date | Local | None = None

    def range(self, local: LocalDates) -> tuple[date, date | None]:
        return _day(self.from_on, local), None if self.to_on is None else _day(self.to_on, local)

    def on(self, day: date, local: LocalDates) -> bool:
        first, last = self.range(local)
        return first <= day and (last is None or day <= last)


def _day(bound: date | Local, local: LocalDates) -> date:
    return bound.on(local) if isinstance(bound, Local) else bound


@dataclass(frozen=True)
class WorkingDaysBefore:
    """Warn so many working days before the last day."""

    count: int

    @property
    def kind(self) -> str:
        return f"warn-{self.count}"

    def on(self, due_on: date, days: WorkingDays) -> date:
        return days.before(due_on, self.count)


@dataclass(frozen=True)
class DaysBefore:
    """Warn so many calendar days before the last day."""

    count: int

    @property
    def kind(self) -> str:
        return f"warn-{self.count}d"

    def on(self, due_on: date, days: WorkingDays) -> date:
        return add_days(due_on, -self.count)


@dataclass(frozen=True)
class WorkingDaysAfter:
    """Ask again so many working days after the last day, while the duty is still open."""

    count: int

    @property
    def kind(self) -> str:
        return f"chase-{self.count}"

    def on(self, due_on: date, days: WorkingDays) -> date:
        return days.after(due_on, self.count)


@dataclass(frozen=True)
class AfterTheEnd:
    """What happens once the last day has ended and the duty is still open: the code of a plugged EffectHandler.

    `days` after the last day; below nought, before it.
    """

    effect: str
    days: int = 1

    @property
    def kind(self) -> str:
        return self.effect

    def on(self, due_on: date, days: WorkingDays) -> date:
        return add_days(due_on, self.days)


WarnStep = WorkingDaysBefore | DaysBefore | WorkingDaysAfter


@dataclass(frozen=True)
class Version:
    """One version of a rule. `cites` is the source in words, `grade` how well it was read (handbook 0.1), `owner` who
    must act, `cap` a long-stop beyond which it never runs, `on_miss` a sentence: what the portal does when it is late.
    """

    number: int
    allow: Allowance
    in_force: InForce
    owner: str
    strength: str
    grade: str
    cites: str
    cap: date | None = None
    direction: str = "after"
    sense: str = "limit"
    warn: tuple[WarnStep, ...] = ()
    then: tuple[AfterTheEnd, ...] = ()
    on_miss: str = ""
    note: str = ""

    def __post_init__(self):
        if self.strength not in STRENGTHS or self.grade not in GRADES or self.sense not in SENSES:
            raise RuleFault(f"{self.cites}: strength, grade or sense is not one of the known ones")
        if self.direction not in ("after", "before"):
            raise RuleFault(f"{self.cites}: a rule counts after or before, not {self.direction}")
        if not self.cites or not self.owner:
            raise RuleFault("A rule names its source and whoever must act")

    @property
    def to_confirm(self) -> bool:
        """Its text could not be read when it was written down: the business manager confirms the value."""
        return self.grade == "U"

    @property
    def has_limit(self) -> bool:
        return not isinstance(self.allow, NoLimit | OnEvent)


@dataclass(frozen=True)
class Rule:
    """A duty with a clock. `counts_from` names the date it counts from (a start date's code, or `kind.field`).

    `identifying`: that date says who somebody is, such as the day a child died. The history, which nobody can empty,
    then keeps that the deadline was set, moved or met, and none of its dates.
    """

    code: str
    title: str
    counts_from: str
    starts_from: str
    versions: tuple[Version, ...]
    order: int = 0
    chapter: str = OWN_DATES
    identifying: bool = False

    def __post_init__(self):
        numbers = [version.number for version in self.versions]
        if not numbers or numbers != list(range(1, len(numbers) + 1)):
            raise RuleFault(f"{self.code}: versions are numbered 1, 2, 3 without a gap")

    def version_on(self, day: date, local: LocalDates) -> Version:
        """Raises NotInForce, with a sentence that says when the rule held."""
        for version in self.versions:
            if version.in_force.on(day, local):
                return version
        raise NotInForce(
            f"The rule {self.code} was not in force on {in_words(day)}: it holds {self.in_force_words(local)}."
        )

    def in_force_words(self, local: LocalDates) -> str:
        """from 29 June 2018 to 28 September 2019, and from ..., joined where one version follows the other."""
        runs: list[list[date | None]] = []
        for version in self.versions:
            first, last = version.in_force.range(local)
            if last is not None and last < first:
                continue
            if runs and runs[-1][1] is not None and add_days(runs[-1][1], 1) == first:
                runs[-1][1] = last
            else:
                runs.append([first, last])
        return ", and ".join(
            f"from {in_words(first)} on" if last is None else f"from {in_words(first)} to {in_words(last)}"
            for first, last in runs
        )


@dataclass(frozen=True)
class Due:
    """`due_on` the last lawful day, whole in London, or None with a `reason`; `sum` is the reckoning in words."""

    due_on: date | None
    reason: str
    version: Version
    rule_version: int
    citation: str
    sum: str


def due_for(rule: Rule, start: date | datetime, days: WorkingDays, local: LocalDates | None = None) -> Due:
    """When must it be done at the latest, counted from `start`? An aware datetime counts from its date in London.

    Raises NotInForce where the rule does not apply on that date, NoSuchDay where the count leaves the calendar.
    """
    day = start.astimezone(LONDON).date() if isinstance(start, datetime) else start
    version = rule.version_on(day, local or {})
    allow = version.allow
    if isinstance(allow, NoLimit | OnEvent):
        return Due(None, allow.reason, version, version.number, version.cites, "")
    sign = -1 if version.direction == "before" else 1
    if isinstance(start, datetime) and isinstance(allow, Hours):
        due_on = allow.from_moment(start, sign)
    else:
        due_on = allow.from_day(day, sign, days)
    if version.cap:
        due_on = min(due_on, version.cap)
    return Due(due_on, "", version, version.number, version.cites, _sum(day, version))


def _sum(day: date, version: Version) -> str:
    allow = version.allow
    if isinstance(allow, By):
        return f"fixed: {allow}"
    if isinstance(allow, Each) or allow == Days(0):
        words = f"{in_words(day)}, {allow}"
    else:
        words = f"{in_words(day)} {'−' if version.direction == 'before' else '+'} {allow}"
    return f"{words}, capped at {in_words(version.cap)}" if version.cap else words


@dataclass(frozen=True)
class Opening:
    """What begins by itself on a day, such as the return of a month that has ended. The sweep asks once a day.

    `open(as_at)` makes whatever is missing, in a transaction of its own, and says how much; again: nothing.
    """

    code: str
    title: str
    open: Callable
    order: int = 0


@dataclass(frozen=True)
class EffectHandler:
    """What the sweep does, one duty at a time, when a rule's AfterTheEnd falls due: lock, make ready to hand over.

    `handle(deadline, as_at)` runs in the same transaction as its done-mark; if it raises, the mark is not written and
    the next sweep tries again; NotNow says that it waits for somebody, which is no fault. `would(deadline, as_at)`
    gives the sentences of a dry run and changes nothing. `asks_for` is the kind of job that it rings for, if any: the
    command that sweeps by hand does those jobs too.
    """

    code: str
    title: str
    handle: Callable
    order: int = 0
    would: Callable | None = None
    asks_for: str = ""


@dataclass(frozen=True)
class Follower:
    """What else is written for a local start date, and follows when that date is recorded anew.

    `follow(code=, day=, by=, on=)` runs in the same transaction as the new date.
    """

    code: str
    follow: Callable
    order: int = 0


class NotNow(Exception):
    """A handler may not act yet, such as under a legal hold. Its step stays on the plan; the words say why."""
