"""The agency's side: write the answer, promise an action, send it; and being asked for a better one."""

from datetime import date

from django.db import transaction

from dataset.lifecycle import Asking, Stage
from dataset.models import Concern, Question
from dataset.queries.concerns import guards
from dataset.services.concerns.asking import ANSWER, set_clock
from dataset.services.concerns.moves import step, write
from sscb.access.policy import require
from sscb.history.services import write_history
from sscb.learning.models import Action
from sscb.learning.services import open_action
from sscb.people.models import Person
from sscb.records.moving import advance, check_version, move
from sscb.timetable.services import meet_deadlines

FIELDS = ("explanation", "data", "does")


@transaction.atomic(durable=True)
def save_answer(
    *, question: Question, version: int, by: Person, on: date, explanation: str, data: str = "", does: str = ""
) -> Question:
    """Keep what is written so far: nobody else sees it before it is sent. Raises SomeoneElseWasFirst (REL-14)."""
    require(by, "dataset.write_answer", question)
    mine = {"explanation": explanation, "data": data, "does": does}
    check_version(question, version, mine=mine)
    write(question, **mine)
    write_history(question, "dataset.answer_saved", by=by, on=on)
    return question


@transaction.atomic(durable=True)
def send_answer(
    *, question: Question, version: int, by: Person, on: date, explanation: str, data: str = "", does: str = ""
) -> Question:
    """The agency's lead sends the answer. From then on it is part of the concern, and can be changed no more."""
    require(by, "dataset.send_answer", question)
    mine = {"explanation": explanation, "data": data, "does": does}
    check_version(question, version, mine=mine)
    write(question, **mine)
    move(question, to=Asking.ANSWERED, by=by, on=on)
    advance(question, released_on=on)
    write(question, answered_on=on, answered_by=by)
    meet_deadlines(question, rules=(ANSWER,), by=by, on=on)
    write_history(question, "dataset.answer_sent", by=by, on=on)
    _concern_follows(question, by, on)
    return question


@transaction.atomic(durable=True)
def promise_action(
    *, question: Question, title: str, due_on: date, by: Person, on: date, lead: Person | None = None
) -> Action:
    """The agency names an action, its owner and its date: it stands in the action log like any other."""
    require(by, "dataset.write_answer", question)
    concern = _concern(question)
    action = open_action(
        title=title, text=title, agency=question.owner, due_on=due_on, group=question.group, by=by, on=on, lead=lead,
        points=list(concern.points.all_for_job("what the concern rests on")), source_words="Quality and Performance",
    )  # fmt: skip
    advance(question)
    question.actions.add(action)
    write_history(question, "dataset.action_promised", by=by, on=on, action=action.reference)
    if concern.stage == Stage.PASSED:
        step(concern, to=Stage.TASKED, by=None, on=on, acting=by)
        write_history(
            concern, "dataset.concern_tasked", by=by, on=on, agency=question.owner.name, action=action.reference
        )
    return action


@transaction.atomic(durable=True)
def ask_again(*, question: Question, why: str, by: Person, on: date) -> Question:
    """The answer is not enough, and why. It goes back to the agency with a new last day; what it wrote stays."""
    require(by, "dataset.ask_again", question)
    question.why_now = why
    move(question, to=Asking.ASKED, by=by, on=on, why=why)
    advance(question, released_on=None)
    because = "\n\n".join(part for part in (question.because, f"Asked again on {on:%-d %B %Y}: {why}") if part)
    write(question, answered_on=None, answered_by=None, because=because, asked_on=on, asked_by=by)
    set_clock(question, on, by)
    write_history(question, "dataset.question_reopened", by=by, on=on, why=why, due=f"{question.due_on:%-d %B %Y}")
    concern = _concern(question)
    if concern.stage in (Stage.RESPONDED, Stage.MONITORED):
        step(concern, to=Stage.PASSED, by=None, on=on, words=why, acting=by)
    return question


def _concern(question: Question) -> Concern:
    return Concern._base_manager.select_related("group").get(pk=question.about_id)


def _concern_follows(question: Question, by: Person, on: date) -> None:
    """When the last agency has answered, the concern is answered: the portal's own move, no reader's."""
    concern = _concern(question)
    if concern.stage in (Stage.PASSED, Stage.TASKED, Stage.ESCALATED) and guards.all_answered(concern, on):
        step(concern, to=Stage.RESPONDED, by=None, on=on, acting=by)
        write_history(concern, "dataset.concern_answered", by=by, on=on)
