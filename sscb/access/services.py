"""Named grants and reasons given: every write about who may open what is restricted."""

from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet

from sscb import clock
from sscb.access.models import Exclusion, Grant, ReasonGiven
from sscb.access.named import changed
from sscb.access.policy import Decision, Refused, ask_again, require
from sscb.access.standing import standing
from sscb.history.services import write_history
from sscb.people.models import Person

SHORTEST_REASON = 15
REASON_HOLDS = timedelta(minutes=60)
LONGEST_GRANT = timedelta(days=Grant.LONGEST_DAYS)


@transaction.atomic
def grant_access(
    *, record: Any, to: Person, purpose: str, ends_at: datetime, by: Person, may_write: bool = False, rule: str = "",
    of: Any = None, chosen: bool = True,
) -> Grant:  # fmt: skip
    """Open one record to one named person, for at most 90 days (SEC-09). Nobody grants to themselves.

    `rule`: a programme's own rule for opening its records, asked instead of `access.grant`: of this record, or `of`
    the one that it comes from. Whoever grants enters a factor again first, but where `chosen` is False: the law names
    who must be told, and a suspicion of abuse waits for nobody's telephone.
    """
    if rule:
        require(by, rule, record if of is None else of)
    else:
        require(by, "access.grant")
    if chosen:
        ask_again()
    if to.pk == by.pk:
        raise ValidationError("Ask somebody else to give you access: nobody grants it to themselves.")
    if not purpose.strip():
        raise ValidationError("Enter what the access is for.")
    if ends_at > clock.now() + timedelta(days=Grant.LONGEST_DAYS):
        raise ValidationError(f"Choose an end within {Grant.LONGEST_DAYS} days.")
    grant = Grant.objects.create(
        record_uuid=record.uuid, person=to, may_write=may_write, purpose=purpose, granted_by=by,
        granted_on=clock.today(), ends_at=ends_at,
    )  # fmt: skip
    write_history(record, "access.grant_given", by=by, on=clock.today(), why=purpose, to=str(to.uuid))
    return grant


@transaction.atomic
def revoke_access(*, grant: Grant, record: Any, by: Person) -> Grant:
    """Ends now; the next request of an open session is already refused."""
    require(by, "access.grant")
    grant.revoked_at = clock.now()
    grant.save(update_fields=["revoked_at"])
    write_history(record, "access.grant_revoked", by=by, on=clock.today(), to=str(grant.person.uuid))
    return grant


@transaction.atomic
def end_access(*, record: Any, by: Person, only_writing: bool = False, of: Person | None = None) -> int:
    """Nobody who was named opens this record any more; `only_writing`: they may still read it; `of`: one person alone.
    How many they were.

    For a programme's own records: it has asked whether `by` may.
    """
    live = Grant.objects.filter(record_uuid=record.uuid, revoked_at=None)
    if of is not None:
        live = live.filter(person=of)
    changed()
    if only_writing:
        return live.filter(may_write=True).update(may_write=False)
    people = [str(uuid) for uuid in live.values_list("person__uuid", flat=True)]
    live.update(revoked_at=clock.now())
    for uuid in people:
        write_history(record, "access.grant_revoked", by=by, on=clock.today(), to=uuid)
    return len(people)


@transaction.atomic
def exclude_person(*, record: Any, person: Person, why: str, by: Person) -> Exclusion:
    """A conflict of interest: from now on this person stays out of this record, whatever else holds (SEC-10).

    The programme has asked whether `by` may. Twice gives the one that stands.
    """
    if not why.strip():
        raise ValidationError("Say what the conflict of interest is. Nothing was changed.")
    standing_one = Exclusion.objects.filter(record_uuid=record.uuid, person=person).first()
    if standing_one:
        return standing_one
    made = Exclusion.objects.create(record_uuid=record.uuid, person=person, why=why.strip()[:200])
    write_history(record, "access.excluded", by=by, on=clock.today(), who=str(person.uuid))
    return made


def keep_out_alike(*, record: Any, of: Any) -> None:
    """Whoever a conflict of interest keeps out of `of` stays out of what was made for it, too."""
    for one in Exclusion.objects.filter(record_uuid=of.uuid):
        Exclusion.objects.get_or_create(
            record_uuid=record.uuid, person_id=one.person_id, organisation_id=one.organisation_id,
            defaults={"why": one.why},
        )  # fmt: skip


def kept_out(record: Any) -> QuerySet:
    """The people whom a conflict of interest, of their own or their agency's, keeps out of this record."""
    out = Exclusion.objects.filter(record_uuid=record.uuid)
    own, agencies = out.filter(person__isnull=False), out.filter(organisation__isnull=False)
    return Person.objects.filter(
        Q(pk__in=own.values("person")) | Q(organisation__in=agencies.values("organisation"))
    )


@transaction.atomic
def give_reason(*, record: Any, why: str, by: Person) -> ReasonGiven:
    """The business manager opens a restricted record for an hour, and says why (SEC-10)."""
    if "BMGR" not in standing(by).roles:
        raise Refused(Decision(False, "role"))
    if len(why.strip()) < SHORTEST_REASON:
        raise ValidationError(f"Enter a reason of at least {SHORTEST_REASON} characters. It is kept.")
    now = clock.now()
    reason = ReasonGiven.objects.create(
        record_uuid=record.uuid, person=by, why=why.strip(), given_at=now, ends_at=now + REASON_HOLDS
    )
    write_history(record, "access.reason_given", by=by, on=clock.today(), why=why.strip())
    return reason
