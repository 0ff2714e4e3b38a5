"""The subgroup's meeting: what it found for each limb of the test, what it recommends, who did not agree."""

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from reviews.law import UNCHANGED, Answers
from reviews.lifecycle import Stage
from reviews.models import CaseReview, Consideration
from reviews.services.lawful import move_case, not_ahead, require_for_move, write
from sscb.access.services import kept_out
from sscb.history.services import write_history
from sscb.people.models import Person
from sscb.records.moving import advance
from sscb.timetable.days import in_words


@transaction.atomic(durable=True)
def consider_case(
    *,
    case: CaseReview,
    met_on: date,
    answers: Answers,
    evidence: dict[str, str],
    recommends: str,
    reasons: str,
    by: Person,
    on: date,
    present: Iterable[Person] = (),
    dissent: str = "",
) -> Consideration:
    """The subgroup's chair records the meeting. `evidence`: limb -> what it was found on.

    Raises NotYet while an agency's answer is missing and no cut-off is recorded, ValidationError for a limb without
    evidence, a meeting before the referral, or somebody present who has a conflict of interest.
    """
    require_for_move(case, to=Stage.CONSIDERED, by=by)
    not_ahead(met_on, "The meeting")
    if met_on < case.received_on:
        raise ValidationError(
            f"The case was received on {in_words(case.received_on)}, so no meeting on {in_words(met_on)} can have "
            f"considered it. {UNCHANGED}"
        )
    _check_evidence(answers, evidence)
    people = list(present)
    out = kept_out(case).filter(pk__in=[one.pk for one in people]).first()
    if out:
        raise ValidationError(f"{out.name} has a conflict of interest and cannot have taken part. {UNCHANGED}")
    if not reasons.strip():
        raise ValidationError({"reasons": "Say why the subgroup recommends it."})
    move_case(case, to=Stage.CONSIDERED, by=by, on=on)
    advance(case, released_on=case.released_on or met_on)
    made = Consideration.objects.create(
        case=case, number=case.considerations.count() + 1, met_on=met_on, abuse=answers.abuse, died=answers.died,
        seriously_harmed=answers.seriously_harmed, joint_working=answers.joint_working, automatic=answers.automatic,
        recommends=recommends, reasons=reasons.strip(), dissent=dissent.strip(), recorded_on=on, recorded_by=by,
        **{f"{limb}_evidence": evidence.get(limb, "").strip()
           for limb in ("abuse", "died", "seriously_harmed", "joint_working")},
    )  # fmt: skip
    made.present.set(people)
    write_history(
        case, "reviews.considered", by=by, on=on, met_on=met_on, test_met=made.test.met, recommends=recommends
    )
    return made


def _check_evidence(answers: Answers, evidence: dict[str, str]) -> None:
    """Whatever is answered with yes names what it was found on; so does the answer on abuse, whatever it is."""
    found = {
        "abuse": True, "died": answers.died, "seriously_harmed": answers.seriously_harmed,
        "joint_working": answers.joint_working,
    }  # fmt: skip
    missing = [limb for limb, yes in found.items() if yes and not evidence.get(limb, "").strip()]
    if missing:
        raise ValidationError({f"{limb}_evidence": "Say what this was found on." for limb in missing})
    if answers.automatic and not answers.died:
        raise ValidationError({"automatic": "A death in custody or detention is a death: answer that the child died."})


@transaction.atomic(durable=True)
def ask_for_more(*, case: CaseReview, why: str, by: Person, on: date) -> CaseReview:
    """The subgroup wants more information before it recommends."""
    move_case(case, to=Stage.GATHERING, by=by, on=on, why=why)
    write(case, cut_off_on=None, cut_off_by=None, cut_off_why="")
    write_history(case, "reviews.more_asked", by=by, on=on, why=why)
    return case
