"""One agency's form, as its named person or the co-ordinator reads it; and the forms that somebody is asked for."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import F

from cdop.models import AgencyForm, FormAnswer
from cdop.queries.shown import State
from cdop.queries.standing import days_in_words
from cdop.questions import KEYED_ON, FormAsked, form_asked
from cdop.services import refusal_to_answer
from sscb.board.queries.shown import OwedRow
from sscb.board.sockets import Owing, Whose
from sscb.timetable.days import in_words
from sscb.timetable.models import Deadline
from sscb.timetable.queries import Listed

ANSWER = "cd-form-answer"
SOON = 5


@dataclass(frozen=True)
class Answered:
    code: str
    words: str
    text: str
    quiet: bool


@dataclass(frozen=True)
class SectionShown:
    code: str
    title: str
    answers: list[Answered]


@dataclass(frozen=True)
class OwnForm:
    uuid: Any
    title: str
    due_words: str
    state: State
    due_on: date | None = None


def due_dates(forms: list[AgencyForm]) -> dict[int, date]:
    """The last day of each form that has one. One query."""
    rows = Deadline.objects.filter(record_id__in=[form.pk for form in forms], rule=ANSWER, due_on__isnull=False)
    return dict(rows.exclude(state="cancelled").values_list("record_id", "due_on"))


def state_of_form(form: AgencyForm, due_on: date | None, as_at: date) -> State:
    if form.answered_on:
        late = (form.answered_on - due_on).days if due_on else 0
        after = f", {days_in_words(late)} after its date" if late > 0 and not form.came_on else ""
        return State("done", f"Handed in {in_words(form.answered_on)}{after}")
    if form.stage == "withdrawn":
        return State("done", "No longer asked for")
    if due_on is None:
        return State("waiting", f"Asked {in_words(form.asked_on)}")
    left = (due_on - as_at).days
    if left < 0:
        return State("late", f"Late {days_in_words(-left)}")
    if left <= SOON:
        return State("soon", f"Due in {days_in_words(left)}" if left else "Due today")
    return State("waiting", f"Asked, due {in_words(due_on)}")


def saved_answers(form: AgencyForm) -> dict[str, tuple[str, str]]:
    rows = FormAnswer.objects.filter(form_id=form.pk)
    return {question: (state, value) for question, state, value in
            rows.values_list("question", "answer_state", "value")}  # fmt: skip


def sections_shown(asked: FormAsked, saved: dict[str, tuple[str, str]]) -> list[SectionShown]:
    """Every question with what was answered; a blank stays a blank and says so."""
    return [
        SectionShown(section.code, section.title, [_answered(question, saved) for question in section.questions])
        for section in asked.sections
    ]


def _answered(question, saved) -> Answered:
    state, value = saved.get(question.code, ("blank", ""))
    words = value if state == "value" else FormAnswer.State(state).label
    return Answered(question.code, question.words, words, quiet=state != "value")


def how_far(asked: FormAsked, saved: dict[str, tuple[str, str]]) -> str:
    """12 of 24 questions are answered; 3 of them with not known or not applicable."""
    states = [saved.get(question.code, ("blank", ""))[0] for question in asked.questions]
    said, total = sum(state != "blank" for state in states), len(states)
    words = sum(state in ("nk", "na") for state in states)
    how = f", {words} of them as not known or not applicable" if words else ""
    are = "is" if said == 1 else "are"
    return f"{said or 'None'} of {total} questions {are} answered{how}."


def heading_of_form(form: AgencyForm, due_on: date | None, as_at: date) -> str:
    """What the form's page says first. Never whom it is about."""
    if form.answered_on:
        return f"{form.title} was handed in on {in_words(form.answered_on)}"
    if refusal_to_answer(form):
        return f"{form.title} takes no more answers"
    if due_on is None:
        return f"{form.title} is asked of {form.agency.name}"
    left = (due_on - as_at).days
    if left < 0:
        return f"{form.title} is late: it was due on {in_words(due_on)}"
    return f"{form.title} is due by {in_words(due_on)}"


def new_form_for(form: AgencyForm) -> str:
    """The kind of new form on which this old one, handed in, is to be keyed again; or ""."""
    kind = KEYED_ON.get(form.kind, "")
    if not kind or not form.answered_on or AgencyForm._base_manager.filter(keyed_from=form).exists():
        return ""
    return kind


def own_forms(person: Any, as_at: date) -> list[OwnForm]:
    """The forms that this person is asked for, the longest late first. Two queries."""
    rows = AgencyForm.objects.visible_to(person).filter(named=person, closed_on=None).select_related("agency")
    forms = list(rows.order_by(F("asked_on"), "pk"))
    due = due_dates(forms)
    return [
        OwnForm(form.uuid, form.title, in_words(due[form.pk]) if form.pk in due else "no date",
                state_of_form(form, due.get(form.pk), as_at), due.get(form.pk))
        for form in forms
    ]  # fmt: skip


def _with_own_words(one: Listed, as_at: date, row: OwedRow) -> OwedRow:
    form = AgencyForm(asked_on=one.more["agencyform__asked_on"], stage=one.stage)
    due_on = next((limit.due_on for limit in one.deadlines if limit.rule == ANSWER), None)
    return replace(row, due_on=due_on, due_words=in_words(due_on) if due_on else "no date",
                   state=state_of_form(form, due_on, as_at))  # fmt: skip


OWING = (
    Owing("cdop.form", ("asked",), "cdop.answer_form", "Answer it", whose=Whose.PERSON, person="agencyform__named",
          title="{title}, about a child’s death", about="Asked of you by the child death review co-ordinator",
          more=("agencyform__asked_on",), row=_with_own_words),
)  # fmt: skip
"""On the home page of whoever is named, and of nobody else. Never whom a form is about."""


def asked_of(form: AgencyForm) -> FormAsked:
    return form_asked(form.kind)
