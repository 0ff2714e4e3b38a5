"""Drafts of the report, their numbered copies, and what readers said. Nothing that was handed in is overwritten."""

from datetime import date, datetime, time

from django.core.exceptions import ValidationError
from django.db import transaction

from reviews.law import UNCHANGED
from reviews.lifecycle import Stage
from reviews.models import CaseReview, Draft, DraftCopy
from reviews.services.lawful import move_case, require_role, write
from sscb import clock
from sscb.access.errors import Conflict
from sscb.access.policy import require
from sscb.access.services import LONGEST_GRANT, end_access, grant_access, kept_out
from sscb.history.services import write_history
from sscb.jobs.services import send_mail
from sscb.people.models import Person
from sscb.records.moving import advance, move
from sscb.records.services import next_reference
from sscb.timetable.days import in_words

WRITTEN_AT = (Stage.UNDER_REVIEW, Stage.DRAFT)
COPIES_AT = (Stage.DRAFT, Stage.FACTUAL_CHECK, Stage.SIGN_OFF)
AFTER_ITS_DAY = 7
"""Days for which a copy still opens after its last day; then it is closed by itself."""


@transaction.atomic(durable=True)
def write_draft(*, case: CaseReview, text: str, version: int, by: Person, on: date, changed: str = "") -> Draft:
    """The lead reviewer hands in the next version. The first one makes the review a report in draft.

    `version`: the number of drafts that the writer had seen; whoever comes second keeps their text and sees the other.
    """
    require(by, "reviews.lead", case)
    if case.stage not in WRITTEN_AT:
        raise Conflict(f"A draft is handed in while the review is under way or in draft. {UNCHANGED}")
    latest = case.drafts.last()
    known = latest.number if latest else 0
    if not text.strip():
        raise ValidationError({"text": "Write the report, or paste it."})
    if version != known:
        raise Conflict(
            f"Draft {known} was handed in while you were writing. Your text is kept below and nothing was overwritten. "
            "Look at that draft, then hand yours in as the next one."
        )
    if latest and not changed.strip():
        raise ValidationError({"changed": f"Say what is new, for those who read draft {latest.number}."})
    if case.stage == Stage.UNDER_REVIEW:
        move_case(case, to=Stage.DRAFT, by=by, on=on)
    else:
        advance(case)
    made = Draft.objects.create(
        case=case, number=known + 1, text=text.strip(), changed=changed.strip(), written_on=on, written_by=by
    )
    write_history(case, "reviews.draft_written", by=by, on=on, number=made.number)
    return made


@transaction.atomic(durable=True)
def send_copies(
    *, case: CaseReview, purpose: str, due_on: date, by: Person, on: date, people: list[Person] = (),
    without_account: str = "", extract: str = "",
) -> list[DraftCopy]:  # fmt: skip
    """A numbered copy of the newest draft for each reader; a letter with the link, and nothing of what it says.

    `without_account`: who reads it with the office, a role a line. `extract`: the part that they read, not the whole.
    """
    require_role(by, "reviews.run", case)
    draft = case.drafts.last()
    readers = [line.strip() for line in without_account.splitlines() if line.strip()]
    if draft is None or case.stage not in COPIES_AT:
        raise Conflict(f"Copies go out once a draft is handed in, until the Board has decided. {UNCHANGED}")
    if not people and not readers:
        raise ValidationError({"people": "Choose who reads it."})
    if due_on < on:
        raise ValidationError({"due_on": "Enter a day that is not past."})
    last = clock.today() + LONGEST_GRANT
    if due_on > last:
        raise ValidationError({"due_on": f"A copy is open for 90 days at most: until {in_words(last)}."})
    if out := kept_out(case).filter(pk__in=[one.pk for one in people]).first():
        raise ValidationError({"people": f"{out.name} has a conflict of interest in this case. {UNCHANGED}"})
    if purpose == DraftCopy.Purpose.FACTS and not extract.strip() and (outside := [*people, *readers]):
        raise ValidationError({"extract": f"{len(outside)} would check the facts: paste the part that each may see."})
    advance(case)
    ends_on = min(last, due_on + AFTER_ITS_DAY * (date.resolution))
    number = DraftCopy.objects.of(case).count()
    made = []
    for reader in [*people, *readers]:
        number += 1
        made.append(_copy(draft, number, reader, purpose, extract.strip(), due_on, ends_on, by=by, on=on))
    write_history(case, "reviews.copies_sent", by=by, on=on, number=draft.number, copies=len(made))
    return made


def _copy(draft, number, reader, purpose, extract, due_on, ends_on, *, by, on) -> DraftCopy:
    named = reader if isinstance(reader, Person) else None
    copy = DraftCopy.objects.create(
        type=DraftCopy.TYPE, reference=next_reference(DraftCopy.PREFIX, on), title=DraftCopy.TITLE,
        level=DraftCopy.LEVEL, stage="sent", opened_on=on, case=draft.case, draft=draft, number=number, purpose=purpose,
        to=named, to_words="" if named else str(reader)[:120], extract=extract, sent_on=on, due_on=due_on,
    )  # fmt: skip
    if named is None:
        return copy
    grant_access(
        record=copy, to=named, purpose=f"Reads {copy.reference}", by=by, may_write=True, rule="reviews.run",
        of=draft.case, ends_at=datetime.combine(ends_on, time(), clock.LONDON),
    )  # fmt: skip
    send_mail(
        key=f"copy:{copy.uuid}", to=named, about=copy, on=on, path=f"/reviews/copies/{copy.uuid}/",
        subject=f"A numbered copy for you to read: {copy.reference}",
        body=f"The safeguarding board asks you to read a draft by {in_words(due_on)}. It opens in the portal, for you "
        "alone. Pass it to nobody.",
    )  # fmt: skip
    return copy


def note_opening(copy: DraftCopy, by: Person, on: date) -> None:
    """Its reader opened it for the first time. Every opening stands in the log of views beside."""
    if by.pk == copy.to_id and copy.first_opened_on is None:
        write(copy, first_opened_on=on)


@transaction.atomic(durable=True)
def answer_copy(*, copy: DraftCopy, answer: str, said: str, by: Person, on: date) -> DraftCopy:
    """What its reader says of it; or the office, for a reader without an account. Once; it stays as it was said."""
    case = _case_of(copy)
    if copy.to_id is None:
        require_role(by, "reviews.run", case)
    else:
        require(by, "reviews.answer_copy", copy)
        if copy.to_id != by.pk:
            raise Conflict(f"Only its reader answers {copy.reference}. {UNCHANGED}")
    if case.locked_on or case.sealed_on:
        raise Conflict(f"The review is locked, so no answer is taken. Write to the Board’s office. {UNCHANGED}")
    if copy.draft.number != case.drafts.last().number:
        raise Conflict(
            f"Draft {copy.draft.number} was followed by another. Ask the Board’s office for the newest. {UNCHANGED}"
        )
    if answer not in DraftCopy.Answer.values or not answer:
        raise ValidationError({"answer": "Say whether there is something to correct."})
    if answer == DraftCopy.Answer.WORDS and not said.strip():
        raise ValidationError({"said": "Write what should be corrected, and what shows it."})
    move(copy, to="answered", by=None, on=on)
    write(copy, answer=answer, said=said.strip(), answered_on=on, answered_by=by)
    end_access(record=copy, by=by, only_writing=True)
    if answer == DraftCopy.Answer.NOTHING:
        move(copy, to="settled", by=None, on=on)
    write_history(case, "reviews.copy_answered", by=by, on=on, number=copy.number, purpose=copy.get_purpose_display())
    return copy


@transaction.atomic(durable=True)
def settle_answer(*, copy: DraftCopy, outcome: str, why: str, by: Person, on: date) -> DraftCopy:
    """What becomes of a comment: taken up, in part, or not, and why. The comment itself is never changed."""
    case = _case_of(copy)
    require(by, "reviews.settle", case)
    if outcome not in DraftCopy.Outcome.values or not outcome:
        raise ValidationError({"outcome": "Say what becomes of it."})
    if outcome != DraftCopy.Outcome.YES and not why.strip():
        raise ValidationError({"why": "Say why it is not taken up as it was said."})
    move(copy, to="settled", by=None, on=on)
    write(copy, outcome=outcome, outcome_why=why.strip(), settled_on=on, settled_by=by)
    write_history(case, "reviews.answer_settled", by=by, on=on, number=copy.number,
                  became=copy.get_outcome_display().lower())  # fmt: skip
    return copy


@transaction.atomic(durable=True)
def recall_copy(*, copy: DraftCopy, by: Person, on: date) -> DraftCopy:
    """Its reader opens it no more, from this moment."""
    case = _case_of(copy)
    require_role(by, "reviews.run", case)
    move(copy, to="recalled", by=None, on=on)
    end_access(record=copy, by=by)
    write_history(case, "reviews.copy_recalled", by=by, on=on, number=copy.number)
    return copy


def _case_of(copy: DraftCopy) -> CaseReview:
    return CaseReview.objects.all_for_job("the case of a copy in hand").get(pk=copy.case_id)
