"""One answer of a return: its grade or value, how it is known, what it changed, and what will be done about a gap."""

from dataclasses import dataclass
from typing import Any

from django import forms

from audits.questions import Question
from audits.returns.forms.boxes import boxes_of, field_of, rows_shown, typed_of, value_of
from audits.scales import Scale

NOT_APPLICABLE = "N"
MOST_WORDS = 4000
SAVED = "Your answer has been saved."
KEPT = "What you typed is kept on this page, and as a draft of yours."


@dataclass(frozen=True)
class TableRow:
    """A row of a grid, as the page draws it: its name, and a list of controls for each column."""

    name: str
    cells: list[list[forms.BoundField]]


class AnswerForm(forms.Form):
    """`edition`: the one that was shown, so that nobody overwrites what they have not seen."""

    edition = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, question: Question, scale: Scale, value: Any, closed: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        self.question, self.kept_words = question, ""
        if question.answer == "grade":
            self._grade(scale)
        else:
            self._value(value)
        self._words()
        if question.answer == "grade":
            self._gap()
        if closed:
            self.fields["why"] = forms.CharField(
                label="Why do you change it?", max_length=300, required=False,
                help_text="The return is closed: this stays beside the change, and what was handed in stays as it was.",
            )  # fmt: skip

    def _grade(self, scale: Scale) -> None:
        choices = [(str(step.value), step.label) for step in scale.steps]
        if scale.not_applicable:
            choices.append((NOT_APPLICABLE, "Does not apply to us"))
        self.fields["self_grade"] = forms.ChoiceField(
            label="Which describes your agency today?", choices=choices, required=False, widget=forms.RadioSelect,
            error_messages={"invalid_choice": "Choose one of the grades."},
        )  # fmt: skip
        if scale.not_applicable:
            self.fields["why_not_applicable"] = forms.CharField(
                label="Why does it not apply?", max_length=300, required=False,
                help_text="Only if it does not apply. The moderators must agree.",
            )  # fmt: skip

    def _value(self, value: Any) -> None:
        rows = rows_shown(self.question, value, self.data if self.is_bound else None)
        self.boxes = boxes_of(self.question, rows)
        for box in self.boxes:
            self.fields[box.name] = field_of(box)
        for name, told in typed_of(self.boxes, value).items():
            self.initial.setdefault(name, told)
        if rows:
            self.fields["v_rows"] = forms.IntegerField(widget=forms.HiddenInput, required=False)
            self.initial["v_rows"] = rows

    def _words(self) -> None:
        graded = self.question.answer == "grade"
        self.fields["words"] = forms.CharField(
            label="How do you know?" if graded else "Anything to add?", max_length=MOST_WORDS, required=False,
            help_text="What is done, for whom, and the latest figure with its two numbers. No names of children, "
            "families or staff." if graded else "No names of children, families or staff.",
            widget=forms.Textarea(attrs={"rows": 6 if graded else 3}),
        )  # fmt: skip
        if graded:
            self.fields["impact"] = forms.CharField(
                label="What difference has it made to children?", max_length=MOST_WORDS, required=False,
                help_text="Leave it empty if you do not know yet.", widget=forms.Textarea(attrs={"rows": 3}),
            )  # fmt: skip

    def _gap(self) -> None:
        for name, label, most in (
            ("action_text", "What will you do about it?", 300), ("action_owner", "Whose it is to do: a post", 120),
        ):  # fmt: skip
            self.fields[name] = forms.CharField(label=label, max_length=most, required=False)
        self.fields["action_due"] = forms.DateField(
            label="By when", required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            error_messages={"invalid": "Enter a day that exists, such as 2019-03-27"},
        )  # fmt: skip
        self.fields["gap_reason"] = forms.CharField(
            label="Or say why a gap needs no action", max_length=300, required=False,
            help_text="The moderators read it, and may not accept it.",
        )  # fmt: skip

    def clean(self):
        told = super().clean()
        if self.question.answer == "grade" and not self.errors:
            given = {name for name in ("action_text", "action_owner", "action_due") if told.get(name)}
            if given and len(given) < 3:
                for name, says in (("action_text", "Say what will be done."),
                                   ("action_owner", "Say whose it is to do: a post, not a name."),
                                   ("action_due", "Say by when.")):  # fmt: skip
                    if name not in given:
                        self.add_error(name, says)
        return told

    @property
    def said(self) -> dict[str, Any]:
        """What the agency says in the answer, for the service."""
        told = self.cleaned_data
        if self.question.answer != "grade":
            return {"value": value_of(self.question, self.boxes, told), "words": told["words"]}
        grade = told["self_grade"]
        away = grade == NOT_APPLICABLE
        return {
            "self_grade": int(grade) if grade and not away else None, "not_applicable": away,
            "why_not_applicable": told.get("why_not_applicable", "") if away else "", "words": told["words"],
            "impact": told["impact"], "gap_reason": told["gap_reason"],
        }  # fmt: skip

    @property
    def planned(self) -> dict[str, Any] | None:
        """A new action for a gap, where one was written."""
        told = self.cleaned_data
        if not told.get("action_text"):
            return None
        return {"text": told["action_text"], "owner": told["action_owner"], "due_on": told["action_due"]}

    @property
    def field_of_value(self) -> str:
        """Where a fault of the whole value is shown."""
        return "self_grade" if self.question.answer == "grade" else self.boxes[0].name

    @property
    def singles(self) -> list[forms.BoundField]:
        """The controls of a value that is no table."""
        return [self[box.name] for box in self.boxes if not box.row]

    @property
    def columns(self) -> list[str]:
        return [column.title for column in self.question.columns]

    @property
    def table(self) -> list[TableRow]:
        """Rows of controls of a grid or of rows."""
        rows: dict[str, dict[str, list]] = {}
        for box in self.boxes:
            if box.row:
                rows.setdefault(box.row, {}).setdefault(box.column, []).append(self[box.name])
        return [TableRow(name, list(columns.values())) for name, columns in rows.items()]


def initial_of(answer: Any) -> dict[str, Any]:
    """What is saved, by field."""
    grade = NOT_APPLICABLE if answer.not_applicable else answer.self_grade
    return {
        "edition": answer.edition, "self_grade": "" if grade is None else str(grade),
        "why_not_applicable": answer.why_not_applicable, "words": answer.words, "impact": answer.impact,
        "gap_reason": answer.gap_reason,
    }  # fmt: skip

