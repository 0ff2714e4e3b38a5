"""A concern is put to agencies, each with its own question and clock; late answers are asked for again."""

from collections.abc import Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse

from dataset.lifecycle import ASKED, Asking, Stage
from dataset.models import Concern, Question
from dataset.queries.concerns.who import leads_of
from dataset.services.concerns.moves import UNCHANGED, step, write
from sscb.access.policy import require
from sscb.charts import numbers
from sscb.history.services import write_history
from sscb.jobs.services import send_mail
from sscb.people.models import Organisation, Person
from sscb.records.moving import advance
from sscb.records.services import next_reference
from sscb.timetable.services import set_deadlines

ANSWER = "concern-answer"


@transaction.atomic(durable=True)
def pass_concern(
    *,
    concern: Concern,
    agencies: Sequence[Organisation],
    title: str,
    text: str,
    by: Person,
    on: date,
    because: str = "",
) -> list[Question]:
    """Put a question to each agency. Its last day follows from the rule in force; the agency is told by letter.

    Raises ValidationError where no agency is chosen, or one waits with a question on this concern already.
    """
    require(by, "dataset.pass_concern", concern)
    if not agencies:
        raise ValidationError({"agencies": f"Choose at least one agency. {UNCHANGED}"})
    if not text.strip():
        raise ValidationError({"text": f"Enter what the agency is asked. {UNCHANGED}"})
    waiting = Question._base_manager.filter(about=concern, stage=Asking.ASKED, owner__in=agencies).select_related(
        "owner"
    )
    for one in waiting:
        raise ValidationError(f"{one.owner.name} has not answered {one.reference} yet. {UNCHANGED}")
    made = [_ask(concern, agency, title, text, because, by, on) for agency in agencies]
    if concern.stage in (Stage.ACCEPTED, Stage.RESPONDED, Stage.MONITORED):
        step(concern, to=Stage.PASSED, by=by, on=on)
    elif concern.stage in ASKED:
        advance(concern)
    else:
        step(concern, to=Stage.PASSED, by=by, on=on)  # refused with the moves that are open
    names = numbers.listed([one.name for one in agencies])
    write_history(concern, "dataset.concern_passed", by=by, on=on, agencies=names)
    return made


def _ask(concern: Concern, agency: Organisation, title: str, text: str, because: str, by: Person, on: date) -> Question:
    question = Question(
        type="dataset.question", reference=next_reference("ASK", on), title=title.strip() or concern.title, level="P2",
        owner=agency, group=concern.group, stage=Asking.ASKED, opened_on=on, about=concern, text=text.strip(),
        because=because.strip(), asked_on=on, asked_by=by, due_on=on,
    )  # fmt: skip
    question.save()
    set_clock(question, on, by)
    due = f"{question.due_on:%-d %B %Y}"
    write_history(question, "dataset.question_asked", by=by, on=on, agency=agency.name, due=due)
    _tell(
        question, "asked", on, "A question from Quality and Performance",
        f"Quality and Performance has put a question to your agency, {question.reference}. Please answer it by {due}.",
    )  # fmt: skip
    return question


def set_clock(question: Question, on: date, by: Person) -> None:
    """The answer's last day, by the rule in force on the day it was asked."""
    (row,) = set_deadlines(
        question, trigger="question.asked_on", on=on, by=by, organisation=question.owner, only=(ANSWER,)
    )
    write(question, due_on=row.due_on or on)


@transaction.atomic(durable=True)
def chase_question(*, question: Question, by: Person, on: date) -> int:
    """Ask again for a late answer; to how many people a letter went."""
    require(by, "dataset.chase_answer", question.about)
    if question.stage != Asking.ASKED:
        raise ValidationError(f"{question.reference} waits for no answer any more. {UNCHANGED}")
    advance(question)
    write(question, chased=question.chased + 1, chased_on=on)
    sent = _tell(question, f"chased-{question.chased}", on, *letter_of_chase(question))
    write_history(question, "dataset.question_chased", by=by, on=on, time=question.chased)
    return sent


def letter_of_chase(question: Question) -> tuple[str, str]:
    """Subject and text of the letter, shown before it is sent."""
    return (
        "An answer to Quality and Performance is waited for",
        f"Your agency’s answer to {question.reference} was asked for by {question.due_on:%-d %B %Y}. Please send it, "
        "or say on its page when you will and why.",
    )


def _tell(question: Question, what: str, on: date, subject: str, body: str) -> int:
    leads = leads_of(question.owner_id, on)
    for lead in leads:
        send_mail(
            key=f"question:{question.uuid}:{what}:{lead.uuid}", to=lead, on=on, about=question, subject=subject,
            body=body, path=reverse("dataset:question", args=[question.uuid]),
        )  # fmt: skip
    return len(leads)
