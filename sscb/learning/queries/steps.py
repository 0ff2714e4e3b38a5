"""The seven steps of a thread, drawn from its facts. Pure: no query is made here.

A step that holds nothing yet stands there as "nothing yet". Sequence is never told as cause.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from typing import Any

from sscb.learning.queries.checks import check_state
from sscb.learning.queries.plans import ActionRow, action_row
from sscb.learning.queries.products import CascadeRow, cascade_state, told_words
from sscb.learning.queries.thread import Facts
from sscb.learning.queries.wording import many, number
from sscb.learning.status import RED, WITHDRAWN

KEPT, BROKEN, LOST, OPEN = "kept", "broken", "lost", "open"
STATES = {KEPT: "done", BROKEN: "a promise is broken", LOST: "made, then lost", OPEN: "nothing yet"}
KNOWN_USED, DIFFERENCE = ("known", "used"), ("difference",)


@dataclass
class Step:
    """One knot. `note` is the line on the map; `when` and `until` stand beside it; `broken` are framed in place."""

    key: str
    name: str
    title: str
    code: str
    note: str
    when: str = ""
    until: str = ""
    text: str = ""
    lines: list[str] = field(default_factory=list)
    broken: list["Broken"] = field(default_factory=list)
    up: "Step | None" = None
    down: "Step | None" = None

    @property
    def state(self) -> str:
        return STATES[self.code]


@dataclass(frozen=True)
class Broken:
    """A promise that was not kept: whose, what they promised, and where to go on."""

    title: str
    text: str
    action: Any = None
    check: Any = None


@dataclass(frozen=True)
class Thread:
    steps: list[Step]
    rows: list[ActionRow]
    recommendations: list[Any]
    products: list[tuple[Any, list[CascadeRow]]]
    taken_up: list[Any]
    difference: list[Any]
    strengths: list[tuple[str, list[Any]]]
    source: Any
    siblings: list[Any]

    @property
    def broken(self) -> int:
        return sum(len(step.broken) for step in self.steps)


def thread_of(facts: Facts) -> Thread:
    rows = [action_row(one, facts.as_at) for one in facts.actions]
    steps = [_found(facts), _learned(facts), _asked(facts, rows), _told(facts), _taken_up(facts), _difference(facts),
             _closed(facts)]  # fmt: skip
    for above, below in pairwise(steps):
        above.down, below.up = below, above
    shown = [one for one in facts.proofs if one.verified_on]
    return Thread(
        steps=steps,
        rows=rows,
        recommendations=facts.recommendations,
        products=[
            (one, [CascadeRow(sent, cascade_state(sent, facts.as_at), told_words(sent), False) for sent in one.sent_to])
            for one in facts.products
        ],
        taken_up=[(one, check_state(one, facts.as_at)) for one in facts.checks_of(*KNOWN_USED)],
        difference=[(one, check_state(one, facts.as_at)) for one in facts.checks_of(*DIFFERENCE)],
        strengths=[
            (name, [one for one in shown if one.strength == name and one.shows == "practice"])
            for name in ("Measured", "Seen", "Said")
        ],
        source=facts.source,
        siblings=facts.siblings,
    )


def _found(facts: Facts) -> Step:
    return Step("found", "Found", f"Found by: {facts.source.method.title.lower()}", KEPT, facts.source.method.title,
                *_span([facts.point.found_on]), text=facts.source.words)  # fmt: skip


def _learned(facts: Facts) -> Step:
    point = facts.point
    return Step(
        "learned", "Learned", f"Learned: {point.reference}", KEPT, "1 learning point", *_span([point.opened_on]),
        text=point.text,
    )  # fmt: skip


def _asked(facts: Facts, rows: list[ActionRow]) -> Step:
    days = [one.opened_on for one in (*facts.recommendations, *facts.actions)]
    counted = [row for row in rows if row.status.colour != WITHDRAWN]
    kept = sum(row.status.kept for row in counted)
    if not days:
        return Step("asked", "Asked", "Asked: nothing yet", OPEN, "nothing yet",
                    text="No recommendation and no action answers this learning.")  # fmt: skip
    if not counted:
        return Step("asked", "Asked", "Asked: nobody was asked to act yet", OPEN, "nobody yet", *_span(days))
    broken = [
        _broken_action(row.action, facts.as_at)
        for row in counted
        if row.status.colour == RED and row.action.due_on < facts.as_at
    ]
    title = f"Asked: {many(len(counted), 'action').lower()}, {number(kept).lower() if kept else 'none yet'} carried out"
    if kept == len(counted):
        title = f"Asked: {many(kept, 'action').lower()}, {'all' if kept > 1 else 'and it is'} carried out"
    return Step("asked", "Asked", title, BROKEN if broken else KEPT, f"{kept} of {len(counted)} carried out",
                *_span([*days, *(one.closed_on or one.due_on for one in facts.actions)]), broken=broken)  # fmt: skip


def _broken_action(action: Any, as_at: date) -> Broken:
    late = (as_at - action.due_on).days
    moved = (
        f" The date was moved {'once' if action.carried == 1 else f'{action.carried} times'} before."
        if action.carried
        else ""
    )
    said = f" It last said: {action.progress}" if action.progress else " It has not said how it stands."
    return Broken(
        f"Promise broken: {action.title}",
        f"{action.agency.name} promised this for {_day(action.due_on)}. It is {_days(late)} late.{moved}{said}",
        action=action,
    )  # fmt: skip


def _told(facts: Facts) -> Step:
    out = [one for one in facts.products if one.published_on]
    cascades = facts.cascades
    if not facts.products:
        why = facts.point.no_product_why
        if why:
            return Step("told", "Told", "Told: nobody needs to be", KEPT, "no need", text=why)
        return Step("told", "Told", "Told: nobody yet", OPEN, "nobody yet", text="Nothing is written for staff.")
    if not out or not cascades:
        return Step("told", "Told", "Told: written, and sent to nobody yet", OPEN, "not sent yet",
                    *_span(one.opened_on for one in facts.products))  # fmt: skip
    agencies = {one.agency_id for one in cascades}
    received = {one.agency_id for one in cascades if one.received_on}
    reached, of = sum(one.reached or 0 for one in cascades), sum(one.of or 0 for one in cascades)
    staff = f", {reached} of {of} staff" if of else ""
    title = f"Told: {len(received)} of {len(agencies)} agencies confirm{staff}"
    silent = sorted({one.agency.name for one in cascades if cascade_state(one, facts.as_at).colour == RED})
    broken = (
        [Broken("Promise broken: learning was sent and not confirmed", f"Not confirmed: {', '.join(silent)}.")]
        if silent
        else []
    )
    days = [one.published_on for one in out] + [one.told_on or one.received_on or one.sent_on for one in cascades]
    return Step("told", "Told", title, BROKEN if silent else KEPT, f"{len(received)} of {len(agencies)} agencies",
                *_span(days), broken=broken)  # fmt: skip


def _taken_up(facts: Facts) -> Step:
    checks = facts.checks_of(*KNOWN_USED)
    judged = [one for one in checks if one.verdict]
    broken = _late_checks(checks, facts.as_at)
    if not judged:
        text = "" if checks else "Nobody has asked yet whether it is known and used."
        return Step("taken-up", "Taken up", "Taken up: not known yet", BROKEN if broken else OPEN, "not known yet",
                    broken=broken, text=text)  # fmt: skip
    last = judged[-1]
    good = any(one.verdict in ("yes", "partly") for one in judged)
    code = BROKEN if broken else KEPT if good else LOST
    return Step("taken-up", "Taken up", f"Taken up: {last.finding.partition('.')[0]}", code,
                last.get_verdict_display().lower(), *_span(one.judged_on for one in judged), broken=broken)  # fmt: skip


def _difference(facts: Facts) -> Step:
    checks = facts.checks_of(*DIFFERENCE)
    judged = [one for one in checks if one.verdict]
    broken = _late_checks(checks, facts.as_at)
    if not judged:
        why = facts.point.no_check_why
        text = why or ("" if checks else "Nobody has asked yet whether it made a difference.")
        title = f"Difference: {'not checked, with a reason' if why else 'not known yet'}"
        return Step("difference", "Difference", title, BROKEN if broken else OPEN, "not known yet", broken=broken,
                    text=text)  # fmt: skip
    last = judged[-1].verdict
    title, code, note = {
        "yes": ("Difference: it made one", KEPT, "made"),
        "partly": ("Difference: in part", KEPT, "in part"),
        "no": ("Difference: it made none", LOST, "none"),
        "lost": ("Difference: made, then lost", LOST, "made, then lost"),
        "unknown": ("Difference: it cannot be told", OPEN, "cannot be told"),
    }[last]
    return Step("difference", "Difference", title, code, note, *_span(one.judged_on for one in judged), broken=broken)


def _closed(facts: Facts) -> Step:
    point = facts.point
    if point.closed_on:
        return Step("closed", "Closed", "Closed", KEPT, _day(point.closed_on), *_span([point.closed_on]))
    return Step("closed", "Closed", "Not closed", OPEN, "not yet",
                text="A thread is closed when somebody has judged that it made a difference.")  # fmt: skip


def _late_checks(checks: Iterable[Any], as_at: date) -> list[Broken]:
    return [
        Broken(f"Promise broken: {one.get_asks_display()}",
               f"It was to be judged by {_day(one.due_on)} and is {_days((as_at - one.due_on).days)} late.", check=one)
        for one in checks if not one.verdict and one.due_on < as_at
    ]  # fmt: skip


def _span(days: Iterable[date]) -> tuple[str, str]:
    """The first day, and the last where it is another."""
    found = sorted(days)
    if not found:
        return "", ""
    first, last = found[0], found[-1]
    return _day(first), "" if first == last else f"to {_day(last)}"


def _day(day: date) -> str:
    return f"{day:%-d %b %Y}"


def _days(count: int) -> str:
    return f"{count} day{'' if count == 1 else 's'}"
