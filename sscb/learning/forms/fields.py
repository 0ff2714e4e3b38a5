"""The fields that several forms of this room ask in the same way."""

from crispy_forms_gds.layout import Field, Layout
from django import forms

from sscb.access.fields import FieldsAlone

NO_NAMES = "No names of children or families."
NOT_LISTED = "That is not in the list. Choose from it; nothing was changed"


def day(label: str, help_text: str = "", *, required: bool = True) -> forms.DateField:
    return forms.DateField(
        label=label, help_text=help_text, input_formats=["%Y-%m-%d"], required=required,
        widget=forms.DateInput(attrs={"type": "date", "class": "govuk-input govuk-input--width-10"}, format="%Y-%m-%d"),
        error_messages={"required": "Enter the date", "invalid": "Enter a date that exists, such as 2019-06-03"},
    )  # fmt: skip


def words(label: str, missing: str = "", help_text: str = "", most: int = 2000) -> forms.CharField:
    """A text of some lines; without `missing` it may stay empty."""
    return forms.CharField(
        label=label, help_text=help_text, widget=forms.Textarea, max_length=most, required=bool(missing),
        error_messages={"required": missing},
    )  # fmt: skip


def line(label: str, missing: str = "", help_text: str = "", most: int = 200) -> forms.CharField:
    return forms.CharField(
        label=label, help_text=help_text, max_length=most, required=bool(missing), error_messages={"required": missing}
    )


def one_of(label: str, choices, missing: str = "", help_text: str = "") -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label, choices=choices, help_text=help_text, widget=forms.RadioSelect, required=bool(missing),
        error_messages={"required": missing, "invalid_choice": NOT_LISTED},
    )  # fmt: skip


def pick(label: str, missing: str = "", help_text: str = "") -> forms.ChoiceField:
    """One of a list that the view gives, from what its reader may see."""
    return forms.ChoiceField(
        label=label, help_text=help_text, required=bool(missing),
        error_messages={"required": missing, "invalid_choice": NOT_LISTED},
    )  # fmt: skip


def some_of(label: str, missing: str = "", help_text: str = "") -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, help_text=help_text, widget=forms.CheckboxSelectMultiple, required=bool(missing),
        error_messages={"required": missing, "invalid_choice": NOT_LISTED},
    )  # fmt: skip


def lay_out(form: forms.Form, **rows: int) -> None:
    """In the order written; `rows` gives text areas their height; an empty list of choices is left out."""
    form.helper = FieldsAlone()
    shown = []
    for name, field in form.fields.items():
        if isinstance(field, forms.MultipleChoiceField) and not field.choices:
            continue
        if isinstance(field.widget, forms.Textarea):
            shown.append(Field.textarea(name, rows=rows.get(name, 4)))
        else:
            shown.append(name)
    form.helper.layout = Layout(*shown)


def choices_of(records) -> list[tuple[str, str]]:
    """What its writer may see, by public identifier."""
    return [(str(one.uuid), f"{one.title} ({one.reference})") for one in records]


def named(things, empty: str = "") -> list[tuple[str, str]]:
    first = [("", empty)] if empty else []
    return first + [(str(one.uuid), one.name) for one in things]
