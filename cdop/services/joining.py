"""A second notification of a death that is known already."""

import re
from collections.abc import Sequence
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from cdop.models import ChildDeathReview, Identity, Notification, Relative
from cdop.services.lawful import cdr_start, write
from cdop.services.notifying import (
    ChildTold,
    RelativeTold,
    count_again,
    is_nhs_number,
    keep_form,
    keep_relatives,
    name_key,
)
from cdop.transition import UNCHANGED, keying_fault, received_day
from sscb import clock
from sscb.access.policy import require
from sscb.history.services import write_history
from sscb.people.models import Organisation, Person
from sscb.records.moving import advance
from sscb.timetable.days import in_words


@transaction.atomic(durable=True)
def join_notification(
    *, review: ChildDeathReview, received_at: datetime, by: Person, on: date, agency: Organisation | None = None,
    note: str = "", child: ChildTold | None = None, relatives: Sequence[RelativeTold] = (), **form: str,
) -> Notification:  # fmt: skip
    """Another notification of the same death. The earliest receipt decides whose review it is.

    What is not known of the child yet is filled in from `child`; what is known stays as it is, and people already
    kept are not kept twice.

    Raises ValidationError where an earlier receipt would make it another body's review: that is put right by hand.
    """
    require(by, "cdop.take_notification")
    require(by, "cdop.run_review", review)
    received_on = received_day(received_at)
    fault = keying_fault(received_on=received_on, keyed_on=on, note=note)
    if not fault and received_on < review.died_on:
        fault = "The notification was received before the date of death. Check both dates."
    start = cdr_start()
    if not fault and (received_on >= start) != (review.notified_on >= start) and received_on < review.notified_on:
        fault = (
            f"This notification was received before the one kept with {review.reference}, and before the partners’ "
            "arrangements began: the case is the Board’s panel’s. Tell the business manager before it is passed on."
        )
    if received_at > clock.now():
        fault = "The moment of receipt has not come. Check the day and the time."
    if fault:
        raise ValidationError(f"{fault} {UNCHANGED}")
    advance(review)
    kept = keep_form(review, received_at, by, on, agency, note, form)
    if child is not None:
        _fill_in(Identity.objects.get(review=review), child, relatives)
    if received_at < review.notified_at:
        write(review, notified_at=received_at, notified_on=received_on)
    write_history(review, "cdop.notification_joined", by=by, on=on, received=in_words(received_on))
    return kept


FILLED_IN = ("other_names", "born_on", "ethnicity", "address", "postcode", "other_address", "place_of_death",
             "time_of_death", "circumstances")  # fmt: skip


def _fill_in(identity: Identity, child: ChildTold, relatives: Sequence[RelativeTold]) -> None:
    told = {name: value for name in FILLED_IN if (value := getattr(child, name)) and not getattr(identity, name)}
    if child.sex != "unknown" and identity.sex == "unknown":
        told["sex"] = child.sex
    if child.nhs_number and not identity.nhs_number and is_nhs_number(child.nhs_number):
        told |= {"nhs_number": re.sub(r"\s", "", child.nhs_number), "nhs_number_state": "known"}
    if told:
        write(identity, **told)
        count_again(identity)
    known = {name_key(name) for name in Relative.objects.filter(identity=identity).values_list("name", flat=True)}
    keep_relatives(identity, [one for one in relatives if name_key(one.name) not in known])
