"""Each agency's own form: asked of one named person, who sees nothing else of the review."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse

from cdop.lifecycle import Stage
from cdop.models import AgencyForm, ChildDeathReview, FormAnswer
from cdop.services.lawful import NotLawful, not_ahead, require_lawful, require_office, write
from cdop.transition import UNCHANGED, Act
from sscb import clock
from sscb.access.policy import Decision, Refused, can, require
from sscb.access.services import end_access, grant_access
from sscb.access.standing import forget_standing
from sscb.history.services import write_history
from sscb.jobs.services import send_mail
from sscb.people.models import Organisation, Person
from sscb.records.moving import advance
from sscb.records.services import next_reference
from sscb.timetable.days import in_words
from sscb.timetable.models import Deadline
from sscb.timetable.services import cancel_deadlines, meet_deadlines, set_deadlines

ANSWER = "cd-form-answer"
PURPOSE = "Answers their agency’s form"
LONGEST = 90
"""Days of a grant (SEC-09)."""
Answers = Mapping[str, tuple[str, str]]
"""question -> (answer state: value, nk, na or blank; the value)."""


@transaction.atomic(durable=True)
def ask_agency(
    *, review: ChildDeathReview, agency: Organisation, named: Person, by: Person, on: date, kind: str = "B"
) -> AgencyForm:
    """Ask an agency for its form: one named person gets a grant on it, a time limit and a letter that names nobody.

    Raises NotLawful once the last day has ended, ValidationError when it was asked or the person is not the agency's.
    """
    return _ask(review, [(agency, named, kind)], by=by, on=on)[0]


@transaction.atomic(durable=True)
def ask_agencies(
    *, review: ChildDeathReview, asked: Sequence[tuple[Organisation, Person, str]], by: Person, on: date
) -> list[AgencyForm]:
    """Ask several agencies, each (agency, person, kind of form), all or none: as `ask_agency` for each of them."""
    return _ask(review, asked, by=by, on=on)


def _ask(review: ChildDeathReview, asked: Sequence[tuple], *, by: Person, on: date) -> list[AgencyForm]:
    require(by, "cdop.run_review")
    require_lawful(review, Act.CHASE)
    require(by, "cdop.run_review", review)
    known = AgencyForm.objects.all_for_job("the case in hand").filter(review=review)
    standing = set(known.values_list("agency_id", "kind"))
    for agency, _, kind in asked:
        if (agency.pk, kind) in standing:
            raise ValidationError(f"{agency.name} was asked for form {kind} already. {UNCHANGED}")
        standing.add((agency.pk, kind))
    advance(review)
    made = []
    for agency, named, kind in asked:
        form = _new_form(review, agency, named, kind, by=by, on=on)
        _invite(form, named, by=by, on=on)
        set_deadlines(form, trigger="form.asked_on", on=on, by=by, organisation=agency, person=named)
        write_history(review, "cdop.form_asked", by=by, on=on, agency=agency.name, form=kind)
        _tell(form, f"asked:{named.uuid}", "A form waits for you", "You are asked to answer a form", on=on)
        made.append(form)
    return made


def _new_form(review, agency, named, kind, *, by: Person, on: date, **more) -> AgencyForm:
    form = AgencyForm(
        type=AgencyForm.TYPE, level=AgencyForm.LEVEL, reference=next_reference(AgencyForm.PREFIX, on), owner=agency,
        group_id=review.group_id, stage="asked", opened_on=on, review=review, agency=agency, kind=kind, named=named,
        asked_on=on, asked_by=by, **more,
    )  # fmt: skip
    form.title = form.form_title
    form.save()
    return form


def _invite(form: AgencyForm, named: Person, *, by: Person, on: date) -> None:
    """One person, this form, for 90 days at most. Nobody is invited who then could not open it."""
    if not named.is_active or named.organisation_id != form.agency_id:
        raise ValidationError(f"Choose somebody who works for {form.agency.name} and has an account. {UNCHANGED}")
    grant_access(
        record=form, to=named, purpose=PURPOSE, may_write=True, by=by, rule="cdop.run_review",
        ends_at=clock.now() + timedelta(days=LONGEST),
    )  # fmt: skip
    forget_standing(named)
    if not can(named, "cdop.answer_form", form):
        raise ValidationError(f"This person may not be given the form. Choose somebody else. {UNCHANGED}")


def _tell(form: AgencyForm, key: str, subject: str, begins: str, *, on: date) -> None:
    """Neither the child, nor the case, nor what the form is about stands in the letter (SEC-33)."""
    row = Deadline.objects.open().filter(record_id=form.pk, rule=ANSWER).first()
    until = f" by {in_words(row.due_on)}" if row and row.due_on else ""
    send_mail(
        key=f"cdop-form:{form.uuid}:{key}", to=form.named, about=form, subject=subject, on=on,
        body=f"{begins}{until}. Sign in with the link below; it opens this form and nothing else. For the sake of "
        "those it is about, nothing more is said here. If it should be somebody else’s, tell the co-ordinator.",
        path=reverse("cdop:form", args=[form.uuid]),
    )  # fmt: skip


@transaction.atomic(durable=True)
def name_another(*, form: AgencyForm, named: Person, by: Person, on: date) -> AgencyForm:
    """Somebody else of the agency answers; whoever had the form before sees it no more."""
    require_office(by, "cdop.run_review", form)
    _still_asked(form)
    require_lawful(form.review, Act.CHASE)
    if named.pk == form.named_id:
        raise ValidationError(f"This form is asked of {named.name} already. {UNCHANGED}")
    advance(form)
    end_access(record=form, by=by)
    write(form, named=named)
    Deadline.objects.open().filter(record_id=form.pk, rule=ANSWER).update(person=named)
    _invite(form, named, by=by, on=on)
    _tell(form, f"asked:{named.uuid}:{on}", "A form waits for you", "You are asked to answer a form", on=on)
    return form


@transaction.atomic(durable=True)
def chase_form(*, form: AgencyForm, by: Person, on: date) -> AgencyForm:
    """Write once more, at most once a day, and let the person in again where the ninety days are nearly over."""
    require_office(by, "cdop.run_review", form)
    _still_asked(form)
    require_lawful(form.review, Act.CHASE)
    if form.chased_on == on:
        raise ValidationError(f"A letter went out today already. {UNCHANGED}")
    advance(form)
    # The ninety days begin again: somebody who is asked once more can open what they are asked for.
    end_access(record=form, by=by)
    _invite(form, form.named, by=by, on=on)
    write(form, chased_on=on)
    write_history(form.review, "cdop.form_chased", by=by, on=on, agency=form.agency.name, form=form.kind)
    _tell(form, f"chased:{on}", "A form still waits for you", "A form that you were asked for is still wanted", on=on)
    return form


@transaction.atomic(durable=True)
def withdraw_form(*, form: AgencyForm, by: Person, on: date) -> AgencyForm:
    """The agency holds nothing, or the form does not fit this death: it is not asked for any more."""
    require_office(by, "cdop.run_review", form)
    _still_asked(form)
    advance(form, stage="withdrawn", closed_on=on)
    end_access(record=form, by=by)
    cancel_deadlines(form, by=by, why="The form is not asked for any more.", on=on)
    write_history(form.review, "cdop.form_withdrawn", by=by, on=on, agency=form.agency.name, form=form.kind)
    return form


def _still_asked(form: AgencyForm) -> None:
    if form.answered_on:
        raise ValidationError(f"This form was handed in on {in_words(form.answered_on)}. {UNCHANGED}")
    if form.stage == "withdrawn":
        raise ValidationError(f"This form is not asked for any more. {UNCHANGED}")


def refusal_to_answer(form: AgencyForm) -> str:
    """Why this form takes no more answers, with the lawful next step; or ""."""
    review = form.review
    if form.answered_on:
        return (
            f"This form was handed in on {in_words(form.answered_on)}. To add something, write to the child death "
            f"review co-ordinator. {UNCHANGED}"
        )
    if form.stage == "withdrawn":
        return f"This form is not asked for any more: there is nothing left for you to do. {UNCHANGED}"
    try:
        require_lawful(review, Act.CHASE)
    except NotLawful as refused:
        if review.completed_on:
            return (
                f"The panel completed its review on {in_words(review.completed_on)}, so this form takes no more "
                f"answers. Tell the child death review co-ordinator what is new. {UNCHANGED}"
            )
        rule = f"(Rule {refused.ruling.rule}.) " if refused.ruling.rule else ""
        return (
            "The Board’s panel takes no more answers on this case. Send yours to the child death review partners, who "
            f"review it now. {rule}{UNCHANGED}"
        )
    if review.locked_on:
        return (
            "This case is locked and is handed over to the child death review partners. Send your answers to them. "
            f"{UNCHANGED}"
        )
    if review.closed_on or review.stage in (Stage.OUT_OF_SCOPE, Stage.OTHER_AREA, Stage.TRANSFERRED):
        return f"This case is closed and takes no more answers. Ask the child death review co-ordinator. {UNCHANGED}"
    return ""


@transaction.atomic(durable=True)
def answer_form(*, form: AgencyForm, answers: Answers, by: Person, on: date, finished: bool = False) -> AgencyForm:
    """The named person answers. A blank answer stays blank; NK and NA are answers. `finished`: handed in.

    Raises Refused for anybody else, ValidationError for a form that was handed in or a case that takes none any more.
    """
    if form.named_id != by.pk:
        raise Refused(Decision(False, "another's form"), "This form is for another person. Nothing was changed.")
    if fault := refusal_to_answer(form):
        raise ValidationError(fault)
    require(by, "cdop.answer_form", form)
    _keep(form, answers)
    if finished:
        _hand_in(form, by=by, on=on)
    return form


@transaction.atomic(durable=True)
def key_paper_form(
    *, form: AgencyForm, answers: Answers, signed_by: str, came_on: date, by: Person, on: date, finished: bool = True
) -> AgencyForm:
    """The co-ordinator keys a form that came on paper: who filled it in, and the day it came, stay with it."""
    require_office(by, "cdop.run_review", form)
    if fault := refusal_to_answer(form):
        raise ValidationError(fault)
    not_ahead(came_on, "The arrival of the form")
    if not signed_by.strip():
        raise ValidationError(f"Say who filled the form in for {form.agency.name}. {UNCHANGED}")
    asked_on = form.keyed_from.asked_on if form.keyed_from else form.asked_on
    if came_on < asked_on:
        raise ValidationError(
            f"The form was asked for on {in_words(asked_on)}: it cannot have come before. {UNCHANGED}"
        )
    write(form, signed_by=signed_by.strip(), came_on=came_on)
    _keep(form, answers)
    if finished:
        _hand_in(form, by=by, on=on)
    return form


@transaction.atomic(durable=True)
def key_again(*, form: AgencyForm, kind: str, answers: Answers, by: Person, on: date) -> AgencyForm:
    """An old form that came after the switch is keyed again on the new one, which stands beside it (forms-switch)."""
    require_office(by, "cdop.run_review", form)
    review = form.review
    require_lawful(review, Act.CHASE)
    if not form.answered_on:
        raise ValidationError(f"Only a form that was handed in is keyed again. {UNCHANGED}")
    others = AgencyForm.objects.all_for_job("the case in hand").filter(review=review, agency=form.agency, kind=kind)
    if others.exists():
        raise ValidationError(f"{form.agency.name} has this form already. {UNCHANGED}")
    advance(review)
    new = _new_form(review, form.agency, form.named, kind, by=by, on=on, keyed_from=form)
    write(new, signed_by=form.signed_by or form.answered_by.name, came_on=form.came_on or form.answered_on)
    _keep(new, answers)
    write_history(review, "cdop.form_keyed_again", by=by, on=on, form=form.kind, new=kind)
    return new


def _keep(form: AgencyForm, answers: Answers) -> None:
    standing = {one.question: one for one in FormAnswer.objects.filter(form=form, question__in=answers)}
    new, changed = [], []
    for question, (state, value) in answers.items():
        if (state == FormAnswer.State.VALUE) != bool(value.strip()):
            raise ValidationError(f"Question {question}: give an answer, or choose not known or not applicable.")
        row = standing.get(question) or FormAnswer(form=form, question=question)
        row.answer_state, row.value = state, value.strip()
        (changed if row.pk else new).append(row)
    FormAnswer.objects.bulk_create(new)
    FormAnswer.objects.bulk_update(changed, ["answer_state", "value"])


def _hand_in(form: AgencyForm, *, by: Person, on: date) -> None:
    if not FormAnswer.objects.filter(form=form).exclude(answer_state=FormAnswer.State.BLANK).exists():
        raise ValidationError(
            "Nothing is answered yet. Where your agency holds nothing, choose “not known”: it shows that you looked. "
            f"{UNCHANGED}"
        )
    advance(form, stage="answered", closed_on=on, released_on=on)
    write(form, answered_on=on, answered_by=by)
    # From now on it can be read and not changed: the grant is what lets its holder write.
    end_access(record=form, by=by, only_writing=True)
    meet_deadlines(form, rules=(ANSWER,), by=by, on=form.came_on or on)
    write_history(form.review, "cdop.form_answered", by=by, on=on, form=form.kind)
