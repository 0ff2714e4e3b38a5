"""What is kept for good is offered to the county archive, and the offer is proved like a disposal (RET-2)."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.db import transaction

from sscb.access.policy import require
from sscb.access.queries import role_words
from sscb.history.services import write_history
from sscb.people.models import Person
from sscb.records.models import Record
from sscb.retention.certifying import certify
from sscb.retention.models import Certificate
from sscb.retention.services.releasing import NOTHING, needs_words
from sscb.retention.sockets import Gone, kept

LINE = "RET-2"
OFFERED = "Offered to the county archive ({reference}); nothing was destroyed, all of it is kept here too."


@dataclass(frozen=True)
class _Offer:
    reference: str
    uuid: UUID


def to_be_offered(until: date) -> list[str]:
    """References of what was issued by that day and is in no offer yet."""
    kinds = [one.code for one in kept if one.line == LINE]
    offered = {name for also in Certificate.objects.filter(line=LINE).values_list("also", flat=True) for name in also}
    issued = Record._plain.filter(type__in=kinds, released_on__lte=until, disposed_on=None)
    return [name for name in issued.order_by("reference").values_list("reference", flat=True) if name not in offered]


@transaction.atomic(durable=True)
def offer_to_archive(*, reference: str, by: Person, on: date) -> Certificate:
    """All that was issued since the last offer, named by reference; `reference`: of the archive's answer."""
    require(by, "retention.offer")
    needs_words(reference=reference)
    names = to_be_offered(on)
    if not names:
        raise ValidationError(f"Everything that was issued has been offered already. {NOTHING}")
    told = {"name": by.name, "office": role_words(by), "on": on.isoformat()}
    made = certify(
        _Offer(reference=f"{len(names)} records", uuid=uuid4()), line=LINE, kind="Offer to the county archive",
        gone=Gone(), method=OFFERED.format(reference=reference.strip()), on=on, also=names, approved=[told],
    )  # fmt: skip
    write_history(None, "retention.offered", by=by, on=on, number=made.number, mark=made.mark, count=len(names))
    return made
