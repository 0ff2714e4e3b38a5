"""Steps of the response to a death, and the entry in the national database: recorded with their day."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from cdop.models import CaseStep, ChildDeathReview, DatabaseEntry
from cdop.paths import STEPS
from cdop.services.lawful import not_ahead, require_lawful, require_office, write
from cdop.services.notifying import DATABASE
from cdop.transition import UNCHANGED, Act, goes_to_national_database
from sscb import clock
from sscb.access.policy import require
from sscb.history.services import write_history
from sscb.people.models import Person
from sscb.records.moving import advance
from sscb.timetable.days import in_words
from sscb.timetable.models import Deadline
from sscb.timetable.regimes import NCMD
from sscb.timetable.services import cancel_deadline, meet_deadlines, put_met_right, put_trigger_right, set_deadlines


@transaction.atomic(durable=True)
def record_step(
    *, review: ChildDeathReview, code: str, by: Person, on: date, done_on: date | None = None, why: str = ""
) -> CaseStep:
    """A step was done on `done_on`, or was not, and `why`. Late or not done: the reason is asked for (guideline 2016).

    Recorded once; once more only where the date of death was put right and the step now lies before it.

    Raises ValidationError for a day that cannot be or a reason that is missing, NotLawful after the last day.
    """
    require_office(by, "cdop.run_review", review)
    require_lawful(review, Act.CHASE)
    told, why = STEPS[code], why.strip()
    duty = Deadline.objects.exclude(state=Deadline.State.CANCELLED).filter(record_id=review.pk, rule=told.rule)
    rule = duty.first() if told.rule else None
    known = CaseStep.objects.filter(review=review, code=code).first()
    if done_on:
        not_ahead(done_on, "This step")
    fault = ""
    if known and not known.lies_before(review.died_on):
        fault = "This step is recorded already."
    elif known and done_on is None:
        fault = "Enter the day on which it was done: the day that is recorded lies before the death."
    elif done_on is None and not why:
        fault = "Enter the day it was done, or say why it was not."
    elif done_on and done_on < review.died_on:
        fault = "It cannot have been done before the death. Check the day, or the date of death."
    elif done_on and rule and rule.due_on and done_on > rule.due_on and not why:
        fault = f"Its last day was {in_words(rule.due_on)}. Say why it was later."
    if fault:
        raise ValidationError(f"{fault} {UNCHANGED}")
    advance(review)
    kept = {"done_on": done_on, "why": why, "recorded_on": on, "recorded_by": by}
    if known:
        write(known, **kept)
    step = known or CaseStep.objects.create(review=review, code=code, **kept)
    if rule and rule.state == Deadline.State.MET and done_on:
        put_met_right(review, rule=told.rule, on=done_on, by=by)
    elif rule and done_on:
        meet_deadlines(review, rules=(told.rule,), by=by, on=done_on)
    elif rule:
        cancel_deadline(rule, by=by, why="It was not done; the reason is kept with the case.", on=on)
    if told.trigger and known:
        put_trigger_right(review, trigger=told.trigger, on=done_on, by=by, why="The day of this step was put right.")
    elif told.trigger and done_on:
        set_deadlines(review, trigger=told.trigger, on=done_on, by=by)
    write_history(review, "cdop.step_recorded", by=by, on=on, step=told.title)
    return step


@transaction.atomic(durable=True)
def record_database_entry(
    *, review: ChildDeathReview, outcome: str, entered_on: date, by: Person, on: date, why: str = ""
) -> DatabaseEntry:
    """The case was entered in the national database, or was refused there (`why`). A refusal may be put right later.

    Raises ValidationError for a case that does not go in: what was reviewed before 1 April 2019 is refused.
    """
    require(by, "cdop.run_review")
    require_office(by, "cdop.run_review", review)
    not_ahead(entered_on, "The entry")
    known = DatabaseEntry.objects.filter(review=review).first()
    fault = ""
    if not goes_to_national_database(review.case, clock.today()):
        fault = "This case does not go into the national database: it was reviewed before 1 April 2019."
    elif known and known.outcome == DatabaseEntry.Outcome.ENTERED:
        fault = f"It was entered on {in_words(known.on)} already."
    elif entered_on < max(NCMD, review.notified_on):
        fault = f"It cannot have been entered before {in_words(max(NCMD, review.notified_on))}."
    elif outcome == DatabaseEntry.Outcome.REFUSED and not why.strip():
        fault = "Say what the database gave as its reason."
    if fault:
        raise ValidationError(f"{fault} {UNCHANGED}")
    advance(review)
    told = {"outcome": outcome, "on": entered_on, "why": why.strip(), "recorded_by": by}
    if known:
        write(known, **told)
        entry = known
    else:
        entry = DatabaseEntry.objects.create(review=review, **told)
    if outcome == DatabaseEntry.Outcome.ENTERED:
        meet_deadlines(review, rules=(DATABASE,), by=by, on=entered_on)
    write_history(
        review, "cdop.database_told", by=by, on=on, how=entry.get_outcome_display().lower(), day=in_words(entered_on)
    )
    return entry
