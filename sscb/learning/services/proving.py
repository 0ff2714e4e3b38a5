"""What shows that something was carried out or changed practice: handed in, verified, judged. By three people."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from sscb.access.policy import require
from sscb.access.standing import standing
from sscb.history.services import write_history
from sscb.learning.models import Action, Proof
from sscb.learning.services.acting import require_own
from sscb.learning.services.columns import write
from sscb.learning.services.independence import require_not_owner, require_others_proofs, require_own_group
from sscb.people.models import Person
from sscb.records.models import Record
from sscb.records.moving import advance

UNCHANGED = "Nothing was changed."
KINDS_NEEDED = 2


@transaction.atomic
def add_proof(
    *,
    record: Record,
    shows: str,
    kind: str,
    text: str,
    seen_on: date,
    by: Person,
    on: date,
    about: Record | None = None,
) -> Proof:
    """Hand in evidence about an action or an impact check. Raises ValidationError for a day that has not come."""
    require(by, "learning.add_proof", record)
    if isinstance(record, Action):
        _require_a_part(by, record)
    if not text.strip():
        raise ValidationError({"text": f"Say what it shows, in a sentence or two. {UNCHANGED}"})
    if seen_on > on:
        raise ValidationError({"seen_on": f"Enter a day that has come. {UNCHANGED}"})
    advance(record)
    made = Proof.objects.create(
        record_id=record.pk, shows=shows, kind=kind, text=text.strip(), seen_on=seen_on, about=about, added_on=on,
        added_by=by,
    )  # fmt: skip
    write_history(record, "learning.proof_added", by=by, on=on, kind=made.get_kind_display())
    return made


@transaction.atomic
def verify_proof(*, proof: Proof, record: Record, by: Person, on: date) -> Proof:
    """The subgroup has looked and says it shows what it says. Never by whoever handed it in, or their agency."""
    require(by, "learning.verify_proof", record)
    require_own_group(by, record.group)
    require_others_proofs(by, [proof])
    if isinstance(record, Action):
        require_not_owner(by, [record])
    if proof.verified_on:
        raise ValidationError(f"It was verified on {proof.verified_on:%-d %B %Y}. {UNCHANGED}")
    advance(record)
    write(proof, verified_on=on, verified_by=by)
    write_history(record, "learning.proof_verified", by=by, on=on, kind=proof.get_kind_display())
    return proof


@transaction.atomic(durable=True)
def judge_practice(*, action: Action, practice: str, judgement: str, by: Person, on: date) -> Action:
    """Done is not worked: a named judge who owns nothing of it says whether practice changed.

    "Changed" needs verified evidence of two kinds. Raises ValidationError without it, or before it was carried out.
    """
    require(by, "learning.judge", action)
    require_own_group(by, action.group)
    require_not_owner(by, [action])
    if action.stage != "closed":
        raise ValidationError(f"{action.reference} is not carried out with checked evidence yet. {UNCHANGED}")
    if practice not in Action.Practice.values or not judgement.strip():
        raise ValidationError({"judgement": f"Say whether practice changed, and why you say so. {UNCHANGED}"})
    proofs = list(action.proofs.filter(shows=Proof.Shows.PRACTICE, verified_on__isnull=False))
    require_others_proofs(by, proofs)
    if practice == Action.Practice.CHANGED:
        require_two_kinds(proofs)
    advance(action)
    write(action, practice=practice, judgement=judgement.strip(), judged_on=on, judged_by=by)
    write_history(action, "learning.practice_judged", by=by, on=on, verdict=action.get_practice_display().lower())
    return action


def require_two_kinds(proofs) -> None:
    kinds = {one.kind for one in proofs}
    if len(kinds) < KINDS_NEEDED:
        raise ValidationError(
            f"Verified evidence of {KINDS_NEEDED} kinds is needed to say so, such as an indicator and an audit done "
            f"again; there {'is' if len(kinds) == 1 else 'are'} {len(kinds)}. {UNCHANGED}"
        )


def _require_a_part(by: Person, action: Action) -> None:
    """The owner's agency, or whoever steers: a subgroup's chair, the Independent Chair, the Board's office."""
    if not standing(by).roles & {"SGC", "CHAIR", "OFF", "BMGR", "TRC", "CDC"}:
        require_own(by, action)
