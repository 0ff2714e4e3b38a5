"""The Independent Chair's decision, and what follows from it: clocks, and who must be told."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from reviews.guards import partner_start
from reviews.law import GRACE_END, no_new_review
from reviews.lifecycle import Stage
from reviews.models import CaseReview, Decision
from reviews.services.lawful import NotLawful, move_case, require_for_move, write
from reviews.services.telling import owe_notices
from sscb.history.services import write_history
from sscb.people.models import Person
from sscb.records.moving import NotThere, check_version
from sscb.timetable.days import in_words
from sscb.timetable.models import Deadline
from sscb.timetable.services import cancel_deadline, meet_deadlines, set_deadlines
from sscb.timetable.starts import SAFEGUARDING_PARTNER_START

STAGE_OF = {"scr": Stage.DECIDED_SCR, "mlr": Stage.DECIDED_MLR, "none": Stage.DECIDED_NO}
DECISION_RULES = ("scr-decision-notify", "scr-complete")


@transaction.atomic(durable=True)
def decide(
    *,
    case: CaseReview,
    outcome: str,
    rationale: str,
    version: int,
    by: Person,
    on: date,
    late_because: str = "",
    new_facts: str = "",
) -> Decision:
    """The chair decides. `version` is that of the case as the chair saw it: whoever comes second sees the first.

    Raises NotLawful for a serious case review on or after the partners' start, NotThere before the subgroup has
    considered it, NotYet, SomeoneElseWasFirst, and ValidationError where a late decision does not say why.
    """
    to = STAGE_OF[outcome]
    require_for_move(case, to=to, by=by)
    if not any(move for move in _from(case.stage) if move == to):
        raise NotThere(case, to)
    if outcome == "scr" and (fault := no_new_review(on, partner_start())):
        raise NotLawful(fault)
    duty = Deadline.objects.filter(record_id=case.pk, rule="scr-decision").exclude(state="cancelled").last()
    first = not case.decisions.exists()
    due_on = duty.due_on if duty and first else None
    if due_on and on > due_on and not late_because.strip():
        raise ValidationError(
            {"late_because": f"The month ended on {in_words(due_on)} (rule scr-decision). Say why the decision is "
             "late: it is kept, and may be asked about."}
        )  # fmt: skip
    check_version(case, version, mine={})
    move_case(case, to=to, by=by, on=on, rationale=rationale, new_facts=new_facts)
    made = Decision.objects.create(
        case=case, number=case.decisions.count() + 1, outcome=outcome, rationale=rationale.strip(),
        new_facts=new_facts.strip(), due_on=due_on, late_because=late_because.strip(), decided_on=on, decided_by=by,
    )  # fmt: skip
    write(case, kind="" if outcome == "none" else outcome)
    write_history(
        case, "reviews.decided", by=by, on=on, decision=made.get_outcome_display(), late=bool(late_because.strip())
    )
    meet_deadlines(case, rules=["scr-decision"], by=by, on=on)
    _follow(case, outcome, by=by, on=on)
    return made


def _from(stage: str) -> tuple[str, ...]:
    if stage == Stage.CONSIDERED:
        return tuple(STAGE_OF.values())
    return (Stage.DECIDED_SCR, Stage.DECIDED_MLR) if stage == Stage.DECIDED_NO else ()


def _follow(case: CaseReview, outcome: str, *, by: Person, on: date) -> None:
    """The clocks of the decision, and a line in the ledger for everybody who must be told."""
    for row in Deadline.objects.open().filter(record_id=case.pk, rule__in=DECISION_RULES).select_related("record"):
        cancel_deadline(row, by=by, why="The chair has decided again.", on=on)
    if outcome == "scr":
        duties = set_deadlines(case, trigger="scr.decided_on", on=on, by=by)
        set_deadlines(
            case, trigger=SAFEGUARDING_PARTNER_START.code, on=partner_start(), by=by, only={GRACE_END}
        )
    elif outcome == "none":
        duties = set_deadlines(case, trigger="scr.decided_on", on=on, by=by, only={"scr-decision-notify"})
        duties += set_deadlines(case, trigger="scr.declined_on", on=on, by=by)
    else:
        duties = []
    owe_notices(case, duties, on=on)


