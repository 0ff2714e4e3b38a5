"""What an area of concern says of itself, in sentences written from its stage, its questions and its figures. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dataset.lifecycle import OPEN, STAGES, Stage
from sscb.charts import numbers


@dataclass(frozen=True, slots=True)
class Asked:
    """One agency and its question: due, and answered on (None: it waits)."""

    agency: str
    due_on: date
    answered_on: date | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """What the sentences need to know of a concern. `gone` of `wanted` periods without the signal, where monitored."""

    title: str
    stage: str
    asked: tuple[Asked, ...] = ()
    gone: int = 0
    wanted: int = 0
    closed_on: date | None = None
    resolved_how: str = ""

    @property
    def owing(self) -> list[Asked]:
        """Who has not answered, the longest due first."""
        waits = self.stage in (Stage.PASSED, Stage.TASKED, Stage.ESCALATED)
        return (
            sorted((one for one in self.asked if one.answered_on is None), key=lambda one: one.due_on) if waits else []
        )

    def days_late(self, as_at: date) -> int:
        """By how many days the longest due answer is late; 0 where none is."""
        return max((as_at - self.owing[0].due_on).days, 0) if self.owing else 0


def days(count: int) -> str:
    return f"{count} day{'' if count == 1 else 's'}"


def periods_gone(told: Told) -> str:
    """ "signal gone for 2 of 3 periods"; without a number where there is none, or none that this reader may know."""
    if not told.wanted:
        return "watched by Quality and Performance"
    return f"signal gone for {told.gone} of {told.wanted} period{'' if told.wanted == 1 else 's'}"


def state(told: Told, as_at: date) -> tuple[str, str]:
    """Code and words of the state mark, as lists show it."""
    if told.stage == Stage.RAISED:
        return "soon", "Raised: Q&P to decide"
    if told.stage == Stage.ACCEPTED:
        return "soon", "Accepted: to be put to agencies"
    if told.owing:
        head = STAGES[told.stage].split(" ")[0]
        late, first = told.days_late(as_at), told.owing[0]
        if late > 0:
            return "late", f"{head}: answer {days(late)} late"
        left = (first.due_on - as_at).days
        return ("soon" if left <= 14 else "waiting"), f"{head}: answer due {first.due_on:%-d %B}"
    if told.stage in (Stage.PASSED, Stage.TASKED, Stage.RESPONDED):
        return "soon", "Answered: Q&P to consider"
    if told.stage == Stage.MONITORED:
        return ("soon" if told.wanted and told.gone >= told.wanted else "waiting"), f"Monitored: {periods_gone(told)}"
    if told.stage == Stage.ESCALATED:
        return "soon", "Escalated, and answered"
    if told.stage == Stage.RESOLVED:
        return "soon", "Resolved: Board to be told"
    if told.stage == Stage.DROPPED:
        return "done", "Not taken up"
    return "done", f"Closed {told.closed_on:%-d %B %Y}" if told.closed_on else "Closed"


def heading(told: Told, as_at: date) -> str:
    """The h1 of the concern's page: where it stands, with the figure."""
    name = told.title
    if told.stage == Stage.RAISED:
        return f"{name}: raised, and Quality and Performance has to decide"
    if told.stage == Stage.ACCEPTED:
        return f"{name}: accepted, and no agency has been asked yet"
    if told.stage == Stage.DROPPED:
        return f"{name}: not taken up"
    if told.owing:
        who = numbers.listed([_the(one.agency) for one in told.owing])
        late = told.days_late(as_at)
        start = "escalated; " if told.stage == Stage.ESCALATED else ""
        if late > 0:
            late_ones = [one for one in told.owing if one.due_on < as_at]
            who = numbers.listed([_the(one.agency) for one in late_ones])
            return f"{name}: {start}{who} {'has' if len(late_ones) == 1 else 'have'} not answered, {days(late)} late"
        verb = "answers" if len(told.owing) == 1 else "answer"
        return f"{name}: {start}{who} {verb} by {told.owing[0].due_on:%-d %B %Y}"
    if told.stage == Stage.ESCALATED:
        return f"{name}: escalated to the chief officer, and answered"
    if told.stage in (Stage.PASSED, Stage.TASKED, Stage.RESPONDED):
        return f"{name}: answered, and Quality and Performance has to say what follows"
    if told.stage == Stage.MONITORED:
        if told.wanted and told.gone >= told.wanted:
            return f"{name}: the signal has gone for {numbers.counted(told.wanted, 'period')}, and it can be resolved"
        return f"{name}: {periods_gone(told)}"
    if told.stage == Stage.RESOLVED:
        return f"{name}: resolved, {_because(told)}; the Board is still to be told"
    when = f" on {told.closed_on:%-d %B %Y}" if told.closed_on else ""
    return f"{name}: closed{when}, {_because(told)}"


def _because(told: Told) -> str:
    return "since the signal has gone" if told.resolved_how == "signal" else "with an explanation that was agreed"


def _the(agency: str) -> str:
    """ "the police force": as a kind of body stands in a sentence."""
    return f"the {agency[:1].lower()}{agency[1:]}" if agency[:1].isupper() and agency[1:2].islower() else agency


def list_heading(told: Sequence[Told], as_at: date, noticed: int = 0) -> str:
    """The h1 of the list: how many are open, how many answers are late."""
    opened = [one for one in told if one.stage in OPEN]
    late = sum(one.days_late(as_at) > 0 for one in opened)
    if not opened:
        return (
            f"No concern is open; {numbers.in_words(noticed)} noticed in the figures"
            if noticed
            else ("No concern is open")
        )
    words = f"{numbers.capital(numbers.counted(len(opened), 'concern'))} {'is' if len(opened) == 1 else 'are'} open"
    if not late:
        return f"{words}, and no answer is late"
    return f"{words}; {numbers.in_words(late)} {'waits' if late == 1 else 'wait'} for a late answer"


def asked_line(told: Told, as_at: date) -> str:
    """For the home pages: "Asked: the council, answered 24 October; the police force, 13 days late"."""
    parts = []
    for one in sorted(told.asked, key=lambda one: (one.answered_on is not None, one.due_on)):
        if one.answered_on:
            parts.append(f"{one.agency}, answered {one.answered_on:%-d %B}")
        elif one.due_on < as_at:
            parts.append(f"{one.agency}, {days((as_at - one.due_on).days)} late")
        else:
            parts.append(f"{one.agency}, by {one.due_on:%-d %B}")
    return f"Asked: {'; '.join(parts)}." if parts else ""
