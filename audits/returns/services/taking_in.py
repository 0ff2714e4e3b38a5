"""Answers from a file: all or nothing, and each waits to be confirmed unless somebody says that it holds."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from audits.returns.models import Answer, AuditReturn, Improvement
from audits.returns.services.at_once import save_many
from audits.returns.services.writing import UNCHANGED
from sscb.access.policy import require
from sscb.people.models import Person


@transaction.atomic(durable=True)
def take_answers(
    *, one: AuditReturn, answers: Mapping[str, Mapping[str, Any]], actions: Mapping[str, Sequence[Any]], over: bool,
    source: str, by: Person, on: date, hold: bool = False,
) -> int:  # fmt: skip
    """Fill answers from a file that was read whole. `over`: also replace what is there. `hold`: whoever takes
    them says that they hold today; else each waits to be confirmed. Returns how many were taken.

    Raises ValidationError when there is nothing to take; nothing is changed then.
    """
    require(by, "audits.answer", one)
    there = {answer.key: answer for answer in Answer.objects.filter(of=one)}
    wanted = {key: said for key, said in answers.items() if key in there and (over or not there[key].is_given)}
    if not wanted:
        raise ValidationError(
            "The file answers nothing that is still unanswered here. Tick the box to replace what is there. "
            f"{UNCHANGED}" if answers else f"The file holds no answer to a question that is asked here. {UNCHANGED}"
        )
    save_many(one, wanted, by=by, on=on, why=f"Taken from {source}"[:300], confirmed=hold)
    planned = set(Improvement.objects.filter(answer__of=one, dropped_on=None).values_list("answer__key", "text"))
    Improvement.objects.bulk_create(
        Improvement(answer=there[key], text=plan.text, owner=plan.owner, due_on=plan.due_on)
        for key in wanted for plan in actions.get(key, ()) if (key, plan.text) not in planned
    )  # fmt: skip
    return len(wanted)
