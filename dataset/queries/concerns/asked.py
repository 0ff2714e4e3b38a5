"""The question as its agency sees it: what is asked, what the figures show, and what has been written so far."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from dataset.lifecycle import Asking
from dataset.models import ConcernIndicator, Indicator, Question
from dataset.queries.audience import audience_of
from dataset.queries.concerns.page import (
    JoinedIndicator,
    ShownAction,
    _indicator,
    answer_facts,
    question_state,
    shown_action,
)
from dataset.queries.standing import judged
from sscb.access.policy import can
from sscb.board.queries.shown import Fact, Link, State, Step, full_day, many
from sscb.learning.models import Action
from sscb.people.models import Person


@dataclass(frozen=True)
class QuestionPage:
    kicker: str
    heading: str
    state: State
    text: str
    because: str
    facts: list[Fact]
    indicators: list[JoinedIndicator]
    actions: list[ShownAction]
    answer: list[Fact]
    may_write: bool
    may_send: bool
    concern: Link | None
    steps: list[Step]


def question_heading(agency: str, title: str, stage: str, due_on: date, answered_on: date | None, as_at: date) -> str:
    """The h1: what is asked, and until when."""
    if stage == Asking.WITHDRAWN:
        return f"{title}: nothing is asked of you any more"
    if answered_on:
        return f"{title}: answered on {full_day(answered_on)}"
    late = (as_at - due_on).days
    if late > 0:
        return f"{title}: your answer is {many(late, 'day')} late"
    return f"{title}: your answer is due today" if not late else f"{title}: please answer by {full_day(due_on)}"


def question_page(question: Question, person: Any, as_at: date) -> QuestionPage:
    """The page for one reader: the agency, or those who asked."""
    audience = audience_of(person)
    joined = list(ConcernIndicator.objects.filter(concern_id=question.about_id).select_related("indicator"))
    wanted = Indicator.objects.filter(pk__in=[one.indicator_id for one in joined])
    found = {one.judged.indicator.pk: one.judged for one in judged(audience=audience, as_at=as_at, indicators=wanted)}
    through = Question.actions.through.objects.filter(question_id=question.pk).values_list("action_id", flat=True)
    actions = Action.objects.visible_to(person).filter(pk__in=list(through)).select_related("lead")
    waits = question.stage == Asking.ASKED
    may_write = waits and bool(can(person, "dataset.write_answer", question))
    facts = [
        Fact("Asked of", question.owner.name), Fact("Asked on", full_day(question.asked_on)),
        Fact("Due", full_day(question.due_on)),
    ]  # fmt: skip
    if question.chased:
        facts.append(Fact("Asked again", f"{many(question.chased, 'time')}, last on {full_day(question.chased_on)}"))
    if question.answered_by_id:
        facts.append(Fact("Answered by", question.answered_by.name))
    steps = []
    if waits and can(person, "dataset.chase_answer"):
        steps.append(Step("Chase the answer", reverse("dataset:chase", args=[question.uuid])))
    if question.stage == Asking.ANSWERED and can(person, "dataset.ask_again", question):
        steps.append(Step("Ask for a better answer", reverse("dataset:ask_again", args=[question.uuid])))
    if may_write:
        steps.append(Step("Add an action", reverse("dataset:promise", args=[question.uuid])))
    return QuestionPage(
        kicker=f"{question.reference} · a question from Quality and Performance to {question.owner.name}",
        heading=question_heading(
            question.owner.name, question.title, question.stage, question.due_on, question.answered_on, as_at
        ),
        state=question_state(question, as_at), text=question.text, because=question.because, facts=facts,
        indicators=[_indicator(one, found.get(one.indicator_id), audience) for one in joined],
        actions=[shown_action(one, as_at) for one in actions],
        answer=[] if may_write else answer_facts(question), may_write=may_write,
        may_send=waits and bool(can(person, "dataset.send_answer", question)),
        concern=_concern_link(question, person),
        steps=steps,
    )  # fmt: skip


def _concern_link(question: Question, person: Any) -> Link | None:
    """For those who may see the concern itself."""
    about = question.about
    if not can(person, "dataset.read_concerns", about):
        return None
    return Link(f"Area of concern {about.reference}", reverse("dataset:concern", args=[about.uuid]))


def people_of(agency_id: int) -> list[tuple[str, str]]:
    """Those with an account who work for an agency: (uuid, name and office)."""
    found = Person.objects.filter(organisation_id=agency_id, is_active=True).order_by("name")
    return [(str(one.uuid), f"{one.name}, {one.job_title}" if one.job_title else one.name) for one in found]
