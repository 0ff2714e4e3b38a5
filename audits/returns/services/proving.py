"""What shows that an answer is so, and what will be done about a gap."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from audits.returns.lifecycle import Stage
from audits.returns.models import Answer, AuditReturn, Evidence, Improvement
from audits.returns.services.actions import ask_for
from audits.returns.services.standing import begin, require_writable, writing_rule
from audits.returns.services.writing import UNCHANGED, write
from sscb.access.errors import Conflict
from sscb.access.policy import require
from sscb.pdf.uploads import Refused, rewrite_upload
from sscb.people.models import Person
from sscb.records.models import Attachment
from sscb.records.services import add_attachment
from sscb.timetable.days import in_words


@transaction.atomic(durable=True)
def plan_improvement(*, answer: Answer, text: str, owner: str, due_on: date, by: Person, on: date) -> Improvement:
    """What will be done about a gap, by whom and by when. Raises ValidationError without any of the three."""
    one = answer.of
    require(by, writing_rule(one), one)
    begin(one, by=by, on=on)
    faults = {}
    if not text.strip():
        faults["text"] = "Say what will be done."
    if not owner.strip():
        faults["owner"] = "Say whose it is to do: a post, not a name."
    if due_on < on:
        faults["due_on"] = "Enter a date that is not in the past."
    if faults:
        raise ValidationError(faults)
    planned = Improvement.objects.create(answer=answer, text=text.strip(), owner=owner.strip(), due_on=due_on)
    if one.stage == Stage.CLOSED:
        ask_for(planned, one, on=on)
    return planned


@transaction.atomic(durable=True)
def drop_improvement(*, improvement: Improvement, by: Person, on: date) -> Improvement:
    """Taken out of the plan before the return was handed in. An action that was asked for is closed, never dropped."""
    require(by, "audits.answer", improvement.answer.of)
    require_writable(improvement.answer.of)
    if improvement.action_id:
        raise Conflict(f"It is an action already. Say there how it goes; it is closed with evidence. {UNCHANGED}")
    write(improvement, dropped_on=on)
    return improvement


@transaction.atomic(durable=True)
def add_evidence(
    *, answer: Answer, kind: str, title: str, from_on: date, to_on: date, by: Person, on: date,
    file: Attachment | None = None, content: bytes = b"", name: str = "", address: str = "",
    expires_on: date | None = None,
) -> Evidence:  # fmt: skip
    """What shows that the answer is so. `content`: a PDF, made harmless before it is kept with the return.

    Raises ValidationError for a period that cannot be, nothing to look at, or a file that is not what it claims.
    """
    require(by, writing_rule(answer.of), answer.of)
    begin(answer.of, by=by, on=on)
    faults = {}
    if kind not in Evidence.Kind.values:
        faults["kind"] = "Choose what kind of evidence it is."
    if not title.strip():
        faults["title"] = "Give it a title."
    if to_on < from_on:
        faults["to_on"] = "The period ends before it begins."
    if from_on > on:
        faults["from_on"] = f"Evidence cannot begin on {in_words(from_on)}, which has not come."
    if expires_on is not None and expires_on < on:
        faults["expires_on"] = f"It went out of date on {in_words(expires_on)}. Add what holds now."
    if file is None and not content and not address.strip():
        faults["file"] = "Add a file, or say where it is."
    if file is not None and file.record_id != answer.of_id:
        faults["file"] = "That file belongs to another record."
    if faults:
        raise ValidationError(faults)
    if content:
        file = _kept(answer.of, content, name, by=by)
    return Evidence.objects.create(
        answer=answer, kind=kind, title=title.strip(), from_on=from_on, to_on=to_on, expires_on=expires_on, file=file,
        address=address.strip(), added_on=on, added_by=by,
    )  # fmt: skip


def _kept(one: AuditReturn, content: bytes, name: str, *, by: Person) -> Attachment:
    rewritten = rewrite_upload(content)
    if isinstance(rewritten, Refused):
        raise ValidationError({"file": rewritten.sentence})
    return add_attachment(record=one, name=name, kind="pdf", content=rewritten.pdf, by=by, pages=rewritten.pages)


@transaction.atomic(durable=True)
def withdraw_evidence(*, evidence: Evidence, by: Person, on: date) -> Evidence:
    """Taken out of the answer, and kept: nothing is ever removed."""
    require(by, writing_rule(evidence.answer.of), evidence.answer.of)
    require_writable(evidence.answer.of)
    write(evidence, withdrawn_on=on, withdrawn_by=by)
    return evidence
