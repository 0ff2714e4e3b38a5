"""What is typed and not saved yet is kept for whoever typed it: after a time-out, a conflict or a fault it is there."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from audits.returns.models import Answer, Draft
from audits.returns.services.standing import writing_rule
from sscb import clock
from sscb.access.policy import require
from sscb.people.models import Person

MOST_FIELDS, MOST_CHARACTERS = 400, 60_000


@transaction.atomic(durable=True)
def keep_draft(*, answer: Answer, edition: int, typed: dict[str, str], by: Person, on: date) -> Draft:
    """Keep what `by` has typed so far. Raises ValidationError for more than any answer holds; nothing is kept then."""
    require(by, writing_rule(answer.of), answer.of)
    if len(typed) > MOST_FIELDS or sum(len(str(text)) for text in typed.values()) > MOST_CHARACTERS:
        raise ValidationError("This is more than an answer holds. Shorten it; what was kept before stays.")
    draft = Draft(answer=answer, by=by, edition=edition, typed=typed, typed_at=clock.now())
    Draft.objects.bulk_create(
        [draft], update_conflicts=True, unique_fields=["answer", "by"], update_fields=["edition", "typed", "typed_at"]
    )
    return draft


@transaction.atomic(durable=True)
def drop_draft(*, answer: Answer, by: Person, on: date) -> None:
    """Somebody throws their own draft away."""
    require(by, writing_rule(answer.of), answer.of)
    forget_draft(answer, by)


def forget_draft(answer: Answer, by: Any) -> None:
    """It has been saved. In the caller's transaction."""
    Draft.objects.filter(answer=answer, by=by).delete()
