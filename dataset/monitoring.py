"""Whether what raised a concern has gone: read from the indicator itself, period by period. No Django.

A period is evidence only when its figure has come. One with the signal in it begins the count afresh; one that was not
sent counts for nothing, except where figures that did not come are themselves the concern.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sscb.charts import numbers

CONCERN_SIGNAL = "special_cause_concern"
UNTOLD = "Quality and Performance watches it; the numbers are too small to show here"


class Seen(StrEnum):
    """What one period says."""

    GONE = "gone"
    THERE = "there"
    NOT_SENT = "not sent"
    HIDDEN = "hidden"


SEEN_WORDS = {Seen.GONE: "No signal", Seen.THERE: "Signal", Seen.NOT_SENT: "Not sent", Seen.HIDDEN: "Not shown"}


@dataclass(frozen=True, slots=True)
class Period:
    """One figure: its first day, its name, the value (None: not sent), and how the chart marks it.

    `hidden`: this reader may not know what it says, since a small number could be told from it (SEC-30).
    """

    start: date
    label: str
    value: float | None
    mark: str = ""
    shown: str = ""
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Watched:
    """One indicator watched since a day. `gone`: periods in a row, up to the newest, without the signal."""

    title: str
    wanted: int
    periods: tuple[tuple[Period, Seen], ...]

    @property
    def hidden(self) -> bool:
        """Whether this reader may not know whether the signal is gone."""
        return any(seen is Seen.HIDDEN for _, seen in self.periods)

    @property
    def gone(self) -> int:
        run = 0
        for _, seen in self.periods:
            run = 0 if seen is Seen.THERE else run + (seen is Seen.GONE)
        return min(run, self.wanted)

    @property
    def met(self) -> bool:
        return self.gone >= self.wanted


def watch(
    title: str,
    noticed_as: str,
    periods: Sequence[Period],
    *,
    from_on: date,
    wanted: int,
    target: float | None = None,
    polarity: str = "N",
) -> Watched:
    """The periods that begin on or after `from_on`, each with what it says. A worry of a member, which rests on no
    signal, is never gone by itself: it ends with an explanation."""
    since = [one for one in periods if one.start >= from_on]
    return Watched(title, wanted, tuple((one, _seen(noticed_as, one, target, polarity)) for one in since))


def _seen(noticed_as: str, one: Period, target: float | None, polarity: str) -> Seen:
    if one.hidden:
        return Seen.HIDDEN
    if one.value is None:
        return Seen.THERE if noticed_as == "late" else Seen.NOT_SENT
    if noticed_as == "late":
        return Seen.GONE
    if noticed_as == "red" and target is not None and polarity in ("H", "L"):
        misses = one.value < target if polarity == "H" else one.value > target
        return Seen.THERE if misses else Seen.GONE
    if noticed_as == "signal":
        return Seen.THERE if one.mark == CONCERN_SIGNAL else Seen.GONE
    return Seen.NOT_SENT


def together(watched: Sequence[Watched]) -> tuple[int, int]:
    """How many periods without the signal, of how many wanted, over all that is joined: the slowest of them counts.
    None of none where this reader may not know."""
    if not watched or any(one.hidden for one in watched):
        return 0, 0
    return min(one.gone for one in watched), max(one.wanted for one in watched)


def evidence(watched: Sequence[Watched]) -> str:
    """ "Signal gone for two of three periods", the evidence of impact in one line."""
    if any(one.hidden for one in watched):
        return UNTOLD
    gone, wanted = together(watched)
    if not wanted:
        return "No indicator is joined, so its end rests on an explanation"
    periods = "period" if wanted == 1 else "periods"
    if gone >= wanted:
        return f"Signal gone for {numbers.in_words(wanted)} of {numbers.in_words(wanted)} {periods}"
    if not any(one.periods for one in watched):
        return f"No figure has come yet of {numbers.in_words(wanted)} {periods} to be watched"
    return f"Signal gone for {numbers.in_words(gone) if gone else 'none'} of {numbers.in_words(wanted)} {periods}"
