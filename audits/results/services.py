"""Support: offered to an agency after its return, taken up or not, and what it changed."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from audits.results.models import Support
from audits.results.queries.support import wanted_of
from audits.returns.models import AuditReturn
from audits.returns.services.writing import UNCHANGED, write
from sscb.access.policy import require
from sscb.history.services import write_history
from sscb.people.models import Person


@transaction.atomic(durable=True)
def offer_support(
    *, one: AuditReturn, need: str, kind: str, by: Person, on: date, standard: str = "", asked: str = ""
) -> Support:
    """Offer help for a need that the return shows, or that the agency asked for: `asked` then says it in its words."""
    require(by, "audits.offer_support", one)
    faults = {}
    if not need.strip():
        faults["need"] = "Say what the help is for."
    if kind not in Support.Kind.values:
        faults["kind"] = "Choose what is offered."
    if asked and asked not in [wanted.need for wanted in wanted_of(one)]:
        faults["asked"] = "The return asks for nothing of these words any more. Open the page again."
    if faults:
        raise ValidationError(faults)
    made = Support.objects.create(
        of=one, need=need.strip(), kind=kind, standard=standard, asked=asked, offered_on=on, offered_by=by
    )
    write_history(one, "audits.support_offered", by=by, on=on, kind=made.get_kind_display(), need=made.need)
    return made


@transaction.atomic(durable=True)
def close_support(*, support: Support, taken_up: bool, result: str, by: Person, on: date) -> Support:
    """Whether it was taken up, and what it changed."""
    require(by, "audits.offer_support", support.of)
    if support.answered_on is not None:
        raise ValidationError(f"What came of this is known already. {UNCHANGED}")
    write(support, taken_up=taken_up, answered_on=on, result=result.strip())
    write_history(support.of, "audits.support_ended", by=by, on=on, taken="taken up" if taken_up else "not taken up")
    return support
