"""The daily sweep: make true whatever should be true by a date, any number of times, after any number of missed days.

It looks at everything due up to the date and not yet done, never at "due today" (REL-02). What is not due costs
nothing: one statement writes all new effects. A page never waits for it: what is late is worked out when it is read.
"""

import logging
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.conf import settings
from django.db import transaction

from sscb import clock
from sscb.history.services import write_history
from sscb.timetable import bulk, letters
from sscb.timetable.days import in_words
from sscb.timetable.models import Deadline, Effect, Step, SweepRun
from sscb.timetable.queries.sweeps import last_run
from sscb.timetable.rules import NotNow
from sscb.timetable.sockets import effects, openings

log = logging.getLogger("sscb.timetable")


class TooEarly(ValueError):
    """A sweep was asked for a date that has not come. Refused: it would tell people things that are not yet so."""


@dataclass(frozen=True)
class Swept:
    """What one sweep did. `busy`: another one was at it, and this one did nothing.

    `would`: of a dry run, case by case, what would be locked, made ready or destroyed.
    """

    as_at: date
    made: int = 0
    skipped: int = 0
    handled: int = 0
    failed: int = 0
    letters: int = 0
    missed_days: int = 0
    dry_run: bool = False
    would: tuple[str, ...] = ()
    busy: bool = False

    @property
    def did_something(self) -> bool:
        return bool(self.made or self.skipped or self.handled or self.letters)

    def __str__(self) -> str:
        if self.busy:
            return "Another sweep is running; this one did nothing."
        would = "would be " if self.dry_run else ""
        parts = [
            f"As at {in_words(self.as_at)}: {self.made} reminders and late marks {would}made",
            f"{self.skipped} overtaken", f"{self.handled} handled", f"{self.letters} letters",
        ]  # fmt: skip
        if self.failed:
            parts.append(f"{self.failed} failed and will be tried again")
        if self.missed_days:
            parts.append(f"{self.missed_days} missed days caught up")
        return ", ".join(parts) + "."


def sweep(as_at: date, *, dry_run: bool = False) -> Swept:
    """Warn, call late, lock: everything due by `as_at`. Run again, it changes nothing and writes nothing.

    Raises TooEarly for a date later than the clock, except in the demonstration and in a dry run (RULINGS 4).
    """
    if as_at > clock.today() and not dry_run and not settings.DEMONSTRATION:
        raise TooEarly(
            f"{in_words(as_at)} has not come yet: today is {in_words(clock.today())}. Nothing was changed. "
            "To see what would happen, add --dry-run."
        )
    if dry_run:
        due = bulk.count_due(as_at)
        handled, would = _would(as_at)
        missed = _missed(last_run(), as_at)
        return Swept(as_at, due.made, due.skipped, handled, missed_days=missed, dry_run=True, would=would)
    started_at, before = clock.now(), last_run()
    if not _anything_to_do(before, as_at):
        return Swept(as_at)
    unopened = _open(as_at)
    handled, failed = _handle(as_at)
    failed += unopened
    swept = _sweep_the_rest(as_at, started_at, handled, failed)
    run = last_run()
    if swept.busy or run is None or run.letters is not None:
        return swept
    return replace(swept, letters=letters.send_letters(run))


def _anything_to_do(before: SweepRun | None, as_at: date) -> bool:
    if before is None or before.as_at < as_at or before.letters is None:
        return True
    return Step.objects.filter(due_on__lte=as_at).exists()


def _missed(before: SweepRun | None, as_at: date) -> int:
    return max((as_at - before.as_at).days - 1, 0) if before else 0


@transaction.atomic(durable=True)
def _sweep_the_rest(as_at: date, started_at, handled: int, failed: int) -> Swept:
    """Effects, the mark of the day and its history entry: all of it or none (REL-13). Letters follow on their own."""
    if not bulk.sweeping_alone():
        return Swept(as_at, handled=handled, failed=failed, busy=True)
    before = last_run()
    first_of_day = before is None or before.as_at < as_at
    tell_on = as_at if first_of_day else before.as_at + timedelta(days=1)
    due = bulk.write_due(as_at, tell_on=tell_on)
    swept = Swept(as_at, due.made, due.skipped, handled, failed, missed_days=_missed(before, as_at))
    if first_of_day:
        _mark(swept, started_at, told_after=before.as_at if before else None)
    if swept.did_something:
        write_history(
            None, "timetable.swept", by=None, on=as_at, as_at=as_at, made=swept.made, skipped=swept.skipped,
            handled=handled, failed=failed, missed_days=swept.missed_days,
        )  # fmt: skip
    return swept


def _mark(swept: Swept, started_at, *, told_after: date | None) -> None:
    SweepRun.objects.bulk_create(
        [
            SweepRun(
                as_at=swept.as_at, started_at=started_at, finished_at=clock.now(), made=swept.made,
                skipped=swept.skipped, handled=swept.handled, failed=swept.failed, told_after=told_after,
                missed_days=swept.missed_days,
            )
        ],
        ignore_conflicts=True,
    )  # fmt: skip


def _would(as_at: date) -> tuple[int, tuple[str, ...]]:
    """How many duties a handler would see to, and what it would do about each, in the order in which it would."""
    steps = Step.objects.filter(by_handler=True, due_on__lte=as_at, deadline__state=Deadline.State.OPEN)
    said, handled = [], 0
    for step in steps.select_related("deadline__record").order_by("due_on", "deadline_id", "id"):
        handled += 1
        handler = effects.get(step.kind)
        if handler is None:
            continue
        if handler.would is None:
            said.append(f"{step.deadline.record.reference}: {handler.title[:1].lower()}{handler.title[1:]}")
        else:
            said += handler.would(step.deadline, as_at)
    return handled, tuple(said)


def _open(as_at: date) -> int:
    """What begins by itself, before what has fallen due is told. Returns how many failed."""
    failed = 0
    for opening in openings:
        try:
            opening.open(as_at)
        except Exception:
            # Whatever a programme raises: it is asked again with the next sweep, and the others go on.
            log.exception("What begins by itself could not be begun and will be tried again: %s", opening.code)
            failed += 1
    return failed


def _handle(as_at: date) -> tuple[int, int]:
    """Locks and the like, one duty at a time, each in a transaction with its done-mark. Done and failed."""
    handled = failed = 0
    due = Step.objects.filter(by_handler=True, due_on__lte=as_at).order_by("due_on", "deadline_id", "id")
    for step in due.values_list("pk", "deadline_id", "kind", "due_on"):
        try:
            handled += _handle_one(*step, as_at=as_at)
        except NotNow as waits:
            log.info("An effect of the sweep waits: %s, %s", step[2], type(waits).__name__)
        except Exception:
            # Whatever a programme's handler raises: its step stays on the plan, and the other duties go on.
            log.exception("An effect of the sweep failed and will be tried again: %s", step[2])
            failed += 1
    return handled, failed


@transaction.atomic(durable=True)
def _handle_one(step_id: int, deadline_id: int, kind: str, due_on: date, *, as_at: date) -> bool:
    """False when somebody else has done it, or the duty is no longer open."""
    row = Deadline.objects.open().select_related("record").filter(pk=deadline_id).first()
    if row is None or not Step.objects.filter(pk=step_id).delete()[0]:
        return False
    if Effect.objects.filter(deadline=row, kind=kind, due_on=due_on).exists():
        return False
    Effect.objects.create(
        deadline=row, kind=kind, due_on=due_on, done_on=as_at, tell_on=due_on, outcome=Effect.Outcome.MADE
    )
    effects[kind].handle(row, as_at)
    return True
