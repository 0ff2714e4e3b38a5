"""A child has died and the co-ordinator is told. A notification is always taken; the dates say whose review it is."""

import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Q

from cdop.ages import age_band
from cdop.ethnicity import ethnic_group
from cdop.lifecycle import Stage
from cdop.models import ChildDeathReview, Counted, Handover, Identity, Notification, Relative
from cdop.services.lawful import cdr_start, write
from cdop.transition import (
    GRACE_END,
    HANDOVER,
    UNCHANGED,
    Act,
    Body,
    Case,
    death_fault,
    decide,
    forms_on,
    goes_to_national_database,
    keying_fault,
    out_of_scope,
    received_day,
    responsible,
)
from sscb import clock
from sscb.access.policy import require
from sscb.history.services import write_history
from sscb.people.models import Group, Organisation, Person
from sscb.records.moving import move
from sscb.records.services import next_reference
from sscb.timetable.days import in_words
from sscb.timetable.regimes import NCMD
from sscb.timetable.services import meet_deadlines, set_deadlines
from sscb.timetable.starts import CDR_START

DATABASE = "ncmd-open-cases"


@dataclass(frozen=True)
class ChildTold:
    """Who the child was, as told. Goes into the identity's own table and nowhere else."""

    name: str
    born_on: date | None = None
    other_names: str = ""
    sex: str = "unknown"
    nhs_number: str = ""
    nhs_number_state: str = ""
    ethnicity: str = ""
    address: str = ""
    postcode: str = ""
    other_address: str = ""
    place_of_death: str = ""
    time_of_death: str = ""
    circumstances: str = ""


@dataclass(frozen=True)
class DeathTold:
    """What decides about scope and residence."""

    died_on: date
    expected: str = "unknown"
    lives_here: bool = True
    home_area: str = ""
    live_birth: bool = True
    planned_termination: bool = False
    place_kind: str = "unknown"


@dataclass(frozen=True)
class RelativeTold:
    """Somebody with parental responsibility, or another child or adult of the household."""

    kind: str
    name: str
    relationship: str = ""
    born_on: date | None = None
    age: str = ""
    sex: str = "unknown"
    address: str = ""
    at_risk: bool | None = None


@dataclass(frozen=True)
class Alike:
    """A case that may be the same child's."""

    uuid: UUID
    reference: str
    because: str
    certain: bool


class AlreadyThere(ValidationError):
    """The child's death seems to be known already. `found` are the cases; nothing typed is lost."""

    def __init__(self, found: list[Alike]):
        self.found = found
        one = found[0]
        then = (
            f"Add this notification to {one.reference} instead."
            if one.certain
            else f"Compare it with {one.reference}: add it there, or say why this is another child."
        )
        super().__init__(f"This death may be known already: {one.reference} has {one.because}. {then} {UNCHANGED}")


def take_notification(
    *,
    child: ChildTold,
    death: DeathTold,
    received_at: datetime,
    by: Person,
    on: date,
    agency: Organisation | None = None,
    note: str = "",
    another_child_because: str = "",
    relatives: Sequence[RelativeTold] = (),
    **form: str,
) -> ChildDeathReview:
    """Take a notification and open the case where the panel may; otherwise it waits to be passed on.

    `received_at`: the aware moment of receipt, a call counts from the call. `on`: the day of keying. `form`: further
    columns of the notification. Raises ValidationError for what cannot be or is no child death in law, AlreadyThere
    for a likely duplicate; nothing is changed then.
    """
    try:
        return _take(child, death, received_at, by, on, agency, note, another_child_because, relatives, form)
    except IntegrityError as fault:
        if "nhs_number" not in str(fault):
            raise
        raise AlreadyThere(find_alike(child, death)) from fault


@transaction.atomic(durable=True)
def _take(
    child, death, received_at, by, on, agency, note, another_child_because, relatives, form
) -> ChildDeathReview:
    require(by, "cdop.take_notification")
    _check_told(child, death, received_at, on, note)
    found = find_alike(child, death)
    if any(one.certain for one in found) or (found and not another_child_because.strip()):
        raise AlreadyThere(found)
    start, received_on = cdr_start(), received_day(received_at)
    case = Case(received_on, lives_here=death.lives_here, home_area=death.home_area)
    body = responsible(case, received_on, start)
    review = ChildDeathReview.objects.create(
        type=ChildDeathReview.TYPE, level=ChildDeathReview.LEVEL, title=ChildDeathReview.TITLE,
        reference=next_reference(ChildDeathReview.PREFIX, received_on), group=Group.objects.filter(code="cdop").first(),
        stage=Stage.NOTIFIED, opened_on=received_on, notified_at=received_at, notified_on=received_on,
        died_on=death.died_on, age_band=age_band(child.born_on, death.died_on), expected=death.expected,
        lives_here=death.lives_here, home_area=death.home_area, forms=forms_on(on),
        regime="cdr-2018" if received_on >= start else "lscb-wt2015",
    )  # fmt: skip
    identity = Identity.objects.create(review=review, **_identity(child))
    keep_relatives(identity, relatives)
    Counted.objects.create(
        review=review, sex=child.sex, ethnic_group=ethnic_group(child.ethnicity), place_kind=death.place_kind
    )
    # Free words may say who the child was, and the history is for ever: reasons stay with the form.
    note = "\n".join(part for part in (note, another_child_because.strip()) if part)
    keep_form(review, received_at, by, on, agency, note, form)
    ruling = decide(Act.RECORD, case, on, start)
    write_history(
        review, "cdop.notification_taken", by=by, on=on, received=in_words(received_on), keyed=on, body=body.value,
        rule=ruling.rule,
    )  # fmt: skip
    _set_out(review, body, start, by=by, on=on)
    return review


def look_at_notification(
    *, child: ChildTold, death: DeathTold, received_at: datetime, by: Person, on: date, note: str = ""
) -> tuple[Body, str, list[Alike]]:
    """Before it is taken: whose review it will be, what must be minded (or ""), and cases it may belong to.

    Changes nothing. Raises ValidationError for what cannot be or is no child death in law.
    """
    require(by, "cdop.take_notification")
    _check_told(child, death, received_at, on, note)
    start, received_on = cdr_start(), received_day(received_at)
    case = Case(received_on, lives_here=death.lives_here, home_area=death.home_area)
    ruling = decide(Act.RECORD, case, on, start)
    return responsible(case, on, start), ruling.sentence, find_alike(child, death)


def _check_told(child: ChildTold, death: DeathTold, received_at: datetime, on: date, note: str) -> None:
    received_on = received_day(received_at)
    if received_at > clock.now():
        raise ValidationError(f"The moment of receipt has not come. Check the day and the time. {UNCHANGED}")
    fault = (
        death_fault(born_on=child.born_on, died_on=death.died_on, today=on)
        or out_of_scope(
            born_on=child.born_on, died_on=death.died_on, live_birth=death.live_birth,
            planned_termination=death.planned_termination,
        )
        or keying_fault(received_on=received_on, keyed_on=on, note=note)
    )  # fmt: skip
    if not fault and death.died_on > received_on:
        fault = "The notification was received before the date of death. Check both dates."
    if not fault and not death.lives_here and not death.home_area.strip():
        fault = "Say in which area the child lived: its child death review body reviews the death."
    if not fault and child.nhs_number and not is_nhs_number(child.nhs_number):
        fault = "The NHS number does not add up. Enter its ten digits, or say that it is not available yet."
    if not fault and not child.name.strip():
        fault = "Enter the child’s name; for a baby without one, “Baby” and the mother’s family name."
    if fault:
        raise ValidationError(f"{fault} {UNCHANGED}")


def is_nhs_number(text: str) -> bool:
    """Ten digits of which the last is the check digit (modulus 11); blanks between them do not matter."""
    digits = re.sub(r"\s", "", text)
    if not re.fullmatch(r"[0-9]{10}", digits):
        return False
    check = 11 - sum(int(digit) * (10 - place) for place, digit in enumerate(digits[:9])) % 11
    return check != 10 and check % 11 == int(digits[9])


def name_key(name: str) -> str:
    """The name as it is compared: small letters, one blank between words, no punctuation."""
    return " ".join(re.sub(r"[^\w\s]", "", name.casefold()).split())


def _identity(child: ChildTold) -> dict:
    told = asdict(child)
    told["nhs_number"] = re.sub(r"\s", "", child.nhs_number)
    told["nhs_number_state"] = "known" if child.nhs_number else (child.nhs_number_state or "not-yet")
    return {**told, "name_key": name_key(child.name)}


def keep_relatives(identity: Identity, relatives: Sequence[RelativeTold]) -> None:
    Relative.objects.bulk_create([Relative(identity=identity, **asdict(one)) for one in relatives])


def find_alike(child: ChildTold, death: DeathTold) -> list[Alike]:
    """Cases that may be the same child's; the certain one first. The NHS number is certain, the rest is likely."""
    key, number = name_key(child.name), re.sub(r"\s", "", child.nhs_number)
    likely = Q(name_key=key, review__died_on=death.died_on)
    if child.born_on:
        likely |= Q(name_key=key, born_on=child.born_on)
        if child.postcode.strip():
            likely |= Q(born_on=child.born_on, postcode__iexact=child.postcode.strip(), review__died_on=death.died_on)
    if number:
        likely |= Q(nhs_number=number)
    found = []
    for one in Identity.everything.filter(likely).select_related("review"):
        certain = bool(number) and one.nhs_number == number
        because = "the same NHS number" if certain else "the same name or address and the same date"
        found.append(Alike(one.review.uuid, one.review.reference, because, certain))
    return sorted(found, key=lambda alike: (not alike.certain, alike.reference))


def keep_form(review, received_at, by, on, agency, note, form) -> Notification:
    return Notification.objects.create(
        review=review, received_at=received_at, received_on=received_day(received_at), keyed_at=clock.now(),
        keyed_on=on, keyed_by=by, agency=agency, note=note, **form,
    )  # fmt: skip


def _set_out(review: ChildDeathReview, body: Body, start: date, *, by: Person, on: date) -> None:
    """The deadlines of a case of the panel's own; otherwise what it owes to another body."""
    if body is Body.OTHER_AREA:
        Handover.objects.create(review=review, what=Handover.What.OTHER_AREA, owed_on=on)
        move(review, to=Stage.OTHER_AREA, by=by, on=on)
    elif body is Body.PARTNERS:
        Handover.objects.create(review=review, what=Handover.What.NOTIFICATION, owed_on=on)
    else:
        set_deadlines(review, trigger="death.died_on", on=review.died_on, by=by)
        meet_deadlines(review, rules=("cd-notify-48h",), by=by, on=review.notified_on)
        if review.expected == ChildDeathReview.Expected.UNEXPECTED:
            set_deadlines(review, trigger="sudden_death.died_on", on=review.died_on, by=by)
        set_deadlines(review, trigger=CDR_START.code, on=start, by=by, only=(GRACE_END, HANDOVER))
        if goes_to_national_database(review.case, on):
            set_deadlines(review, trigger="ncmd.began_on", on=max(NCMD, review.notified_on), by=by, only=(DATABASE,))


def count_again(identity: Identity) -> None:
    """What is counted follows what is known of the child; so does the age that may be reported."""
    review = identity.review
    Counted.objects.filter(review=review).update(sex=identity.sex, ethnic_group=ethnic_group(identity.ethnicity))
    write(review, age_band=age_band(identity.born_on, review.died_on))
