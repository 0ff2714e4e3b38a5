"""What else goes on about the same child, and clock stops. No due date is ever moved by one: both ages are shown."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from reviews.law import UNCHANGED
from reviews.lifecycle import Stage
from reviews.models import CaseReview, ClockStop, ParallelProcess
from reviews.services.commissioning import RUNNING
from reviews.services.lawful import move_case, not_ahead, require_role, write
from sscb.access.errors import Conflict
from sscb.history.services import write_history
from sscb.people.models import Person
from sscb.records.moving import advance
from sscb.timetable.days import in_words

MAY_STOP = (*RUNNING, Stage.AWAITING, Stage.DEFERRED)


def _may(case: CaseReview, by: Person) -> None:
    require_role(by, "reviews.run", case)
    if case.stage not in MAY_STOP:
        raise Conflict(f"{case.reference} is not under review. {UNCHANGED}")
    advance(case)


@transaction.atomic(durable=True)
def record_process(
    *, case: CaseReview, kind: str, body: str, by: Person, on: date, began_on: date | None = None,
    next_on: date | None = None, agreed: str = "", legal_notes: str = "",
) -> ParallelProcess:  # fmt: skip
    """A trial, an inquest or another review about the same child goes on beside this one."""
    _may(case, by)
    not_ahead(began_on, "Its beginning")
    made = ParallelProcess.objects.create(
        case=case, kind=kind, body=body.strip(), began_on=began_on, next_on=next_on, agreed=agreed.strip(),
        legal_notes=legal_notes.strip(), recorded_on=on, recorded_by=by,
    )  # fmt: skip
    write_history(case, "reviews.process_recorded", by=by, on=on, what=made.get_kind_display())
    return made


@transaction.atomic(durable=True)
def follow_process(
    *, process: ParallelProcess, case: CaseReview, by: Person, on: date, next_on: date | None = None,
    ended_on: date | None = None, outcome: str = "",
) -> ParallelProcess:  # fmt: skip
    """Where it has come to: its next day, or its end and what came of it."""
    _may(case, by)
    not_ahead(ended_on, "Its end")
    if ended_on and not outcome.strip():
        raise ValidationError({"outcome": "Say what came of it."})
    if ended_on and process.began_on and ended_on < process.began_on:
        raise ValidationError({"ended_on": f"It began on {in_words(process.began_on)}, after that."})
    if ended_on and process.stops.filter(to_on=None).exists():
        raise ValidationError(
            {"ended_on": "The clock still stands for it. Say first since when it runs again."}
        )
    write(process, next_on=None if ended_on else next_on, ended_on=ended_on, outcome=outcome.strip())
    write_history(case, "reviews.process_followed", by=by, on=on, what=process.get_kind_display())
    return process


@transaction.atomic(durable=True)
def stop_clock(
    *, case: CaseReview, process: ParallelProcess, ground: str, words: str, authority: str, from_on: date, by: Person,
    on: date, to_on: date | None = None,
) -> ClockStop:  # fmt: skip
    """A step stood still: on what ground, on whose authority, from when, and to when where that is known.

    Nothing is moved by it: the last days stay what they are, and both ages are shown.
    """
    _may(case, by)
    made = _stop(case, process, ground, words, authority, from_on, by=by, on=on, to_on=to_on)
    write_history(case, "reviews.clock_stopped", by=by, on=on, ground=made.get_ground_display())
    return made


def _stop(case, process, ground, words, authority, from_on, *, by, on, to_on=None, holds_case=False) -> ClockStop:
    not_ahead(from_on, "The stop")
    not_ahead(to_on, "Its end")
    decision = case.decisions.last()
    if process.case_id != case.pk or process.ended_on:
        raise ValidationError({"process": "Choose a process that goes on."})
    if decision and from_on < decision.decided_on:
        raise ValidationError({"from_on": f"The review was decided on {in_words(decision.decided_on)}: no clock ran."})
    if to_on and to_on <= from_on:
        raise ValidationError({"to_on": "It ends after it began."})
    faults = {
        name: sentence for name, told, sentence in (
            ("words", words, "Say which step stands still, and why."),
            ("authority", authority, "Say who asked or ordered it, and in what."),
        ) if not told.strip()
    }  # fmt: skip
    if faults:
        raise ValidationError(faults)
    ended = {"ended_on": on, "ended_by": by} if to_on else {}
    return ClockStop.objects.create(
        case=case, process=process, ground=ground, words=words.strip(), authority=authority.strip(), from_on=from_on,
        to_on=to_on, holds_case=holds_case, recorded_on=on, recorded_by=by, **ended,
    )  # fmt: skip


@transaction.atomic(durable=True)
def run_clock(*, stop: ClockStop, case: CaseReview, to_on: date, by: Person, on: date) -> ClockStop:
    """The clock of a step runs again from that day. What holds the whole review is ended by taking it up again."""
    _may(case, by)
    if stop.holds_case:
        raise Conflict(f"The whole review is on hold; the Independent Chair takes it up again. {UNCHANGED}")
    _run(stop, to_on, by=by, on=on)
    write_history(case, "reviews.clock_runs", by=by, on=on)
    return stop


def _run(stop: ClockStop, to_on: date, *, by: Person, on: date) -> None:
    not_ahead(to_on, "Its end")
    if stop.to_on is not None or to_on <= stop.from_on:
        raise ValidationError({"to_on": f"It stood still from {in_words(stop.from_on)}; it runs again after that."})
    write(stop, to_on=to_on, ended_on=on, ended_by=by)


@transaction.atomic(durable=True)
def put_on_hold(
    *, case: CaseReview, process: ParallelProcess, ground: str, words: str, authority: str, by: Person, on: date
) -> ClockStop:
    """The Independent Chair holds the review for a named process. The six months go on; the reason is shown."""
    move_case(case, to=Stage.ON_HOLD, by=by, on=on, process=process.get_kind_display())
    return _stop(case, process, ground, words, authority, on, by=by, on=on, holds_case=True)


@transaction.atomic(durable=True)
def take_up_again(*, case: CaseReview, by: Person, on: date) -> CaseReview:
    """The chair takes it up again; its stop ends with that day."""
    move_case(case, to=Stage.UNDER_REVIEW, by=by, on=on)
    for stop in case.stops.filter(holds_case=True, to_on=None):
        write(stop, to_on=on, ended_on=on, ended_by=by)
    return case
