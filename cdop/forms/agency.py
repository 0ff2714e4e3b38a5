"""An agency's form: its questions come from data, each with a value or one of NK, NA and blank."""

from collections.abc import Mapping
from dataclasses import dataclass

from django import forms

from cdop.models import FormAnswer
from cdop.questions import FormAsked, Question

STATES = [("", "As written above"), ("nk", "Not known"), ("na", "Not applicable")]
BOTH = "Either answer, or choose not known or not applicable, not both. What you wrote is kept below."


@dataclass(frozen=True)
class Row:
    """One question with its two fields, as the template draws it."""

    question: Question
    value: forms.BoundField
    state: forms.BoundField


@dataclass(frozen=True)
class Part:
    code: str
    title: str
    rows: list[Row]


class AnswersForm(forms.Form):
    """`asked`: which form. `saved`: question -> (answer state, value) as it was kept."""

    kept_words = "What you wrote is kept on this page. Nothing is lost."

    def __init__(self, *args, asked: FormAsked, saved: Mapping[str, tuple[str, str]], initial=None, **more):
        self.asked = asked
        initial = dict(initial or {})
        for question in asked.questions:
            state, value = saved.get(question.code, (FormAnswer.State.BLANK, ""))
            initial[_value(question)] = value
            initial[_state(question)] = state if state in ("nk", "na") else ""
        super().__init__(*args, initial=initial, **more)
        for question in asked.questions:
            self.fields[_value(question)] = _field(question)
            self.fields[_state(question)] = forms.ChoiceField(
                label=f"{question.code} {question.words}: otherwise", choices=STATES, required=False,
                widget=forms.RadioSelect,
            )  # fmt: skip

    def clean(self):
        told = super().clean()
        for question in self.asked.questions:
            if told.get(_value(question), "").strip() and told.get(_state(question)):
                self.add_error(_value(question), f"{question.code}: {BOTH}")
        return told

    @property
    def answers(self) -> dict[str, tuple[str, str]]:
        """question -> (answer state, value), for the service."""
        found = {}
        for question in self.asked.questions:
            value, state = self.cleaned_data[_value(question)].strip(), self.cleaned_data[_state(question)]
            found[question.code] = (state, "") if state else (("value", value) if value else ("blank", ""))
        return found

    @property
    def parts(self) -> list[Part]:
        return [
            Part(section.code, section.title, [
                Row(question, self[_value(question)], self[_state(question)]) for question in section.questions
            ])
            for section in self.asked.sections
        ]  # fmt: skip


class PaperForm(AnswersForm):
    """As the agency's own, with who filled it in on paper and when it came."""

    signed_by = forms.CharField(
        label="Who filled it in, and their role", max_length=120,
        error_messages={"required": "Enter who filled the form in"},
    )  # fmt: skip
    came_on = forms.DateField(
        label="Day it came", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": "Enter the day it came", "invalid": "Enter a day that exists, such as 2019-09-12"},
    )  # fmt: skip


def _value(question: Question) -> str:
    return f"q{question.code.replace('.', '_')}"


def _state(question: Question) -> str:
    return f"s{question.code.replace('.', '_')}"


def _field(question: Question) -> forms.Field:
    label = f"{question.code} {question.words}"
    if question.choices:
        return forms.ChoiceField(
            label=label, required=False, choices=[("", "Choose"), *((one, one) for one in question.choices)]
        )
    if question.kind == "line":
        return forms.CharField(label=label, required=False, max_length=300)
    return forms.CharField(label=label, required=False, max_length=8000, widget=forms.Textarea)
