"""Each agency's own form: asked of one named person, who sees nothing else of the review."""

from collections.abc import Mapping
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from cdop.models import AgencyForm, ChildDeathReview, FormAnswer
from cdop.services.lawful import NotLawful, require_lawful, write
from cdop.transition import UNCHANGED, Act
from sscb.access.policy import Decision, Refused, require
from sscb.history.services import write_history
from sscb.people.models import Organisation, Person
from sscb.records.moving import advance

Answers = Mapping[str, tuple[str, str]]
"""question -> (answer state: value, nk, na or blank; the value)."""


@transaction.atomic(durable=True)
def ask_agency(
    *, review: ChildDeathReview, agency: Organisation, named: Person, by: Person, on: date, kind: str = "B"
) -> AgencyForm:
    """Ask an agency for its form. Raises NotLawful once the last day has ended, ValidationError when it was asked."""
    require(by, "cdop.run_review")
    require_lawful(review, Act.CHASE)
    require(by, "cdop.run_review", review)
    if AgencyForm.objects.filter(review=review, agency=agency, kind=kind).exists():
        raise ValidationError(f"{agency.name} was asked for form {kind} already. {UNCHANGED}")
    advance(review)
    form = AgencyForm.objects.create(review=review, agency=agency, kind=kind, named=named, asked_on=on, asked_by=by)
    write_history(review, "cdop.form_asked", by=by, on=on, agency=agency.name, form=kind)
    return form


@transaction.atomic(durable=True)
def answer_form(*, form: AgencyForm, answers: Answers, by: Person, on: date, finished: bool = False) -> AgencyForm:
    """The named person answers. A blank answer stays blank; NK and NA are answers. `finished`: handed in.

    Raises Refused for anybody else, ValidationError for a form that was handed in or a case that takes none any more.
    """
    require(by, "cdop.answer_form")
    if form.named_id != by.pk:
        raise Refused(Decision(False, "another's form"), "This form is for another person. Nothing was changed.")
    review = form.review
    if form.answered_on:
        raise ValidationError(f"This form was handed in on {form.answered_on:%-d %B %Y}. {UNCHANGED}")
    try:
        require_lawful(review, Act.CHASE)
    except NotLawful as refused:
        raise ValidationError(
            "The Board’s panel takes no more answers on this case. Send yours to the child death review partners, who "
            f"review it now. {refused.ruling.rule and f'(Rule {refused.ruling.rule}.) '}{UNCHANGED}"
        ) from refused
    if review.locked_on or review.closed_on:
        raise ValidationError(f"This case takes no more answers. Ask the child death review co-ordinator. {UNCHANGED}")
    for question, (state, value) in answers.items():
        if (state == FormAnswer.State.VALUE) != bool(value.strip()):
            raise ValidationError(f"Question {question}: give an answer, or choose not known or not applicable.")
        FormAnswer.objects.update_or_create(
            form=form, question=question, defaults={"answer_state": state, "value": value.strip()}
        )
    if finished:
        write(form, answered_on=on, answered_by=by)
        write_history(review, "cdop.form_answered", by=by, on=on, form=form.kind)
    return form
