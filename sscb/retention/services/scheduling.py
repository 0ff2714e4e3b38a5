"""How long a class is kept: another version with who and why, and the sign-off of each."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from sscb.access.policy import require
from sscb.history.services import write_history
from sscb.people.models import Person
from sscb.retention.models import PeriodVersion, SignOff
from sscb.retention.periods import newest
from sscb.retention.schedule import LINE
from sscb.retention.services.releasing import NOTHING, needs_words


@transaction.atomic(durable=True)
def change_period(
    *, line: str, years: int, months: int, days: int, why: str, from_on: date, by: Person, on: date
) -> PeriodVersion:
    """Another version: it counts from `from_on`, once it is signed off. What was before stays on record."""
    require(by, "retention.change")
    needs_words(why=why)
    if not LINE[line].own:
        raise ValidationError(f"{line} has its period elsewhere: see its line. {NOTHING}")
    if not years + months + days:
        raise ValidationError({"years": f"Enter how long: nothing is destroyed on the day itself. {NOTHING}"})
    if from_on < on:
        raise ValidationError({"from_on": f"A change counts from today or later. {NOTHING}"})
    before = newest(line)
    try:
        with transaction.atomic():
            made = PeriodVersion.objects.create(
                line=line, number=before.number + 1, years=years, months=months, days=days, why=why, from_on=from_on,
                changed_on=on, changed_by=by,
            )  # fmt: skip
    except IntegrityError:
        raise ValidationError(f"Somebody else changed {line} in between. Look at it again. {NOTHING}") from None
    write_history(
        None, "retention.period_changed", by=by, on=on, why=why, line=line, number=made.number,
        before=str(before.period), after=str(newest(line).period), from_on=from_on,
    )  # fmt: skip
    return made


@transaction.atomic(durable=True)
def sign_off(*, line: str, number: int, by: Person, on: date) -> SignOff:
    """The data protection officer agrees. Until then nothing of this line is proposed."""
    require(by, "retention.sign_off")
    if newest(line).number != number:
        raise ValidationError(f"{line} has changed since you looked at it. Read it again. {NOTHING}")
    made, fresh = SignOff.objects.get_or_create(line=line, number=number, defaults={"signed_on": on, "signed_by": by})
    if fresh:
        write_history(None, "retention.signed_off", by=by, on=on, line=line, number=number)
    return made
