"""What has been agreed about each indicator's chart, as in force on a day: breaks, rules of reading, targets."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.db.models import F, Q, Value

from dataset.models import Aim, Indicator, IndicatorVersion, ReadingRule, Redrawing
from sscb.charts import numbers


@dataclass(frozen=True, slots=True)
class Break:
    """Where limits begin afresh. `redrawn`: by approval; otherwise the definition changed. `agreed`: who and when."""

    from_on: date
    why: str
    redrawn: bool = False
    agreed: str = ""


@dataclass(frozen=True, slots=True)
class Agreed:
    """How one indicator is read. `own_why`: why not by the Board's rule. `changes_on`: the last day of all this."""

    run: int = 7
    trend: int = 7
    screening: bool = True
    own_why: str = ""
    set_on: date | None = None
    breaks: tuple[Break, ...] = ()
    changes_on: date | None = None

    @property
    def rules(self) -> str:
        """The four rules in words, with the lengths in force."""
        return (
            f"a point outside a limit; {numbers.in_words(self.run)} points on one side of the mean; "
            f"{numbers.in_words(self.trend)} points rising or falling; two of three points near the same limit"
        )

    @property
    def caption(self) -> str:
        """The choices as the chart's caption has them."""
        whose = " (its own rule)" if self.own_why else ""
        return f"Run {self.run}, trend {self.trend}, screening {'on' if self.screening else 'off'}{whose}."

    @property
    def options(self) -> str:
        """The other choices, and since when."""
        screened = (
            "moving ranges of 3.267 times their mean left out" if self.screening else "no moving range left out"
        )
        since = f"; set {numbers.day(self.set_on)}" if self.set_on else ""
        own = f" for this indicator: {self.own_why.rstrip('.')}" if self.own_why else ""
        return f"limits from all points since they were last drawn; {screened}{since}{own}"


STANDARD = Agreed()


def agreed(indicators: Iterable[Indicator], *, as_at: date) -> dict[int, Agreed]:
    """What is in force for each indicator by its id: three queries, whatever their number.

    The target in force is written onto the indicators themselves, in memory: from there every page takes it.
    """
    known = {one.pk: one for one in indicators}
    until: dict[int, date] = {}
    breaks = _breaks(known, as_at, until)
    _aims(known, as_at, until)
    board, own = _rules(known, as_at)
    return {
        pk: replace(own.get(pk) or board, breaks=tuple(sorted(breaks[pk], key=lambda one: one.from_on)),
                    changes_on=until.get(pk))
        for pk in known
    }  # fmt: skip


def _until(until: dict[int, date], pk: int, from_on: date) -> None:
    """Something new counts for the indicator from that day on: what is said today holds up to the day before."""
    day = from_on - timedelta(days=1)
    until[pk] = min(day, until.get(pk, day))


def _breaks(known: dict[int, Indicator], as_at: date, until: dict[int, date]) -> dict[int, list[Break]]:
    """Later definitions and approved limits in one question; where both begin on a day, the definition is told."""
    shape = ("indicator_id", "from_on", "why", "minute", "agreed_on", "redrawn")
    versions = (
        IndicatorVersion.objects.filter(indicator__in=known, number__gt=1, from_on__isnull=False)
        .annotate(redrawn=Value(False)).order_by().values_list(*shape)
    )  # fmt: skip
    drawn = (
        Redrawing.objects.filter(indicator__in=known, state=Redrawing.State.APPROVED, decided_on__lte=as_at)
        .annotate(agreed_on=F("decided_on"), redrawn=Value(True)).order_by().values_list(*shape)
    )  # fmt: skip
    found: dict[int, list[Break]] = defaultdict(list)
    for pk, from_on, why, minute, on, redrawn in sorted(versions.union(drawn, all=True), key=lambda row: row[5]):
        if from_on > as_at:
            _until(until, pk, from_on)
        elif all(one.from_on != from_on for one in found[pk]):
            found[pk].append(Break(from_on, why, bool(redrawn), _agreed_words(minute, on)))
    return found


def _agreed_words(minute: str, on: date | None) -> str:
    """ "agreed 11 October 2019, minute Q&P 2019/22"."""
    return f"agreed {numbers.day(on)}" + (f", minute {minute}" if minute else "") if on else ""


def _aims(known: dict[int, Indicator], as_at: date, until: dict[int, date]) -> None:
    for aim in Aim.objects.filter(indicator__in=known).order_by("from_on", "id"):
        if aim.from_on <= as_at:
            indicator = known[aim.indicator_id]
            indicator.target, indicator.tolerance, indicator.target_words = aim.target, aim.tolerance, ""
        else:
            _until(until, aim.indicator_id, aim.from_on)


def _rules(known: dict[int, Indicator], as_at: date) -> tuple[Agreed, dict[int, Agreed]]:
    board, own = STANDARD, {}
    for rule in ReadingRule.objects.filter(Q(indicator__in=known) | Q(indicator=None), set_on__lte=as_at):
        if rule.indicator_id is None:
            board = Agreed(rule.run, rule.trend, rule.screening, set_on=rule.set_on)
        elif rule.as_the_board:
            own.pop(rule.indicator_id, None)
        else:
            own[rule.indicator_id] = Agreed(rule.run, rule.trend, rule.screening, rule.why, rule.set_on)
    return board, own


def board_rule(as_at: date) -> Agreed:
    """The rule of every indicator that has none of its own."""
    return _rules({}, as_at)[0]
